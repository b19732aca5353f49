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
