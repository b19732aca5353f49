"""A pattern none of whose strings stands in a line must not match in it: else lines of sites would stay."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangwen_corpus.clean import furniture
from chuangwen_corpus.genre import screen
from chuangwen_corpus.genre.screen import Screened, strings_of
from chuangwen_corpus.structure import site, spoken

FLAGS = re.IGNORECASE | re.VERBOSE
RULES = furniture.rules()
PATTERNS = {
    **{rule.id: furniture.screened(rule) for rule in RULES},
    **{
        f"{module.__name__.rpartition('.')[2]}{name}": pattern
        for module in (site, spoken)
        for name, pattern in vars(module).items()
        if isinstance(pattern, Screened)
    },
}


def holds(pattern: Screened, line: str) -> bool:
    return not pattern.strings or any(string in line.lower() for string in pattern.strings)


@pytest.mark.parametrize("name", PATTERNS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_a_pattern_matches_holds_one_of_its_strings(name: str, data: st.DataObject) -> None:
    pattern = PATTERNS[name]
    line = data.draw(st.from_regex(pattern.pattern))
    if pattern.pattern.search(line):
        assert holds(pattern, line), line
        assert pattern.search(line), line


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_examples_and_their_capitals_are_seen(rule: furniture.FurnitureRule) -> None:
    for line in (line for other in RULES for line in (other.example, other.example.upper())):
        assert bool(PATTERNS[rule.id].search(line)) == bool(re.search(rule.pattern, line, FLAGS))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("kind", "\u212aind"), ("Strasse", "\u017ftrasse"), ("ip", "\u0130p"), ("[a-z]页", "\u212a页"), ("éa", "ÉA"),
        ("ς本", "σ本"), ("(?:a|b)?cd", "CD"), ("a{0}bc", "BC"), ("(?=[完x])x", "X"), ("(x)(?(1)y|z)", "xy"),
        (r"(完)\1", "完完"), (r"\d页", "٣页"), ("[^完]", "始"), ("(?i:ß)", "ß"), ("(?>ab|c)d", "CD"), ("(?<!a)b", "b"),
        ("", ""), ("a|", ""), ("(?:本|)文", "文"), ("[上下]一[篇页]", "下一页"), ("(?:免费)+下载", "免费免费下载"),
    ],
)  # fmt: skip
def test_cases_looks_and_references(pattern: str, text: str) -> None:
    assert re.search(pattern, text, re.IGNORECASE)
    assert Screened(pattern, re.IGNORECASE).search(text)


def test_what_is_read_from_a_pattern() -> None:
    assert strings_of("[上下]一[篇页]") == {"上一篇", "上一页", "下一篇", "下一页"}
    assert strings_of("(?:点此)?下载(?:本文|全文).{0,9}") == {"下载本文", "下载全文"}
    assert strings_of(r"www\.|\(c\)", re.IGNORECASE) == {"www.", "(c)"}
    assert strings_of(r"文件\d+字|全文") == {"文件", "全文"}
    assert strings_of(".*") == strings_of("网|") == strings_of(r"\d{2,}") == frozenset()


def test_a_pattern_of_too_many_words_is_always_tried() -> None:
    words = [chr(0x4E00 + i) + chr(0x4E00 + j) for i in range(30) for j in range(30)]
    assert Screened("|".join(words)).number is None
    assert Screened("|".join(words)).search(words[-1])


def test_without_the_parser_every_pattern_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "parser", None)
    assert Screened("免费").number is None
    assert Screened("免费").search("免费")


def test_hardly_any_pattern_is_tried_on_a_sentence() -> None:
    sentence = "我们将全力以赴,确保6月底前完成任务!"
    assert [r.id for r in RULES if r.scope == "inline" and PATTERNS[r.id].may_match(sentence)] == []
    assert sum(pattern.may_match(sentence) for pattern in PATTERNS.values()) < 10


def test_a_line_of_any_length_is_read() -> None:
    for length in (10, 5_000):
        assert Screened("下载本文").search("字" * length + "下载本文")


def test_a_pattern_that_comes_later_is_looked_for_too() -> None:
    line = "青石桥镇云上资料屋"
    assert not PATTERNS["seller"].search(line)
    assert Screened("云上资料屋").search(line)


def test_patterns_may_come_from_several_threads() -> None:
    def ask(i: int) -> bool:
        word = f"青石{chr(0x4E00 + i)}资料屋"
        return all(Screened(word).search(f"{word}欢迎您") for _ in range(20))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(200)))


def test_a_line_is_looked_through_anew_when_there_are_more_patterns() -> None:
    line = "云上青石资料屋"
    assert not Screened("云上青石镇").search(line)
    assert Screened("云上青石").search(line)
