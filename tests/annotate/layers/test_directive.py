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
        (
            "各科室要从抓党建、保民生的高度，认清这项任务的分量。",
            ["各科室要从抓党建、保民生的高度，认清这项任务的分量"],
        ),
        ("这件事要怎么抓？谁来抓？各村要挂图作战。", ["各村要挂图作战"]),
        ("会后分管副县长还要作具体部署和重要讲话。", []),
        ("请办公室抓紧起草创建情况的报告。", ["请办公室抓紧起草创建情况的报告"]),
        ("区委、区政府明确要在年底前建成三个示范街区。", []),
        ("局长在全市会议上多次强调要守住底线。", []),
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


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("不能因为天气冷就缩手缩脚。", "缩手缩脚"),  # behind a reason
        ("决不能因为人手少就对群众的诉求和意见视而不见。", "视而不见"),
        ("要谋划和实施重大项目。", "实施"),  # joined
        ("大家要认真领会和落实。", "落实"),
        ("要积极配合、主动参与。", "参与"),
        ("希望大家关心、支持水利事业的发展。", "支持"),
        ("要亲自研究、亲自推动、亲自检查。", "检查"),
        ("要制定清欠、垫付办法。", "制定"),
        ("要加大查处、打击力度。", "加大"),
        ("要充分认识到保护耕地就是保护生命线。", "认识到"),  # a clause for an object
        ("要当做硬任务来抓。", "抓"),
        ("要把群众当亲人。", "当"),
        ("要把好质量关口。", "把好"),
        ("要把好经验推广到全县。", "推广"),
        ("要密切党群干群关系。", "密切"),
        ("要提高警惕。", "提高"),
        ("对违规企业要通报批评。", "批评"),
        ("要立说立行。", "立说立行"),
        ("要满载而归。", "满载而归"),
        ("要见雨就抽。", "见雨就抽"),
        ("绝不可掉以轻心。", "掉以轻心"),
    ],
)
def test_predicates(text: str, verb: str) -> None:
    assert list(attribute("directive", "predicate", text, MOBILISATION).values()) == [verb]
