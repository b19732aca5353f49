"""Some rows of a table to look at: as wide as the terminal, cells cut, nothing of the text acts on the terminal."""

from __future__ import annotations

import html
import shutil
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pyarrow as pa
from rich.cells import cell_len

from chuangwen_corpus.terminal import Line, Screen, open_table, visible

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
_NARROW = 80
"""Columns of a terminal that does not say how many it has."""
_GAP, _EDGE = 2, 2
"""Blanks behind a column, and beside a table."""
_LEAST = 24
"""Columns that a long text should have."""


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
        width = shutil.get_terminal_size((_NARROW, 24)).columns - _EDGE
        shown = open_table()
        widths = self._widths(width)
        names = list(widths)
        for name, wide in widths.items():
            kind = self.table.schema.field(name).type
            number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
            shown.add_column(
                name, overflow="ellipsis", no_wrap=True, justify="right" if number else "left", width=wide
            )
        for row in self.table.select(names).to_pylist():
            shown.add_row(*(Line(_cell(value)) for value in row.values()))
        written = StringIO()
        console = Screen(file=written)
        console.print(shown, width=width + _EDGE)
        left = [name for name in self.table.column_names if name not in names]
        console.say(self._count() + (f"; not shown: {', '.join(left)}" if left else ""))
        return "\n".join(line.rstrip() for line in written.getvalue().splitlines())

    def _repr_html_(self) -> str:
        heads = "".join(f"<th>{html.escape(name)}</th>" for name in self.table.column_names)
        rows = "".join(
            f"<tr>{''.join(f'<td>{html.escape(_cell(value))}</td>' for value in row.values())}</tr>"
            for row in self.table.to_pylist()
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table><p>{html.escape(self._count())}</p>"

    def _widths(self, width: int) -> dict[str, int]:
        """How wide each column is, so that all fit; the widest are cut first.

        If no columns were asked for, those behind the first that do not fit are left out.
        """
        wide = {
            name: max(
                map(cell_len, [name, *(visible(_cell(value)) for value in self.table[name].to_pylist())])
            )
            for name in self.table.column_names
        }
        while self.fit and len(wide) > 1 and sum(min(w, _LEAST) + _GAP for w in wide.values()) > width:
            wide.popitem()
        while sum(w + _GAP for w in wide.values()) > width and max(wide.values()) > 1:
            wide[max(wide, key=lambda name: wide[name])] -= 1
        return wide

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


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(
            f"{one['name']}={one['value']}" if isinstance(one, dict) and "name" in one else str(one)
            for one in value
        )
    return str(value)
