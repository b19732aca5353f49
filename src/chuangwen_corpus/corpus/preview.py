"""Some rows of a table to look at: as wide as the terminal, cells cut, nothing of the text acts on the terminal."""

from __future__ import annotations

import html
import shutil
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pyarrow as pa
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.table import Table

from chuangwen_corpus.terminal import Line, Screen

_SAY_LITTLE = ("_id", "_char", "_stated")
"""How the names of columns end that are left out where no columns are asked for."""
_FIRST = {
    "commitments": ("agent", "predicate", "object", "deadline", "polarity"),
    "directives": ("target", "predicate", "object", "deadline", "polarity"),
    "speeches": ("title", "speaker", "date", "genre", "sentence_count", "token_count"),
    "documents": ("title", "year", "genre", "speech_count", "path"),
}
"""Columns that come first."""
_NARROW = 80
"""Columns of a terminal that does not say how many it has."""
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
        width = shutil.get_terminal_size((_NARROW, 24)).columns
        shown = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
        names = self._fitting(width)
        for field in (self.table.schema.field(name) for name in names):
            number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
            shown.add_column(
                field.name, overflow="ellipsis", no_wrap=True, justify="right" if number else "left"
            )
        for row in self.table.select(names).to_pylist():
            shown.add_row(*(Line(_cell(value)) for value in row.values()))
        written = StringIO()
        console = Screen(file=written)
        console.print(shown, width=width)
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

    def _fitting(self, width: int) -> list[str]:
        """The first columns that fit a width without being cut to pieces; all, if they were asked for."""
        if not self.fit:
            return list(self.table.column_names)
        names: list[str] = []
        for name in self.table.column_names:
            texts = [name, *map(_cell, self.table[name].to_pylist())]
            width -= min(max(map(cell_len, texts)), _LEAST) + 2
            if width < 0 and names:
                break
            names.append(name)
        return names

    def _count(self) -> str:
        return f"{self.table.num_rows:,} of {self.rows:,} rows of {self.name}"


def telling(table: str, names: list[str]) -> list[str]:
    """The columns that tell something by themselves, in the order in which they are worth seeing."""
    first = [name for name in _FIRST.get(table, ()) if name in names]
    others = [
        name for name in names if not name.endswith(_SAY_LITTLE) and name not in (*first, "rule", "chain")
    ]
    return first + others or names


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(
            f"{one['name']}={one['value']}" if isinstance(one, dict) and "name" in one else str(one)
            for one in value
        )
    return str(value)
