"""The Excel workbook, read back with openpyxl and held against the tables, cell by cell."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from openpyxl.utils.escape import unescape

import chuangwen_corpus as cw
from builds import contents
from chuangwen_corpus import formats, tables
from chuangwen_corpus.errors import BuildError, MissingExtraError
from chuangwen_corpus.flat import flat as flatten
from chuangwen_corpus.formats import TableRows, xlsx
from chuangwen_corpus.records import Document
from commands import run
from spread import from_documents

HOSTILE = (
    "=1+1", "+86", "-1", "@SUM(A1)", "{=1}", "007", "1e5", "12345678901234567890", "TRUE", "2024-01-02", "http://a.example/b", "mailto:a@b",
    "internal:'about'!A1", "\x01", "a\x00b\x0b\x1f", "a\rb\r\nc\nd", " \t a \n ", "_x0001_", "_x0001_x0002_", "__x000D_", "_x005F_x0001_",
    "\ufffe\uffff\ufffd", "\x7f\x85\u2028\u200b\ufeff", "<r><t>a & b</t></r>", "<r>&", "]]>", "&amp;&#10;", "\"'", "\U00020000創建", "e\u0301",
)  # fmt: skip
"""Texts that Excel, XML or XlsxWriter would take for something else."""


def book(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "corpus.xlsx")


def read(sheet: Any) -> list[list[Any]]:
    """The cells of a sheet, as a reader that knows Excel's escapes sees them."""
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [
        [unescape(v) if isinstance(v, str) else v for v in row] for row in sheet.iter_rows(values_only=True)
    ]


def expected(table: pa.Table) -> list[list[Any]]:
    flat = flatten(table)
    rows = zip(*(column.to_pylist() for column in flat.columns), strict=True)
    return [flat.column_names, *([None if value == "" else value for value in row] for row in rows)]


def said(sheet: Any) -> dict[str, list[list[Any]]]:
    """The sheet `about`: what stands above its lists, and each list by the last name of its head."""
    parts: dict[str, list[list[Any]]] = {"": []}
    part, before = "", [None]
    for row in read(sheet):
        if before[0] is None and row[0] in ("sheet", "table"):
            part = "cut" if row[2] == "row" else row[0]
            parts[part] = []
        elif row[0] is not None:
            parts[part].append(row)
        before = row
    return parts


def made(**columns: list[Any]) -> TableRows:
    """One table of these columns, in pieces of two rows."""
    table = pa.table(columns)
    pieces = (("mine", table.slice(i, 2)) for i in range(0, table.num_rows, 2))
    return TableRows({"title": "a title"}, {"mine": table.schema}, pieces)


def written(source: TableRows, folder: Path) -> Any:
    list(xlsx.write(source, folder))
    return book(folder)


