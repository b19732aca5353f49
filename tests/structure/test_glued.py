"""Headings that run on into their paragraph without a sign: where they end, and what is no heading."""

from __future__ import annotations

import pytest

from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.structure.glued import glued_heading


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("提振精神，切实扛起森林防火责任", "入冬以来，我市降水偏少，火险等级居高不下。"),
        ("摸清底数，健全困难群众台账", "各乡镇要组织人员逐户走访，做到一户不漏。"),
        ("强化保障，守住安全底线", "安全生产是发展的前提，一刻也不能松。"),
        (
            "统一思想，增强做好普查工作的责任感",
            "人口普查是一项重大的国情国力调查，关系到千家万户。",
        ),
        ("以真情服务促发展", "我将坚持开门办公，把群众的事放在心上。"),
        ("抓好秸秆禁烧工作", "当前，正值三夏大忙时节，各村要把禁烧摆上重要位置。"),
        ("回顾总结全年工作", "回顾总结全年工作，是为了更好地谋划明年。"),
        ("认清垃圾分类是文明的“必答题”", "生活垃圾是城市的难题，一天也不会少。"),
        ("扛稳粮食安全重大责任", "粮食安全关系国计民生，饭碗要端在自己手里。"),
    ],
)
def test_a_heading_ends_where_a_sentence_begins(heading: str, text: str) -> None:
    folded = fold(heading + text)
    assert folded[: glued_heading(folded)] == fold(heading)


@pytest.mark.parametrize(
    "text",
    [
        "要充分认识创建工作的重要性和紧迫性，创建工作是一把手工程，必须一抓到底。",
        "落实责任是做好各项工作的关键，各单位要层层传导压力，确保任务到人。",
        "加强组织领导，各级各部门要把创建工作摆上重要位置，做到有人抓有人管。",
        "提高站位，深刻认识到今年创建工作是我市的头等大事，必须全力以赴抓紧抓好。",
        "我们要把思想和行动统一到市委的部署上来，今年以来的成绩来之不易，要倍加珍惜。",
        "总结今年以来的工作，我们有成绩也有不足，需要认真对待并加以改进。",
        "坚持问题导向，把整改工作作为今年的重点任务来抓，确保件件有着落。",
        "对照标准，把短板补起来。农贸市场是群众天天去的地方，也是测评必看的点位。",
        "认真学习《创建全国文明城市工作测评体系》是每个干部的必修课，一条也不能漏。",
        "提高认识提高认识提高认识提高认识提高认识提高认识提高认识。",
        "面对这份沉甸甸的责任我们必须拿出最好的状态，一步一步往前走。",
        "围绕年初确定的目标各部门要再加一把劲，把欠账一笔一笔补回来。",
        "对于组织交给的任务我们将不折不扣地完成，请同志们监督检查。",
        "有了大家的信心全市上下就要拧成一股绳，往一处使劲，早日见效。",
    ],
)
def test_a_sentence_holds_no_heading(text: str) -> None:
    assert glued_heading(fold(text)) == 0


def test_the_paragraph_keeps_the_rest() -> None:
    page = (
        "在防火工作会上的讲话\n同志们：\n下面，我讲两点。\n一、提振精神，切实扛起森林防火责任入冬以来，我市降水偏少，"
        "火险等级居高不下。各村要守住山口。\n二、严管火源。进山不带火。\n"
    )
    document = parse(page, layers=())
    (speech,) = document.speeches
    assert [s.heading for s in speech.sections if s.marker] == [
        "提振精神，切实扛起森林防火责任",
        "严管火源",
    ]
    assert document.text.count("入冬以来，我市降水偏少") == 1


def test_a_heading_that_is_printed_twice_and_ends_its_line_is_read() -> None:
    page = "同志们：\n一、今年我们做了三件事。\n二、全面总结创建工作取得的各项成绩经验全面总结创建工作取得的各项成绩经验\n谢谢大家！"
    assert parse(page, layers=()).restore().decode() == page
