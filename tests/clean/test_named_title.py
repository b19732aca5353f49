"""The title that only the site's record under a text names, which is put above the text."""

from __future__ import annotations

import pytest

from chuangwen_corpus.parsing import parse

TEXT = "同志们：\n今天我们召开大会，主要任务是总结经验、表彰先进。会议开得很好。\n创建文明城市是全市人民的心愿。\n"


@pytest.mark.parametrize("label", ["本文标题", "文章标题"])
def test_the_record_names_the_title(label: str) -> None:
    title = "在全市创建文明城市总结大会上的讲话"
    page = f"{TEXT}分享到朋友圈\n{label}：{title}\n本文链接：http://example.org/1.html\n"
    document = parse(page, layers=())
    assert document.title == title
    assert document.text.startswith(f"{title}\n同志们：")
    assert [speech.title for speech in document.speeches] == [title]
    assert document.restore().decode() == page


@pytest.mark.parametrize(
    "line",
    [
        "本文标题：创文",
        "本文标题：工作方案",
        "本文链接：在全市大会上的讲话",
        "本文标题的意思是：在会上的讲话",
        "文章题目：李明同学的获奖感言",
    ],
)
def test_a_record_without_a_title_names_none(line: str) -> None:
    assert parse(f"{TEXT}{line}\n", layers=()).title is None


def test_a_title_that_the_page_prints_counts_more() -> None:
    page = f"在表彰大会上的讲话\n{TEXT}本文标题：领导讲话稿汇编\n"
    assert parse(page, layers=()).title == "在表彰大会上的讲话"
