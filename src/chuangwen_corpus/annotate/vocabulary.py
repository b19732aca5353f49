"""The lists of cues and terms as one automaton (Aho and Corasick 1975), and where their entries stand in a page.

One pass over the page's shadow finds the entries of every list at once, also where they overlap; what a hit is worth is for the layer
to say, by the words around it. A new list of this kind is a file in `data/` and its name in `LISTS`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
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
_Entry = tuple[str, int, Row]
"""A list, the place of a row in it, and the row."""
_Place = tuple[int, int, int, Row]
"""Start, end with its sign turned, place in the list, row: sorts as hits are read."""


class Hit(NamedTuple):
    """A place where a form of a list stands, in code points."""

    start: int
    end: int
    row: Row
    """The form's row in its list."""


class Hits:
    """The hits of a page, a column a list (of cues a column a class), each sorted by start, at one place the longest first."""

    def __init__(self, folded: str) -> None:
        entries, automaton = _automaton(own.in_use())
        found: dict[str, list[_Place]] = defaultdict(list)
        for i, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
            for name, order, row in entries[i]:
                found[name].append((start, -end, order, row))
        for places in found.values():
            places.sort()  # by numbers alone: the order of a row in its list is its own
        self._found = dict(found)
        self._starts = {name: [place[0] for place in places] for name, places in found.items()}

    def within(self, start: int, end: int, *names: str) -> list[Hit]:
        """The hits of some lists that lie in a span, in one row; at one place the longest first, then by their order in the file."""
        return self._starting(start, end, end, names)

    def at(self, place: int, end: int, *names: str) -> list[Hit]:
        """Those that begin at a place and do not reach beyond an end."""
        return self._starting(place, place + 1, end, names)

    def _starting(self, first: int, last: int, end: int, names: Sequence[str]) -> list[Hit]:
        places: list[_Place] = []
        met = 0
        for name in names:
            if starts := self._starts.get(name):
                left = bisect_left(starts, first)
                right = bisect_left(starts, last, left)
                if left < right:
                    places += self._found[name][left:right]
                    met += 1
        if met > 1:
            places.sort()
        return [Hit(start, -minus, row) for start, minus, _, row in places if -minus <= end]

    def all_of(self, name: str) -> list[Hit]:
        """All hits of a list."""
        return [Hit(start, -minus, row) for start, minus, _, row in self._found.get(name, ())]


def cue_list(kind: str) -> str:
    """The name of the list that a class of cues is."""
    return f"cues.{kind}"


def is_other(hit: Hit, folded: str, first: int, last: int) -> bool:
    """Whether what stands around a form, in ``first:last``, makes it another word: the patterns of its row."""
    before, behind = hit.row["not_before"], hit.row.get("not_behind", "-")
    if before != "-" and _pattern(before).match(folded, hit.end, last):
        return True
    if behind == "-":
        return False
    return bool(_pattern(f"(?:{behind})\\Z").search(folded, max(first, hit.start - _BEHIND), hit.start))


_BEHIND = 4
"""Characters before a form in which `not_behind` is looked for."""
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
def _automaton(lists: own.Lists | None) -> tuple[list[tuple[_Entry, ...]], AhoCorasick]:
    """The entries by the number of their form, and the automaton of the forms; made once a process."""
    by_form: dict[str, tuple[_Entry, ...]] = {}
    for name in LISTS:
        for order, row in enumerate(rows(name) if lists is None else _with_own(name, lists)):
            form = fold(row["form"])
            entry = (cue_list(row["class"]) if name == "cues" else name, order, row)
            by_form[form] = (*by_form.get(form, ()), entry)
    for name in PLAIN:
        # All forms share one object: thirty thousand would be looked at in every round of the garbage collector.
        alone = ((name, 0, _NO_ROW),)
        for form in lines(name):
            by_form[form] = by_form[form] + alone if form in by_form else alone
    return list(by_form.values()), AhoCorasick(list(by_form), implementation=Implementation.ContiguousNFA)
