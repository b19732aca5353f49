"""What repeats what: the pairs that a page shows, where the extra `reuse` is installed."""

from __future__ import annotations

from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.errors import MissingExtraError

MOST_PAIRS = 5_000
"""Pairs of each unit on a page: more than a reader looks through, and some 200 kB. The page says how many there are."""


def repeats(corpus: Corpus) -> dict[str, Any] | None:
    """The script of the repeats; None if the extra `reuse` is not installed.

    Returns:
        For `speech` and `sentence`: `pairs` (all there are) and, most alike first, columns `first` and `second` (rows),
        `kind`, `similarity`, `containment` and `earlier`. Pairs that differ stand before exact ones, as those show nothing.
    """
    try:
        return {
            "speech": _pairs(corpus, "speech", corpus["speeches"]["speech_id"]),
            "sentence": _pairs(corpus, "sentence", corpus["sentences"]["sentence_id"]),
        }
    except MissingExtraError:
        return None


def _pairs(corpus: Corpus, unit: Literal["speech", "sentence"], ids: pa.ChunkedArray) -> dict[str, Any]:
    pairs = corpus.reuse(unit).pairs
    table = pairs.append_column("exact", pc.equal(pairs["kind"], "exact")).append_column(
        "place", pa.array(range(pairs.num_rows))
    )
    by = [("exact", "ascending"), ("similarity", "descending"), ("place", "ascending")]
    shown = table.sort_by(by).slice(0, MOST_PAIRS)
    rows = {
        name: pc.index_in(shown[f"{name}_id"], value_set=ids.combine_chunks()).to_pylist()
        for name in ("first", "second")
    }
    return {
        "pairs": pairs.num_rows,
        **rows,
        "kind": shown["kind"].to_pylist(),
        "similarity": [round(value, 3) for value in shown["similarity"].to_pylist()],
        "containment": [round(value, 3) for value in shown["containment"].to_pylist()],
        "earlier": shown["earlier"].to_pylist(),
    }
