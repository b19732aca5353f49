"""A pattern whose needs a text does not meet must not match in it: else lines of sites would stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangwen_corpus.clean import furniture
from chuangwen_corpus.genre import needs
from chuangwen_corpus.genre.needs import may_match, needs_of

FLAGS = re.IGNORECASE | re.VERBOSE
RULES = furniture.rules()
INLINE = [rule for rule in RULES if rule.scope == "inline"]


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_what_a_rule_is_to_drop_has_what_its_pattern_needs(rule: furniture.FurnitureRule) -> None:
    needed = needs_of(rule.pattern, FLAGS)
    pattern = re.compile(rule.pattern, FLAGS)
    for line in (rule.example, rule.example.upper(), *(other.example for other in RULES)):
        if pattern.search(line):
            assert may_match(needed, set(line)), line


@pytest.mark.parametrize("rule", INLINE, ids=[rule.id for rule in INLINE])
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_a_rule_matches_has_what_it_needs(
    rule: furniture.FurnitureRule, data: st.DataObject
) -> None:
    match = data.draw(st.from_regex(re.compile(rule.pattern, FLAGS)))
    found = re.compile(rule.pattern, FLAGS).search(match)
    assert found is None or may_match(needs_of(rule.pattern, FLAGS), set(match)), match


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("k", "\u212a"), ("S", "\u017f"), ("i", "\u0130"), ("[a-z]页", "\u212a页"), ("é", "É"), ("σ", "ς"),
        ("(?:a|b)?c", "C"), ("a{0}b", "B"), ("(?=[完x])x", "X"), ("(x)(?(1)y|z)", "xy"), (r"(完)\1", "完完"),
        (r"\d页", "٣页"), ("[^完]", "始"), ("(?i:ß)", "ß"), ("(?>ab|c)d", "CD"), ("(?<!a)b", "b"), ("", ""),
    ],
)  # fmt: skip
def test_cases_looks_and_references(pattern: str, text: str) -> None:
    assert re.search(pattern, text, re.IGNORECASE)
    assert may_match(needs_of(pattern, re.IGNORECASE), set(text))


def test_without_the_parser_every_pattern_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "parser", None)
    assert may_match(needs_of("免费"), set())


def test_a_pattern_of_rare_marks_is_not_tried_on_a_sentence() -> None:
    sentence = set("我们将全力以赴,确保6月底前完成任务!")
    tried = [r.id for r in INLINE if may_match(needs_of(r.pattern, FLAGS), sentence)]
    assert tried == []
