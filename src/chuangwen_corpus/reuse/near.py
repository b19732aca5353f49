"""Documents that say nearly the same, found in one pass over their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from chuangwen_corpus.reuse.shingles import Hashes, hashes, together, unique
from chuangwen_corpus.reuse.texts import content

WIDTH = 5
"""Characters of a shingle."""
SKETCH = 512
"""Smallest hashes that are kept of a document: 4 kB; of one with fewer shingles all are, and its scores are exact."""
LOOKED_UP = 24
"""Hashes, the smallest of the sketch, that bring two documents together."""
LEAST = 0.8


class NearDuplicate(NamedTuple):
    """A document that says nearly the same as an earlier one."""

    document_id: str
    representative_id: str
    score: float
    """Their resemblance: shingles that both have over those that one of them has, from 0 to 1."""


def near_duplicates(texts: Iterable[tuple[str, str]], least: float = LEAST) -> Iterator[NearDuplicate]:
    """Names documents that say nearly the same as an earlier one.

    Of each document the sketch is kept, not the text: the smallest hashes of its shingles under one random order (bottom-k,
    Broder 1997), so memory is 4 kB a document. The resemblance is estimated from the sketches, with a standard error of at most 0.022.
    Two documents are compared if they share one of the smallest hashes; with a resemblance of 0.5 or more they all but surely do,
    below that some are missed.

    Args:
        texts: Id and text of each document, in the order in which the earlier represents the later.
        least: The least resemblance, from 0 to 1.

    Yields:
        At most one for each document, in order; the representative is itself no near duplicate.

    Raises:
        ValueError: `least` is not above 0 and at most 1.

    >>> one = "我们将在年底前完成十二条背街小巷的整治，请大家监督。" * 3
    >>> list(near_duplicates([("a", one), ("b", "别的话，和前面没有关系。"), ("c", one)]))
    [NearDuplicate(document_id='c', representative_id='a', score=1.0)]
    """
    if not 0 < least <= 1:
        raise ValueError(f"least is {least}; it may be above 0 and at most 1.")
    ids: list[str] = []
    sketches: list[Hashes] = []
    for document_id, text in texts:
        found, _ = hashes([content(text)], WIDTH)
        ids.append(document_id)
        sketches.append(np.unique(found)[:SKETCH])
    few = [sketch[:LOOKED_UP] for sketch in sketches]
    owner = np.repeat(np.arange(len(few)), [len(sketch) for sketch in few])
    posted = np.concatenate(few) if few else np.zeros(0, np.uint64)
    order = np.argsort(posted, kind="stable")
    count = max(len(ids), 1)
    pairs = unique([a * count + b for a, b in together(posted[order], owner[order])])
    best: dict[int, tuple[float, int]] = {}
    taken: set[int] = set()
    for first, second in sorted(
        zip((pairs // count).tolist(), (pairs % count).tolist()), key=lambda pair: pair[::-1]
    ):
        score = resemblance(sketches[first], sketches[second])
        if score < least or first in taken:
            continue
        if second not in best or score > best[second][0]:
            best[second] = (score, first)
            taken.add(second)
    for second in sorted(best):
        score, first = best[second]
        yield NearDuplicate(ids[second], ids[first], round(score, 4))


def resemblance(first: Hashes, second: Hashes) -> float:
    """The resemblance of two sets of which the smallest hashes are given, sorted (Broder 1997, theorem 2)."""
    union = np.union1d(first, second)
    if len(first) == SKETCH or len(second) == SKETCH:
        union = union[:SKETCH]
    if not len(union):
        return 0.0
    shared = np.intersect1d(np.intersect1d(first, second, assume_unique=True), union, assume_unique=True)
    return len(shared) / len(union)
