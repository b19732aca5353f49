"""No line makes a pattern search without end: pieces that several parts of a pattern can match, again and again."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from chuangwen_corpus.clean import furniture, run_in
from chuangwen_corpus.genre import address, dates, events, title_person, titles, units
from chuangwen_corpus.structure import people, site

PIECES = (
    "(", ")", "()", "【】", "[编辑", "来源:", "编辑/", "]", "发言", "讲话", "大会", "在", "3篇", "合集", "...", "…", "—", "|", ",",
    "各位", "领导", "们", "和", ":", "2020年", "5月", "市", "局长", "王", "{", "}", "a.", "1", " ", "以下是", "/",
)  # fmt: skip
HEADS = ("", "在大会上的发言", "2020-01-01 ", "以下是")
LENGTHS = (58, 89, 290)
SECONDS = 90
"""A time-out, and no measure: what ends, ends in a hundredth of it; what does not would take years."""


def _inline(line: str) -> object:
    every = (tried.pattern.pattern for tried in furniture._rules_of("inline", "page", None).all)
    return [match for pattern in every for match in pattern.finditer(line)]


ASKED: dict[str, Callable[[str], object]] = {
    "furniture": furniture.rule_of_line,
    "inline": _inline,
    "title": titles.read_title,
    "speaker": units.speaker_kind,
    "salutation": address.salutation_length,
    "salutation above": lambda line: (
        address.addresses_above(line, line),
        address.addresses_above(line, "大家好!"),
    ),
    "date": dates.read_date_line,
    "event": events.stated_event,
    "person": title_person.opens_with_person,
    "file name": lambda line: furniture._title_in_file_name(f"{line}.doc", [f"{line}.doc"], 0),
    "run_in": lambda line: list(run_in.cuts(line)),
    "site": site.certainty,
    **{rule.id: lambda line, rule=rule: people.apply(rule, line) for rule in people.SPEAKER_RULES},  # type: ignore[misc]
}


@pytest.fixture
def time_out() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError("a pattern does not end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there is no timer to stop a pattern with")
@pytest.mark.parametrize("asked", ASKED)
def test_every_pattern_ends(asked: str, time_out: None) -> None:
    ask = ASKED[asked]
    for head, one, two, length in product(HEADS, PIECES, ("", *PIECES[::5]), LENGTHS):
        line = (head + (one + two) * length)[:length]
        ask(line)
        ask(line + "x")


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there is no timer to stop a pattern with")
@pytest.mark.parametrize(
    "line", ["文字:张 " * 14 + "x1。", ("(文/图: " * 40)[:80], "在会上的讲话稿讲话" * 2_500]
)
def test_rows_of_credits_and_titles_that_repeat_end(line: str, time_out: None) -> None:
    assert furniture.rule_of_line(line) is None
    assert len(list(run_in.cuts(line))) < 10
