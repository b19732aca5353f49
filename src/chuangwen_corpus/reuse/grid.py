"""Rows as a table of text that fits the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from rich.cells import cell_len

from chuangwen_corpus.terminal import Line, Screen, open_table, visible

_NARROW = 80
"""Columns of a terminal that does not say how many it has."""
_GAP, _EDGE = 2, 2


def grid(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Lines of a table; the widest columns are cut until all fit.

    Args:
        rows: At least one row, all with the same names.
    """
    width = shutil.get_terminal_size((_NARROW, 24)).columns - _EDGE
    cells = [{name: visible(str(value), keep="") for name, value in row.items()} for row in rows]
    wide = {name: max(map(cell_len, [name, *(row[name] for row in cells)])) for name in cells[0]}
    while sum(w + _GAP for w in wide.values()) > width and max(wide.values()) > 1:
        wide[max(wide, key=lambda name: wide[name])] -= 1
    shown = open_table()
    for name, columns in wide.items():
        number = all(isinstance(row[name], int | float) for row in rows)
        shown.add_column(
            name, overflow="ellipsis", no_wrap=True, justify="right" if number else "left", width=columns
        )
    for row in cells:
        shown.add_row(*(Line(text) for text in row.values()))
    written = StringIO()
    Screen(file=written).print(shown, width=width + _EDGE)
    return [line.rstrip() for line in written.getvalue().splitlines()]
