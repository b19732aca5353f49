"""Every cue is run: it does in its example what its class says, and does not in its counter-example.

In an example 【…】 holds the predicate that is to be found.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from chuangwen_corpus.annotate.data import rows
from chuangwen_corpus.pipeline import parse
from chuangwen_corpus.records import Annotation

ROWS = rows("cues")
MARKS = ("marker", "call", "prohibition")
"""Their form is the marker of the act."""
FRAMES = ("purpose", "past", "past_time", "perfect", "report", "happening", "thing")
"""What they stand in is no act."""
CLOSING = ("past", "past_time", "report")
"""Nor is what follows."""
OUTSIDE = ("conjunction", "ordinal")
"""They stand before the act."""


def acts(sentence: str) -> list[Annotation]:
    plain = sentence.replace("【", "").replace("】", "")
    page = f"某局在创建大会上的表态发言\n各位代表：\n{plain}\n以上是我的发言，谢谢大家。\n"
    found = parse(page, layers=("commitment", "directive")).annotations
    return [act for act in found if act.text in plain]


def values(found: list[Annotation], name: str) -> list[str]:
    return [str(act.attributes.get(name, "")) for act in found]


def predicate_in(sentence: str) -> str | None:
    match = re.search("【(.*)】", sentence)
    return match[1] if match else None


def works(row: dict[str, str], sentence: str) -> bool:
    """Whether the cue does what its class says."""
    form, kind, found = row["form"], row["class"], acts(sentence)
    if wanted := predicate_in(sentence):
        return wanted in values(found, "predicate")
    if kind in MARKS:
        return form in values(found, "marker")
    if kind in FRAMES:
        return not (found if kind in CLOSING else [act for act in found if form in act.text])
    if kind in OUTSIDE:
        return bool(found) and not any(form in act.text for act in found)
    if kind == "announcement":
        return values(found, "marker") == ["承诺"]
    if kind == "linking":
        return "我局" in values(found, "agent")
    name = "agent" if kind.startswith("own") else "target"
    return any(form in value for value in values(found, name))


def is_idle(row: dict[str, str], sentence: str) -> bool:
    """Whether the form stands in the sentence and does nothing of the kind."""
    form, kind, found = row["form"], row["class"], acts(sentence)
    if wanted := predicate_in(sentence):
        return wanted != form and values(found, "predicate") == [wanted]
    if kind in MARKS:
        return form not in values(found, "marker")
    if kind in CLOSING:
        return any(form in act.text for act in found)
    if kind == "announcement":
        return values(found, "marker") == ["将"]
    return not found


def name_of(row: dict[str, str]) -> str:
    return f"{row['class']}-{row['form']}"


@pytest.mark.parametrize("row", [row for row in ROWS if row["example"] != "-"], ids=name_of)
def test_a_cue_works_in_its_example(row: dict[str, str]) -> None:
    assert row["form"] in row["example"].replace("【", "").replace("】", "")
    assert works(row, row["example"])


@pytest.mark.parametrize("row", [row for row in ROWS if row["counter_example"] != "-"], ids=name_of)
def test_a_cue_is_idle_in_its_counter_example(row: dict[str, str]) -> None:
    assert row["form"] in row["counter_example"].replace("【", "").replace("】", "")
    assert is_idle(row, row["counter_example"])


def test_nearly_every_cue_has_an_example_and_every_one_a_source() -> None:
    assert all(row["source"] not in ("", "-") for row in ROWS)
    rows_of = Counter(row["class"] for row in ROWS)
    without = Counter(row["class"] for row in ROWS if row["example"] == "-")
    assert all(without[kind] <= max(1, number // 10) for kind, number in rows_of.items())


def test_no_form_stands_twice_in_a_class() -> None:
    forms = [(row["form"], row["class"]) for row in ROWS]
    assert len(forms) == len(set(forms))
