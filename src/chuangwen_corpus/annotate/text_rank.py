"""TextRank (Mihalcea and Tarau 2004) of the words of many speeches at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

WINDOW = 5
DAMPING = 0.85
ROUNDS = 10


def text_ranks(speeches: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """TextRank of each word of each speech: 1 for the speech's highest; words in the order of code points.

    A round goes through the words in their order, and a word's new rank counts for those behind it, as in jieba. So words
    are ranked together that wait for the same number of others (see `_levels`), of all speeches at once.

    >>> (ranks,) = text_ranks(["城市 文明 城市 创建 城市 市民".split()])
    >>> max(ranks, key=ranks.get), ranks["城市"]
    ('城市', 1.0)
    """
    import numpy as np

    names = [sorted(set(words)) for words in speeches]
    ends = np.cumsum([len(own) for own in names], dtype=np.int64)
    places = [
        place
        for words, own, end in zip(speeches, names, ends.tolist(), strict=True)
        for place in map(dict(zip(own, count(end - len(own)), strict=False)).__getitem__, words)
    ]
    if not places:
        return [{} for _ in speeches]
    owners = np.repeat(np.arange(len(names)), [len(words) for words in speeches])
    total = int(ends[-1])
    ones, others = _neighbours(np.array(places, np.int64), owners, total)
    degrees = np.maximum(np.bincount(ones, minlength=total), 1).astype(float)
    given = 1 / degrees  # what each word gives to each neighbour
    steps = _steps(ones, others, total)
    for _ in range(ROUNDS):
        for words, at, met in steps:
            # `bincount` adds one after the other, in the order of the words, so every machine rounds alike.
            received = np.bincount(at, given[met], len(words))
            given[words] = (1 - DAMPING + DAMPING * received) / degrees[words]
    ranks = (given * degrees).tolist()
    found: list[dict[str, float]] = []
    for own, end in zip(names, ends.tolist(), strict=True):
        of_speech = ranks[end - len(own) : end]
        highest = max(of_speech, default=1.0)
        found.append(dict(zip(own, [rank / highest for rank in of_speech], strict=True)))
    return found


def _neighbours(places: Any, owners: Any, total: int) -> tuple[Any, Any]:
    """Two columns of words that stand near each other in a speech, sorted; a pair as often as the two meet, from either side."""
    import numpy as np

    pairs: list[Any] = []
    for step in range(1, WINDOW):
        one, other = places[:-step], places[step:]
        met = (owners[:-step] == owners[step:]) & (one != other)
        pairs += (one[met] * total + other[met], other[met] * total + one[met])
    both = np.concatenate(pairs)  # as one number, which is sorted five times as fast as two columns
    both.sort()
    return both // total, both % total


def _steps(ones: Any, others: Any, total: int) -> list[tuple[Any, Any, Any]]:
    """The words that are ranked together, step by step; and for each of their neighbours its word's place in the step, and it."""
    import numpy as np

    level = _levels(ones, others, total)
    in_order = np.argsort(level, kind="stable")
    bounds = np.searchsorted(level[in_order], np.arange(level.max(initial=0) + 2))
    place = np.empty(total, np.int64)  # of each word among those of its step
    place[in_order] = np.arange(total) - bounds[level[in_order]]
    levels = level[ones]
    order = np.argsort(levels, kind="stable")
    at, met = place[ones[order]], others[order]
    cuts = np.searchsorted(levels[order], np.arange(len(bounds)))
    return [
        (in_order[bounds[i] : bounds[i + 1]], at[cuts[i] : cuts[i + 1]], met[cuts[i] : cuts[i + 1]])
        for i in range(len(bounds) - 1)
    ]


def _levels(ones: Any, others: Any, total: int) -> Any:
    """How many words must be ranked before each word, one behind the other: one more than before any neighbour that precedes it."""
    import numpy as np

    level = np.zeros(total, np.int64)
    before = others < ones
    waiting, for_whom = ones[before], others[before]
    starts = np.flatnonzero(np.diff(waiting, prepend=-1))
    while len(starts):
        found = np.maximum.reduceat(level[for_whom], starts) + 1
        words = waiting[starts]
        if np.array_equal(found, level[words]):
            break
        level[words] = found
    return level
