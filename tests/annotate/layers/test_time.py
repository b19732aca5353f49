from __future__ import annotations

import pytest

from chuangwen_corpus.annotate import timex
from layering import attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年3月，我们用三年完成，每周检查，年底前验收。", ["今年3月", "三年", "每周", "年底前"]),
        ("三年级学生每天都很忙，天下大事。", ["每天"]),
        ("2021年至2023年，国庆节期间，20XX年底前。", ["2021年至2023年", "国庆节期间", "20XX年底前"]),
        ("一日千里，只争朝夕。", []),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("time", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "iso",
            "2020年5月1日开工，二〇二一年完工，20XX年验收。",
            {"2020年5月1日": "2020-05-01", "二〇二一年": "2021", "20XX年": None},
        ),
        (
            "kind",
            "今天动员，每月调度，三年见效，年底前完成。",
            {"今天": "relative", "每月": "frequency", "三年": "period", "年底前": "deadline"},
        ),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("time", name, text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("三年半", "period", "P42M"), ("一年半内", "deadline", "P18M"), ("三四天", "period", None), ("一两年来", "period", None),
        ("两年", "period", "P2Y"), ("半年", "period", "P6M"), ("2020年2月30日", "date", "2020-02"), ("2月29日", "date", "XXXX-02-29"),
        ("2月30日", "date", "XXXX-02"),
    ],
)  # fmt: skip
def test_halves_ranges_and_days_that_no_month_has(text: str, kind: str, expected: str | None) -> None:
    assert timex.value(text, kind, None) == expected
