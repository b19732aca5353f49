from __future__ import annotations

import pytest

from layering import MOBILISATION, attribute, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们将全面落实会议精神，以更高标准抓好工作。", ["我们将全面落实会议精神"]),
        ("一是抓宣传，确保家喻户晓；二是抓整治，坚决消除死角。", ["确保家喻户晓", "坚决消除死角"]),
        ("我们将以此次会议为契机，努力打造文明窗口。", ["我们将以此次会议为契机，努力打造文明窗口"]),
        ("以破釜沉舟的勇气，坚决啃下硬骨头。", ["以破釜沉舟的勇气，坚决啃下硬骨头"]),
        ("六月底前，力争进入全市前列。", ["六月底前，力争进入全市前列"]),
        ("我向大家保证，三天内一定清理干净。", ["我向大家保证，三天内一定清理干净"]),
        ("去年我局曾承诺解决停车难，我们已经全部完成。", []),
        ("市财政局将安排资金，群众一定会支持。", []),
        ("市委书记要求我们坚决完成任务。", []),
        ("我局将创建工作作为头等大事。", []),
        ("让我们携起手来，为文明城市而努力奋斗。", []),
        ("这是一定的成绩，靠大家的努力，要求很高，重要任务。", []),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert spans("commitment", text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "modality",
            "我们一定完成，坚决整治，确保达标，力争第一。",
            {"我们一定完成": "certainty", "坚决整治": "resolve", "确保达标": "ensure", "力争第一": "attempt"},
        ),
        ("agent", "我局将全面发力，坚决整治到位。", {"我局将全面发力": "我局", "坚决整治到位": "我局"}),
        ("deadline", "我们确保年底前完成46个小区的改造。", {"我们确保年底前完成46个小区的改造": "年底前"}),
        ("quantity", "我们确保年底前完成46个小区的改造。", {"我们确保年底前完成46个小区的改造": "46个小区"}),
        ("action", "我们将坚决打赢攻坚战。", {"我们将坚决打赢攻坚战": "打赢 攻坚战"}),
    ],
)
def test_attributes(name: str, text: str, expected: dict[str, str | None]) -> None:
    assert attribute("commitment", name, text) == expected


def test_what_a_leader_tells_others_to_do_is_none() -> None:
    told = "各级各部门要提高认识，确保落实到位。要加强督查，坚决整改问题。市纪委将严肃问责。"
    assert spans("commitment", told, MOBILISATION) == []
    assert spans("commitment", "我们一定打赢这场硬仗！", MOBILISATION) == ["我们一定打赢这场硬仗"]