@pytest.fixture(scope="module")
def exported(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("xlsx")
    assert cw.export(cw.load(release), "xlsx", folder) == [folder / "corpus.xlsx"]
    return folder


@pytest.fixture(scope="module")
def small() -> Document:
    return cw.parse(
        "某区在创建大会上的表态发言\n各位领导：\n我们将全力以赴，年内完成 1.8万 户！请领导放心。\n"
    )


@pytest.fixture(scope="module")
def opened(exported: Path) -> Any:
    return book(exported)


def test_every_cell_of_every_table_comes_back(opened: Any, release: Path) -> None:
    corpus = cw.load(release)
    assert opened.sheetnames == ["about", *tables.ROWS]
    for name in tables.ROWS:
        rows, found = expected(corpus[name]), read(opened[name])
        assert found == rows
        assert [[type(value) for value in row] for row in found] == [[type(v) for v in row] for row in rows]
    assert {type(v) for row in read(opened["keywords"]) for v in row} >= {str, int, float}
    assert bool in {type(v) for row in read(opened["documents"]) for v in row}


def test_a_sheet_is_ready_to_be_read(opened: Any) -> None:
    for name in tables.ROWS:
        sheet = opened[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.b for cell in sheet[1])
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(len(cell.value) < width < 62 for cell, width in zip(sheet[1], widths, strict=True))
    assert opened["sentences"].column_dimensions["H"].width > 60  # text
    assert opened["tokens"].column_dimensions["G"].width < 20  # start_char


def test_about_explains_the_book(opened: Any, release: Path) -> None:
    corpus, sheet = cw.load(release), opened["about"]
    about = said(sheet)
    facts = {row[0]: row[1] for row in about[""]}
    assert facts["data_version"] == corpus.version
    assert facts["title"] == corpus.manifest.title == sheet["A1"].value
    assert "CC-BY-4.0" in facts["licence_annotations"]
    assert any("empty cell is no value, or an empty text" in str(row[0]) for row in about[""])
    assert any("longer than 32,767" in str(row[0]) and "cut to these: 0." in str(row[0]) for row in about[""])
    assert [(row[0], row[2]) for row in about["sheet"]] == list(corpus.tables.rows.items())
    assert all(row[4] for row in about["sheet"])
    links = {row[0].value: row[0].hyperlink.location for row in sheet.iter_rows() if row[0].hyperlink}
    assert links == {name: f"'{name}'!A1" for name in tables.ROWS}
    columns = [(name, column) for name in tables.ROWS for column in expected(corpus[name])[0]]
    assert [(row[0], row[1]) for row in about["table"]] == columns
    meanings = {(row[0], row[1]): row[2:5] for row in about["table"]}
    assert meanings["documents", "source_url"] == ["text", "may be", "Address the page was fetched from."]
    assert meanings["documents", "bom"][:2] == ["truth", "never"]
    assert meanings["keywords", "tf_idf"][0] == "number"
    assert all(meaning[2] for meaning in meanings.values())
    assert "cut" not in about


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    sheet = written(made(text=list(HOSTILE), n=list(range(len(HOSTILE)))), tmp_path)["mine"]
    assert read(sheet) == [["text", "n"], *([text, i] for i, text in enumerate(HOSTILE))]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_numbers_are_exact_and_nothing_is_nothing(tmp_path: Path) -> None:
    numbers = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -0.5, 1e16, None, float("inf")]
    sheet = written(
        made(real=numbers, text=["", None, " ", "0", "", "", "", ""], truth=[True, False] * 4), tmp_path
    )["mine"]
    assert [row[0] for row in read(sheet)[1:]] == [*numbers[:-1], "inf"]
    assert [row[1] for row in read(sheet)[1:]] == [None, None, " ", "0", None, None, None, None]
    assert [row[2] for row in read(sheet)[1:]] == [True, False] * 4


def test_long_text_is_cut_where_excel_would_and_each_cut_is_said(tmp_path: Path) -> None:
    most = xlsx.MOST_UNITS
    wide = "\U00020000"  # two units
    texts = [
        "a" * most,
        "文" * (most + 1),
        wide * 16_383 + "a",
        wide * 16_384,
        "a" + wide * 16_384,
        "\x01" * most,
    ]
    opened = written(made(n=[1] * 6, text=texts), tmp_path)
    assert [row[1] for row in read(opened["mine"])[1:]] == [
        texts[0], "文" * most, texts[2], wide * 16_383, "a" + wide * 16_383, texts[5]
    ]  # fmt: skip
    about = said(opened["about"])
    assert [row[:4] for row in about["cut"]] == [
        ["mine", "text", 3, most + 1],
        ["mine", "text", 5, most + 1],
        ["mine", "text", 6, most + 2],
    ]
    assert any("cut to these: 3, listed" in str(row[0]) for row in about[""])


def test_a_long_table_goes_on_in_further_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)  # a header and three rows
    first, other = pa.table({"n": list(range(7))}), pa.table({"text": ["a", "b", "c"]})
    pieces = iter(
        [
            ("first", first.slice(0, 5)),
            ("other", other.slice(0, 2)),
            ("first", first.slice(5)),
            ("other", other.slice(2)),
        ]
    )
    schemas = {"first": first.schema, "other": other.schema, "empty": other.schema}
    opened = written(TableRows({"title": ""}, schemas, pieces), tmp_path)
    assert opened.sheetnames == ["about", "first", "first 2", "first 3", "other", "empty"]
    assert [[row[0] for row in read(sheet)] for sheet in opened.worksheets[1:]] == [
        ["n", 0, 1, 2], ["n", 3, 4, 5], ["n", 6], ["text", "a", "b", "c"], ["text"]
    ]  # fmt: skip
    monkeypatch.undo()
    with zipfile.ZipFile(tmp_path / "corpus.xlsx") as file:
        named = re.findall(r'localSheetId="(\d)"[^>]*>([^<]*)<', file.read("xl/workbook.xml").decode())
    assert ("2", "'first 2'!$A$1:$A$4") in named
    assert ("4", "other!$A$1:$A$4") in named


