"""Lines that name a kind of speech and are no title."""

from __future__ import annotations

import pytest

from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.titles import read_title


@pytest.mark.parametrize(
    "line",
    [
        "为了共同守护碧水蓝天，我们在此发出以下倡议：",
        "为此，特向广大业主作出如下承诺：",
        "为深入推进创建，现提出三点倡议如下：",
        "现将一年来的工作汇报如下：",
        "我谨发出倡议",
    ],
)
def test_a_sentence_that_announces_what_follows_is_no_title(line: str) -> None:
    assert read_title(fold(line)) is None


@pytest.mark.parametrize(
    "line",
    [
        "向全市人民发出的倡议",
        "关于开展植树活动的倡议：",
        "学生在校表现汇报",
        "十三个部门联合倡议书",
        "关于文明出行的倡议",
        "幼儿园家长会园长发言稿范文模板范本汇总",
    ],
)
def test_a_title_may_hold_the_same_words(line: str) -> None:
    assert read_title(fold(line)) is not None
