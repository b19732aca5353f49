"""Frequency lists: how often a word or a tag occurs, in how many speeches and documents, as a whole or by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from chuangwen_corpus.explore.measures import Floats
from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.explore.tokens import Ints, Tokens

MILLION = 1_000_000


def frequencies(
    tokens: Tokens,
    of: str = "form",
    *,
    by: str | None = None,
    punctuation: bool = False,
    least: int = 1,
    limit: int | None = None,
) -> Result:
    """A frequency list; see `Corpus.frequencies`."""
    coded = tokens.coded(of)
    kept = tokens.counted(punctuation=punctuation)
    grouping = tokens.grouping(by) if by else None
    if grouping:
        kept &= grouping.codes >= 0
    group = grouping.codes[kept] if grouping else np.zeros(int(kept.sum()), dtype=np.int64)
    cell = group * coded.size + coded.codes[kept]
    cells, counts = np.unique(cell, return_counts=True)
    groups, values = np.divmod(cells, max(coded.size, 1))
    sizes = np.bincount(group, minlength=int(group.max(initial=0)) + 1)
    per_million = counts / sizes[groups] * MILLION
    columns = {
        of: pa.array(coded.values, pa.string()).take(pa.array(values)),
        "frequency": pa.array(counts, pa.int64()),
        "per_million": pa.array(per_million, pa.float64()),
        "speech_frequency": pa.array(_spread(cell, tokens.units("speech")[kept], cells)),
        "document_frequency": pa.array(_spread(cell, tokens.document[kept], cells)),
    }
    if grouping:
        columns = {grouping.name: pa.array(grouping.values, pa.string()).take(pa.array(groups)), **columns}
    order = sorted_by(-counts, groups, values, coded.values)
    table = pa.table(columns).take(pa.array(order[counts[order] >= least]))
    what = f"frequencies of {of}" + (f" by {by}" if by else "")
    return Result(table, f"{what}, {int(kept.sum()):,} tokens").head(limit)


def _spread(cell: Ints, unit: Ints, cells: Ints) -> Ints:
    """In how many units each cell occurs; `cells` are all there are, ascending."""
    units = int(unit.max(initial=0)) + 1
    pairs = np.sort(cell * units + unit)  # numpy.unique takes twenty times as long without counts
    pairs = pairs[np.append(np.full(len(pairs[:1]), fill_value=True), np.diff(pairs) > 0)]
    return np.bincount(np.searchsorted(cells, pairs // units), minlength=len(cells)).astype(np.int64)


def sorted_by(key: Ints | Floats, groups: Ints, codes: Ints, values: Sequence[str]) -> Ints:
    """The order of rows by group, then by a key, then by the value that a code stands for, so that it is the same each time."""
    rank = np.empty(len(values), dtype=np.int64)
    rank[np.array(sorted(range(len(values)), key=values.__getitem__), dtype=np.int64)] = np.arange(
        len(values)
    )
    return np.lexsort((rank[codes], key, groups)).astype(np.int64)


def one_group(rows: Ints) -> Ints:
    """The groups of rows that are in none."""
    return np.zeros(len(rows), dtype=np.int64)
