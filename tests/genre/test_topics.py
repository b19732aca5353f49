"""What stands between an office and a kind of speech: a name only if it can be one."""

from __future__ import annotations

from importlib.resources import files

import pytest

from chuangwen_corpus.genre.events import stated_event
from chuangwen_corpus.genre.names import SURNAMES
from chuangwen_corpus.genre.topics import NAME_IN_TITLE
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.parsing import parse

TEXT = "同志们：\n我们要把各项任务一件一件落到实处，谁的任务谁来完成。"


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("镇长安全生产大会讲话", "镇长"),
        ("校长元宵节致辞", "校长"),
        ("园长家长会讲话", "园长"),
        ("局长廉政教育讲话", "局长"),
        ("县委书记党建工作会讲话", "县委书记"),
        ("区长文明创建讲话", "区长"),
        ("院长平安医院建设讲话", "院长"),
        ("厂长车间安全讲话", "厂长"),
        ("书记招商引资大会讲话", "书记"),
        ("校长教师节讲话", "校长"),
        ("安全生产：人人有责演讲稿", None),
        ("县长文明华讲话", "县长文明华"),
        ("县长安若溪在生产调度会上的讲话", "县长安若溪"),
        ("县长方明在大会上的讲话", "县长方明"),
        ("行政长官林郑月娥致辞", "行政长官林郑月娥"),
        ("卫生局长安全工作讲话", "卫生局长"),
    ],
)
def test_a_topic_behind_an_office_is_no_name(title: str, speaker: str | None) -> None:
    (one,) = parse(f"{title}\n{TEXT}", layers=()).speeches
    assert one.speaker == speaker


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("县长经济形势分析会讲话", "经济形势分析会"),
        ("主任计划生育工作会议讲话", "计划生育工作会议"),
        ("县长方明经济形势分析会讲话", "经济形势分析会"),
    ],
)
def test_an_event_keeps_its_topic(title: str, event: str) -> None:
    span = stated_event(title)
    assert span
    assert title[slice(*span)] == event


def test_the_list_holds_what_begins_like_a_name_alone() -> None:
    text = files("chuangwen_corpus.genre").joinpath("topics.txt").read_text(encoding="utf-8")
    never, at_times, _ = (line.split() for line in text.splitlines() if not line.startswith("#"))
    name = regex(NAME_IN_TITLE)
    for word in (*never, *at_times):
        assert word[0] in SURNAMES, word
    assert not [word for word in never if name.match(word + "讲话")]
    assert not set(never) & set(at_times)
    for person in ("文明华", "高新民", "党建国", "王安全", "成长春", "李金秋", "林长青", "汪洋", "关爱民"):
        match = name.match(person + "在")
        assert match
        assert match[0] == person
