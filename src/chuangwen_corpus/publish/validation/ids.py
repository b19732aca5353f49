"""Ids of a release: each there once, and each that points somewhere points at a row; remembered on disk, not held."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus import tables
from chuangwen_corpus.publish.writers.database import database
from chuangwen_corpus.tables import references


class Ids:
    """The ids of the tables read so far."""

    def __init__(self) -> None:
        self._memo = database(
            """
            CREATE TABLE ids (owner TEXT, id TEXT, rank INTEGER, PRIMARY KEY (owner, id)) WITHOUT ROWID;
            """
        )
        self._count = 0

    def close(self) -> None:
        """Forgets everything."""
        self._memo.close()

    def faults(self, table: str, rows: pa.Table, known: set[str]) -> Iterator[str]:
        """What is wrong with the ids of some rows, which are remembered.

        Args:
            table: The table of the rows. Tables that it points at are read before it; rows it points at itself, too.
            rows: The rows.
            known: The tables that could be read.
        """
        if key := tables.KEYS.get(table):
            for value in _strings(rows, key).to_pylist():
                self._count += 1
                if not self._memo.execute(
                    "INSERT OR IGNORE INTO ids VALUES (?, ?, ?)", (table, value, self._count)
                ).rowcount:
                    yield f"{table}: {key} is not unique: {value} is there again"
        for column, owners in references(table).items():
            if not known.issuperset(owners):
                continue
            for value in pc.unique(_strings(rows, column).drop_null()).to_pylist():
                if all(self.rank(owner, value) is None for owner in owners):
                    yield f"{table}: {column} {value} is in no row of {' or '.join(owners)}"
        yield from _foreign(table, rows)

    def rank(self, table: str, value: str) -> int | None:
        """The place of an id among all that were met, if the table has it."""
        found = self._memo.execute(
            "SELECT rank FROM ids WHERE owner = ? AND id = ?", (table, value)
        ).fetchone()
        return None if found is None else int(found[0])


def _foreign(table: str, rows: pa.Table) -> Iterator[str]:
    """Ids that name another document than the row stands in."""
    columns = tables.columns(tables.ROWS[table])
    if "document_id" not in columns:
        return
    documents = _strings(rows, "document_id")
    keys = {*tables.KEYS.values()} - {"document_id"}
    for column in columns:
        if column.removeprefix("parent_") in keys:
            ids = _strings(rows, column)
            named = pc.replace_substring_regex(ids, r"\..*$", "")
            for value in ids.filter(pc.not_equal(named, documents)).to_pylist():
                yield f"{table}: {column} {value} belongs to another document than its row"


def _strings(rows: pa.Table, column: str) -> pa.Array:
    return rows.column(column).combine_chunks()
