"""Answers about lines, remembered: the steps of the pipeline ask the same of one line a dozen times."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from chuangwen_corpus.genre.own import Lists, in_use

LONGEST = 160
"""Characters of a line whose answer is remembered; what is longer may be a page of megabytes."""
MOST = 4_096
"""Lines remembered of each question; with lists of a user's as many more."""

Answer = TypeVar("Answer")


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
