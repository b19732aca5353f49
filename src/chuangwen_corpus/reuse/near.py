"""Documents that say nearly the same, found in one pass over their texts or sketches, in memory that does not grow."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

import numpy as np

from chuangwen_corpus.reuse.sketches import SKETCH, opened, resemblance, sketch

LEAST = 0.8
MISSED = 1e-4
"""How likely it may be that a document with just the least resemblance is not compared; with more of it that is far less likely.

The estimate of such a resemblance is below the least in every second case, so less would gain nothing."""
SHARED = 5
"""Hashes, of those under which documents are posted, that two share which are compared: pages of one genre often share one or two."""
MOST_TOGETHER = 16
"""Representatives under the same hash. A hash of more, of a text that many pages carry, is passed over for the next."""
COMPARED = 16
"""Representatives that a document is compared with: those that share the rarest of the hashes it is found by."""
_NUMBER = np.dtype("<u4")
"""How the number of a representative is stored."""
_PARTS = 720_720
"""What is divided among those who share a hash; all numbers up to 16 divide it, so sums are whole and depend on no order."""


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

    A document that resembles no earlier one becomes a representative and is posted under the n smallest hashes of its sketch; a
    later one is compared with those that are posted under at least `SHARED` of its own n smallest. Of two texts with
    resemblance r each of the n smallest hashes of both is shared with probability r, so a pair is missed if fewer than
    `SHARED` of n are; n is chosen so that this is less likely than `MISSED` (binomial distribution; 14 at 0.8).

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
        self._wanted = _wanted(least)
        self._memo = memo
        memo.execute(
            "CREATE TABLE near_sketches (number INTEGER PRIMARY KEY, id TEXT NOT NULL, sketch BLOB NOT NULL)"
        )
        memo.execute("CREATE TABLE near_posted (hash INTEGER PRIMARY KEY, numbers BLOB NOT NULL)")

    def find(self, document_id: str, stored: bytes) -> NearDuplicate | None:
        """Names the representative of the next document; without one, the document is one for those that come.

        Args:
            document_id: Its id.
            stored: Its sketch; an empty one is compared with nothing.
        """
        if not stored:
            return None
        posted, candidates = self._looked_up(stored)
        found = self._alike(stored, candidates)
        if found:
            score, first = max(found, key=lambda one: one[0])  # of equals the first
            return NearDuplicate(document_id, first, score)
        remember = "INSERT INTO near_sketches (id, sketch) VALUES (?, ?)"
        number = self._memo.execute(remember, (document_id, stored)).lastrowid
        own = np.array(number, _NUMBER).tobytes()
        self._memo.executemany(
            "INSERT OR REPLACE INTO near_posted VALUES (?, ?)",
            [(value, together + own) for value, together in posted],
        )
        return None

    def like(self, stored: bytes) -> list[str]:
        """The representatives that a text resembles which is no document itself, the earliest first; at most `COMPARED`."""
        if not stored:
            return []
        _, candidates = self._looked_up(stored)
        return [first for _, first in self._alike(stored, candidates)]

    def _looked_up(self, stored: bytes) -> tuple[list[tuple[int, bytes]], list[int]]:
        """The hashes under which a document may be posted, with who stands there, and whom it is compared with."""
        values: list[int] = opened(stored).view(np.int64).tolist()
        free: list[tuple[int, bytes]] = []
        groups: list[bytes] = []
        for start in range(0, len(values), self._wanted):
            some = values[start : start + self._wanted]
            look = f"SELECT hash, numbers FROM near_posted WHERE hash IN ({','.join('?' * len(some))})"  # noqa: S608
            posted: dict[int, bytes] = dict(self._memo.execute(look, some))
            groups += posted.values()
            free += [
                (value, together)
                for value in some
                if len(together := posted.get(value, b"")) < MOST_TOGETHER * _NUMBER.itemsize
            ]
            if len(free) >= self._wanted:
                break
        return free[: self._wanted], _compared(groups)

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


def _compared(groups: list[bytes]) -> list[int]:
    """Those who stand in enough of some groups, each the numbers of who shares a hash; in small groups first, then the earliest."""
    if not groups:
        return []
    numbers, times = np.unique(np.frombuffer(b"".join(groups), _NUMBER), return_counts=True)
    compared: list[int] = numbers[times >= SHARED].tolist()
    if len(compared) <= COMPARED:
        return compared
    weight = dict.fromkeys(compared, 0)
    for group in groups:
        together = np.frombuffer(group, _NUMBER).tolist()
        for number in together:
            if number in weight:
                weight[number] += _PARTS // len(together)
    return sorted(compared, key=lambda number: (-weight[number], number))[:COMPARED]


def _wanted(least: float) -> int:
    """The fewest hashes of which fewer than `SHARED` are shared, at this resemblance, with a probability of at most `MISSED`."""
    for count in range(SHARED, SKETCH):
        fewer = sum(
            math.comb(count, shared) * least**shared * (1 - least) ** (count - shared)
            for shared in range(SHARED)
        )
        if fewer <= MISSED:
            return count
    return SKETCH
