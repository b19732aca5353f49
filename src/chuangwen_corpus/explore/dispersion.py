"""Dispersion: how evenly a word is spread over the parts of a corpus."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore.frequencies import one_group, sorted_by
from chuangwen_corpus.explore.measures import Floats
from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.explore.tokens import Ints, Tokens
from chuangwen_corpus.genre.folding import fold


class Spread(NamedTuple):
    """The dispersion of words, an array each; NaN where a measure is not defined."""

    range: Ints
    """Parts in which the word occurs."""
    dp: Floats
    """Gries's deviation of proportions: half the sum of |s − v| over all parts; 0 is even, towards 1 uneven.

    s is the part's share of all words, v its share of the word's occurrences. Gries, S. Th. (2008): Dispersions and adjusted
    frequencies in corpora. International Journal of Corpus Linguistics 13(4), 403-437.
    """
    dp_norm: Floats
    """DP / (1 − min s), so that 1 can be reached.

    Lijffijt, J. & Gries, S. Th. (2012): Correction to "Dispersions and adjusted frequencies in corpora". International Journal of
    Corpus Linguistics 17(1), 147-149.
    """
    juilland_d: Floats
    """Juilland's D: 1 − V / √(n − 1), V the coefficient of variation (population) of the word's relative frequencies in n parts.

    Juilland, A., Brodin, D. & Davidovitch, C. (1970): Frequency Dictionary of French Words; with relative frequencies, as parts
    differ in size, after Gries (2008). 1 is even.
    """


def spread(counts: Ints, words: Ints, parts: Ints, number: int, sizes: Ints) -> Spread:
    """The dispersion of words over parts.

    Args:
        counts: How often a word occurs in a part, for each pair of which it is more than 0.
        words: The number of the word of each pair.
        parts: The number of the part of each pair.
        number: How many words there are.
        sizes: Words of each part, more than 0.

    >>> sizes, a = np.array([9, 10, 10, 10, 11]), np.array([1, 2, 3, 4, 5])  # the "a" of Gries (2008)
    >>> found = spread(a, np.zeros(5, int), np.arange(5), 1, sizes)
    >>> found.dp.round(2), found.dp_norm.round(2), found.juilland_d.round(3)
    (array([0.18]), array([0.22]), array([0.785]))
    """
    n = len(sizes)

    def total(values: Floats) -> Floats:
        return np.bincount(words, weights=values, minlength=number).astype(np.float64)

    with np.errstate(divide="ignore", invalid="ignore"):
        s = sizes / sizes.sum()
        frequency = total(counts.astype(np.float64))
        v = counts / frequency[words]
        # In a part where the word is not, v is 0 and the summand s.
        dp = (total(np.abs(s[parts] - v)) + 1 - total(s[parts])) / 2
        relative = counts / sizes[parts]
        mean = total(relative) / n
        absent = n - np.bincount(words, minlength=number)
        deviations = total((relative - mean[words]) ** 2) + absent * mean**2
        juilland = 1 - np.sqrt(deviations / n) / mean / np.sqrt(n - 1)
        unknown = (frequency == 0) | (n < 2)
        dp_norm = dp / (1 - s.min(initial=1.0))
    return Spread(
        np.bincount(words, minlength=number).astype(np.int64),
        *(
            np.where(unknown, np.nan, value)
            for value in (np.clip(dp, 0, 1), np.clip(dp_norm, 0, 1), juilland)
        ),
    )


def dispersion(
    tokens: Tokens,
    words: str | Collection[str] | None = None,
    *,
    of: str = "form",
    by: str = "speech",
    punctuation: bool = False,
    least: int = 1,
    limit: int | None = None,
) -> Result:
    """How words are spread; see `Corpus.dispersion`."""
    coded = tokens.coded(of)
    grouping = tokens.grouping(by)
    kept = tokens.counted(punctuation=punctuation) & (grouping.codes >= 0)
    present, part = np.unique(grouping.codes[kept], return_inverse=True)
    sizes = np.bincount(part, minlength=len(present))
    number = max(coded.size, 1)
    pairs, counts = np.unique(part * number + coded.codes[kept], return_counts=True)
    parts, of_pair = np.divmod(pairs, number)
    found = spread(counts, of_pair, parts, number, sizes)
    frequency = np.bincount(coded.codes[kept], minlength=number)
    names = list(coded.values)
    if words is None:
        rows = np.flatnonzero(frequency >= max(least, 1))
        rows = rows[sorted_by(-frequency[rows], one_group(rows), rows, names)]
        chosen = [names[row] for row in rows.tolist()]
    else:
        chosen = [words] if isinstance(words, str) else list(words)
        if not chosen or not all(word.strip() for word in chosen):
            raise ChuangwenError("the word is empty.", hint="Name a word, such as 创建.")
        known = {fold(name): i for i, name in enumerate(names)}
        # A word that is not there has a row, too: its frequency is 0, and it has no dispersion.
        rows = np.array([known.get(fold(word), -1) for word in chosen], dtype=np.int64)

    def column(values: Ints | Floats, kind: pa.DataType, none: float) -> pa.Array:
        picked = np.append(values, none)[rows] if len(names) else np.full(len(rows), none)
        return pa.array(picked.astype(kind.to_pandas_dtype()), kind, from_pandas=True)

    columns = {
        of: pa.array(chosen, pa.string()),
        "frequency": column(frequency, pa.int64(), 0),
        "range": column(found.range, pa.int64(), 0),
        "parts": pa.array([len(present)] * len(rows), pa.int64()),
        "dp": column(found.dp, pa.float64(), np.nan),
        "dp_norm": column(found.dp_norm, pa.float64(), np.nan),
        "juilland_d": column(found.juilland_d, pa.float64(), np.nan),
    }
    title = f"dispersion over {len(present):,} parts by {by}"
    return Result(pa.table(columns), title).head(limit)
