from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.clean.aligned import AlignedText, Change


def _check(aligned: AlignedText) -> None:
    source_at = at = 0
    for edit in aligned.edits:
        assert source_at <= edit.source_start <= edit.source_end
        assert at <= edit.start <= edit.end
        assert aligned.source[source_at : edit.source_start] == aligned.text[at : edit.start]
        source_at, at = edit.source_end, edit.end
    assert aligned.source[source_at:] == aligned.text[at:]


@given(st.text("ab c", max_size=20), st.data())
def test_edits_compose(source: str, data: st.DataObject) -> None:
    aligned = AlignedText(source)
    for step in range(4):
        text = aligned.text
        points = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
        changes = [
            Change(start, end, data.draw(st.text("xy ", max_size=3)), f"rule{step}")
            for start, end in zip(points[::2], points[1::2], strict=False)
        ]
        expected, at = [], 0
        for change in changes:
            expected += [text[at : change.start], change.text]
            at = change.end
        aligned = aligned.apply(changes)
        assert aligned.text == "".join(expected) + text[at:]
        _check(aligned)


def test_an_edit_undone_is_no_edit() -> None:
    text = AlignedText("a,b").apply([Change(1, 2, "，", "one")])
    assert text.apply([Change(1, 2, ",", "two")]).edits == ()


def test_a_drop_keeps_the_drop_beside_it() -> None:
    text = AlignedText("one\ntwo\nthree").apply([Change(4, 8, "", "first")])
    both = text.apply([Change(0, 4, "", "second")])
    assert [(e.source_start, e.source_end, e.rule) for e in both.edits] == [(0, 4, "second"), (4, 8, "first")]


@pytest.mark.parametrize(
    "changes",
    [
        [Change(3, 4, "x", "r"), Change(0, 1, "x", "r")],
        [Change(0, 3, "x", "r"), Change(2, 4, "y", "r")],
        [Change(3, 99, "x", "r")],
    ],
)
def test_changes_out_of_order_are_refused(changes: list[Change]) -> None:
    with pytest.raises(ValueError, match="out of order"):
        AlignedText("abcdef").apply(changes)


@given(st.text("ab c", max_size=12), st.data())
def test_an_edit_no_change_touches_stays_as_it_was(source: str, data: st.DataObject) -> None:
    """The same place of the source, the same text, the same rule; all others are named by what touched them."""

    def drawn(text: str, rule: str) -> list[Change]:
        points = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
        pairs = zip(points[::2], points[1::2], strict=False)
        return [
            Change(start, end, data.draw(st.sampled_from(["", "", "x", "yz"])), rule) for start, end in pairs
        ]

    first = AlignedText(source).apply(drawn(source, "first"))
    changes = [c for c in drawn(first.text, "second") if first.text[c.start : c.end] != c.text]
    both = first.apply(changes)
    _check(both)
    assert all(both.source[e.source_start : e.source_end] != both.text[e.start : e.end] for e in both.edits)
    kept = {
        (e.source_start, e.source_end, both.text[e.start : e.end]) for e in both.edits if e.rule == "first"
    }
    untouched = set()
    for edit in first.edits:
        if edit.start == edit.end:
            touched = any(c.start < edit.start < c.end or c.start == edit.start == c.end for c in changes)
        else:
            touched = any(c.start < edit.end and edit.start < c.end for c in changes)
        if not touched:
            untouched.add((edit.source_start, edit.source_end, first.text[edit.start : edit.end]))
    assert kept == untouched


def test_of_changes_that_grow_into_one_edit_the_longest_names_it() -> None:
    text = AlignedText("abcdef").apply([Change(1, 5, "xy", "first")])
    (edit,) = text.apply([Change(0, 2, "m", "long"), Change(2, 3, "n", "short")]).edits
    assert edit.rule == "long"


def test_a_change_to_the_same_is_none() -> None:
    text = AlignedText("abc").apply([Change(0, 1, "a", "none"), Change(1, 2, "x", "one")])
    assert [(e.start, e.end, e.rule) for e in text.edits] == [(1, 2, "one")]
