from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.read.plausible import share_of_common, shares_of_common

TEXT = st.text(st.sampled_from("我们創建全力以赴龘鎴戜，。ok 1\u3400\U00020000\ud800\n"), max_size=30)


@given(st.lists(TEXT.filter(bool), max_size=6))
def test_shares_of_many_lines_are_those_of_each(lines: list[str]) -> None:
    text = "|".join(lines)
    starts = [sum(len(before) + 1 for before in lines[:i]) for i in range(len(lines))]
    spans = [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    beyond, shares = shares_of_common(text, spans)
    assert beyond == [sum(not c.isascii() for c in line) for line in lines]
    assert shares == [share_of_common(line) for line in lines]


def test_a_share_is_of_what_is_beyond_ascii() -> None:
    assert share_of_common("我们 will 龘") == 2 / 3
    assert share_of_common("，ok") == share_of_common("") == 0.0  # a full-width comma counts as a plain one