def test_names_of_sheets_are_short_and_different(tmp_path: Path) -> None:
    long = "a" * 31
    names = [f"{long}{i}" for i in range(11)] + ["history", "about"]
    opened = written(
        TableRows({"title": ""}, {name: pa.schema([("n", pa.int32())]) for name in names}, iter(())), tmp_path
    )
    found = [name.casefold() for name in opened.sheetnames]
    assert len({*found}) == len(found) == 14
    assert max(map(len, found)) == 31
    assert "history" not in found


def test_the_same_corpus_gives_the_same_bytes(
    exported: Path, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert "wrote 1 file" in run("export", "xlsx", release, "--out", tmp_path)
    assert contents(tmp_path) == contents(exported)
    for said, date in (("2021-03-04", b"2021-03-04"), (None, b"1980-01-01"), ("soon", b"1980-01-01")):
        about = {"title": "t", **({"date_published": said} if said else {})}
        written(TableRows(about, {"mine": pa.schema([("n", pa.int32())])}, iter(())), tmp_path)
        with zipfile.ZipFile(tmp_path / "corpus.xlsx") as file:
            assert re.findall(rb">([-\d]+)T00:00:00Z<", file.read("docProps/core.xml")) == [date, date]
            assert {info.date_time[0] for info in file.infolist()} == {1980}


def test_documents_give_the_tables_that_they_make(
    small: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = cw.parse("某局在創建大會上的表態發言\n各位領導：\n我們將完成 3 項任務。\n")
    monkeypatch.setattr(formats, "DOCUMENTS_AT_A_TIME", 1)
    cw.export(iter([small, other]), "xlsx", tmp_path)
    opened = book(tmp_path)
    made = from_documents([small, other])
    assert opened.sheetnames == ["about", *made]
    for name, table in made.items():
        assert read(opened[name]) == expected(table)


def test_no_table_is_held_whole(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "ROWS_AT_A_TIME", 100)
    monkeypatch.setattr(formats, "DOCUMENTS_AT_A_TIME", 1)
    corpus = cw.load(release)
    held = [(name, piece.num_rows) for name, piece in formats._table_rows(corpus).pieces]
    assert {n for name, n in held if name in ("documents", "speeches")} == {1}
    assert max(n for _, n in held) == 100
    for name, rows in corpus.tables.rows.items():
        assert sum(n for own, n in held if own == name) == rows
    assert not corpus.tables._read


def test_what_fails_leaves_nothing(small: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Document]:
        yield small
        raise KeyboardInterrupt

    monkeypatch.setattr(formats, "DOCUMENTS_AT_A_TIME", 1)
    with pytest.raises(KeyboardInterrupt):
        cw.export(broken(), "xlsx", tmp_path / "new" / "folder")
    old = tmp_path / "old"
    old.mkdir()
    (old / "corpus.xlsx").write_text("as it was")
    with pytest.raises(KeyboardInterrupt):
        cw.export(broken(), "xlsx", old)
    (tmp_path / "taken" / "corpus.xlsx").mkdir(parents=True)
    with pytest.raises(BuildError, match=r"corpus\.xlsx"):
        cw.export(small, "xlsx", tmp_path / "taken")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'chuangwen-corpus\[xlsx\]'"):
        cw.export(small, "xlsx", tmp_path / "another")
    assert contents(tmp_path) == {"old/corpus.xlsx": b"as it was"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["old", "taken"]
    assert [p.name for p in (tmp_path / "taken").iterdir()] == ["corpus.xlsx"]
