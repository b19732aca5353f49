"""Documents that say nearly the same, found in one pass over their texts or sketches, in memory that does not grow."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

import numpy as np

from chuangwen_corpus.reuse.sketches import opened, resemblance, sketch

LEAST = 0.8
MISSED = 1e-6
"""How likely it may be that a document with just the least resemblance is not compared."""
MOST_TOGETHER = 32
"""Representatives that are found by the same hash. A hash of more, of a text that many pages carry, is passed over for the next."""
COMPARED = 16
"""Representatives that a document is compared with: those that share the most, and the rarest, of the hashes it is found by."""


class NearDuplicate(NamedTuple):
    """A document that says nearly the same as an earlier one."""

    document_id: str
    representative_id: str
    score: float
    """Their resemblance: shingles that both have over those that one of them has, from 0 to 1."""


def near_duplicates(texts: Iterable[tuple[str, str]], least: float = LEAST) -> Iterator[NearDuplicate]:
    """Names documents that say nearly the same as an earlier one.

    It is what a build does for its table `duplicates`. Of each document a sketch of at most 4 kB is kept (see `sketches`), in a
    database that SQLite puts on disk when it grows, so memory does not depend on how many there are. The resemblance is
    estimated, with a standard error of 0.018 at 0.8.

    Args:
        texts: Id and text of each document, in the order in which the earlier represents the later. Texts of fewer than
            `sketches.FEWEST` different shingles are not compared.
        least: The least resemblance, from 0 to 1.

    Yields:
        At most one for each document, in order, as soon as it is found; the representative is itself no near duplicate, and of
        several it is the one that is most alike, then the earliest.

    Raises:
        ValueError: `least` is not above 0 and at most 1.

    >>> one = "".join(f"我们将在{month}月底前完成第{month * 7}条背街小巷的整治，请大家监督。" for month in range(1, 13))
    >>> list(near_duplicates([("a", one), ("b", "别的话，和前面没有关系。"), ("c", one)]))
    [NearDuplicate(document_id='c', representative_id='a', score=1.0)]
    """
    with closing(sqlite3.connect("", isolation_level=None)) as memo:
        memo.executescript("PRAGMA journal_mode = OFF; BEGIN;")
        finder = NearFinder(memo, least)
        for document_id, text in texts:
            if found := finder.find(document_id, sketch(text)):
                yield found


class NearFinder:
    """Names near duplicates as documents come.

    A document that resembles no earlier one becomes a representative and is posted under the smallest hashes of its sketch; a later
    one is compared with those that are posted under its own smallest. With n hashes each, a pair of resemblance r is missed with
    a probability of (1 - r)^n, since each of the n smallest hashes of both is shared with probability r; n is chosen by `MISSED`.

    A hash under which `MOST_TOGETHER` stand takes no more of them and does not count among the n: whoever has it goes on to the next
    of its sketch. So what a document costs is bounded, whatever many pages have in common, and the probability stays what it
    is for the rest of the sketch.

    Args:
        memo: A database in which it makes its tables, `near_sketches` and `near_posted`; it must outlive the finder.
        least: The least resemblance.

    Raises:
        ValueError: `least` is not above 0 and at most 1.
    """

    def __init__(self, memo: sqlite3.Connection, least: float = LEAST) -> None:
        if not 0 < least <= 1:
            raise ValueError(f"least is {least}; it may be above 0 and at most 1.")
        self._least = least
        self._wanted = 1 if least == 1 else math.ceil(math.log(MISSED) / math.log(1 - least))
        self._memo = memo
        memo.execute(
            "CREATE TABLE near_sketches (number INTEGER PRIMARY KEY, id TEXT NOT NULL, sketch BLOB NOT NULL)"
        )
        memo.execute(
            "CREATE TABLE near_posted (hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID"
        )

    def find(self, document_id: str, stored: bytes) -> NearDuplicate | None:
        """Names the representative of the next document; without one, the document is one for those that come.

        Args:
            document_id: Its id.
            stored: Its sketch; an empty one is compared with nothing.
        """
        if not stored:
            return None
        numbers, candidates = self._looked_up(stored)
        found = self._alike(stored, candidates)
        if found:
            score, first = max(found, key=lambda one: one[0])  # of equals the first
            return NearDuplicate(document_id, first, score)
        remember = "INSERT INTO near_sketches (id, sketch) VALUES (?, ?)"
        number = self._memo.execute(remember, (document_id, stored)).lastrowid
        self._memo.executemany("INSERT INTO near_posted VALUES (?, ?)", [(one, number) for one in numbers])
        return None

    def like(self, stored: bytes) -> list[str]:
        """The representatives that a text resembles which is no document itself, the earliest first; at most `COMPARED`."""
        if not stored:
            return []
        _, candidates = self._looked_up(stored)
        return [first for _, first in self._alike(stored, candidates)]

    def _looked_up(self, stored: bytes) -> tuple[list[int], list[int]]:
        """The hashes under which a document may be posted, and the representatives that it is compared with."""
        numbers: list[int] = opened(stored).view(np.int64).tolist()
        free: list[int] = []
        weight: defaultdict[int, int] = defaultdict(int)
        for start in range(0, len(numbers), self._wanted):
            some = numbers[start : start + self._wanted]
            posted: defaultdict[int, list[int]] = defaultdict(list)
            look = f"SELECT hash, number FROM near_posted WHERE hash IN ({','.join('?' * len(some))})"  # noqa: S608
            for value, number in self._memo.execute(look, some):
                posted[value].append(number)
            for value in some:
                together = posted[value]
                for number in together:
                    # Whole numbers: sums of fractions would depend on their order.
                    weight[number] += 720_720 // len(together)
                if len(together) < MOST_TOGETHER:
                    free.append(value)
            if len(free) >= self._wanted:
                break
        return free[: self._wanted], sorted(weight, key=lambda number: (-weight[number], number))[:COMPARED]

    def _alike(self, stored: bytes, candidates: list[int]) -> list[tuple[float, str]]:
        """Score and id of the candidates that resemble a text, the earliest first."""
        if not candidates:
            return []
        own = opened(stored)
        look = f"SELECT id, sketch FROM near_sketches WHERE number IN ({','.join('?' * len(candidates))}) ORDER BY number"  # noqa: S608
        found = []
        for first, other in self._memo.execute(look, candidates):
            score = resemblance(opened(other), own)
            if score >= self._least:
                found.append((round(score, 4), first))
        return found
