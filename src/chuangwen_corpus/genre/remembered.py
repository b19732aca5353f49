"""Answers about lines, remembered: the steps of the pipeline ask the same of one line a dozen times."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

LONGEST = 160
"""Characters of a line whose answer is remembered; what is longer may be a page of megabytes."""
MOST = 4_096
"""Lines remembered of each question."""

Answer = TypeVar("Answer")


def remembered(ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """A pure question about a line, which remembers its last answers.

    Memory is bounded by `MOST` lines of `LONGEST` characters.
    """
    known = lru_cache(MOST)(ask)

    @wraps(ask)
    def answer(line: str) -> Answer:
        return known(line) if len(line) <= LONGEST else ask(line)

    answer.forget = known.cache_clear  # type: ignore[attr-defined]  # for tests that change what is asked of
    return answer
