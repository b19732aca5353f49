"""Lines of pages that were sampled for what recurs, handed on to the step that cleans them."""

from __future__ import annotations

from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.own import Lists, in_use
from chuangwen_corpus.read import CHARACTERS_A_RECORD, Waiting


def _records_of(text: AlignedText) -> int:
    return len(text.edits) + (len(text.source) + len(text.text)) // CHARACTERS_A_RECORD


_of_this_process = Waiting[tuple[str, Lists | None], AlignedText](_records_of)


def keep(source: str, text: AlignedText) -> None:
    """Keeps the lines of a page until they are taken, if there is room."""
    _of_this_process.keep((source, in_use()), text)


def take(source: str) -> AlignedText | None:
    """The lines of a page, if they were kept for the lists in use; they are forgotten here."""
    return _of_this_process.take((source, in_use()))
