"""The words by which clauses of the genre are read: markers, calls, prohibitions, frames (`data/cues.tsv`).

One row per form and class. `not_before` and `not_behind` are patterns of what may not follow or precede the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chuangwen_corpus.annotate.data import rows, tree
from chuangwen_corpus.annotate.layer import Reading


class Cue(NamedTuple):
    """A cue in a text."""

    start: int
    end: int
    form: str
    kind: str
    """Its class: marker, call, prohibition and so on."""
    modality: str
    strength: str


class _Row(NamedTuple):
    kind: str
    modality: str
    strength: str
    not_before: re.Pattern[str] | None
    not_behind: re.Pattern[str] | None


@cache
def forms(kind: str) -> frozenset[str]:
    """All forms of a class."""
    return frozenset(row["form"] for row in rows("cues") if row["class"] == kind)


@cache
def pattern(*kinds: str) -> re.Pattern[str]:
    """A pattern that matches the longest form of these classes."""
    return re.compile(tree(sorted({form for kind in kinds for form in forms(kind)})))


@cache
def _by_form(kinds: tuple[str, ...]) -> dict[str, _Row]:
    found: dict[str, _Row] = {}
    for row in rows("cues"):
        if row["class"] in kinds and row["form"] not in found:
            before = None if row["not_before"] == "-" else re.compile(row["not_before"])
            behind = None if row["not_behind"] == "-" else re.compile(f"(?:{row['not_behind']})\\Z")
            found[row["form"]] = _Row(row["class"], row["modality"], row["strength"], before, behind)
    return found


def find(reading: Reading, start: int, end: int, *kinds: str) -> Iterator[Cue]:
    """The cues of some classes in a stretch of text; one that begins inside a word is none."""
    folded = reading.folded
    known = _by_form(kinds)
    for match in pattern(*kinds).finditer(folded, start, end):
        row = known[match[0]]
        if not reading.word_starts(match.start()):
            continue
        if row.not_before and row.not_before.match(folded, match.end(), end):
            continue
        if row.not_behind and row.not_behind.search(folded, max(start, match.start() - 4), match.start()):
            continue
        yield Cue(match.start(), match.end(), match[0], row.kind, row.modality, row.strength)
