"""Heads, titles and tails of speeches, by what stands around them."""

from __future__ import annotations

import re

import pytest

from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Document, Speech

BODY = "我们将全力以赴，完成各项创建任务，请各位领导和同志们放心。"
CLOSE = "我们说到做到，绝不让大家失望，谢谢大家！"
TEXT = f"各位领导：\n{BODY}\n{CLOSE}"
MARKED = ("篇一", "篇1", "第一篇", "【第一篇】", "【篇一】", "范文一", "（篇一）")


def speeches(*lines: str) -> tuple[Speech, ...]:
    return parse("\n".join(lines)).speeches


def kinds(document: Document) -> list[str]:
    return [anomaly.kind for anomaly in document.anomalies]


@pytest.mark.parametrize(
    "title", ["勇当创建先锋", "再接再厉", "齐心协力干", "让城市更美好", "某局在创建大会上的表态发言"]
)
@pytest.mark.parametrize("marker", MARKED)
def test_a_plain_line_under_a_bare_marker_is_the_title(marker: str, title: str) -> None:
    second = marker.replace("一", "二").replace("1", "2")
    one, two = speeches("创文表态发言两篇", marker, title, TEXT, second, "再创佳绩", TEXT)
    assert (one.marker, one.title, two.marker, two.title) == (marker, title, second, "再创佳绩")
    assert one.paragraphs[0].text == BODY


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("敢于担当，冲锋在前", None),
        ("第一：要抓落实", None),
        ("我们一定抓好落实。", None),
        ("一、抓好落实", None),
        ("2020年5月1日", None),
        ("市教育局", "市教育局"),
        ("市教育局局长", "市教育局局长"),
        ("张 某 某", "张某某"),
    ],
)
def test_what_is_no_title_under_a_bare_marker(line: str, speaker: str | None) -> None:
    one, two = speeches("创文表态发言两篇", "篇一", line, TEXT, "篇二", "再创佳绩", TEXT)
    assert (one.title, one.speaker, two.title) == (None, speaker, "再创佳绩")


def test_the_page_title_is_the_one_speechs_own() -> None:
    (one,) = speeches("某局在创建大会上的表态发言", TEXT)
    assert one.title == "某局在创建大会上的表态发言"
    (two,) = speeches("创建动员大会讲话稿", "某局表态发言", TEXT)
    assert two.title == "某局表态发言"
    (again,) = speeches(
        "某局在创建大会上的表态发言", "某局在创建大会上的表态发言", "今天我们来表个态，" + BODY
    )
    assert [p.text for p in again.paragraphs] == ["今天我们来表个态，" + BODY]


LONG = "\n".join(f"{BODY}{BODY}{BODY}" for _ in range(2))


@pytest.mark.parametrize(
    ("first", "count"),
    [
        (f"同志们：\n我先说一说街道。{LONG}", 2),
        (f"一、抓宣传，讲道理。{BODY}\n二、抓整治，改面貌。{BODY}\n{LONG}", 2),
        (LONG, 1),  # neither salutation nor sections: an introduction
        (f"同志们：\n{BODY}", 1),  # too short
    ],
)
def test_a_speech_before_the_first_head(first: str, count: int) -> None:
    marked = [f"篇{n}：某镇表态发言\n同志们：\n{LONG}" for n in "一二三"]
    found = speeches("创建大会表态发言", first, *marked)
    assert [s.title for s in found[count - 1 :]] == ["某镇表态发言"] * 3
    assert len(found) == count + 2
    assert count == 1 or (found[0].title is None and BODY in found[0].text)


def test_a_first_head_numbered_two_has_a_speech_before_it() -> None:
    found = speeches(
        "创建大会表态发言",
        LONG,
        "篇二：某镇表态发言",
        f"同志们：\n{LONG}",
        "篇三：某局表态发言",
        f"同志们：\n{LONG}",
    )
    assert [s.title for s in found] == [None, "某镇表态发言", "某局表态发言"]


@pytest.mark.parametrize(
    ("page", "count"),
    [
        (f"关于创建的工作方案\n同志们：\n{BODY}", 1),
        (f"关于创建的工作方案\n{BODY}", 0),
        ("关于创建的工作方案\n同志们：\n好的。", 0),
        ("某网站的首页\n某公司研发出新产品，市场反应良好。", 0),
    ],
)
def test_a_page_without_a_head_is_a_speech_only_if_it_is_spoken(page: str, count: int) -> None:
    document = parse(page)
    assert document.speech_count == count
    assert ("no_speech" in kinds(document)) is (count == 0)


TAILS = ("某区城市管理局", "2020年5月1日", "承诺人：张某某", "表态单位：某局")


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_lines_under_the_last_stop_are_the_signature(count: int) -> None:
    (one,) = speeches("某局在创建大会上的表态发言", TEXT, *TAILS[:count])
    assert one.signature == "\n".join(TAILS[:count])
    assert one.text.endswith(CLOSE)
    assert one.date == ("2020年5月1日" if count > 1 else None)


