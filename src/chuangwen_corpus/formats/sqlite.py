"""SQLite: `corpus.sqlite`, a table a table, with keys, indexes, descriptions and full-text search over our tokens.

Columns are TEXT, INTEGER (truth is 1 and 0) or REAL; the fields of a structure are columns of their own
(``source_url``), lists and mappings are JSON, read by ``json_each`` and ``->>``. What a column means stands as a comment in
the statement that made its table: ``SELECT sql FROM sqlite_schema``. The table ``about`` has the title, the versions and the
licences. Tables that only a build makes are left out where documents are exported.

``sentences_fts`` (FTS5) has a row a sentence, of the same rowid, its tokens joined by spaces. Each token is one term, as it is:
punctuation, digits and marks do not break it (``1.8万``, ``20XX年``), only a blank inside it would. Letters match in either case,
accents are kept. A word of anything but letters and digits stands between double quotes in a query::

    SELECT s.text FROM sentences_fts JOIN sentences s ON s.rowid = sentences_fts.rowid WHERE sentences_fts MATCH '创建'
    SELECT highlight(sentences_fts, 0, '[', ']') FROM sentences_fts WHERE sentences_fts MATCH '"创建 文明 城市" OR "1.8万"'

The column ``text`` has the tokens as printed, ``folded`` the same in simplified, half-width characters
(`chuangwen_corpus.genre.folding.fold`). A search looks in both, so a word in simplified characters finds the
traditional spelling, too; ``text : 創建`` finds one spelling only, and ``folded : …`` with a folded word finds each sentence
by one column, which is better for ``bm25``. The index keeps the joined tokens itself, so that ``highlight`` and ``snippet``
show words, and ``sentence_id`` for those who would rather not join by rowid.

The same corpus gives the same bytes with the same version of SQLite.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from operator import itemgetter
from pathlib import Path

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.errors import BuildError, ChuangwenError
from chuangwen_corpus.formats import TableRows, whole
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.parts import description

NAME = "corpus.sqlite"

_SETTINGS = """
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA cache_size = -65536;
"""
"""The file is thrown away if anything stops its making, so it needs no journal."""

_SEARCH = """
    CREATE VIRTUAL TABLE sentences_fts USING fts5(
        text, folded, sentence_id UNINDEXED,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
    )
"""
"""All that is no white space is part of a term, so that terms are our tokens."""

_INDEXED = {"tokens": ("form",), "annotations": ("layer",)}
"""Columns with an index besides ids."""


def check() -> None:
    """Sees that Python's SQLite has full-text search.

    Raises:
        ChuangwenError: It has not.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute(_SEARCH)
    except sqlite3.Error as error:
        raise ChuangwenError(
            f"SQLite {sqlite3.sqlite_version}, which this Python has, lacks full-text search ({error}).",
            hint="Use a Python whose SQLite is 3.25 or newer and was compiled with FTS5.",
        ) from error


def write(source: TableRows, folder: Path) -> Iterator[Path]:
    """Writes `corpus.sqlite`.

    Args:
        source: The tables.
        folder: Where to write to.

    Yields:
        The file.

    Raises:
        BuildError: The disk is full, or rows contradict the keys: a document is there twice, or an id names nothing.
    """
    file = folder / NAME
    with whole(file) as place:
        try:
            with closing(sqlite3.connect(place, isolation_level=None)) as connection:
                _fill(connection, source)
        except sqlite3.IntegrityError as error:
            raise BuildError(
                f"rows contradict each other ({error}).", path=file,
                hint="Give each document once; `chuangwen validate` says what is wrong with a build.",
            ) from error  # fmt: skip
        except sqlite3.OperationalError as error:
            raise BuildError(f"cannot be written ({error}).", path=file) from error
        # What a reader of an old file has left would be taken for a part of the new one.
        for left in ("-journal", "-wal", "-shm"):
            file.with_name(NAME + left).unlink(missing_ok=True)
    yield file


def _fill(connection: sqlite3.Connection, source: TableRows) -> None:
    connection.executescript(_SETTINGS)
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.executemany("INSERT INTO about VALUES (?, ?)", source.about.items())
    for name, schema in source.schemas.items():
        connection.execute(_made(name, schema, source.schemas))
    for name, piece in source.pieces:
        places = ", ".join("?" * piece.num_columns)
        rows = zip(*(column.to_pylist() for column in piece.columns), strict=True)
        connection.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)  # noqa: S608  # a name of ours
    for name, schema in source.schemas.items():
        for statement in _indexes(name, schema):
            connection.execute(statement)
    connection.execute(_SEARCH)
    connection.executemany(
        "INSERT INTO sentences_fts (rowid, sentence_id, text, folded) VALUES (?, ?, ?, ?)", _words(connection)
    )
    connection.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('optimize')")
    for table, _, other, _ in connection.execute("PRAGMA foreign_key_check"):
        raise sqlite3.IntegrityError(f"a row of {table} names a row of {other} that is not there")
    connection.execute("ANALYZE")
    connection.execute("COMMIT")


def _made(name: str, schema: pa.Schema, others: dict[str, pa.Schema]) -> str:
    """The statement that makes a table, with what it and its columns are."""
    lines = []
    for i, field in enumerate(schema):
        line = f'    "{field.name}" {_kind(field.type)}'
        if not field.nullable:
            line += " NOT NULL"
        if field.name == tables.KEYS.get(name):
            line += " PRIMARY KEY"
        elif (other := _named(name, field.name)) in others:
            line += f' REFERENCES "{other}" ("{tables.KEYS[other]}")'
        line += "," if i + 1 < len(schema) else ""
        lines.append(f"{line}  -- {_said(field)}")
    return "\n".join([f'CREATE TABLE "{name}" (  -- {_said(schema)}', *lines, ")"])


def _named(table: str, column: str) -> str:
    """The table whose key a column holds; an empty text if it holds none."""
    if table not in tables.ROWS or table == "duplicates":  # what is a copy is no row of any table
        return ""
    return next(iter(tables.references(table).get(column, ())), "")


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"


def _said(of: pa.Schema | pa.Field) -> str:
    """Its description, on one line."""
    return " ".join(description(of).split())


def _indexes(name: str, schema: pa.Schema) -> Iterator[str]:
    for column in schema.names:
        if column in _INDEXED.get(name, ()) or (column.endswith("_id") and column != tables.KEYS.get(name)):
            # The tokens of a sentence are asked for in their order.
            columns = (
                '"sentence_id", "ordinal"' if (name, column) == ("tokens", "sentence_id") else f'"{column}"'
            )
            yield f'CREATE INDEX "{name}_{column}" ON "{name}" ({columns})'


def _words(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str, str]]:
    """For each sentence its rowid, its id, its tokens joined, and the same folded."""
    found = connection.execute(
        "SELECT s.rowid, s.sentence_id, t.form FROM sentences s LEFT JOIN tokens t ON t.sentence_id = s.sentence_id "
        "ORDER BY s.rowid, t.ordinal"
    )
    for (rowid, sentence_id), rows in itertools.groupby(found, itemgetter(0, 1)):
        text = " ".join(form for _, _, form in rows if form is not None)
        yield rowid, sentence_id, text, fold(text)
