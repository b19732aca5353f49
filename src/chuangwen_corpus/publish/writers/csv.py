"""Tables as CSV, for programs and for Excel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.tables import CATEGORY


class CsvRows(NamedTuple):
    """Rows of a table as CSV without a header.

    For programs: RFC 4180, UTF-8. A missing value is an empty field, an empty text is ``""``. Lists and maps
    are JSON, the fields of a structure columns of their own, named ``source.url`` and so on.
    """

    plain: bytes
    for_excel: bytes | None
    """The same with no cell that Excel would run; None where there is none."""

    def and_then(self, more: CsvRows) -> CsvRows:
        """These rows and some more."""
        excel = None
        if self.for_excel is not None or more.for_excel is not None:
            excel = (self.for_excel or self.plain) + (more.for_excel or more.plain)
        return CsvRows(self.plain + more.plain, excel)


def csv_rows(table: pa.Table) -> CsvRows:
    """The rows of a table as CSV, in both forms."""
    spread = flat(table)
    risky = [
        name
        for name, column in zip(spread.column_names, spread.columns, strict=True)
        if pa.types.is_string(column.type) and any(map(_is_risky, _values(table, name) or column.chunks))
    ]
    plain = csv_bytes(spread, header=False)
    if not risky:
        return CsvRows(plain, None)
    for name in risky:
        spread = spread.set_column(spread.column_names.index(name), name, _guarded(spread[name]))
    return CsvRows(plain, csv_bytes(spread, header=False))


class CsvFiles:
    """The two CSV files of a table, with one header each, written as rows come; Excel's with a byte order mark."""

    def __init__(self, schema: pa.Schema, plain: Path, for_excel: Path) -> None:
        header = csv_bytes(flat(schema.empty_table()), header=True)
        self._plain, self._for_excel = plain.open("wb"), for_excel.open("wb")
        self._plain.write(header)
        self._for_excel.write(b"\xef\xbb\xbf" + header)

    def write(self, rows: CsvRows) -> None:
        """Adds rows."""
        self._plain.write(rows.plain)
        self._for_excel.write(rows.plain if rows.for_excel is None else rows.for_excel)

    def close(self) -> None:
        """Closes the files."""
        self._plain.close()
        self._for_excel.close()


def csv_bytes(table: pa.Table, *, header: bool) -> bytes:
    """A table of plain values (see `flat`) as CSV."""
    import pyarrow.csv

    options = pyarrow.csv.WriteOptions(
        include_header=header, eol="\r\n", quoting_style="needed", quoting_header="none"
    )
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(table, sink, options)
    return bytes(sink.getvalue())


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


def _values(table: pa.Table, name: str) -> list[pa.Array]:
    """The values of a column that is a dictionary, each once."""
    if name not in table.column_names or table.schema.field(name).type != CATEGORY:
        return []
    return [chunk.dictionary for chunk in table[name].chunks]


def _is_risky(texts: pa.Array) -> bool:
    return bool(pc.any(pc.match_substring_regex(texts, _FORMULA)).as_py())


_FORMULA = "^[=+\\-@\t\r]"
"""How a text begins that Excel would run."""


def _guarded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Puts an apostrophe before what Excel would read as a formula."""
    risky = pc.match_substring_regex(column, _FORMULA)
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)
