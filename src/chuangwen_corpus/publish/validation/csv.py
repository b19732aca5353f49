"""Compares the CSV of a table with its Parquet: written again batch by batch, and compared as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.publish.writers.csv import csv_header, csv_rows


class CsvComparison:
    """Compares the CSV files of a table with its rows, as these come."""

    def __init__(self, folder: Path, table: str, paths: list[str]) -> None:
        """Opens the files.

        Args:
            folder: The folder of the release.
            table: The table.
            paths: The CSV files of the table that are there.
        """
        self._opened = ExitStack()
        self._files = {path: self._opened.enter_context((folder / path).open("rb")) for path in paths}
        self._header = csv_header(tables.schema(table))
        self._rows: int = 0
        self._begun = False

    def close(self) -> None:
        """Closes the files."""
        self._opened.close()

    def faults(self, rows: pa.Table) -> Iterator[str]:
        """Files that do not go on with these rows; each is left at its first fault."""
        yield from self._header_faults()
        if self._files and rows.num_rows:
            expected = csv_rows(rows)
            for path in list(self._files):
                found = self._files[path].read(len(expected))
                if found != expected:
                    row = self._rows + _first_other(rows, found)
                    yield f"{path}: row {row:,} is not what the Parquet file says"
                    del self._files[path]
        self._rows += rows.num_rows

    def end(self) -> Iterator[str]:
        """Files that have more rows than the table."""
        yield from self._header_faults()
        for path, file in self._files.items():
            if file.read(1):
                yield f"{path}: goes on after row {self._rows:,}, which is the table's last"

    def _header_faults(self) -> Iterator[str]:
        if self._begun:
            return
        self._begun = True
        for path in list(self._files):
            expected = self._header
            if self._files[path].read(len(expected)) != expected:
                yield f"{path}: the header is not that of the table"
                del self._files[path]


def _first_other(rows: pa.Table, found: bytes) -> int:
    """The number of the first row, from 1, whose CSV is not what was found."""
    position = 0
    for i in range(rows.num_rows):
        expected = csv_rows(rows.slice(i, 1))
        if found[position : position + len(expected)] != expected:
            return i + 1
        position += len(expected)
    raise AssertionError("all rows are what was found")
