"""What one step has made of a page and a later one takes over, if it still waits.

A small build looks through all of its pages before it parses the first; what it made of them is not made again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from chuangwen_corpus.read.decode import DecodedSource

MOST = 150_000
"""Records of all pages that wait together, each some 150 bytes; beyond that the oldest are forgotten."""
CHARACTERS_A_RECORD = 100
"""So many characters of text count as one more."""

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Waiting(Generic[Key, Made]):
    """What was made of pages, the oldest first."""

    def __init__(self, size: Callable[[Made], int]) -> None:
        self._made: OrderedDict[Key, Made] = OrderedDict()
        self._lock = Lock()
        self._size = size
        self._held = 0

    def keep(self, key: Key, made: Made) -> None:
        """Keeps what was made of a page until it is taken, if there is room."""
        with self._lock:
            if key not in self._made:
                self._made[key] = made
                self._held += self._size(made)
            while self._held > MOST:
                _, oldest = self._made.popitem(last=False)
                self._held -= self._size(oldest)

    def take(self, key: Key) -> Made | None:
        """What was made of a page, if it was kept; it is forgotten here."""
        if not self._made:
            return None
        with self._lock:
            made = self._made.pop(key, None)
            if made is not None:
                self._held -= self._size(made)
            return made


def _records_of(source: DecodedSource) -> int:
    return len(source.irregular) + len(source.text) // CHARACTERS_A_RECORD


decoded = Waiting[bytes, DecodedSource](_records_of)
"""The decoded pages of this process, by their bytes."""
