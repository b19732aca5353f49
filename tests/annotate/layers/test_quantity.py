from __future__ import annotations

import pytest

from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对46个老旧小区、1.8万平方米违建逐一整治。", ["46个老旧小区", "1.8万平方米"]),
        ("一级抓一级，打一场大战，一是加强领导。", []),
        ("先后3次召开会议，开展两次清洁行动，投入500万元专项资金。", ["3次", "两次清洁行动", "500万元"]),
        ("满意度百分之九十，三分之二达标，九成五的人支持。", ["百分之九十", "三分之二", "九成五"]),
        ("学习党的二十大精神，增强“四个意识”。", []),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("quantity", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "value",
            "百分之九十、三分之二、1.8万平方米、九成五、一千二百人。",
            {
                "百分之九十": "90",
                "三分之二": "0.666667",
                "1.8万平方米": "18000",
                "九成五": "95",
                "一千二百人": "1200",
            },
        ),
        ("noun", "46个老旧小区、300户。", {"46个老旧小区": "老旧小区", "300户": None}),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("quantity", name, text) == expected
