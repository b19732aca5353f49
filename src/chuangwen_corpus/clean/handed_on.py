"""Lines of pages that were sampled for what recurs, handed on to the step that cleans them.

A small build looks through all of its pages before it parses the first; what it made of them is not made again.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.own import Lists, in_use

MOST = 150_000
"""Edits of all texts that wait together, each some 150 bytes; beyond that the oldest are forgotten."""
_CHARACTERS_AN_EDIT = 100
"""So many characters of source and text count as one more."""


class _Waiting:
    """The lines of pages by source text and lists in use, the oldest first."""

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[str, Lists | None], AlignedText] = OrderedDict()
        self._lock = Lock()
        self._held = 0

    def keep(self, source: str, text: AlignedText) -> None:
        """Keeps the lines of a page until they are taken, if there is room."""
        key = (source, in_use())
        with self._lock:
            if key not in self._texts:
                self._texts[key] = text
                self._held += _size(text)
            while self._held > MOST:
                _, oldest = self._texts.popitem(last=False)
                self._held -= _size(oldest)

    def take(self, source: str) -> AlignedText | None:
        """The lines of a page, if they were kept for the lists in use; they are forgotten here."""
        if not self._texts:
            return None
        with self._lock:
            text = self._texts.pop((source, in_use()), None)
            if text is not None:
                self._held -= _size(text)
            return text


def _size(text: AlignedText) -> int:
    return len(text.edits) + (len(text.source) + len(text.text)) // _CHARACTERS_AN_EDIT


_of_this_process = _Waiting()
keep, take = _of_this_process.keep, _of_this_process.take
