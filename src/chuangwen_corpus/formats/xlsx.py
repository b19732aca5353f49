"""Excel: `corpus.xlsx`, a sheet a table; the first sheet, ``about``, says what is in it and what was cut.

Text is text: ``=1+1``, ``+86``, addresses and ``007`` are not read as anything else. Columns are flat: the fields of a structure have
columns of their own (``source_url``), lists and mappings are JSON. A cell without a value is empty, and so is an empty
text. A cell has room for 32,767 UTF-16 code units; longer text is cut, and each cut is listed in ``about``. A table of more rows than a
sheet has goes on in further sheets: ``tokens``, ``tokens 2``, …. Tables that only a build makes are left out where documents are
exported.

A row is written as it comes and none is held. The same corpus gives the same bytes with the same version of XlsxWriter.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus.errors import MissingExtraError
from chuangwen_corpus.formats import TableRows, whole
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.parts import description

NAME = "corpus.xlsx"
MOST_UNITS = 32_767
"""UTF-16 code units of a cell."""
MOST_ROWS = 1_048_576
"""Rows of a sheet, its header among them."""
MOST_OF_A_NAME = 31
"""Characters of a sheet's name."""

_NARROWEST, _WIDEST = 8, 60
_LOOKED_AT = 100
"""Rows by which the widths of columns are chosen."""

_NO_NAMES = {"about", "history"}
"""The first sheet, and a name that Excel keeps for itself."""

_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}

_READING = """
A row of a table is a row of its sheet; a table that is longer than a sheet goes on in the next one.
All text is kept as text, also what looks like a number, a date, a formula or an address.
An empty cell is no value, or an empty text; CSV and Parquet tell these apart.
Lists and mappings are JSON. source_url and its like are the fields of one structure.
Columns that end in _char count characters (Unicode code points) from 0; functions of Excel count from 1, and characters beyond U+FFFF twice.
"""


def check() -> None:
    """Sees that XlsxWriter is there.

    Raises:
        MissingExtraError: It is not.
    """
    try:
        import_module("xlsxwriter")
    except ImportError as error:
        raise MissingExtraError(
            "XlsxWriter is not installed.", hint="pip install 'chuangwen-corpus[xlsx]'"
        ) from error


def write(source: TableRows, folder: Path) -> Iterator[Path]:
    """Writes `corpus.xlsx`.

    Args:
        source: The tables.
        folder: Where to write to.

    Yields:
        The file.
    """
    file = folder / NAME
    with whole(file) as place:
        book = _Book(place)
        try:
            book.write(source)
        finally:
            book.let_go()
    yield file


class _Plain:
    """What sheets do otherwise than those of XlsxWriter: each text and each number comes back as it was."""

    _LITERAL = regex("_(?=x[0-9a-fA-F]{4}_)")
    _NOT_IN_XML = regex("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

    @classmethod
    def _escape_control_characters(cls, text: Any) -> Any:
        if not isinstance(text, str):  # truth is a number
            return text
        # XlsxWriter sees only every other one of _x0001_x0002_, which share a sign.
        text = cls._LITERAL.sub("_x005F_", text)
        return cls._NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)

    def _xml_rich_inline_string(self: Any, text: str, attributes: Any) -> None:
        # XlsxWriter takes <r>…</r> for runs with fonts, which we have none of.
        self._xml_inline_string(text, None, attributes)

    def _xml_number_element(self: Any, number: float, attributes: Any) -> None:
        # XlsxWriter writes 16 digits, and some numbers need 17.
        said = "".join(f' {name}="{value}"' for name, value in attributes)
        self.fh.write(f"<c{said}><v>{number!r}</v></c>")


