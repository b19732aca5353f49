"""Rows of a Parquet file, a row group at a time, each value converted by itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus.places import Place
from chuangwen_corpus.read.files import open_input
from chuangwen_corpus.read.rows import COLUMNS, TEXT_COLUMNS, no_text_column

_ROWS = 64
"""Rows read at a time."""


@contextlib.contextmanager
def opened(file: Path | Place) -> Iterator[Any]:
    """The file as a `pyarrow.parquet.ParquetFile`.

    Raises:
        SourceError: None of its columns holds pages.
        Exception: Whatever pyarrow raises for a file that is no Parquet.
    """
    from pyarrow.parquet import ParquetFile

    with open_input(file) as source, ParquetFile(source, pre_buffer=False) as parquet:
        if not set(TEXT_COLUMNS) & set(parquet.schema_arrow.names):
            raise no_text_column()
        yield parquet


def cuts(file: Path | Place, size: int) -> list[tuple[int, int, int]]:
    """First row group, end and number of rows of ranges that hold at least so many bytes before compression."""
    found = []
    with opened(file) as parquet:
        start = held = rows = 0
        groups = parquet.metadata.num_row_groups
        for number in range(groups):
            group = parquet.metadata.row_group(number)
            held += group.total_byte_size
            rows += group.num_rows
            if held >= size or number + 1 == groups:
                found.append((start, number + 1, rows))
                start, held, rows = number + 1, 0, 0
    return found


def rows(parquet: Any, group: int) -> Iterator[Mapping[str, object]]:
    """The rows of a row group. A value that cannot be converted raises when it is asked for, and costs its row only."""
    names = [name for name in parquet.schema_arrow.names if name in COLUMNS]
    for batch in parquet.iter_batches(batch_size=_ROWS, row_groups=[group], columns=names):
        columns = {name: _plain(batch.column(i)) for i, name in enumerate(batch.schema.names)}
        for row in range(batch.num_rows):
            yield _Row(columns, row)


class _Row(Mapping[str, object]):
    """A row of a batch, converted value by value."""

    def __init__(self, columns: Mapping[str, pa.Array], row: int) -> None:
        self._columns = columns
        self._row = row

    def __getitem__(self, name: str) -> object:
        value = self._columns[name][self._row]
        kind = value.type
        if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
            data = value.as_buffer()  # not all that is called UTF-8 is
            return data if data is None else data.to_pybytes()
        return value.as_py()

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _plain(column: pa.Array) -> pa.Array:
    """The column without what has no value of its own in Python."""
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        # Python's time has microseconds; pandas, which has more, need not be there.
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column
