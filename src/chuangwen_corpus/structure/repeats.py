"""Finds text that a page prints twice: a preview and the text, or a text and its summary. The longer one is the speech."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.genre.folding import HAN_CHARACTER, fold
from chuangwen_corpus.structure.parts import SpeechOutline

SHORTEST = 24
"""Han characters of a text that is looked for in another."""
_SHARE = 0.9


def without_repeats(text: str, speeches: Sequence[SpeechOutline]) -> list[SpeechOutline]:
    """The speeches of a page, without those that only begin another one; what a compilation numbers is kept."""
    said = [_han(text, speech) for speech in speeches]
    kept = []
    for i, speech in enumerate(speeches):
        others = [other for j, other in enumerate(said) if j != i and (len(other), j) > (len(said[i]), i)]
        if speech.marker or not any(_begins(said[i], other) for other in others):
            kept.append(speech)
    return kept


def _begins(shorter: str, longer: str) -> bool:
    """Whether a text is the begin of another, its last characters aside."""
    length = int(len(shorter) * _SHARE)
    return length >= SHORTEST and longer.startswith(shorter[:length])


def _han(text: str, speech: SpeechOutline) -> str:
    body = fold("".join(text[part.start : part.end] for part in speech.all("body")))
    return "".join(HAN_CHARACTER.findall(body))
