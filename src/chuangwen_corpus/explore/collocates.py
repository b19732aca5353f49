"""Collocates: the words that stand near a node more often than chance would have it (surface cooccurrence).

Evert, S. (2008): Corpora and collocations. In Lüdeling & Kytö (eds.), Corpus Linguistics. An International Handbook, 1212-1248.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore import measures, query
from chuangwen_corpus.explore.frequencies import one_group, sorted_by
from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.explore.tokens import Ints, Mask, Tokens

SCORES = ("log_likelihood", "log_dice", "mutual_information", "t_score", "frequency")
"""What collocates may be sorted by."""


def collocates(
    tokens: Tokens,
    word: str,
    *,
    window: int | tuple[int, int] = 5,
    of: str = "form",
    by: str = "sentence",
    punctuation: bool = False,
    least: int = 2,
    sort: str = "log_likelihood",
    limit: int | None = None,
) -> Result:
    """The collocates of a word; see `Corpus.collocates`."""
    left, right = (window, window) if isinstance(window, int) else window
    if left < 0 or right < 0 or left + right == 0:
        raise ChuangwenError(f"a window of {left} and {right} words is none.", hint="Such as 5, or (5, 0).")
    if sort not in SCORES:
        raise ChuangwenError(
            f"collocates cannot be sorted by {sort!r}.", hint=f"There are {', '.join(SCORES)}."
        )
    wanted = query.read(word) if query.is_token_query(word) else query.word(word)
    first, last = wanted.find(tokens, tokens.units(by))
    node = _covered(first, last, len(tokens))
    kept = tokens.counted(punctuation=punctuation) | node
    # From here on only words that count, so that a mark takes no place in a window.
    number = np.concatenate(([0], np.cumsum(kept)))
    first, last = number[first], number[last]
    node, units = node[kept], tokens.units(by)[kept]
    near = _near(first, last, left, right, units) & ~node
    coded = tokens.coded(of)
    codes = coded.codes[kept]
    observed = np.bincount(codes[near], minlength=coded.size)
    around = np.bincount(codes[~node], minlength=coded.size)
    found = np.flatnonzero(observed >= max(least, 1))
    n, r1 = int((~node).sum()), int(near.sum())
    o11, c1 = observed[found], around[found]
    expected = c1 * (r1 / n) if n else c1.astype(np.float64)
    columns = {
        of: pa.array(coded.values, pa.string()).take(pa.array(found)),
        "frequency": pa.array(o11, pa.int64()),
        "expected": pa.array(expected, pa.float64()),
        "total": pa.array(np.bincount(codes, minlength=coded.size)[found], pa.int64()),
        "log_likelihood": pa.array(measures.log_likelihood(o11, np.full(len(c1), r1), c1, max(n, 1))),
        "log_dice": pa.array(measures.log_dice(o11, len(first), np.bincount(codes, minlength=coded.size)[found])),
        "mutual_information": pa.array(measures.mutual_information(o11, expected)),
        "t_score": pa.array(measures.t_score(o11, expected)),
    }  # fmt: skip
    score = columns[sort].to_numpy(zero_copy_only=False).astype(np.float64)
    if sort == "log_likelihood":  # what is rarer there than expected comes last
        score = np.where(o11 >= expected, score, -score)
    order = sorted_by(-score, one_group(found), found, coded.values)
    title = f"collocates of {word}, {len(first):,} times, window {left}-{right}"
    return Result(pa.table(columns).take(pa.array(order)), title).head(limit)


def _covered(first: Ints, last: Ints, length: int) -> Mask:
    """The places in at least one of some half-open stretches."""
    edges = np.zeros(length + 1, dtype=np.int64)
    np.add.at(edges, first, 1)
    np.add.at(edges, last, -1)
    return np.asarray(np.cumsum(edges)[:length] > 0)


def _near(first: Ints, last: Ints, left: int, right: int, units: Ints) -> Mask:
    """The places in a window of at least one node, in the same unit."""
    if not len(first):
        return np.zeros(len(units), dtype=np.bool_)
    edges = np.flatnonzero(np.diff(units)) + 1
    starts = np.concatenate(([0], edges))
    ends = np.concatenate((edges, [len(units)]))
    own = np.searchsorted(starts, first, side="right") - 1
    return _covered(np.maximum(first - left, starts[own]), np.minimum(last + right, ends[own]), len(units))
