"""The words by which clauses of the genre are read: markers, calls, prohibitions, frames (`data/cues.tsv`).

One row per form and class. `not_before` and `not_behind` are patterns of what may not follow or precede the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from chuangwen_corpus.annotate.layer import Reading
from chuangwen_corpus.annotate.vocabulary import cue_list, entries_of, is_other
from chuangwen_corpus.genre import own


class Cue(NamedTuple):
    """A cue in a text."""

    start: int
    end: int
    form: str
    kind: str
    """Its class: marker, call, prohibition and so on."""
    modality: str
    strength: str


def forms(kind: str) -> frozenset[str]:
    """All forms of a class."""
    return _forms(kind, own.in_use())


@lru_cache(maxsize=256)
def _forms(kind: str, _lists: own.Lists | None) -> frozenset[str]:
    return frozenset(row["form"] for row in entries_of("cues") if row["class"] == kind)


@cache
def _lists(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(cue_list, kinds))


def find(reading: Reading, start: int, end: int, *kinds: str) -> Iterator[Cue]:
    """The cues of some classes in a stretch of text; one that begins inside a word is none.

    Of those that overlap the one that starts first, of those that start at one place the longest, of two classes that
    have the same form the first in the file.
    """
    free = start
    for hit in reading.hits.within(start, end, *_lists(kinds)):
        row = hit.row
        if hit.start < free or not reading.word_starts(hit.start):
            continue
        if is_other(hit, reading.folded, start, end):
            continue
        free = hit.end
        yield Cue(hit.start, hit.end, row["form"], row["class"], row["modality"], row["strength"])


def at(reading: Reading, place: int, limit: int, kind: str) -> int | None:
    """Where the longest cue of a class that begins at a place ends; None if there is none."""
    for hit in reading.hits.at(place, limit, cue_list(kind)):
        if not is_other(hit, reading.folded, place, limit):
            return hit.end
    return None


def starts(text: str, kind: str, least: int = 1) -> bool:
    """Whether a text starts with a form of a class, of so many characters at least."""
    return text.startswith(_tuple(kind, own.in_use(), least))


def ends(text: str, kind: str) -> bool:
    """Whether a text ends with a form of a class."""
    return text.endswith(_tuple(kind, own.in_use()))


@lru_cache(maxsize=256)
def _tuple(kind: str, lists: own.Lists | None, least: int = 1) -> tuple[str, ...]:
    return tuple(form for form in _forms(kind, lists) if len(form) >= least)


def any_of(reading: Reading, start: int, end: int, *kinds: str) -> bool:
    """Whether a form of these classes stands in a stretch of text, a word or not."""
    hits = reading.hits.within(start, end, *_lists(kinds))
    return bool(hits) and any(not is_other(hit, reading.folded, start, end) for hit in hits)
