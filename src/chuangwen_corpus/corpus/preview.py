"""Some rows of a table to look at (see `explore.grid`): which columns are worth seeing."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from chuangwen_corpus.explore import grid

_SAY_LITTLE = ("_id", "_char", "_stated")
"""How the names of columns end that are left out where no columns are asked for."""
_FIRST = {
    "rejects": ("reason", "path", "message"),
    "sources": ("path", "document_id", "rejected"),
    "anomalies": ("kind", "document_id", "start_char", "message"),
    "duplicates": ("kind", "document_id", "speech_id", "representative_id"),
    "keywords": ("speech_id", "form", "tf_idf", "text_rank", "frequency"),
    "sections": ("marker", "heading", "level", "role", "speech_id"),
    "commitments": ("agent", "predicate", "object", "deadline", "polarity"),
    "directives": ("target", "predicate", "object", "deadline", "polarity"),
    "speeches": ("title", "speaker", "date", "genre", "sentence_count", "token_count"),
    "documents": ("title", "year", "genre", "speech_count", "path"),
}
"""Columns that come first."""
_OWNERS = ("speech_id", "document_id")
"""Columns that say where a row belongs; the first of them closes a preview."""


@dataclass(frozen=True)
class Preview:
    """The first rows of a table; `repr` is a table of text, and a notebook shows one of HTML."""

    name: str
    table: pa.Table
    """The rows and columns that are shown."""
    rows: int
    """How many there are."""
    fit: bool = False
    """Whether columns that do not fit the terminal are left out."""

    def __repr__(self) -> str:
        wide = grid.widths(self.table, grid.room(), fit=self.fit)
        left = [name for name in self.table.column_names if name not in wide]
        return grid.text(
            self.table, wide, self._count() + (f"; not shown: {', '.join(left)}" if left else "")
        )

    def _repr_html_(self) -> str:
        return grid.markup(self.table, self._count())

    def _count(self) -> str:
        return f"{self.table.num_rows:,} of {self.rows:,} rows of {self.name}"


def telling(table: str, names: list[str]) -> list[str]:
    """The columns that tell something by themselves, in the order in which they are worth seeing."""
    first = [name for name in _FIRST.get(table, ()) if name in names]
    others = [
        name for name in names if not name.endswith(_SAY_LITTLE) and name not in (*first, "rule", "chain")
    ]
    owner = [name for name in _OWNERS if name in names and name not in first][:1]
    return first + others + owner if first + others else names