@pytest.mark.parametrize(
    "line",
    [
        "我们说：能行",
        "好，就这样",
        "一、抓宣传",
        "这一行比一个单位的名字或者一个日期要长得多因此决不会是什么落款",
    ],
)
def test_what_is_no_signature(line: str) -> None:
    (one,) = speeches("某局在创建大会上的表态发言", TEXT, line)
    assert one.signature is None
    assert one.text.endswith(line)


def test_a_signature_may_have_several_lines() -> None:
    (one,) = speeches("某局在创建大会上的表态发言", TEXT, "某某某", *TAILS)
    assert one.signature == "\n".join(["某某某", *TAILS])


def test_titles_left_over_from_a_list_of_links_are_no_speech() -> None:
    document = parse(f"某局在创建大会上的表态发言\n{TEXT}\n某局\n安全生产会议讲话稿\n篇三\n")
    (one,) = document.speeches
    assert one.signature == "某局"
    rules = {edit.source_text.strip(): edit.rule for edit in document.iter_edits()}
    assert rules["安全生产会议讲话稿"] == "furniture.title_of_another_page"
    assert rules["篇三"] == "structure.speech_marker"


@pytest.mark.parametrize(
    ("line", "speaker", "date", "body"),
    [
        ("市教育局 张某某", "市教育局张某某", None, False),
        ("2020年5月1日", None, "2020年5月1日", False),
        ("（2020年5月1日）", None, "2020年5月1日", False),
        ("我们来了：好", None, None, True),
        ("今天，我们来了", None, None, True),
        ("一、我们来了", None, None, True),
        ("创文推进会主持词", None, None, False),
    ],
)
def test_lines_between_title_and_text(line: str, speaker: str | None, date: str | None, body: bool) -> None:
    one = speeches(
        "创建表态发言两篇", "篇一：在创建大会上的发言", line, TEXT, "篇二：在创建大会上的发言", TEXT
    )[0]
    assert (one.speaker, one.date) == (speaker, date)
    assert one.text.startswith(line if body else "各位领导：")


def test_thanks_and_a_new_salutation_begin_a_speech_without_a_title() -> None:
    found = speeches(
        "创建表态发言",
        f"各位领导：\n{LONG}\n谢谢大家！",
        f"同志们：\n{LONG}\n我的发言完毕。",
        f"各位代表：\n{LONG}",
    )
    assert [s.salutation for s in found] == ["各位领导：", "同志们：", "各位代表："]
    assert all(s.evidence for s in found)
    (one,) = speeches("创建表态发言", f"各位领导：\n{BODY}\n同志们：\n{BODY}")
    assert one.salutation == "各位领导："


FOUR = "\n".join(
    f"篇{n}：某{c}在创建大会上的表态发言\n{TEXT}" for n, c in zip("一二三四", "局镇区县", strict=True)
)


@pytest.mark.parametrize(
    ("declared", "wrong"), [("三", True), ("四", False), ("五", True), ("4", False), ("10", True)]
)
def test_a_page_that_declares_another_number_of_speeches(declared: str, wrong: bool) -> None:
    document = parse(f"创文表态发言{declared}篇\n{FOUR}")
    assert document.speech_count == 4
    assert ("declared_count_mismatch" in kinds(document)) is wrong


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ("一二三", 0),
        ("一三四", 1),
        ("二三", 1),
        ("一一二", 1),
        ("一三二三", 2),
        ("一二（一）（二）三（一）", 0),
        ("一（二）二（二）", 2),
    ],
)
def test_numbers_of_sections_follow_each_other_under_their_parent(numbers: str, wrong: int) -> None:
    markers = [m if "（" in m else m + "、" for m in re.findall("（.）|.", numbers)]
    body = "\n".join(f"{marker}抓好落实\n{BODY}" for marker in markers)
    document = parse(f"某局在创建大会上的表态发言\n同志们：\n{body}\n")
    assert kinds(document).count("section_number") == wrong


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("。", False),
        ("！”", False),
        ("：", False),
        ("；", False),
        ("……", True),
        ("...", True),
        ("我们", True),
        ("……”", True),
    ],
)
def test_a_paragraph_that_stops_inside_a_sentence(end: str, cut: bool) -> None:
    document = parse(f"某局在创建大会上的表态发言\n同志们：\n我们努力工作{end}\n\n　　{BODY}\n")
    assert ("truncated_text" in kinds(document)) is cut


def test_damage_outside_of_speeches_is_none() -> None:
    document = parse(
        f"创文表 态发言三篇\n某站 首发的简介\n篇一：某局在创建大会上的表态发言\n同志们：\n我们将全 力以赴，完成□任务\ufffd。{BODY}\n"
    )
    assert kinds(document).count("stray_space") == 1
    assert kinds(document).count("lost_character") == 2


def test_text_once_read_in_a_wrong_encoding_is_named() -> None:
    broken = f"在创建大会上的发言\n{BODY}".encode().decode("gb18030", "ignore")
    assert "mojibake" in kinds(parse(broken))
    assert "mojibake" not in kinds(parse(BODY))
    assert "mojibake" not in kinds(parse(broken[:19]))


