"""Which texts may repeat each other: those that share a rare run of characters.

Shingles are those of Broder 1997 (On the resemblance and containment of documents), here of `WIDTHS` characters. Each text is
found by its rarest shingles that another text has, too, instead of by the smallest under random permutations (MinHash):
so a text is found that stands in a longer one, of which MinHash, made for resemblance, keeps little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from chuangwen_corpus.genre.folding import code_points

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

WIDTHS = (4, 7)
"""Characters of shingles: about two words, which most changes leave, and about four, which are rare however many texts there are."""
RAREST = 12
"""Shingles by which a text is found; one with more than twice as many has more, a sixth of those beyond that."""
MOST_TOGETHER = 32
"""Texts with the same shingle of which all pairs are looked at; of more, each with the next few and with the first."""
NEXT = 4
"""How many of the next, then."""
TEXTS_A_CHUNK = 50_000
"""Texts that are looked at in one go."""
_LARGEST_COUNTS = 26
"""Binary digits of the largest table of counts: 256 MB."""
_PRIME = np.uint64(0x9E3779B97F4A7C15)


def hashes(keys: Sequence[str], width: int) -> tuple[Hashes, Ints]:
    """The shingles of some texts as numbers that depend on nothing but their characters.

    Args:
        keys: Texts; one shorter than `width` has no shingle.
        width: Characters of a shingle.

    Returns:
        Two arrays of shape (shingles,): 64-bit hashes, and the position in `keys` of the text each is from.
    """
    lengths = np.fromiter(map(len, keys), np.int64, len(keys))
    codes = code_points("".join(keys)).astype(np.uint64)
    owner = np.repeat(np.arange(len(keys)), lengths)
    count = len(codes) - width + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    found = np.zeros(count, np.uint64)
    for i in range(width):
        found = found * _PRIME + codes[i : i + count]
    inside = owner[:count] == owner[width - 1 :]
    return _mixed(found[inside]), owner[:count][inside]


def _mixed(values: Hashes) -> Hashes:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every digit depends on every other."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def candidates(keys: Sequence[str]) -> tuple[Ints, Ints]:
    """Pairs of texts that share one of their rarest shingles.

    Args:
        keys: Distinct texts, the first of them the earliest.

    Returns:
        Two arrays of shape (pairs,), the lower number first, sorted.
    """
    wanted, owner = _rarest(keys)
    order = np.argsort(wanted, kind="stable")  # texts stay in order inside a shingle
    wanted, owner = wanted[order], owner[order]
    count = max(len(keys), 1)
    pairs = unique([unique([a * count + b]) for a, b in together(wanted, owner) if len(a)])
    return pairs // count, pairs % count


def _rarest(keys: Sequence[str]) -> tuple[Hashes, Ints]:
    """The shingles by which each text is found, and the text of each."""
    chunks = range(0, len(keys), TEXTS_A_CHUNK)
    total = sum(map(len, keys))
    bits = min(_LARGEST_COUNTS, max(10, (2 * len(WIDTHS) * total).bit_length()))
    # Counted by a part of the hash: two shingles with the same part seem less rare than they are, and nothing else.
    counts = np.zeros(1 << bits, np.uint32)
    place = np.uint64((1 << bits) - 1)
    for start in chunks:
        for width in WIDTHS:
            found, _ = hashes(keys[start : start + TEXTS_A_CHUNK], width)
            np.add.at(counts, (found & place).astype(np.int64), np.uint32(1))
    kept = [_chosen(keys[start : start + TEXTS_A_CHUNK], start, counts, place) for start in chunks]
    if not kept:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    return np.concatenate([found for found, _ in kept]), np.concatenate([owner for _, owner in kept])


def _chosen(
    keys: Sequence[str], start: int, counts: NDArray[np.uint32], place: np.uint64
) -> tuple[Hashes, Ints]:
    parts = [hashes(keys, width) for width in WIDTHS]
    found, owner = (np.concatenate(column) for column in zip(*parts, strict=True))
    count = counts[(found & place).astype(np.int64)]
    shared = count > 1
    found, owner, count = found[shared], owner[shared], count[shared]
    # By text, then by rarity, then by hash: one number of 16, 24 and 24 binary digits is sorted faster than three.
    rank = owner.astype(np.uint64) << np.uint64(48)
    rank |= np.minimum(count, np.uint32(0xFFFFFF)).astype(np.uint64) << np.uint64(24)
    rank |= found >> np.uint64(40)
    order = np.argsort(rank, kind="stable")
    found, owner = found[order], owner[order]
    new = np.ones(len(found), np.bool_)  # a shingle that a text has twice is one
    new[1:] = (found[1:] != found[:-1]) | (owner[1:] != owner[:-1])
    found, owner = found[new], owner[new]
    own = np.bincount(owner, minlength=1)
    nth = np.arange(len(owner)) - np.repeat(np.cumsum(own) - own, own)
    chosen = nth < RAREST + np.maximum(0, own - 2 * RAREST)[owner] // 6
    return found[chosen], owner[chosen] + start


def together(wanted: Hashes, owner: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of texts with the same shingle, some at a time."""
    if not len(wanted):
        return
    starts = np.flatnonzero(np.concatenate([[True], wanted[1:] != wanted[:-1]]))
    sizes = np.diff(np.append(starts, len(wanted)))
    size, first = np.repeat(sizes, sizes), np.repeat(starts, sizes)
    few = size <= MOST_TOGETHER
    for distance in range(1, MOST_TOGETHER):
        same = (wanted[distance:] == wanted[:-distance]) & (few[:-distance] | (distance <= NEXT))
        at = np.flatnonzero(same)
        yield owner[at], owner[at + distance]
    # The first is the earliest: what was passed on far meets it by every shingle, and so in every copy.
    at = np.flatnonzero(~few & (np.arange(len(wanted)) - first > NEXT))
    yield owner[first[at]], owner[at]


def unique(pairs: list[Ints]) -> Ints:
    """The different numbers of some arrays, sorted."""
    return np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, np.int64)
