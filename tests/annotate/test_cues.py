"""Every cue is run: it does in its example what its class says, and does not in its counter-example."""

from __future__ import annotations

from collections import Counter

import pytest

from chuangwen_corpus.annotate.data import rows
from chuangwen_corpus.annotate.trial import bare, is_idle, works

ROWS = rows("cues")


CLASSES = sorted({row["class"] for row in ROWS})


def rows_with(kind: str, column: str) -> list[dict[str, str]]:
    return [row for row in ROWS if row["class"] == kind and row[column] != "-"]


@pytest.mark.parametrize("kind", CLASSES)
def test_each_cue_works_in_its_example(kind: str) -> None:
    found = rows_with(kind, "example")
    assert [row["form"] for row in found if row["form"] not in bare(row["example"])] == []
    assert [row["form"] for row in found if not works(row, row["example"])] == []


@pytest.mark.parametrize("kind", CLASSES)
def test_each_cue_is_idle_in_its_counter_example(kind: str) -> None:
    found = rows_with(kind, "counter_example")
    assert [row["form"] for row in found if row["form"] not in bare(row["counter_example"])] == []
    assert [row["form"] for row in found if not is_idle(row, row["counter_example"])] == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"form": "坚决", "class": "marker"}, "我局的态度很坚决。"),
        ({"form": "去年", "class": "past"}, "我局将巩固成果。"),
        ({"form": "市民", "class": "addressed_end"}, "我局将抓好整改。"),
        ({"form": "全面", "class": "adverb"}, "我局将全面【全面】推进。"),
    ],
)
def test_a_cue_that_does_nothing_is_heard(row: dict[str, str], sentence: str) -> None:
    assert not works(row, sentence)


def test_nearly_every_cue_has_an_example_and_every_one_a_source() -> None:
    assert all(row["source"] not in ("", "-") for row in ROWS)
    rows_of = Counter(row["class"] for row in ROWS)
    without = Counter(row["class"] for row in ROWS if row["example"] == "-")
    assert all(without[kind] <= max(1, number // 10) for kind, number in rows_of.items())


def test_no_form_stands_twice_in_a_class() -> None:
    forms = [(row["form"], row["class"]) for row in ROWS]
    assert len(forms) == len(set(forms))