def test_an_empty_page_holds_no_speech() -> None:
    assert kinds(parse("")) == ["no_speech"]


@pytest.mark.parametrize(
    ("numbers", "evidence"),
    [
        ("一二", "next number +1.5"),
        ("一一", "number does not rise -2"),
        ("一三", "number skipped -1"),
    ],
)
def test_the_numbers_of_heads_are_weighed(numbers: str, evidence: str) -> None:
    _, two = speeches("创文表态发言", *(f"篇{n}：某局在创建大会上的表态发言\n{TEXT}" for n in numbers))
    assert evidence in two.evidence
    assert "marked like the one before +0.5" in two.evidence


@pytest.mark.parametrize(
    "label",
    ["【发言人】", "［讲话人］", "【演讲者】", "【致辞嘉宾】", "【表态单位】", "发言人：", "【致辭人】"],
)
@pytest.mark.parametrize("title", ["全县教育系统动员大会发言", "【发言主题】全县教育系统动员大会发言"])
def test_a_label_of_who_speaks_above_the_title_outweighs_the_title(label: str, title: str) -> None:
    (one,) = speeches(f"{label}县水务局", title, TEXT)
    assert (one.title, one.speaker, one.unit) == ("全县教育系统动员大会发言", "县水务局", "县水务局")
    assert one.salutation == "各位领导："


PLAIN = "全县上半年固定资产投资增长一成，城镇居民收入增长半成。"


@pytest.mark.parametrize("fragment", ["应该", "何况", "我县", "今年我区", "对全市"])
@pytest.mark.parametrize("foot", ["", "\n版权声明：本站文档由会员上传"])
def test_first_characters_of_a_broken_paragraph_are_no_signature(fragment: str, foot: str) -> None:
    document = parse(f"县长在经济形势分析会上的讲话\n同志们：\n{BODY}\n{PLAIN}\n{fragment}{foot}")
    (one,) = document.speeches
    assert (one.signature, one.speaker) == (None, "县长")
    assert one.text.endswith(f"{PLAIN}\n{fragment}")
    assert "truncated_text" in kinds(document)


@pytest.mark.parametrize(
    ("last", "tail"),
    [
        (CLOSE, "何况"),
        ("最后，祝同学们学习进步、天天向上！", "白晓晴"),
        ("让我们携起手来，把家园建设得更美好！", "白晓晴"),
        (f"大家好，我是白晓晴，来自城关社区。\n{PLAIN}", "白晓晴"),
        (PLAIN, "白晓晴\n2020年5月1日"),
        (PLAIN, "承诺人：白晓晴"),
        (PLAIN, "城关社区主任白晓晴"),
        (PLAIN, "某某某"),
        (PLAIN, "县教育局"),
    ],
)
def test_a_name_at_the_end_is_a_signature_where_something_shows_it(last: str, tail: str) -> None:
    (one,) = speeches("在全县创建推进会上的发言", f"同志们：\n{BODY}\n{last}\n{tail}")
    assert one.signature == tail


REST = "我们要把好的做法一条一条坚持下去，把短板一块一块补起来，让来办事的群众少跑腿、不添堵，人人都有一份好心情。"


@pytest.mark.parametrize(
    "closing",
    [
        "谢谢大家！",
        "我的发言到此结束，谢谢！",
        "多谢各位！",
        f"{BODY}谢谢同志们！",
        "我就讲到这里。谢谢大家的聆听！",
        "谢谢大家！\n2020年5月1日",
    ],
)
@pytest.mark.parametrize("page_title", ["窗口服务讲话合集12篇（第2/3页）", None])
def test_the_end_of_a_speech_above_the_first_title_is_kept(closing: str, page_title: str | None) -> None:
    above = [page_title] if page_title else []
    document = parse("\n".join([*above, REST, closing, "局长在窗口服务动员会上的讲话", TEXT]))
    one, two = document.speeches
    assert (one.title, one.salutation) == (None, None)
    assert one.text.startswith(REST)
    assert closing.split("\n", maxsplit=1)[0] in one.text
    assert (two.title, two.salutation) == ("局长在窗口服务动员会上的讲话", "各位领导：")
    assert document.title == (page_title and "窗口服务讲话合集12篇")
    assert "text_dropped" not in kinds(document)


@pytest.mark.parametrize(
    "lead",
    [
        REST,
        f"{REST}\n感谢您的阅读！",
        f"{REST}\n下面是小编整理的讲话稿，谢谢大家！",
        "日前，市里召开大会，会上强调了窗口服务。记者了解到，大会还表彰了先进，随后局长作了讲话，市民表示欢迎。\n谢谢大家！",
        "谢谢大家！",
    ],
)
def test_words_above_a_title_that_end_no_speech(lead: str) -> None:
    (one,) = speeches(lead, "局长在窗口服务动员会上的讲话", TEXT)
    assert one.title == "局长在窗口服务动员会上的讲话"
