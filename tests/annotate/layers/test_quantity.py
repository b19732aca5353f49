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
        ("抽调五名业务骨干专门值守，印制3千余册送往全镇19个村。", ["五名业务骨干", "3千余册", "19个村"]),
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


@pytest.mark.parametrize(
    ("text", "amount", "ends"),
    [
        ("建设三四个小区。", "三四个小区", ("3", "4")), ("清理二三十个死角。", "二三十个死角", ("20", "30")),
        ("投入两三万元。", "两三万元", ("20000", "30000")), ("发动五六万人。", "五六万人", ("50000", "60000")),
    ],
)  # fmt: skip
def test_a_range_in_two_digits_has_ends_and_no_value(text: str, amount: str, ends: tuple[str, str]) -> None:
    assert attribute("quantity", "value", text) == {amount: None}
    assert attribute("quantity", "value_min", text) == {amount: ends[0]}
    assert attribute("quantity", "value_max", text) == {amount: ends[1]}
