"""What an exploration gives: an Arrow table that prints as one that fits the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING, Any, Self, TypeVar

import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore import frames, grid

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

SHOWN = 20
"""Rows that `repr` and a notebook show."""

Kind = TypeVar("Kind", bound="Result")


@dataclass(frozen=True, eq=False)
class Result:
    """The rows of an exploration: `table` for counting on, `repr` and notebooks for reading.

    Iterated, the rows are dictionaries; `len` is their number.
    """

    table: pa.Table
    """All rows."""
    title: str
    """What they are, such as "collocates of 创建"."""
    rows: int = -1
    """How many rows there were before a limit; by default those of the table."""

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self.table.to_batches():
            yield from batch.to_pylist()

    def head(self, rows: int | None) -> Self:
        """The first rows; all for None."""
        if rows is None:
            return self
        return replace(self, table=self.table.slice(0, max(rows, 0)), rows=self._all)

    def select(self, columns: Sequence[str]) -> Result:
        """The rows with some columns only, in the order named.

        Raises:
            ChuangwenError: There is no such column.
        """
        for name in columns:
            if name not in self.table.column_names:
                raise ChuangwenError(
                    f"{self.title}: there is no column {name!r}.",
                    hint=f"There are {', '.join(self.table.column_names)}.",
                )
        return Result(self.table.select(list(columns)), self.title, self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas data frame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return frames.pandas(self.table)

    def to_polars(self) -> pl.DataFrame:
        """The rows as a Polars data frame.

        Raises:
            MissingExtraError: Polars is not installed.
        """
        return frames.polars(self.table)

    def to_csv(self) -> str:
        """The rows as CSV (RFC 4180), as the files of a release have it: null is an empty field, an empty text ``""``."""
        import pyarrow.csv

        options = pyarrow.csv.WriteOptions(eol="\r\n", quoting_style="needed", quoting_header="none")
        sink = pa.BufferOutputStream()
        pyarrow.csv.write_csv(self.table, sink, options)
        return bytes(sink.getvalue()).decode()

    def write_csv(self, path: str | PathLike[str]) -> None:
        """Writes the rows to a CSV file in UTF-8 (see `to_csv`).

        Raises:
            OSError: It cannot be written.
        """
        with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123  # any path
            file.write(self.to_csv())

    def text(self, rows: int | None = SHOWN) -> str:
        """The first rows as a table of text that fits the terminal; all for None."""
        shown = readable(self.table if rows is None else self.table.slice(0, rows))
        wide = self._widths(shown)
        left = [name for name in shown.column_names if name not in wide]
        note = self.note(shown.num_rows) + (f"; not shown: {', '.join(left)}" if left else "")
        return grid.text(shown, wide, note, right=self._right())

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        shown = readable(self.table.slice(0, SHOWN))
        return grid.markup(shown, self.note(shown.num_rows), self._right())

    def _widths(self, shown: pa.Table) -> Mapping[str, int]:
        return grid.widths(shown, grid.room(), fit=True)

    def _right(self) -> Collection[str]:
        return grid.numeric(self.table)

    def note(self, shown: int) -> str:
        """How many of the rows are shown."""
        return f"{shown:,} of {self._all:,} rows of {self.title}"

    @property
    def _all(self) -> int:
        return max(self.rows, len(self))


def readable(table: pa.Table) -> pa.Table:
    """A table to look at: fractions rounded to what can be read, line ends as blanks."""
    columns = []
    for field, column in zip(table.schema, table.columns, strict=True):
        if pa.types.is_floating(field.type):
            column = pa.array([_number(value) for value in column.to_pylist()], pa.string())
        elif pa.types.is_string(field.type):
            column = pa.array(
                [value and value.replace("\n", " ") for value in column.to_pylist()], pa.string()
            )
        columns.append(column)
    return pa.table(columns, names=table.column_names)


def _number(value: float | None) -> str | None:
    if value is None:
        return None
    if value and abs(value) < 0.001:
        return f"{value:.1e}"
    return f"{value:,.1f}" if abs(value) >= 1000 else f"{value:.3f}"
