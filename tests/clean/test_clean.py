from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.clean import characters, clean, furniture
from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.clean.punctuation import is_lost_character
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.parsing import parse


def rules_of(text: str) -> list[str]:
    return [edit.rule for edit in clean(text).edits]


SPEECH = "在全市创建大会上的讲话\n各位领导：\n我们将全力以赴，完成创建任务。\n{}我们有信心、有决心完成创建任务。\n谢谢大家！\n{}"


@pytest.mark.parametrize("rule", furniture.rules(), ids=lambda rule: rule.id)
def test_every_furniture_rule_drops_its_example_where_it_may(rule: furniture.FurnitureRule) -> None:
    assert rule.scope in furniture.SCOPES
    assert rule.zone in furniture.ZONES
    assert rule.reason
    anywhere = rule.zone == "page" and (
        rule.scope == "inline" or not furniture.is_sentence(fold(rule.example))
    )
    inside, behind = (f"{rule.example}\n", "") if anywhere else ("", f"{rule.example}\n")
    document = parse(SPEECH.format(inside, behind), layers=())
    assert f"furniture.{rule.id}" in [edit.rule for edit in document.iter_edits()], document.text
    if rule.scope != "inline":
        assert document.text == SPEECH.format("", "").strip()


@pytest.mark.parametrize(
    ("rule", "line"),
    [(rule, line) for rule in furniture.rules() for line in rule.counter_examples],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_no_furniture_rule_drops_its_counter_examples(rule: furniture.FurnitureRule, line: str) -> None:
    """As a line of a speech, inside a paragraph, as the first words of a speech and as its last ones."""
    pages = (
        SPEECH.format(f"{line}\n", ""),
        SPEECH.format(f"我再说一句。{line.rstrip('。')}。请大家记住。\n", ""),
        f"在全市创建大会上的讲话\n各位领导：\n{line}\n我们有信心、有决心完成创建任务。\n谢谢大家！\n",
        f"在全市创建大会上的讲话\n各位领导：\n我们有信心、有决心完成创建任务。\n{line.rstrip('。')}。\n",
    )
    for page in pages:
        document = parse(page, layers=())
        (speech,) = document.speeches
        assert squeezed(line.rstrip("。！")) in squeezed(speech.text), [
            edit.rule for edit in document.iter_edits()
        ]


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("点击右上角“...”转发给好友", "menu_prompt"),
        ("请点击右上角“…”，转发给更多好友！", "menu_prompt"),
        ("点击屏幕右上角“•••”按钮分享到朋友圈。", "menu_prompt"),
        ("点击右上角【···】可发送给朋友或分享到朋友圈", "menu_prompt"),
        ("▲如果觉得不错，请轻点右上角分享给身边的朋友", "menu_prompt"),
    ],
)
def test_other_wordings_of_furniture_are_dropped(line: str, rule: str) -> None:
    document = parse(SPEECH.format(f"{line}\n", ""), layers=())
    assert f"furniture.{rule}" in [edit.rule for edit in document.iter_edits()], document.text
    assert document.text == SPEECH.format("", "").strip()


def test_the_ids_of_furniture_rules_are_unique() -> None:
    ids = [rule.id for rule in furniture.rules()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("同志们:今天,我们在这里开会;请注意!好吗?", "同志们：今天，我们在这里开会；请注意！好吗？"),
        ("共投入1,200万元,时间是12:30。", "共投入1,200万元，时间是12:30。"),
        ("建成GDP统计体系,做好R&D工作。", "建成GDP统计体系，做好R&D工作。"),
        ("全面落实(含社区)各项任务。", "全面落实（含社区）各项任务。"),
        ("使用f(x)函数。", "使用f(x)函数。"),
        ("我们坚决完成任务.我们说到做到.", "我们坚决完成任务。我们说到做到。"),
        ("一.提高认识", "一.提高认识"),
        ("增长3.5%,达到1.8万。", "增长3.5%，达到1.8万。"),
        ('喊响"创文"口号,做"好人"。', "喊响“创文”口号，做“好人”。"),
        ('只有一个"引号,保持原样。', '只有一个"引号，保持原样。'),
        ("我们还要继续努力......", "我们还要继续努力……"),
        ("任务艰巨。。。", "任务艰巨……"),
        ("打造“五面红旗?红旗标兵”品牌。", "打造“五面红旗?红旗标兵”品牌。"),
        ("我们应该怎么办?首先要提高认识。", "我们应该怎么办？首先要提高认识。"),
        ("OK, let's go!", "OK, let's go!"),
        ("２０２０年ＡＢ", "２０２０年ＡＢ"),
    ],
)
def test_punctuation_by_context(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("扎实做好 社会主义核心价值观宣传", "扎实做好社会主义核心价值观宣传"),
        ("件件有人管、 事事能落实", "件件有人管、事事能落实"),
        ("历 经 十 年创 建", "历经十年创建"),
        ("完成 12 个项目，用 GDP 说话", "完成 12 个项目，用 GDP 说话"),
        ("new  york  city", "new york city"),
        ("　　各位领导：\r\n　　大家好！", "各位领导：\n大家好！"),
        ("\u200b我们\ufeff将\x07努力", "我们将努力"),
    ],
)
def test_white_space(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_paragraphs_on_one_line_are_split() -> None:
    page = "  今天开会很重要。   一、提高认识。我们要提高认识。   二、狠抓落实。我们要狠抓落实！"
    assert clean(page).text.split("\n") == [
        "今天开会很重要。", "一、提高认识。我们要提高认识。", "二、狠抓落实。我们要狠抓落实！",
    ]  # fmt: skip


def test_lines_broken_in_print_are_joined() -> None:
    page = (
        "今天我们在这里召开全市创建工作动员大会，主要任务是贯彻落\n"
        "实上级会议精神，总结前一阶段的工作，安排部署下一阶段的重点\n"
        "任务，动员全市上下统一思想、坚定信心，迅速掀起创建工作的新\n"
        "高潮。\n一、提高认识\n创建工作事关全局。\n"
    )
    lines = clean(page).text.split("\n")
    assert len(lines) == 3
    assert lines[0].startswith("今天我们在这里召开全市创建工作动员大会，主要任务是贯彻落实上级")
    assert "line.joined" in rules_of(page)


@given(st.text(max_size=60))
def test_the_text_is_nfc_and_never_more(text: str) -> None:
    aligned = AlignedText(text)
    composed = aligned.apply(characters.compositions(text)).text
    assert composed == unicodedata.normalize("NFC", text)


@given(st.text(max_size=80))
def test_the_shadow_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_traditional_text_folds_to_simplified() -> None:
    assert fold("創建全國文明城市動員大會講話") == "创建全国文明城市动员大会讲话"
    assert clean("創建全國文明城市,我們在行動!").text == "創建全國文明城市，我們在行動！"


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("五面红旗?红旗标兵", True),
        ("你们准备好了吗?我们准备好了", False),
        ("红旗?", False),
        ("党?、政府", True),
    ],
)
def test_lost_characters(line: str, lost: bool) -> None:
    assert is_lost_character(line, line.index("?")) is lost
