"""Who may be addressed in a list of vocatives: kinds of people in other words than those of the rules."""

from __future__ import annotations

import pytest

from chuangwen_corpus.genre.address import addressee, addresses_above
from chuangwen_corpus.parsing import parse

BODY = (
    "\n我们真诚倡议，让我们携起手来，人人尽一份力。\n让我们用真情感染每个人，用善意点亮每一天。\n谢谢大家！\n"
)


@pytest.mark.parametrize(
    "salutation",
    [
        "尊敬的各位会员、各界爱心人士：",
        "各界爱心人士：",
        "社会各界人士、市民朋友们：",
        "各位乡贤、各位知名人士：",
        "親愛的會員、各界熱心人士：",
        "各位村会计、各位网格员：",
        "尊敬的各位会计师：",
        "各位向导、各位对接人：",
    ],
)
@pytest.mark.parametrize("head", ["", "爱心捐款倡议书\n"])
def test_a_list_with_unnamed_people_is_a_salutation(head: str, salutation: str) -> None:
    speeches = parse(f"{head}{salutation}{BODY}", layers=()).speeches
    assert [speech.salutation for speech in speeches] == [salutation]


@pytest.mark.parametrize("line", ["各界人士参加了活动：", "党外人士提出三条意见："])
def test_a_sentence_about_people_is_none(line: str) -> None:
    speeches = parse(
        f"在座谈会上的讲话\n同志们：\n会议开始。\n{line}\n我们照办。\n谢谢大家！\n", layers=()
    ).speeches
    assert [speech.salutation for speech in speeches] == ["同志们："]


@pytest.mark.parametrize("opener", ["尊重的", "最尊敬的", "可爱的", "敬重的", "十分尊敬的", "尊敬的"])
def test_what_honours_those_who_are_addressed_is_no_part_of_them(opener: str) -> None:
    said = f"{opener}各位领导:"
    start, end = addressee(said)
    assert said[start:end] == "各位领导"


@pytest.mark.parametrize("head", ["", "做文明的小主人\n"])
@pytest.mark.parametrize(
    "line", ["各位老师，各位同学", "敬爱的老师、亲爱的同学们", "市民朋友们", "全體師生們"]
)
@pytest.mark.parametrize(
    "opening", ["早上好！今天由我讲话。", "大家好，我来自三年级。", "又到了升旗的时候。"]
)
def test_a_salutation_without_a_stop_stands_above_what_is_said(head: str, line: str, opening: str) -> None:
    (speech,) = parse(f"{head}{line}\n{opening}{BODY}", layers=()).speeches
    assert speech.salutation == line
    assert speech.title == (head.strip() or None)


@pytest.mark.parametrize("title", ["平凡的英雄们", "我的老师们", "亲爱的祖国", "党员干部", "各位当好向导"])
def test_a_title_above_a_greeting_is_no_salutation(title: str) -> None:
    (speech,) = parse(f"{title}\n大家好！今天我讲一件小事，请大家听一听。{BODY}", layers=()).speeches
    assert (speech.title, speech.salutation) in ((title, None), (None, None))


@pytest.mark.parametrize("below", ["家校合作", "电话 5550101"])
def test_people_above_a_label_are_not_addressed(below: str) -> None:
    assert not addresses_above("各位家长", below)
