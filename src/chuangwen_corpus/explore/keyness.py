"""Keyness: the words that one part of a corpus has more, or less, often than another."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore import measures
from chuangwen_corpus.explore.frequencies import MILLION, one_group, sorted_by
from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.explore.tokens import Ints, Tokens
from chuangwen_corpus.genre.folding import fold

SCORES = ("log_likelihood", "log_ratio")
"""What words may be sorted by."""


def keyness(
    target: Tokens,
    reference: Tokens,
    *,
    of: str = "form",
    punctuation: bool = False,
    least: int = 1,
    sort: str = "log_likelihood",
    limit: int | None = None,
) -> Result:
    """The key words of a part against another; see `Corpus.keyness`."""
    if sort not in SCORES:
        raise ChuangwenError(
            f"key words cannot be sorted by {sort!r}.", hint=f"There are {', '.join(SCORES)}."
        )
    values: dict[str, int] = {}
    names: list[str] = []
    counts = [_counts(part, of, values, names, punctuation=punctuation) for part in (target, reference)]
    a, b = (np.pad(count, (0, len(names) - len(count))) for count in counts)
    n1, n2 = int(a.sum()), int(b.sum())
    for size, what in ((n1, "the corpus that is compared"), (n2, "the reference")):
        if not size:
            raise ChuangwenError(f"{what} has no words.", hint="Choose other speeches.")
    found = np.flatnonzero(a + b >= max(least, 1))
    a, b = a[found], b[found]
    likelihood = measures.log_likelihood_of_parts(a, b, n1, n2)
    ratio = measures.log_ratio(a, b, n1, n2)
    columns = {
        of: pa.array(names, pa.string()).take(pa.array(found)),
        "frequency": pa.array(a, pa.int64()),
        "reference_frequency": pa.array(b, pa.int64()),
        "log_likelihood": pa.array(likelihood),
        "log_ratio": pa.array(ratio),
        "bic": pa.array(measures.bic(likelihood, n1 + n2)),
        "p_value": pa.array(measures.p_value(likelihood)),
        "per_million": pa.array(a / n1 * MILLION),
        "reference_per_million": pa.array(b / n2 * MILLION),
    }
    # Positive key words first: those that the reference has more often are at the end, the strongest last.
    more = a / n1 >= b / n2
    # A ratio is of counts to which half a hit is added where there is none, so its sign does not always tell the side.
    rank = np.unique(ratio, return_inverse=True)[1]
    by_ratio = np.where(more, rank + len(rank), rank)
    score = np.where(more, likelihood, -likelihood) if sort == "log_likelihood" else by_ratio
    order = sorted_by(-score, one_group(found), found, names)
    title = f"key words ({of}), {n1:,} against {n2:,} tokens"
    return Result(pa.table(columns).take(pa.array(order)), title).head(limit)


def _counts(tokens: Tokens, of: str, values: dict[str, int], names: list[str], *, punctuation: bool) -> Ints:
    """The frequency of each value, by its number among those of both parts, to which new ones are added."""
    coded = tokens.coded(of)
    for value in coded.values:
        if values.setdefault(fold(value), len(names)) == len(names):
            names.append(value)
    to = np.array([values[fold(value)] for value in coded.values], dtype=np.int64)
    kept = tokens.counted(punctuation=punctuation)
    counts: Ints = (
        np.bincount(to[coded.codes[kept]], minlength=len(names)) if coded.size else np.zeros(0, int)
    )
    return counts
