"""Documents as the tables that they make."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.records import Document
from chuangwen_corpus.records.rows import row_of


def from_documents(documents: Iterable[Document]) -> dict[str, pa.Table]:
    """The tables that documents make, by name."""
    return dict(tables.each(list(map(row_of, documents))))
