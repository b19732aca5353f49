"""What others are told to do, in a speech that mobilises and in one that pledges."""

from __future__ import annotations

import pytest

from layering import MOBILISATION, attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "各县区要把责任压到网格，不能搞一刀切，更不得弄虚作假。",
            ["各县区要把责任压到网格", "不能搞一刀切", "更不得弄虚作假"],
        ),
        ("全镇上下务必绷紧这根弦，今夜转移危房住户。", ["全镇上下务必绷紧这根弦", "今夜转移危房住户"]),
        ("我们要以钉钉子精神抓好落实。", ["我们要以钉钉子精神抓好落实"]),
        (
            "希望大家发扬连续作战的作风，把各项措施抓到位。",
            ["希望大家发扬连续作战的作风", "把各项措施抓到位"],
        ),
        ("抓好这项工作，一要摸清底数，建立台账；二要盯住重点。", ["要摸清底数", "建立台账", "要盯住重点"]),
        ("对工作不力的，要严肃问责。", ["要严肃问责"]),
        ("企业负责人要扛起责任，严禁超标排放。", ["企业负责人要扛起责任", "严禁超标排放"]),
        ("省里要求，必须在月底前见效。", []),
        ("空气质量明显改善，获得感不断增强。", []),
    ],
)
def test_spans_where_a_speech_mobilises(text: str, expected: list[str]) -> None:
    assert spans("directive", text, MOBILISATION) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("恳请市局给予支持，希望兄弟单位多提批评意见。", ["恳请市局给予支持", "希望兄弟单位多提批评意见"]),
        ("各村要连夜排查，我镇干部将驻点督办。", ["各村要连夜排查"]),
        ("我们要抓好宣传。", []),
        ("区委号召我们向先进学习。", []),
    ],
)
def test_spans_where_a_speech_pledges(text: str, expected: list[str]) -> None:
    assert spans("directive", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("target", "各河长要每周巡河，不得走过场。", {"各河长要每周巡河": "各河长", "不得走过场": "各河长"}),
        ("marker", "各河长要每周巡河，不得走过场。", {"各河长要每周巡河": "要", "不得走过场": "不得"}),
        (
            "polarity",
            "各商户不准占道经营，要备齐灭火器。",
            {"各商户不准占道经营": "negative", "要备齐灭火器": "positive"},
        ),
        (
            "predicate",
            "各商户不准占道经营，要备齐灭火器。",
            {"各商户不准占道经营": "占道", "要备齐灭火器": "备齐"},
        ),
        (
            "object",
            "各单位要把台账报到县里，管好仓库。",
            {"各单位要把台账报到县里": "台账", "管好仓库": "仓库"},
        ),
        ("deadline", "各乡镇务必于本月20日前完成核查。", {"各乡镇务必于本月20日前完成核查": "本月20日前"}),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("directive", name, text, MOBILISATION) == expected
