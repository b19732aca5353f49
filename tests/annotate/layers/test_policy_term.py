from __future__ import annotations

import pytest

from chuangwen_corpus.annotate.data import rows
from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培育社会主义核心价值观，推进乡村振兴战略。", ["社会主义核心价值观", "乡村振兴战略"]),
        ("学习《新时代公民道德建设实施纲要》。", []),
        ("增强“四个意识”，深化放管服改革。", ["四个意识", "放管服改革"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("policy_term", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("programme", "培育社会主义核心价值观。", {"社会主义核心价值观": "社会主义核心价值观"}),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("policy_term", name, text) == expected


def test_the_list_is_long_and_sourced() -> None:
    entries = rows("policy_terms")
    assert len(entries) >= 400
    assert len({entry["form"] for entry in entries}) == len(entries)
    assert all(entry["type"] and entry["programme"] and entry["source"] for entry in entries)
    assert all(not entry["first_year"] or 1900 <= int(entry["first_year"]) <= 2030 for entry in entries)
