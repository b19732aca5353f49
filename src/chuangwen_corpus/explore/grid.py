"""A table of plain cells to look at: as wide as the terminal, cells cut, nothing of the text acts on the terminal."""

from __future__ import annotations

import html
import shutil
from collections.abc import Collection, Mapping
from io import StringIO
from typing import Any, Literal

import pyarrow as pa
from rich.cells import cell_len

from chuangwen_corpus.terminal import Line, Screen, open_table, visible

_NARROW = 80
"""Columns of a terminal that does not say how many it has."""
_GAP, _EDGE = 2, 2
"""Blanks behind a column, and beside a table."""
_LEAST = 24
"""Columns that a long text should have."""


def room() -> int:
    """Columns that a table may take on the terminal."""
    return shutil.get_terminal_size((_NARROW, 24)).columns - _EDGE


def cell(value: Any) -> str:
    """A value as a text: empty for null, names and values of a mapping."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(
            f"{one['name']}={one['value']}" if isinstance(one, dict) and "name" in one else str(one)
            for one in value
        )
    return str(value)


def widths(table: pa.Table, width: int, *, fit: bool) -> dict[str, int]:
    """How wide each column is, so that all fit; the widest are cut first.

    Args:
        table: The rows to show.
        width: Columns of the terminal.
        fit: Whether columns that do not fit are left out, the last first.
    """
    wide = {
        name: max(map(cell_len, [name, *(visible(cell(value)) for value in table[name].to_pylist())]))
        for name in table.column_names
    }
    while fit and len(wide) > 1 and sum(min(w, _LEAST) + _GAP for w in wide.values()) > width:
        wide.popitem()
    while sum(w + _GAP for w in wide.values()) > width and max(wide.values(), default=0) > 1:
        wide[max(wide, key=lambda name: wide[name])] -= 1
    return wide


def numeric(table: pa.Table) -> frozenset[str]:
    """The columns that hold numbers."""
    kinds = zip(table.column_names, table.schema.types, strict=True)
    return frozenset(name for name, kind in kinds if pa.types.is_integer(kind) or pa.types.is_floating(kind))


def text(table: pa.Table, wide: Mapping[str, int], note: str, right: Collection[str] | None = None) -> str:
    """The columns that have a width as lines of text, with a note below.

    Args:
        table: The rows.
        wide: The columns to show, and how wide each is.
        note: The last line.
        right: The columns that are set to the right; by default those of numbers.
    """
    to_the_right = numeric(table) if right is None else right
    shown = open_table()
    for name, columns in wide.items():
        justify: Literal["right", "left"] = "right" if name in to_the_right else "left"
        shown.add_column(name, overflow="ellipsis", no_wrap=True, justify=justify, width=columns)
    for row in table.select(list(wide)).to_pylist():
        shown.add_row(*(Line(cell(value)) for value in row.values()))
    written = StringIO()
    console = Screen(file=written)
    console.print(shown, width=sum(columns + _GAP for columns in wide.values()) + _EDGE)
    console.say(note)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def markup(table: pa.Table, note: str, right: Collection[str] = ()) -> str:
    """The rows as a table of HTML, everything in them escaped.

    Args:
        table: The rows.
        note: The last line.
        right: The columns that are set to the right.
    """
    cells = ["<td style='text-align:right'>" if name in right else "<td>" for name in table.column_names]
    heads = "".join(f"<th>{html.escape(name)}</th>" for name in table.column_names)
    rows = "".join(
        f"<tr>{''.join(f'{td}{html.escape(cell(v))}</td>' for td, v in zip(cells, row.values(), strict=True))}</tr>"
        for row in table.to_pylist()
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table><p>{html.escape(note)}</p>"
