"""Kinds of clauses that speeches of others showed, in our own words: what is an act, and which verb is its predicate."""

from __future__ import annotations

import pytest

from chuangwen_corpus.parsing import parse
from layering import MOBILISATION, annotations, attribute, spans


@pytest.mark.parametrize(
    ("sentence", "predicates"),
    [
        ("大家要深刻领会和把握这次整治的重大意义。", ["把握"]),
        ("要认真学习、深刻领会上级的有关指示。", ["领会"]),
        ("要大力推广秸秆还田技术。", ["推广"]),
        ("要营造人人支持整治、人人参与整治的浓厚氛围。", ["营造"]),
        ("要破除一切限制企业发展的条条框框。", ["破除"]),
        ("要把会议的背景弄清楚，把各项指标弄明白。", ["弄清楚", "弄明白"]),
        ("要作为当前农村的头等大事来抓。", ["抓"]),
        ("要防止出现任何懈怠情绪。", ["防止"]),
        ("确保防汛任务条条落地，确保管网改造验收过关。", ["落地", "过关"]),
        ("我们必须放眼长远，坚持不懈地抓好工作。", ["放眼", "抓好"]),
    ],
)
def test_the_predicate_of_a_demand(sentence: str, predicates: list[str]) -> None:
    assert list(attribute("directive", "predicate", sentence, MOBILISATION).values()) == predicates


def test_a_heading_may_be_a_demand() -> None:
    document = parse(
        f"{MOBILISATION}\n同志们：\n二、要压实责任，确保缴费任务圆满完成。\n我的讲话完了，谢谢大家！\n"
    )
    found = [a.attributes.get("predicate") for a in document.annotations if a.layer == "directive"]
    assert found == ["压实", "完成"]


@pytest.mark.parametrize(
    "sentence",
    [
        "省长要求全省所有市县都要开展清查活动，把清查与整改统一谋划。",
        "整好地块是确保出苗质量的关键环节。",
        "推进改造将是贯穿全年的常态任务。",
        "推进的阻力就会越来越大。",
        "省政府将组织全省范围的核查工作。",
    ],
)
def test_what_demands_nothing_of_those_who_hear(sentence: str) -> None:
    for layer in ("commitment", "directive"):
        assert not spans(layer, sentence, "县长在动员大会上的讲话")


def test_a_condition_is_none_and_what_follows_is_a_demand() -> None:
    found = attribute("directive", "predicate", "要干成这件大事，就必须发扬优良传统。", MOBILISATION)
    assert found == {"就必须发扬优良传统": "发扬"}


def test_a_noun_is_no_report_of_a_demand() -> None:
    found = spans("directive", "各有关单位要按照部署要求，真抓实干，密切配合。", MOBILISATION)
    assert found == ["各有关单位要按照部署要求，真抓实干", "密切配合"]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("我镇作为牵头单位，将疏浚沟渠。", ["我镇作为牵头单位，将疏浚沟渠"]),
        ("我们将坚持群众主体，广角度、多层次深入走访，修订村规。", ["我们将坚持群众主体", "广角度、多层次深入走访", "修订村规"]),
        ("我们将通过疏浚沟渠、加固塘坝等措施，改善灌溉条件。", ["我们将通过疏浚沟渠、加固塘坝等措施，改善灌溉条件"]),
        ("我们将从基础工作抓起，确保按期完工。", ["我们将从基础工作抓起", "确保按期完工"]),
        ("我们将以实际行动向群众交出满意的答卷。", ["我们将以实际行动向群众交出满意的答卷"]),
        ("我们将牢记标准，按照一企一策，一户一档的要求，全力做好服务。", ["我们将牢记标准", "按照一企一策，一户一档的要求，全力做好服务"]),
    ],
)  # fmt: skip
def test_where_a_commitment_begins(sentence: str, texts: list[str]) -> None:
    assert spans("commitment", sentence) == texts


def test_a_chain_begins_at_an_act_of_its_own_kind() -> None:
    """Where a directive and a commitment stood in one scope, the commitment's chain named an act that was none."""
    found = annotations("commitment", "我代表全局郑重承诺：请大家监督，抓好整改，绝不松劲。")
    assert found
    assert {a.attributes["chain"] for a in found} <= {a.annotation_id for a in found}


@pytest.mark.parametrize(
    ("sentence", "word", "upos"),
    [
        ("要改造老旧管网。", "老旧", "ADJ"),
        ("要成立专班。", "专班", "NOUN"),
        ("要推动农业提质。", "提质", "VERB"),
        ("便民设施齐全。", "齐全", "ADJ"),
        ("要严格按照规程作业。", "严格", "ADV"),
    ],
)
def test_words_have_the_tag_of_their_use(sentence: str, word: str, upos: str) -> None:
    tokens = parse(f"{MOBILISATION}\n同志们：\n{sentence}\n我的讲话完了，谢谢大家！\n").tokens
    assert upos in {pos for form, pos in zip(tokens.form, tokens.upos, strict=True) if form == word}


LISTS = {
    "numbered lines": (
        "我们郑重承诺：\n一、全面整治校园周边环境，8月底前完成；\n二、不让一个学生掉队；\n三、8月底前新建停车位200个。",
        4,
    ),
    "one line": ("我们郑重承诺：\n一是全面整治校园周边环境；二是不让一个学生掉队。", 2),
    "what follows the list": (
        "在此，我代表全校师生郑重承诺如下：\n1.全面整治校园周边环境。\n2.不让一个学生掉队。\n我们感到任务艰巨。",
        2,
    ),
    "no list": ("我们郑重承诺：\n去年我们新建了十所学校。", 0),
    "another's promise": ("市教育局承诺：\n一、新建十所学校。", 0),
}


@pytest.mark.parametrize("kind", LISTS)
def test_an_announced_promise_governs_the_list_below_it(kind: str) -> None:
    text, count = LISTS[kind]
    document = parse(f"某小学在创建大会上的表态发言\n各位领导：\n{text}\n谢谢大家！\n")
    found = [a for a in document.annotations if a.layer == "commitment"]
    assert len(found) == count, [a.text for a in found]
    assert {a.attributes["marker"] for a in found} <= {"承诺"}
