"""Finds text that a page prints twice: a preview and the text, or a text and its summary. The longer one is the speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from chuangwen_corpus.genre.folding import HAN_RUN, fold
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.structure.parts import Part, SpeechOutline

SHORTEST = 24
"""Han characters of a text that is looked for in another."""
_SHARE = 0.9
SHORTEST_TITLE = 8
"""Characters of a title that is looked for in front of a text, and of the text behind it."""
SHORTEST_PREVIEW = 40
"""Han characters of a preview: a slogan may be said twice."""
LONGEST_PREVIEW = 6
"""Paragraphs of a preview."""
BROKEN = 2
"""Characters at the end of a preview that may be others in the text: it is broken off there."""
FARTHEST = 6
"""Characters that may stand in front of it there: who speaks."""


def without_repeats(text: str, speeches: Sequence[SpeechOutline]) -> list[SpeechOutline]:
    """The speeches of a page, without those that only begin another one; what a compilation numbers is kept."""
    if len(speeches) < 2:
        return list(speeches)
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
    end = _behind(said, known) or _behind(said, _without_dress(known), farthest=0) or _alike(said, known)
    end += len(said[end:]) - len(said[end:].lstrip(" :"))
    if not SHORTEST_TITLE <= end <= len(said) - SHORTEST_TITLE:
        return speech
    left = replace(first, start=first.start + end)
    return replace(speech, parts=tuple(left if part is first else part for part in speech.parts))


def _behind(said: str, known: str, farthest: int = FARTHEST) -> int:
    """Where a title ends that stands whole at the front of a text, and in no sentence; 0 if it does not."""
    at = said.find(known, 0, farthest + len(known)) if len(known) >= SHORTEST_TITLE else -1
    if at < 0 or not _OF_SENTENCE.isdisjoint(said[:at]) or said[at + len(known) :][:1] in _GOES_ON:
        return 0
    return at + len(known)


_OF_SENTENCE = frozenset("我你今这那")
_GOES_ON = tuple("的是不怎就也都还才很")
"""What goes on with a sentence that names the speech: 我今天在…上的讲话|不长."""


def _without_dress(known: str) -> str:
    """A title without what a site puts behind it: 在创文推进会上的讲话(通用5篇)."""
    title = read_title(known)
    return known[: title.dressed_from] if title else known


def without_preview(text: str, speech: SpeechOutline, title: Part | None) -> SpeechOutline:
    """The speech without a preview that a page prints above it: the first lines of its text, and then the text from its begin.

    A preview breaks off inside a paragraph; whole paragraphs that come again are a refrain or an oath.

    The title may be run into either of them; what stands between the two is the site's, or the head printed again.
    """
    body = speech.all("body")
    said = [_han_of(text, part) for part in body]
    known = "".join(HAN_RUN.findall(_without_dress(fold(text[title.start : title.end])))) if title else ""
    for i in range(1, min(len(body), LONGEST_PREVIEW + 1)):
        before, behind = (_opened("".join(part), known) for part in (said[:i], said[i:]))
        if len(before) < SHORTEST_PREVIEW or not behind.startswith(before[:-BROKEN]):
            continue
        ends = accumulate(map(len, said[i:]), initial=len(behind) - sum(map(len, said[i:])))
        if all(abs(end - len(before)) > BROKEN for end in ends):
            gone = set(body[:i])
            return replace(speech, parts=tuple(part for part in speech.parts if part not in gone))
    return speech


def _opened(said: str, title: str) -> str:
    """The Han characters of a text, without those of the title in front of it."""
    return said.removeprefix(title) if len(title) >= SHORTEST_TITLE else said


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
    return "".join(_han_of(text, part) for part in speech.all("body"))


def _han_of(text: str, part: Part) -> str:
    return "".join(HAN_RUN.findall(fold(text[part.start : part.end])))
