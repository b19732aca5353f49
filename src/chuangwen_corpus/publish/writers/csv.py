"""Tables as CSV: RFC 4180, UTF-8, no byte order mark.

A missing value is an empty field, an empty text is ``""``. Lists and mappings are JSON, the fields of a structure
columns of their own, named ``source_url`` and so on.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus import tables


class CsvFile:
    """The CSV file of a table, with one header, written as rows come."""

    def __init__(self, schema: pa.Schema, path: Path) -> None:
        self._file = path.open("wb")
        self._file.write(csv_header(schema))

    def write(self, rows: bytes) -> None:
        """Adds rows (see `csv_rows`)."""
        self._file.write(rows)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def csv_header(schema: pa.Schema) -> bytes:
    """The first line of a table's CSV."""
    return _written(flat(schema.empty_table()), header=True)


def csv_rows(table: pa.Table) -> bytes:
    """The rows of a table as CSV without a header."""
    return _written(flat(table), header=False)


def _written(table: pa.Table, *, header: bool) -> bytes:
    import pyarrow.csv

    options = pyarrow.csv.WriteOptions(
        include_header=header, eol="\r\n", quoting_style="needed", quoting_header="none"
    )
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(table, sink, options)
    return bytes(sink.getvalue())


def flat(table: pa.Table) -> pa.Table:
    """A table of plain values only: dictionaries decoded, structures spread, lists and mappings as JSON."""
    columns: dict[str, pa.ChunkedArray] = {}
    for field, column in zip(table.schema, table.columns, strict=True):
        if pa.types.is_struct(field.type):
            for i in range(field.type.num_fields):
                columns[f"{field.name}_{field.type.field(i).name}"] = pc.struct_field(column, i)
        elif pa.types.is_dictionary(field.type):
            columns[field.name] = column.cast(pa.string())
        elif pa.types.is_list(field.type):
            read = tables.mapping if field.type == tables.ATTRIBUTES else list
            columns[field.name] = pa.chunked_array(
                [[_json(value, read) for value in column.to_pylist()]], pa.string()
            )
        else:
            columns[field.name] = column
    return pa.table(columns)


def _json(value: Any, read: Any) -> str | None:
    return None if value is None else json.dumps(read(value), ensure_ascii=False)
