"""A document-feature matrix: how often each word occurs in each text, for tools of other kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from chuangwen_corpus.errors import MissingExtraError
from chuangwen_corpus.explore.tokens import Tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class FeatureMatrix:
    """Frequencies: a row a text, a column a word."""

    matrix: csr_array
    """Integers, in the format of compressed sparse rows."""
    rows: list[str]
    """The id of each row's text, or the name of its group."""
    columns: list[str]
    """The word of each column."""

    def __repr__(self) -> str:
        shape = f"{len(self.rows):,} × {len(self.columns):,}"
        return f"<FeatureMatrix {shape}, {self.matrix.nnz:,} cells of which are not 0>"


def feature_matrix(
    tokens: Tokens, of: str = "form", *, by: str = "speech", punctuation: bool = False, least: int = 1
) -> FeatureMatrix:
    """The document-feature matrix; see `Corpus.document_feature_matrix`."""
    try:
        from scipy.sparse import csr_array
    except ImportError:
        raise MissingExtraError(
            "SciPy is not installed.", hint="pip install 'chuangwen-corpus[scipy]'"
        ) from None
    coded, grouping = tokens.coded(of), tokens.grouping(by)
    kept = tokens.counted(punctuation=punctuation) & (grouping.codes >= 0)
    frequency = np.bincount(coded.codes[kept], minlength=coded.size)
    enough = np.flatnonzero(frequency >= max(least, 1))
    texts, row = np.unique(grouping.codes[kept], return_inverse=True)
    words = sorted(enough.tolist(), key=coded.values.__getitem__)
    number = np.full(coded.size, -1, dtype=np.int64)
    number[words] = np.arange(len(words))
    column = number[coded.codes[kept]]
    shown = column >= 0
    cells, counts = np.unique(row[shown] * max(len(words), 1) + column[shown], return_counts=True)
    places = np.divmod(cells, max(len(words), 1))
    matrix = csr_array((counts, places), shape=(len(texts), len(words)))
    return FeatureMatrix(matrix, [grouping.values[i] for i in texts], [coded.values[i] for i in words])
