"""Sentences of speakers in words that sites use, too, stay where a speaker says them: as a line, inside a paragraph, first and last."""

from __future__ import annotations

from pathlib import Path

import pytest

import chuangwen_corpus as cw

SENTENCES = [
    line
    for line in Path(__file__).with_name("plausible_sentences.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
_HEAD = "在全市创城工作推进会上的讲话\n\n同志们：\n"
_FIRST = "今天这次会议很重要，我先讲几句心里话。"
_LAST = "一年的时间不长，希望全体同志把每一天都用好。"
PLACES = {
    "line": f"{_HEAD}{_FIRST}\n{{}}\n{_LAST}\n谢谢大家！\n",
    "inside": f"{_HEAD}{_FIRST}{{}}{_LAST}\n谢谢大家！\n",
    "first": f"{_HEAD}{{}}\n{_FIRST}\n{_LAST}\n谢谢大家！\n",
    "last": f"{_HEAD}{_FIRST}\n{_LAST}\n{{}}\n",
}


@pytest.mark.parametrize("place", PLACES)
def test_no_sentence_of_a_speaker_is_lost(place: str) -> None:
    lost = [
        sentence
        for sentence in SENTENCES
        if len(found := cw.parse(PLACES[place].format(sentence)).speeches) != 1
        or sentence not in found[0].text
    ]
    assert lost == []


def test_there_are_enough_of_them() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES) > 82
