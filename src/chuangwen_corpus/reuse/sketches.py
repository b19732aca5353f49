"""Sketches of texts: a few kilobytes each, from which it can be told how much two texts have in common.

Bottom-k sketches (Broder 1997, On the resemblance and containment of documents): of each text the smallest hashes of its
shingles under one order that is the same for all.
"""

from __future__ import annotations

import numpy as np

from chuangwen_corpus.reuse.shingles import Hashes, hashes
from chuangwen_corpus.reuse.texts import content

WIDTH = 5
"""Characters of a shingle."""
SKETCH = 512
"""Smallest hashes that are kept of a text: 4 kB; of one with fewer shingles all are, and its scores are exact."""
FEWEST = 100
"""Different shingles, about as many as characters, that a text has which is compared. In a shorter one two other words change a
sixth of the shingles, and most of it may be formulas of the genre, so its resemblance says little of copying."""
_STORED = np.dtype("<u8")


def sketch(text: str) -> bytes:
    """The sketch of a text; it depends on nothing but the characters that are compared (see `content`).

    Args:
        text: The whole text of a document.

    Returns:
        At most `SKETCH` 64-bit numbers, ascending, the lowest byte first; nothing of a text with fewer than `FEWEST` shingles.

    >>> len(sketch("我们将在年底前完成整治。"))
    0
    """
    found, _ = hashes([content(text)], WIDTH)
    found.sort()
    new = np.ones(len(found), np.bool_)
    new[1:] = found[1:] != found[:-1]
    kept = found[new][:SKETCH]
    return kept.astype(_STORED).tobytes() if len(kept) >= FEWEST else b""


def opened(stored: bytes) -> Hashes:
    """The numbers of a sketch, shape (at most `SKETCH`,), ascending."""
    return np.frombuffer(stored, _STORED).astype(np.uint64, copy=False)


def resemblance(first: Hashes, second: Hashes) -> float:
    """The resemblance of two texts, from their sketches (Broder 1997, theorem 2).

    Args:
        first: The numbers of one sketch (see `opened`).
        second: Those of the other.

    Returns:
        Shingles that both have over those that one of them has, from 0 to 1. Exact for two texts with fewer than `SKETCH`
        shingles, else an estimate with a standard error of at most 0.022, of 0.018 at 0.8.

    >>> resemblance(np.array([1, 3, 5], np.uint64), np.array([1, 5, 7], np.uint64))
    0.5
    """
    merged = np.sort(np.concatenate([first, second]))
    again = np.flatnonzero(merged[1:] == merged[:-1])
    union = len(merged) - len(again)
    if not union:
        return 0.0
    if len(first) < SKETCH and len(second) < SKETCH:
        return len(again) / union
    # Only the smallest of the union are a sketch of it: of what both have, the place in the union is counted.
    place = again - np.arange(len(again))
    return int(np.count_nonzero(place < SKETCH)) / min(union, SKETCH)
