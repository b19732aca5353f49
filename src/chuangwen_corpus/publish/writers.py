"""The formats of a table: Parquet and CSV."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.tables import CATEGORY

ZSTD_LEVEL = 3
"""A higher one takes several times as long for files a few per cent smaller (docs/performance.md)."""


def parquet_writer(schema: pa.Schema, file: Path | pa.NativeFile) -> Any:
    """A `pyarrow.parquet.ParquetWriter`: zstd, dictionaries, statistics, descriptions in the schema."""
    import pyarrow.parquet as pq

    return pq.ParquetWriter(
        file,
        schema,
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        write_statistics=True,
        use_dictionary=[field.name for field in schema if field.type == CATEGORY],
    )


def encoded_anew(table: pa.Table) -> pa.Table:
    """The same rows in one piece, each dictionary holding what is there, in the order it is met."""
    arrays = []
    for field, column in zip(table.schema, table.columns, strict=True):
        array = column.cast(pa.string()) if field.type == CATEGORY else column
        array = array.combine_chunks()
        arrays.append(array.dictionary_encode() if field.type == CATEGORY else array)
    return pa.Table.from_arrays(arrays, schema=table.schema)


class CsvStream:
    """A CSV file written piece by piece, with one header.

    For programs: RFC 4180, UTF-8 without a byte order mark. A missing value is an empty field, an
    empty text is ``""``. Lists and maps are JSON, the fields of a structure columns of their own,
    named ``source.url`` and so on. For Excel: with the mark, and no cell that Excel would run.
    """

    def __init__(self, file: Path, *, for_excel: bool) -> None:
        self._for_excel = for_excel
        self._header = True
        self._sink = file.open("wb")
        if for_excel:
            self._sink.write(b"\xef\xbb\xbf")

    def write(self, table: pa.Table) -> None:
        """Adds the rows of a flat table (see `flat`)."""
        import pyarrow.csv

        if self._for_excel:
            columns = [_guarded(c) if pa.types.is_string(c.type) else c for c in table.columns]
            table = pa.table(columns, names=table.column_names)
        options = pyarrow.csv.WriteOptions(
            include_header=self._header, eol="\r\n", quoting_style="needed", quoting_header="none"
        )
        pyarrow.csv.write_csv(table, self._sink, options)
        self._header = False

    def close(self) -> None:
        """Closes the file."""
        self._sink.close()


def flat(table: pa.Table) -> pa.Table:
    """A table of plain values only: dictionaries decoded, structures spread, lists and maps as JSON."""
    columns: dict[str, pa.ChunkedArray] = {}
    for field, column in zip(table.schema, table.columns, strict=True):
        if pa.types.is_struct(field.type):
            for i in range(field.type.num_fields):
                columns[f"{field.name}.{field.type.field(i).name}"] = pc.struct_field(column, i)
        elif pa.types.is_dictionary(field.type):
            columns[field.name] = column.cast(pa.string())
        elif pa.types.is_list(field.type) or pa.types.is_map(field.type):
            columns[field.name] = pa.chunked_array(
                [[_json(value, pa.types.is_map(field.type)) for value in column.to_pylist()]], pa.string()
            )
        else:
            columns[field.name] = column
    return pa.table(columns)


def _json(value: object, is_map: bool) -> str | None:
    if value is None:
        return None
    return json.dumps(dict(value) if is_map else value, ensure_ascii=False)  # type: ignore[call-overload]


def _guarded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Puts an apostrophe before what Excel would read as a formula."""
    risky = pc.match_substring_regex(column, "^[=+\\-@\t\r]")
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)
