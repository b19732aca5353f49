"""How much two texts have in common, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

PAIRS_A_CHUNK = 200_000
"""Pairs that are looked at in one go."""
LEAST_COMMON = 0.5
"""Share of the shorter text that must be a subsequence of the longer before its runs are looked at."""


@dataclass(frozen=True)
class Scores:
    """Of each pair, shape (pairs,), from 0 to 1."""

    similarity: Floats
    """Twice the longest common subsequence over the sum of both lengths (rapidfuzz's Indel similarity)."""
    resemblance: Floats
    """Dice's coefficient of the sets of bigrams of characters: blind to the order of clauses."""
    containment: Floats
    """Share of the bigrams of the text with fewer that the other has, too (Broder 1997)."""


def scores(keys: Sequence[str], first: Ints, second: Ints, workers: int = 1) -> Scores:
    """Scores of pairs of texts.

    Args:
        keys: Texts.
        first: Numbers of the first texts, shape (pairs,).
        second: Numbers of the second ones.
        workers: Threads; the result does not depend on them.
    """
    parts = [
        _some(keys, first[i : i + PAIRS_A_CHUNK], second[i : i + PAIRS_A_CHUNK], workers)
        for i in range(0, len(first), PAIRS_A_CHUNK)
    ]
    if not parts:
        return Scores(*(np.zeros(0, np.float32) for _ in range(3)))
    return Scores(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _some(keys: Sequence[str], first: Ints, second: Ints, workers: int) -> tuple[Floats, Floats, Floats]:
    ones, others = [keys[i] for i in first], [keys[i] for i in second]
    common = cpdist(ones, others, scorer=LCSseq.similarity, dtype=np.int32, workers=workers)
    lengths = np.array([(len(a), len(b)) for a, b in zip(ones, others, strict=True)], np.int64)
    similarity = (2 * common / lengths.sum(1)).astype(np.float32)
    resemblance, containment = np.zeros_like(similarity), np.zeros_like(similarity)
    last, own = -1, frozenset[str]()
    for i in np.flatnonzero(common >= LEAST_COMMON * lengths.min(1)):
        if first[i] != last:  # pairs are sorted by the first
            last, own = first[i], bigrams(ones[i])
        other = bigrams(others[i])
        shared = len(own & other)
        resemblance[i] = 2 * shared / (len(own) + len(other))
        containment[i] = shared / min(len(own), len(other))
    return similarity, resemblance, containment


def bigrams(key: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text of two or more."""
    return frozenset(map("".join, pairwise(key))) if len(key) > 1 else frozenset({key})
