"""One function a format: tables to Parquet and CSV, documents to JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.records import Document
from chuangwen_corpus.tables import CATEGORY

ROW_GROUP_ROWS = 131_072


def write_parquet(table: pa.Table, file: Path) -> None:
    """Writes a table as Parquet: zstd, dictionaries, statistics, descriptions in the schema."""
    import pyarrow.parquet as pq

    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        table,
        file,
        compression="zstd",
        compression_level=9,
        row_group_size=ROW_GROUP_ROWS,
        write_statistics=True,
        use_dictionary=[name for name in table.schema.names if table.schema.field(name).type == CATEGORY],
    )


def write_csv(table: pa.Table, file: Path) -> None:
    """Writes a table as CSV for programs: RFC 4180, UTF-8 without a byte order mark.

    A missing value is an empty field, an empty text is ``""``. Lists and maps are JSON, the
    fields of a structure columns of their own, named ``source.url`` and so on.
    """
    _write_csv(flat(table), file, "wb")


def write_excel_csv(table: pa.Table, file: Path) -> None:
    """Writes a table as CSV for people: with a byte order mark, and no cell Excel would run."""
    table = flat(table)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\xef\xbb\xbf")
    columns = [_guarded(column) if pa.types.is_string(column.type) else column for column in table.columns]
    _write_csv(pa.table(columns, names=table.column_names), file, "ab")


def _write_csv(table: pa.Table, file: Path, mode: str) -> None:
    import pyarrow.csv

    file.parent.mkdir(parents=True, exist_ok=True)
    options = pyarrow.csv.WriteOptions(eol="\r\n", quoting_style="needed", quoting_header="none")
    with file.open(mode) as sink:
        pyarrow.csv.write_csv(table, sink, options)


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


def write_json_lines(documents: Iterable[Document], file: Path) -> None:
    """Writes documents as JSON Lines, each line the record's own JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="\n") as sink:
        for document in documents:
            sink.write(document.model_dump_json() + "\n")
