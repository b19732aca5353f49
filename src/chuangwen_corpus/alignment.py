"""Offsets on both sides of a list of edits: pure functions of numbers, used by records and cleaning."""

from __future__ import annotations

import codecs
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

BYTE_ORDER_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "gb18030": b"\x84\x31\x95\x33",
}


def check_span(start: int, end: int, length: int, what: str) -> None:
    """Raises ValueError unless ``start:end`` lies in a text `length` long."""
    if not 0 <= start <= end <= length:
        raise ValueError(f"{start}:{end} is no span of the {what}, which is {length} long")


def map_span(
    start: int,
    end: int,
    starts: Sequence[int],
    ends: Sequence[int],
    other_starts: Sequence[int],
    other_ends: Sequence[int],
) -> tuple[int, int]:
    """Maps a span over edits given as four sorted columns: their spans here and on the other side.

    A span that reaches into an edit takes the whole of it; an edit that is empty here (something
    dropped or inserted) at the very edge of the span is left outside.
    """
    i = bisect_right(ends, start)
    if i < len(starts) and starts[i] <= start < end:
        left = other_starts[i]
    elif i:
        left = other_ends[i - 1] + start - ends[i - 1]
    else:
        left = start
    j = bisect_left(starts, end)
    if j and ends[j - 1] >= end:
        right = other_ends[j - 1]
    elif j:
        right = other_ends[j - 1] + end - ends[j - 1]
    else:
        right = end
    return (left, right) if left <= right else (right, right)
