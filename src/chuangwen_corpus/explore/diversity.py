"""Lexical diversity: how many different words a text of its length has."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore import measures
from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.explore.tokens import Tokens


def diversity(
    tokens: Tokens, *, of: str = "form", by: str | None = "speech", window: int = 100, punctuation: bool = False
) -> Result:  # fmt: skip
    """The lexical diversity of each group; see `Corpus.lexical_diversity`."""
    if window < 1:
        raise ChuangwenError(f"a window of {window} words is none.", hint="1 or more; 100 by default.")
    coded = tokens.coded(of)
    kept = tokens.counted(punctuation=punctuation)
    grouping = tokens.grouping(by) if by else None
    if grouping:
        kept &= grouping.codes >= 0
    codes = coded.codes[kept]
    group = grouping.codes[kept] if grouping else np.zeros(len(codes), dtype=np.int64)
    order = np.argsort(group, kind="stable")
    numbers, starts = np.unique(group[order], return_index=True)
    rows = []
    for some in np.split(codes[order], starts[1:]) if len(numbers) else ():
        frequencies = np.unique(some, return_counts=True)[1]
        n, types = len(some), len(frequencies)
        rows.append(
            {
                "tokens": n,
                "types": types,
                "ttr": types / n,
                "guiraud_r": types / math.sqrt(n),
                "herdan_c": math.log(types) / math.log(n) if n > 1 else None,
                "mattr": measures.mattr(some, window),
                "mtld": measures.mtld(some),
                "yules_k": measures.yules_k(frequencies),
            }
        )
    kinds = [(name, pa.int64() if name in ("tokens", "types") else pa.float64()) for name in COLUMNS]
    table = pa.Table.from_pylist(rows, pa.schema(kinds))
    if grouping:
        table = table.add_column(
            0, grouping.name, pa.array([grouping.values[i] for i in numbers], pa.string())
        )
    return Result(table, f"lexical diversity{f' by {by}' if by else ''}, window of {window}")


COLUMNS = ("tokens", "types", "ttr", "guiraud_r", "herdan_c", "mattr", "mtld", "yules_k")
