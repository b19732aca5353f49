from __future__ import annotations

import pytest

from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xx市XX局的张某某说，20XX年×月完成。", ["xx", "XX", "某某", "20XX", "×"]),
        ("他说某些人不文明，某种现象还在。", []),
        ("加入__公司，联系**小区。", ["__", "**"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("placeholder", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "stands_for",
            "20XX年，XX区的王某同志在XX医院工作，涉及xx个小区。",
            {"20XX": "year", "XX": "organisation", "某": "person", "xx": "number"},
        ),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("placeholder", name, text) == expected
