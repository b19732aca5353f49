"""Every cue that has an example is found in it, and not in its counter-example."""

from __future__ import annotations

import pytest

from chuangwen_corpus.annotate.data import rows
from chuangwen_corpus.pipeline import parse

_CLASSES = ("marker", "call")
ROWS = [row for row in rows("cues") if row["class"] in _CLASSES]


def markers(sentence: str) -> list[str]:
    page = f"某局在创建大会上的表态发言\n各位代表：\n{sentence}\n以上是我的发言，谢谢大家。\n"
    found = parse(page, layers=("commitment", "directive")).annotations
    return [a.attributes["marker"] for a in found if a.text in sentence]


@pytest.mark.parametrize("row", [row for row in ROWS if row["example"] != "-"], ids=lambda row: row["form"])
def test_a_cue_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["form"] in markers(row["example"])


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["counter_example"] != "-"], ids=lambda row: row["form"]
)
def test_a_cue_is_not_found_in_its_counter_example(row: dict[str, str]) -> None:
    assert row["form"] not in markers(row["counter_example"])


def test_no_form_stands_twice_in_a_class() -> None:
    forms = [(row["form"], row["class"]) for row in rows("cues")]
    assert len(forms) == len(set(forms))
