"""Titles that a page prints twice on one line, in nearly the same words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from chuangwen_corpus.clean import run_in
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.parsing import parse

SITES = "2023年在全区迎接卫生复审动员大会讲话稿"
OWN = "在全区2023年迎接卫生复审动员大会上的讲话文稿"
SAYS = "区委、区政府召开迎接复审动员大会，是要把最后四十天的事情定下来，请大家抓紧落实。"


def pieces(line: str) -> list[str]:
    cuts = [0, *run_in.cuts(line), len(line)]
    return [line[a:b] for a, b in pairwise(cuts)]


@pytest.mark.parametrize(
    "other", ["", "与在防火工作会议上的讲话文", "和在信访工作会上的发言范文", "、在全区安全会发言稿"]
)
@pytest.mark.parametrize("behind", ["", "同志们:", "区长罗远山同志们:"])
def test_a_title_printed_again_begins_a_line(other: str, behind: str) -> None:
    named = [part for part in ("区长罗远山", "同志们:") if part in behind]
    said = f"{named.pop()}{SAYS}" if named else SAYS
    assert pieces(f"{SITES}{other}{OWN}{behind}{SAYS}") == [f"{SITES}{other}", OWN, *named, said]


@pytest.mark.parametrize(
    "line",
    [
        f"学习{OWN}精神，落实{OWN}要求。",
        f"{SITES}与在防火工作会议上的讲话稿，{SAYS}",
        f"{SITES}在县医院新楼启用仪式上的致辞{SAYS}",
        f"大家认真学习了{SITES}，也学习了{OWN}。",
    ],
)
def test_other_titles_and_sentences_are_not_cut(line: str) -> None:
    assert run_in._title_again(fold(line)) is None


@pytest.mark.parametrize("salutation", ["", "同志们："])
def test_the_speech_has_the_title_of_its_own(salutation: str) -> None:
    document = parse(f"{SITES}与在防火工作会议上的讲话文{OWN}{salutation}{SAYS}", layers=())
    (speech,) = document.speeches
    assert (speech.title, speech.salutation) == (OWN, salutation or None)
    assert speech.text == f"{salutation}{SAYS}"
