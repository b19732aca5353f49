from __future__ import annotations

import pytest

from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打好“攻坚战”，落实“一岗‘双责’”。", ["攻坚战", "一岗‘双责’", "双责"]),
        ("引号没有合上“攻坚。", []),
        ("开展“小手拉大手”活动。", ["小手拉大手"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("quoted_term", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "kind",
            "开展“小手拉大手”活动，发扬“功成不必在我”的精神，培育“文明细胞”。",
            {"小手拉大手": "campaign", "功成不必在我": "slogan", "文明细胞": "term"},
        ),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("quoted_term", name, text) == expected
