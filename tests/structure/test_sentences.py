from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.structure import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们干。你们看！好吗？", ["我们干。", "你们看！", "好吗？"]),
        ("一是抓落实；二是抓整改。三是总结", ["一是抓落实；二是抓整改。", "三是总结"]),
        ("他说：“干。一定干好。”大家鼓掌。", ["他说：“干。一定干好。”", "大家鼓掌。"]),
        ("喊出“我们一定行！”的口号。很响亮。", ["喊出“我们一定行！”的口号。", "很响亮。"]),
        ("学习《怎么办？》一书。再讨论。", ["学习《怎么办？》一书。", "再讨论。"]),
        ("引号“没有关上。下一句。", ["引号“没有关上。", "下一句。"]),
        ("真的！！！太好了。", ["真的！！！", "太好了。"]),
        ("（全场鼓掌。）谢谢！", ["（全场鼓掌。）", "谢谢！"]),
        ("他说‘好。’然后“行。”就走。", ["他说‘好。’", "然后“行。”", "就走。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences.split(text)] == expected


@given(st.text("我们。！？；“”《》‘’（） a的\n", max_size=60))
def test_sentences_cover_the_paragraph(text: str) -> None:
    spans = sentences.split(text)
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
