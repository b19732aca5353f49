"""Tables as CSV: RFC 4180, UTF-8, no byte order mark.

A missing value is an empty field, an empty text is ``""``. Lists and mappings are JSON, the fields of a structure
columns of their own, named ``source_url`` and so on.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from chuangwen_corpus.flat import flat


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
