"""What a partial date leaves open: the days it may mean."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from chuangwen_corpus.lazy import regex

_DATE = regex(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
ALWAYS = (0, 4_000_000)
"""The interval of a date that is not known: it overlaps every other."""


@lru_cache(10_000)
def interval(date: str | None) -> tuple[int, int]:
    """The first and the last day that a date may mean, as proleptic ordinals (`datetime.date.toordinal`).

    Args:
        date: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Anything else, such as ``20XX`` or None, may be any day.

    >>> first, last = interval("2020-02")
    >>> last - first
    28
    >>> interval("20XX") == interval(None) == interval("2020-13") == ALWAYS
    True
    """
    match = _DATE.fullmatch(date or "")
    if match is None:
        return ALWAYS
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = dt.date(year, month or 1, day or 1)
        last = dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except (ValueError, calendar.IllegalMonthError):
        return ALWAYS
    return first.toordinal(), last.toordinal()


def intervals(dates: Sequence[str | None]) -> NDArray[np.int64]:
    """An array of shape (n, 2): the first and the last day of each date."""
    return np.array([interval(date) for date in dates], np.int64).reshape(-1, 2)


def direction(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int8]:
    """Which of two texts is the earlier one, pair by pair.

    Args:
        first: Intervals of the first texts, shape (n, 2).
        second: Intervals of the second texts, shape (n, 2).

    Returns:
        Shape (n,): 1 where the first is earlier whatever the dates leave open, -1 where the second is, 0 where
        the intervals overlap.
    """
    earlier = first[:, 1] < second[:, 0]
    later = second[:, 1] < first[:, 0]
    return earlier.astype(np.int8) - later.astype(np.int8)
