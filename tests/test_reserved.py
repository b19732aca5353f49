"""No name of a table or column is a word that SQL keeps for itself: ``SELECT column FROM table`` works unquoted."""

from __future__ import annotations

import sqlite3

import duckdb
import pglast
import pytest
from pglast import keywords

from chuangwen_corpus import tables
from chuangwen_corpus.publish.metadata.csv_fields import csv_fields
from conftest import ROOT

SPARK_ANSI = frozenset(
    """all and anti any as authorization both case cast check collate column constraint create cross current_date
    current_time current_timestamp current_user distinct else end escape except false fetch filter for foreign from
    full grant group having in inner intersect into is join lateral leading left minus natural not null offset on only
    or order outer overlaps percentile_cont percentile_disc primary references right select semi session_user some
    table then time to trailing true union unique unknown user using when where with within""".split()
)
"""Reserved in Spark SQL in ANSI mode, with the words that no table may have as an alias (SQL Reference, ANSI Compliance)."""
FILES = [
    (name, form, column)
    for name in tables.ROWS
    for form, columns in (
        ("parquet", tables.schema(name).names),
        ("csv", [column for column, *_ in csv_fields(name)]),
    )
    for column in columns
]
COLUMNS = sorted({(name, column) for name, _, column in FILES})


@pytest.mark.parametrize("name", tables.ROWS)
def test_duckdb_selects_every_column_of_every_file(name: str) -> None:
    with duckdb.connect() as connection:
        for table, form, column in FILES:
            if table == name:
                connection.execute(f"SELECT {column} FROM '{ROOT}/build/{form}/{name}.{form}'").fetchall()
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM '{ROOT}/build/parquet/{name}.parquet'")
        connection.execute(f"SELECT count(*) FROM {name}").fetchall()


def test_sqlite_selects_every_column() -> None:
    connection = sqlite3.connect(":memory:")
    for name in tables.ROWS:
        columns = [column for table, column in COLUMNS if table == name]
        connection.execute(f"CREATE TABLE {name} ({', '.join(f'{column} TEXT' for column in columns)})")
        for column in columns:
            connection.execute(f"SELECT {column} FROM {name}")
    connection.close()


def test_postgresql_selects_every_column() -> None:
    words = keywords.RESERVED_KEYWORDS | keywords.TYPE_FUNC_NAME_KEYWORDS
    assert {"end", "group", "user"} <= words
    for name, column in COLUMNS:
        assert not words & {name, column}
        pglast.parse_sql(f"SELECT {column} FROM {name}")


def test_spark_reserves_none_of_the_names() -> None:
    assert not SPARK_ANSI & {name for pair in COLUMNS for name in pair}


@pytest.mark.parametrize("word", ["end", "group"])
def test_the_names_there_were_would_be_found(word: str) -> None:
    with duckdb.connect() as connection, pytest.raises(duckdb.ParserException):
        connection.execute(f"SELECT {word} FROM '{ROOT}/build/csv/tokens.csv'")
    with pytest.raises(pglast.parser.ParseError):
        pglast.parse_sql(f"SELECT {word} FROM tokens")
    assert word in SPARK_ANSI
