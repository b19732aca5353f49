from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.alignment import check_span, map_span

Columns = tuple[list[int], list[int], list[int], list[int]]


@st.composite
def edits(draw: st.DrawFn) -> tuple[Columns, list[tuple[int, int]], int]:
    """Sorted columns of edits (often beside each other, often empty on one side), where each character goes, and the length of the other side."""
    starts, ends, other_starts, other_ends = columns = ([], [], [], [])
    goes: list[tuple[int, int]] = []
    here = there = 0
    for _ in range(draw(st.integers(0, 5))):
        equal = draw(st.integers(0, 2))
        goes += [(there + i, there + i + 1) for i in range(equal)]
        here, there = here + equal, there + equal
        own, other = draw(st.sampled_from([(0, 1), (0, 2), (1, 0), (2, 0), (1, 2), (2, 1), (3, 3)]))
        goes += [(there, there + other)] * own
        starts.append(here)
        ends.append(here + own)
        other_starts.append(there)
        other_ends.append(there + other)
        here, there = here + own, there + other
    rest = draw(st.integers(0, 2))
    goes += [(there + i, there + i + 1) for i in range(rest)]
    return columns, goes, there + rest


@given(edits())
def test_a_span_goes_where_its_characters_go(made: tuple[Columns, list[tuple[int, int]], int]) -> None:
    """From the first place of its first character to the last one of its last; what was dropped at its edges is outside."""
    columns, goes, _ = made
    for start in range(len(goes)):
        for end in range(start + 1, len(goes) + 1):
            expected = (goes[start][0], goes[end - 1][1])
            assert map_span(start, end, *columns) == expected, (start, end)


@given(edits())
def test_an_empty_span_goes_to_a_span_between_its_neighbours(
    made: tuple[Columns, list[tuple[int, int]], int],
) -> None:
    columns, goes, length = made
    for place in range(len(goes) + 1):
        left, right = map_span(place, place, *columns)
        before = goes[place - 1][0] if place else 0
        behind = goes[place][1] if place < len(goes) else length
        assert before <= left <= right <= behind


@given(st.integers(-2, 6), st.integers(-2, 6), st.integers(0, 4))
def test_a_span_lies_in_its_text_or_is_refused(start: int, end: int, length: int) -> None:
    if start >= 0 and start <= end and end <= length:
        check_span(start, end, length, "text")
    else:
        with pytest.raises(ValueError, match="is no span of the text"):
            check_span(start, end, length, "text")
