from __future__ import annotations

import pytest

from chuangwen_corpus.annotate.data import rows
from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吹响冲锋号，打赢攻坚战，立下军令状。", ["冲锋号", "攻坚战", "军令状"]),
        ("战略合作和挑战。", []),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("metaphor_war", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("domain", "吹响冲锋号，打赢攻坚战。", {"冲锋号": "signal", "攻坚战": "battle"}),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("metaphor_war", name, text) == expected


def test_every_word_of_the_list_has_a_source() -> None:
    assert all(row["source"] and row["domain"] for row in rows("war_metaphors"))
