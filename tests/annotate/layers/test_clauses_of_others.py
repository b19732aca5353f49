"""Kinds of clauses that speeches of others showed, in our own words: what is an act, and which verb is its predicate."""

from __future__ import annotations

import pytest

from chuangwen_corpus.pipeline import parse

PLEDGE = "青石镇在工作会议上的表态发言\n各位领导、同志们：\n{}\n我的发言完毕，谢谢大家！\n"
SPEECH = "县长在动员大会上的讲话\n同志们：\n{}\n我的讲话完了，谢谢大家！\n"


def acts(page: str, sentence: str) -> list[tuple[str, str | None]]:
    """Text and predicate of the commitments and directives."""
    found = parse(page.format(sentence)).annotations
    return [(a.text, a.attributes.get("predicate")) for a in found if a.layer in ("commitment", "directive")]


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
        ("二、要压实责任，确保缴费任务圆满完成。", ["压实", "完成"]),
    ],
)
def test_the_predicate_of_a_demand(sentence: str, predicates: list[str]) -> None:
    assert [found for _, found in acts(SPEECH, sentence)] == predicates


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
    assert not acts(SPEECH, sentence)


def test_a_condition_is_none_and_what_follows_is_a_demand() -> None:
    assert acts(SPEECH, "要干成这件大事，就必须发扬优良传统。") == [("就必须发扬优良传统", "发扬")]


def test_a_noun_is_no_report_of_a_demand() -> None:
    found = acts(SPEECH, "各有关单位要按照部署要求，真抓实干，密切配合。")
    assert [text for text, _ in found] == ["各有关单位要按照部署要求，真抓实干", "密切配合"]


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
    assert [text for text, _ in acts(PLEDGE, sentence)] == texts


def test_a_chain_begins_at_an_act_of_its_own_kind() -> None:
    """Where a directive and a commitment stood in one scope, the commitment's chain named an act that was none."""
    sentence = "市委、市政府将通过一场接一场的现场推进，持续掀起改造的热潮，各乡镇要抓紧，绝不鸣金收兵，请大家监督，绝不草草收场。"
    document = parse(
        f"市委书记在动员大会上的讲话\n同志们：\n{sentence}\n谢谢大家！\n我们要抓好整改，请各位监督，决不松劲。\n"
    )
    ids = {a.annotation_id for a in document.annotations if a.layer == "commitment"}
    chains = {a.attributes["chain"] for a in document.annotations if a.layer == "commitment"}
    assert chains <= ids


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
    tokens = parse(SPEECH.format(sentence)).tokens
    assert upos in {pos for form, pos in zip(tokens.form, tokens.upos, strict=True) if form == word}
