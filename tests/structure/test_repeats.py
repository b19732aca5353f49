"""Text that a page prints twice: previews go, and the text stays whole."""

from __future__ import annotations

import pytest

from chuangwen_corpus.parsing import parse

FIRST = (
    "全区上下经过三年奋战，我们迎来了国家卫生城市复审，今天的会议就是要把任务再明确、责任再压实、氛围再营造。"
)
REST = "大家的劲头很足，我看了很高兴。下面，我讲三点意见，请同志们抓好落实。"
TITLE = "区长在卫生城市复审动员会上的发言"


@pytest.mark.parametrize("dress", ["", "通用", "（通用3篇）"])
@pytest.mark.parametrize("preview", [FIRST[:-8], f"{TITLE}{FIRST[:-8]}", FIRST])
def test_a_preview_above_the_text_goes(dress: str, preview: str) -> None:
    page = f"{TITLE}{dress}\n\n{preview}\n\n{TITLE} {FIRST}{REST}\n"
    document = parse(page, layers=())
    (speech,) = document.speeches
    assert speech.text == f"{FIRST}{REST}"


def test_the_title_without_its_dress_opens_the_text() -> None:
    document = parse(f"{TITLE}通用\n{TITLE}{FIRST}{REST}\n", layers=())
    assert document.speeches[0].text == f"{FIRST}{REST}"


@pytest.mark.parametrize(
    "again",
    [
        "同志们，让我们一起努力！",
        "今天的会议就是要把任务再明确、责任再压实、氛围再营造。",
        "创建文明城市，人人有责。",
    ],
)
def test_what_is_said_twice_stays(again: str) -> None:
    page = f"{TITLE}\n同志们：\n{again}\n{FIRST}\n{again}\n{REST}\n"
    (speech,) = parse(page, layers=()).speeches
    assert speech.text.count(again) == page.count(again)


OATH = "我宣誓：恪尽职守、不负人民，以最实的作风抓好创建，以最严的标准管好队伍，以最真的感情服务群众，以最快的速度办好实事。"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{OATH}\n{OATH}\n{REST}\n", f"{OATH}\n{OATH}"),
        (f"{FIRST}我要说一声谢谢。\n{FIRST}我要说第二声谢谢，谢谢他们的家人。\n{REST}\n", "我要说一声谢谢"),
        (f"我今天的{TITLE}不长，只有三句。\n{REST}\n", f"我今天的{TITLE}不长"),
    ],
)
def test_a_refrain_an_oath_and_a_sentence_that_names_the_title_stay(text: str, kept: str) -> None:
    for title in (TITLE, f"{TITLE}（精选）"):
        (speech,) = parse(f"{title}\n{text}", layers=()).speeches
        assert kept in speech.text
