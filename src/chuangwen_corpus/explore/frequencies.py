"""Frequency lists: how often a word or a tag occurs, in how many speeches and documents, as a whole or by group."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

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
    order = sorted_by(-counts, groups, columns[of])
    table = pa.table(columns).take(pa.array(order[counts[order] >= least]))
    what = f"frequencies of {of}" + (f" by {by}" if by else "")
    return Result(table, f"{what}, {int(kept.sum()):,} tokens").head(limit)


def _spread(cell: Ints, unit: Ints, cells: Ints) -> Ints:
    """In how many units each cell occurs; `cells` are all there are, ascending."""
    units = int(unit.max(initial=0)) + 1
    pairs = np.unique(cell * units + unit)
    return np.bincount(np.searchsorted(cells, pairs // units), minlength=len(cells)).astype(np.int64)


def sorted_by(key: Ints | np.ndarray, groups: Ints, names: pa.Array) -> Ints:
    """The order of rows by group, then by a key, then by name, so that it is the same each time."""
    ranks = np.argsort(np.argsort(np.array(names.to_pylist(), dtype=object), kind="stable"), kind="stable")
    return np.lexsort((ranks, key, groups)).astype(np.int64)
