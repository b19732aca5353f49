"""Finds text that a page prints twice: a preview and the text, or a text and its summary. The longer one is the speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chuangwen_corpus.genre.folding import HAN_CHARACTER, fold
from chuangwen_corpus.structure.parts import Part, SpeechOutline

SHORTEST = 24
"""Han characters of a text that is looked for in another."""
_SHARE = 0.9
SHORTEST_TITLE = 8
"""Characters of a title that is looked for in front of a text, and of the text behind it."""
FARTHEST = 6
"""Characters that may stand in front of it there: who speaks."""


def without_repeats(text: str, speeches: Sequence[SpeechOutline]) -> list[SpeechOutline]:
    """The speeches of a page, without those that only begin another one; what a compilation numbers is kept."""
    said = [_han(text, speech) for speech in speeches]
    kept = []
    for i, speech in enumerate(speeches):
        others = [other for j, other in enumerate(said) if j != i and (len(other), j) > (len(said[i]), i)]
        if speech.marker or not any(_begins(said[i], other) for other in others):
            kept.append(speech)
    return kept


def without_title(text: str, speech: SpeechOutline, title: Part) -> SpeechOutline:
    """The speech without the title that a converter has run into its first words, whole or cut off: …会上的发|各位同学:"""
    first = min(speech.all("body"), key=lambda part: part.start)
    said, known = fold(text[first.start : first.end]), fold(text[title.start : title.end])
    at = said.find(known, 0, FARTHEST + len(known)) if len(known) >= SHORTEST_TITLE else -1
    end = at + len(known) if at >= 0 else _alike(said, known)
    end += len(said[end:]) - len(said[end:].lstrip(" :"))
    if not SHORTEST_TITLE <= end <= len(said) - SHORTEST_TITLE:
        return speech
    left = replace(first, start=first.start + end)
    return replace(speech, parts=tuple(left if part is first else part for part in speech.parts))


def _alike(said: str, title: str) -> int:
    """How many characters of a title open a text, if nearly all of them do."""
    same = next(
        (i for i, (a, b) in enumerate(zip(said, title, strict=False)) if a != b), min(len(said), len(title))
    )
    return same if same >= max(SHORTEST_TITLE, len(title) * _SHARE) else 0


def _begins(shorter: str, longer: str) -> bool:
    """Whether a text is the begin of another, its last characters aside."""
    length = int(len(shorter) * _SHARE)
    return length >= SHORTEST and longer.startswith(shorter[:length])


def _han(text: str, speech: SpeechOutline) -> str:
    body = fold("".join(text[part.start : part.end] for part in speech.all("body")))
    return "".join(HAN_CHARACTER.findall(body))
