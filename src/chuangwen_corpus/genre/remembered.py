"""Answers about lines, remembered: the steps of the pipeline ask the same of one line a dozen times."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Generic, TypeVar

from chuangwen_corpus.genre.own import Lists, in_use

LONGEST = 160
"""Characters of a line whose answer is remembered; what is longer may be a page of megabytes."""
MOST = 4_096
"""Lines remembered of each question; with lists of a user's as many more."""

Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def remembered(ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """A question about a line whose answer depends on the lists in use only, which remembers its last answers.

    Memory is bounded by twice `MOST` lines of `LONGEST` characters.
    """
    known = lru_cache(MOST)(ask)

    @lru_cache(MOST)
    def known_with(line: str, lists: Lists) -> Answer:  # noqa: ARG001  # they are in use
        return ask(line)

    @wraps(ask)
    def answer(line: str) -> Answer:
        if len(line) > LONGEST:
            return ask(line)
        lists = in_use()
        return known(line) if lists is None else known_with(line, lists)

    answer.forget = known.cache_clear  # type: ignore[attr-defined]  # for tests that change what is asked of
    return answer


class Recent(Generic[Key, Value]):
    """The values of the keys that were asked for last, for what is made for many keys at once, which `lru_cache` cannot do.

    It holds at least `most` of them and at most twice as many, by weight: when the newer of two dictionaries is full, the older is dropped. No value is None.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._newer: dict[Key, Value] = {}
        self._older: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """The value of a key, if it is still known."""
        value = self._newer.get(key)
        if value is None:
            value = self._older.get(key)
            if value is not None:
                self.put(key, value)
        return value

    def put(self, key: Key, value: Value, weight: int = 1) -> None:
        """Makes a value known; what takes more memory than others counts for more."""
        self._newer[key] = value
        self._weight += weight
        if self._weight >= self._most:
            self._older, self._newer, self._weight = self._newer, {}, 0