class _Book:
    """The workbook."""

    def __init__(self, place: Path) -> None:
        module: Any = import_module("xlsxwriter")
        self._kind = type("Sheet", (_Plain, import_module("xlsxwriter.worksheet").Worksheet), {})
        # Its own temporary files stand beside it, where there is room for it, and are gone with the folder.
        self._book = module.Workbook(str(place), {**_OPTIONS, "tmpdir": str(place.parent)})
        self._book.use_zip64()
        self.bold = self._book.add_format({"bold": True, "bottom": 1})
        self.title = self._book.add_format({"bold": True, "font_size": 14})
        self.wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self.cuts: list[tuple[str, int, str, int]] = []
        """For each text that was cut: its sheet, row, column, and its length in UTF-16 code units."""
        self._names = set(_NO_NAMES)

    def write(self, source: TableRows) -> None:
        """Writes all sheets and the file."""
        about = self._book.add_worksheet("about", self._kind)
        sheets = {name: _Table(self, name, schema) for name, schema in source.schemas.items()}
        for name, piece in source.pieces:
            sheets[name].add(piece)
        for table in sheets.values():
            table.end()
        _About(about, self).write(source, list(sheets.values()))
        self._sort([about, *(sheet for table in sheets.values() for sheet in table.sheets)])
        title = source.about["title"]
        self._book.set_properties(
            {"title": title[:255], "created": _date(source.about.get("date_published"))}
        )
        self._book.close()

    def sheet(self, table: str, number: int) -> Any:
        """A new sheet: the table's first, second, …."""
        tail = f" {number}" if number > 1 else ""
        name, again = table[: MOST_OF_A_NAME - len(tail)] + tail, 1
        while name in self._names:
            again += 1
            tail = f"~{again}"
            name = table[: MOST_OF_A_NAME - len(tail)] + tail
        self._names.add(name)
        return self._book.add_worksheet(name, self._kind)

    def let_go(self) -> None:
        """Closes the temporary files of what was not written to its end."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def _sort(self, sheets: list[Any]) -> None:
        """Puts sheets into this order: a table's second may have been made behind the first of others."""
        self._book.worksheets_objs[:] = sheets
        for index, sheet in enumerate(sheets):
            sheet.index = index


