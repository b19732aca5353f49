"""The lists of cues and terms as one automaton (Aho and Corasick 1975), and where their entries stand in a page.

One pass over the page's shadow finds the entries of every list at once, also where they overlap; what a hit is worth is for the layer
to say, by the words around it. A new list of this kind is a file in `data/` and its name in `LISTS`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from chuangwen_corpus.annotate.data import lines, rows
from chuangwen_corpus.genre import own
from chuangwen_corpus.genre.folding import fold

LISTS = ("cues", "four_character", "policy_terms", "sets", "war_metaphors")
"""The files of `data/` with a column `form` whose entries layers read as hits; other lists are parts of patterns."""
PLAIN = ("idioms",)
"""Those with a form a line and nothing else."""

Row = Mapping[str, str]
_NO_ROW: Row = {}
_Entries = tuple[tuple[int, Row], ...]
"""What a form is in a list: the places of its rows in it, and the rows."""
NO_CLASS: frozenset[str] = frozenset()


class Hit(NamedTuple):
    """A place where a form of a list stands, in code points."""

    start: int
    end: int
    row: Row
    """The form's row in its list."""


class _Column(NamedTuple):
    """The hits of one list or of several, sorted by start, at one place the longest first."""

    hits: list[Hit]
    starts: list[int]


class Hits:
    """The hits of a page, by lists (of cues a class is a list). A column is made when it is first asked for; most lists never are."""

    def __init__(self, folded: str) -> None:
        self._lists, opens, automaton = _automaton(own.in_use())
        self._places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._columns: dict[tuple[str, ...], _Column] = {}
        self.opening: dict[int, frozenset[str]] = {}
        """The lists that a hit at a place is of, and most places have none: for a question whether one begins there."""
        places, opening = self._places, self.opening
        for form, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
            places[form].append((start, -end))
            if start not in opening:
                opening[start] = opens[form]
            elif opening[start] is not opens[form]:
                opening[start] |= opens[form]

    def within(self, start: int, end: int, *names: str) -> list[Hit]:
        """The hits of some lists that lie in a span, in one row; at one place the longest first, then by their order in the file."""
        column = self._columns.get(names) or self._column(names)
        starts = column.starts
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return [hit for hit in column.hits[first : bisect_left(starts, end, first)] if hit.end <= end]

    def at(self, place: int, end: int, *names: str) -> list[Hit]:
        """Those that begin at a place and do not reach beyond an end."""
        if place not in self.opening or self.opening[place].isdisjoint(names):
            return []
        return [hit for hit in self.within(place, end, *names) if hit.start == place]

    def all_of(self, *names: str) -> list[Hit]:
        """All hits of some lists."""
        return self._column(names).hits

    def _column(self, names: tuple[str, ...]) -> _Column:
        found: list[tuple[int, int, int, Row]] = []
        for name in names:
            entries = self._lists.get(name, {})
            for form in entries.keys() & self._places.keys():
                found += [
                    (start, minus, order, row)
                    for order, row in entries[form]
                    for start, minus in self._places[form]
                ]
        found.sort()  # by numbers alone: the order of a row in its list is its own
        hits = [Hit(start, -minus, row) for start, minus, _, row in found]
        self._columns[names] = column = _Column(hits, [hit.start for hit in hits])
        return column


@cache
def cue_list(kind: str) -> str:
    """The name of the list that a class of cues is."""
    return f"cues.{kind}"


def is_other(hit: Hit, folded: str, first: int, last: int) -> bool:
    """Whether what stands around a form, in ``first:last``, makes it another word: the patterns of its row."""
    before, behind = hit.row["not_before"], hit.row.get("not_behind", "-")
    if before == behind == "-":
        return False
    start, end = hit.start, hit.end
    if (
        _LOOKS_BACK in before or _LOOKS_BACK in behind
    ):  # a pattern of a user's could see what stands before `first`
        folded = folded[first:last]
        start, end, first, last = start - first, end - first, 0, last - first
    if before != "-" and _pattern(before).match(folded, end, last):
        return True
    if behind == "-":
        return False
    return bool(_pattern(f"(?:{behind})\\Z").search(folded, max(first, start - _BEHIND), start))


_BEHIND = 4
"""Characters before a form in which `not_behind` is looked for."""
_LOOKS_BACK = "(?<"
_pattern = lru_cache(maxsize=1024)(re.compile)


def entries_of(name: str) -> tuple[Row, ...]:
    """The rows of a list, those of the user's own lists behind them; a form of the user's counts as the user says."""
    lists = own.in_use()
    return rows(name) if lists is None else _with_own(name, lists)


@lru_cache(maxsize=64)
def _with_own(name: str, lists: own.Lists) -> tuple[Row, ...]:
    added = dict(lists.rows).get(name, ())
    said = {(row["form"], row.get("class")) for row in added}
    return (*(row for row in rows(name) if (row["form"], row.get("class")) not in said), *added)


@lru_cache(maxsize=4)
def classes_by_form(lists: own.Lists | None) -> dict[str, frozenset[str]]:
    """The classes of cues that a form has; forms without any are not in it (`NO_CLASS`)."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("cues") if lists is None else _with_own("cues", lists):
        found[row["form"]] = found.get(row["form"], NO_CLASS) | {row["class"]}
    return found


@lru_cache(maxsize=4)
def _automaton(
    lists: own.Lists | None,
) -> tuple[dict[str, dict[int, _Entries]], list[frozenset[str]], AhoCorasick]:
    """The rows of each list by the number of their form, the lists of each form, and the automaton; made once a process."""
    numbers: dict[str, int] = {}
    found: dict[str, dict[int, _Entries]] = defaultdict(dict)
    for name in LISTS:
        for order, row in enumerate(rows(name) if lists is None else _with_own(name, lists)):
            form = numbers.setdefault(fold(row["form"]), len(numbers))
            entries = found[cue_list(row["class"]) if name == "cues" else name]
            entries[form] = (*entries.get(form, ()), (order, row))
    alone: _Entries = (
        (0, _NO_ROW),
    )  # shared: thirty thousand would be looked at by every garbage collection
    for name in PLAIN:
        found[name] = {numbers.setdefault(form, len(numbers)): alone for form in lines(name)}
    plain = frozenset(PLAIN)
    opens = [plain] * len(numbers)
    listed = {form for name in found if name not in PLAIN for form in found[name]}
    for form in listed:
        opens[form] = frozenset(name for name in found if form in found[name])
    return dict(found), opens, AhoCorasick(list(numbers), implementation=Implementation.ContiguousNFA)
