from __future__ import annotations

import pytest

from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们和我局一起，我是本单位的一员。", ["我们", "我局", "我", "本单位"]),
        ("从我做起，忘我工作，发扬自我。", []),
        ("我市场上的摊位。", ["我"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("self_reference", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "kind",
            "我、我们、我局、我国。",
            {"我": "person", "我们": "group", "我局": "unit", "我国": "country"},
        ),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("self_reference", name, text) == expected