class _Table:
    """The sheets of a table, written as its rows come."""

    def __init__(self, book: _Book, name: str, schema: pa.Schema) -> None:
        self.name = name
        self.schema = schema
        self.sheets: list[Any] = []
        self.rows: list[int] = []
        """Rows of each sheet, without its header."""
        self._book = book
        self._widths = [_NARROWEST] * len(schema)
        self._begin()

    def add(self, piece: pa.Table) -> None:
        """Writes some rows."""
        columns = [column.to_pylist() for column in piece.columns]
        if not any(self.rows):
            self._widen(columns)
        write = [self._writer(field.type) for field in self.schema]
        for values in zip(*columns, strict=True):
            if self.rows[-1] + 1 == MOST_ROWS:
                self.end()
                self._begin()
            self.rows[-1] += 1
            sheet, row = self.sheets[-1], self.rows[-1]
            for column, value in enumerate(values):
                if value is not None and value != "":
                    write[column](sheet, row, column, value)

    def end(self) -> None:
        """Writes what a sheet has when its rows are known."""
        last = len(self.schema) - 1
        sheet = self.sheets[-1]
        sheet.autofilter(0, 0, self.rows[-1], last)
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)
        # Ids of digits alone are meant to be text.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})

    def _begin(self) -> None:
        sheet = self._book.sheet(self.name, len(self.sheets) + 1)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(self.schema.names):
            sheet.write_string(0, column, name, self._book.bold)
            self._widths[column] = max(self._widths[column], len(name) + 4)  # the button of the filter
        self.sheets.append(sheet)
        self.rows.append(0)

    def _widen(self, columns: Sequence[Sequence[Any]]) -> None:
        for i, values in enumerate(columns):
            widest = max(
                (_width(str(value)) for value in islice(values, _LOOKED_AT) if value is not None), default=0
            )
            self._widths[i] = min(max(self._widths[i], widest + 2), _WIDEST)

    def _writer(self, kind: pa.DataType) -> Any:
        if pa.types.is_boolean(kind):
            return lambda sheet, row, column, value: sheet.write_boolean(row, column, value)
        if pa.types.is_integer(kind):
            return lambda sheet, row, column, value: sheet.write_number(row, column, value)
        return self._write_real if pa.types.is_floating(kind) else self._write_text

    def _write_real(self, sheet: Any, row: int, column: int, value: float) -> None:
        if math.isfinite(value):
            sheet.write_number(row, column, value)
        else:  # a cell has no such number
            sheet.write_string(row, column, str(value))

    def _write_text(self, sheet: Any, row: int, column: int, value: str) -> None:
        if len(value) > MOST_UNITS // 2:
            units = value.encode("utf-16-le")
            if len(units) > 2 * MOST_UNITS:
                # What is left of a pair that the cut divides is no character and goes.
                value = units[: 2 * MOST_UNITS].decode("utf-16-le", "ignore")
                self._book.cuts.append((sheet.name, row + 1, self.schema.names[column], len(units) // 2))
        sheet.write_string(row, column, value)


class _About:
    """The first sheet."""

    def __init__(self, sheet: Any, book: _Book) -> None:
        self._sheet = sheet
        self._book = book
        self._row = 0
        for column, width in enumerate((28, 28, 12, 12, 110)):
            sheet.set_column(column, column, width)

    def write(self, source: TableRows, sheets: Sequence[_Table]) -> None:
        """Writes what the book is, its sheets, their columns, and what was cut."""
        self._line(source.about["title"], form=self._book.title)
        for name, said in source.about.items():
            self._line(name, said)
        self._line()
        count = len(self._book.cuts)
        cut = f"Texts longer than {MOST_UNITS:,} characters (UTF-16 code units) are cut to these: {count:,}"
        cut += "." if not count else ", listed at the end of this sheet; CSV and Parquet have them whole."
        for said in [*_READING.strip().splitlines(), cut]:
            self._line(said)
        self._sheets(sheets)
        self._columns(sheets)
        self._cuts()

    def _sheets(self, tables: Sequence[_Table]) -> None:
        self._head("sheet", "table", "rows", "", "a row is")
        for table in tables:
            said = description(table.schema)
            for sheet, rows in zip(table.sheets, table.rows, strict=True):
                name = sheet.name
                self._sheet.write_url(self._row, 0, f"internal:'{name}'!A1", string=name)
                self._line(None, table.name, rows, None, said)

    def _columns(self, tables: Sequence[_Table]) -> None:
        self._head("table", "column", "kind", "empty", "meaning")
        for table in tables:
            for field in table.schema:
                empty = "may be" if field.nullable else "never"
                if pa.types.is_string(field.type) and not field.nullable:
                    empty = "if no text"
                self._line(table.name, field.name, _kind(field.type), empty, description(field))

    def _cuts(self) -> None:
        if self._book.cuts:
            self._head("sheet", "column", "row", "characters", "")
        for sheet, row, column, units in islice(self._book.cuts, max(MOST_ROWS - self._row, 0)):
            self._line(sheet, column, row, units)

    def _head(self, *names: str) -> None:
        self._row += 1
        self._line(*names, form=self._book.bold)

    def _line(self, *cells: str | int | None, form: Any = None) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                self._sheet.write_number(self._row, column, cell)
            elif cell:
                self._sheet.write_string(
                    self._row, column, cell, form or (self._book.wrapped if column == 4 else None)
                )
        self._row += 1


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "truth"
    if pa.types.is_integer(kind):
        return "integer"
    return "number" if pa.types.is_floating(kind) else "text"


def _width(text: str) -> int:
    """The columns that the first line of a text takes, Han characters two."""
    line = text[:_WIDEST].partition("\n")[0]
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def _date(published: str | None) -> datetime:
    """When the book was made, as far as it says: the day the data were published."""
    try:
        said = datetime.fromisoformat(published or "")
    except ValueError:
        said = datetime(1980, 1, 1, tzinfo=UTC)
    return said.replace(tzinfo=None)
