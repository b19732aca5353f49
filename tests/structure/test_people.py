from __future__ import annotations

import re

import pytest

from chuangwen_corpus.parsing import parse
from chuangwen_corpus.structure import people


@pytest.mark.parametrize("rule", people.SPEAKER_RULES + people.ADDRESSEE_RULES, ids=lambda rule: rule.id)
def test_every_rule_finds_its_example(rule: people.PersonRule) -> None:
    assert rule.reason
    assert people.apply(rule, rule.example)
    assert re.compile(rule.pattern)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("今天，xx区作为主战场，责无旁贷。", "xx区"),
        ("我代表市教育局作表态发言。", "市教育局"),
        ("我们把创建全国文明城市作为头等大事。", None),
        ("全市将掀起创建热潮。", None),
        ("市委将召开会议。", None),
        ("各位同事：\n我是怀着敬意走进市人民医院的。", None),
        ("各位来宾：\n我是带着任务来到县教育局的。", None),
        ("我谨代表大会向全县表示祝贺。", None),
    ],
)
def test_speakers_in_the_text(text: str, name: str | None) -> None:
    found = None
    for rule in people.SPEAKER_RULES:
        if rule.where == "text" and (span := people.apply(rule, text)):
            found = text[slice(*span)]
            break
    assert found == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("区在创建文明城市总结会上的讲话", None),
        ("县在全县推进会上的讲话", None),
        ("清河区在创建文明城市总结会上的讲话", "清河区"),
    ],
)
def test_a_unit_in_a_title_has_a_name(title: str, name: str | None) -> None:
    rule = next(rule for rule in people.SPEAKER_RULES if rule.id == "speaker.title_subject")
    span = people.apply(rule, title)
    assert (title[slice(*span)] if span else None) == name


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ("市水务局领导班子", "市水务局"),
        ("青石镇党政班子", "青石镇"),
        ("县委、县政府班子", "县委、县政府"),
        ("新一届县政府班子", "县政府"),
        ("校領導班子", None),
        ("公司班子", None),
        ("新一届领导班子", None),
        ("新一届政府班子", None),
        ("县四大班子", None),
        ("县委", "县委"),
    ],
)
def test_a_leading_team_is_no_unit(body: str, unit: str | None) -> None:
    page = f"在总结表彰会上的讲话\n同志们：\n在此，我代表{body}向受表彰的同志表示祝贺。\n希望大家再接再厉。\n"
    (speech,) = parse(page, layers=()).speeches
    assert speech.unit == unit


@pytest.mark.parametrize(
    ("said", "speaker", "unit"),
    [
        ("站在新起点，新一届市人大常委会将扛起责任。", None, "市人大常委会"),
        ("新一届市政协一定不负重托。", None, "市政协"),
        ("市人大常委会将扛起责任。", "市人大常委会", "市人大常委会"),
    ],
)
def test_a_body_of_a_new_term_is_for_whom_one_of_it_speaks(
    said: str, speaker: str | None, unit: str | None
) -> None:
    page = f"在闭幕会上的讲话\n同志们：\n这次大会选举产生了新的班子。\n{said}\n谢谢大家！\n"
    (speech,) = parse(page, layers=()).speeches
    assert (speech.speaker, speech.unit) == (speaker, unit)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("全县经济形势分析会上县长发言", "县长"),
        ("春季家长会上校长讲话稿", "校长"),
        ("学校工会主席讲话", None),
    ],
)
def test_an_office_behind_the_meeting_speaks(title: str, name: str | None) -> None:
    rule = next(rule for rule in people.SPEAKER_RULES if rule.id == "speaker.title_event_office")
    span = people.apply(rule, title)
    assert (title[slice(*span)] if span else None) == name


@pytest.mark.parametrize(
    ("title", "said", "level"),
    [
        ("在推进会上的讲话", "市委、市政府作了部署。市委、市政府高度重视。请市委市政府放心。", "city"),
        ("在推进会上的讲话", "全市开了会，全县开了会，今天是我镇。我镇任务不轻。", "township"),
        ("在推进会上的讲话", "市委、市政府作了部署，县委、县政府抓了落实，镇党委要跟上。", None),
        ("在推进会上的表态发言", "市委、市政府作了部署。市委、市政府高度重视。请市委市政府放心。", None),
        ("", "全市上下要抓紧，我市不能落后，全市一盘棋。", "city"),
        ("", "全市上下要抓紧，我市不能落后，我局要带头。", None),
    ],
)
def test_the_level_that_the_speech_names(title: str, said: str, level: str | None) -> None:
    page = f"{title}\n同志们：\n今天的会议很重要。{said}\n希望大家再接再厉。\n谢谢大家！\n"
    (speech,) = parse(page, layers=()).speeches
    assert speech.level == level
