"""The state kept while two releases are compared: in memory up to a limit, then on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pyarrow as pa

from chuangwen_corpus.compare.difference import MOST_PAGES_NAMED, DocumentsDifference, Page, Pages

OLD, NEW = 0, 1
IN_NEITHER = -1

_CACHE_KB = 16_000
_TABLES = """
CREATE TABLE pages (id TEXT, side INTEGER, path TEXT, sha256 TEXT, rank INTEGER, PRIMARY KEY (id, side)) WITHOUT ROWID;
CREATE TABLE pairs (old_id TEXT UNIQUE, new_id TEXT UNIQUE, old_path TEXT, new_path TEXT, rank INTEGER);
CREATE TABLE fates (fate TEXT, old_id TEXT, new_id TEXT, old_path TEXT, new_path TEXT);
CREATE TABLE changed (id TEXT, name TEXT, PRIMARY KEY (id, name)) WITHOUT ROWID;
CREATE TABLE waiting (key TEXT, side INTEGER, data BLOB);
CREATE INDEX waiting_by_key ON waiting (key, side);
"""
_SETTLED = """
CREATE INDEX pages_by_path ON pages (path, side);
INSERT OR IGNORE INTO pairs SELECT o.id, n.id, o.path, n.path, n.rank FROM pages AS n JOIN pages AS o
  ON o.path = n.path AND o.sha256 = n.sha256 WHERE o.side = 0 AND n.side = 1 ORDER BY o.id != n.id, n.rank;
INSERT OR IGNORE INTO pairs SELECT o.id, n.id, o.path, n.path, n.rank FROM pages AS n JOIN pages AS o
  ON o.id = n.id WHERE o.side = 0 AND n.side = 1;
CREATE TEMP TABLE lonely AS SELECT *, row_number() OVER (PARTITION BY side, sha256 ORDER BY rank) AS copy
  FROM pages WHERE (side = 0 AND id NOT IN (SELECT old_id FROM pairs))
  OR (side = 1 AND id NOT IN (SELECT new_id FROM pairs));
CREATE INDEX temp.lonely_by_sha256 ON lonely (sha256, copy);
CREATE INDEX temp.lonely_by_path ON lonely (path);
INSERT INTO fates SELECT 'moved', old_id, new_id, old_path, new_path FROM pairs
  WHERE old_path IS NOT new_path ORDER BY rank;
INSERT INTO fates SELECT 'moved', o.id, n.id, o.path, n.path FROM lonely AS n JOIN lonely AS o
  ON n.sha256 = o.sha256 AND n.copy = o.copy WHERE o.side = 0 AND n.side = 1 ORDER BY n.rank;
DELETE FROM lonely WHERE (side = 0 AND id IN (SELECT old_id FROM fates)) OR (side = 1 AND id IN (SELECT new_id FROM fates));
INSERT INTO fates SELECT 'replaced', o.id, n.id, o.path, n.path FROM lonely AS n JOIN lonely AS o
  ON n.path = o.path WHERE o.side = 0 AND n.side = 1 ORDER BY n.rank;
DELETE FROM lonely WHERE (side = 0 AND id IN (SELECT old_id FROM fates)) OR (side = 1 AND id IN (SELECT new_id FROM fates));
INSERT INTO fates SELECT 'removed', id, NULL, path, NULL FROM lonely WHERE side = 0 ORDER BY rank;
INSERT INTO fates SELECT 'added', NULL, id, NULL, path FROM lonely WHERE side = 1 ORDER BY rank;
CREATE TEMP VIEW differing AS SELECT pairs.*, changed.name FROM pairs JOIN changed
  ON changed.id IN (old_id, new_id) AND (old_id = new_id OR changed.name != 'documents');
"""
# Rows are matched by id: where the ids of a page differ, the row of `documents` is another page's and says nothing of this one.


class Memory:
    """The pages of both releases, and rows that wait for the other release's."""

    def __init__(self) -> None:
        # A database without a name is put on disk when it grows, and taken away when it is closed.
        self._memo = sqlite3.connect("", isolation_level=None)
        settings = f"PRAGMA cache_size = -{_CACHE_KB}; PRAGMA journal_mode = OFF;"
        self._memo.executescript(f"{settings} {_TABLES} BEGIN;")

    def close(self) -> None:
        """Forgets everything."""
        self._memo.close()

    def add_pages(self, side: int, pages: Iterator[tuple[str, str | None, str | None]]) -> None:
        """Remembers id, path and SHA-256 of a release's documents, in their order."""
        rows = ((id_, side, path, sha256, rank) for rank, (id_, path, sha256) in enumerate(pages))
        self._memo.executemany("INSERT OR IGNORE INTO pages VALUES (?, ?, ?, ?, ?)", rows)

    def settle(self) -> None:
        """Says what became of each page, when all pages of both releases are known.

        A page with the same bytes at the same path is matched with itself, whatever its id: which of two copies has the id
        without a hash of its path depends on what other copies there are. The others are matched by id, which is made of their
        bytes; those left by SHA-256, as the id of a copy is made of its path, too; and those still left by path.
        """
        for statement in _SETTLED.split(";\n"):  # executescript would end the transaction
            self._memo.execute(statement)

    def rank(self, id_: str | None) -> int | None:
        """The place of a page in the new release; None if only one of the two has it, `IN_NEITHER` if none has."""
        found = self._memo.execute(
            "SELECT side, rank FROM pages WHERE id = ? ORDER BY side", (id_,)
        ).fetchall()
        if not found:
            return IN_NEITHER
        return None if len(found) == 1 else int(found[1][1])

    def mark(self, id_: str | None, table: str) -> None:
        """Remembers that the rows of a page differ in a table."""
        self._memo.execute("INSERT OR IGNORE INTO changed VALUES (?, ?)", (id_, table))

    def put(self, side: int, key: str | None, data: bytes) -> None:
        """Keeps rows of one release until those of the other are met."""
        self._memo.execute("INSERT INTO waiting VALUES (?, ?, ?)", (key, side, data))

    def take(self, side: int, key: str | None) -> bytes | None:
        """The rows of this key that were kept first, which are forgotten; None if there are none."""
        found = self._memo.execute(
            "SELECT rowid, data FROM waiting WHERE key IS ? AND side = ? ORDER BY rowid LIMIT 1", (key, side)
        ).fetchone()
        if found is None:
            return None
        self._memo.execute("DELETE FROM waiting WHERE rowid = ?", found[:1])
        data: bytes = found[1]
        return data

    def left(self) -> Iterator[tuple[int, str | None, bytes]]:
        """Side, key and rows of all that waited in vain, which are forgotten at the end."""
        yield from self._memo.execute("SELECT side, key, data FROM waiting ORDER BY rowid")
        self._memo.execute("DELETE FROM waiting")

    def documents(self) -> DocumentsDifference:
        """What became of the pages, when all tables have been compared."""
        old, new = (self._count("SELECT count(*) FROM pages WHERE side = ?", side) for side in (OLD, NEW))
        same = self._count(
            "SELECT count(*) FROM pairs WHERE old_path IS new_path AND new_id NOT IN (SELECT new_id FROM differing)"
        )
        return DocumentsDifference(
            old=old,
            new=new,
            same=same,
            added=self._of_fate("added"),
            removed=self._of_fate("removed"),
            replaced=self._of_fate("replaced"),
            moved=self._of_fate("moved"),
            changed=self._changed(),
        )

    def _count(self, query: str, *values: object) -> int:
        return int(self._memo.execute(query, values).fetchone()[0])

    def _of_fate(self, fate: str) -> Pages:
        count = self._count("SELECT count(*) FROM fates WHERE fate = ?", fate)
        rows = self._memo.execute(
            "SELECT old_id, new_id, old_path, new_path FROM fates WHERE fate = ? ORDER BY rowid LIMIT ?",
            (fate, MOST_PAGES_NAMED),
        )
        return Pages(count, tuple(Page(*row) for row in rows))

    def _changed(self) -> Pages:
        count = self._count("SELECT count(DISTINCT new_id) FROM differing")
        rows = self._memo.execute(
            "SELECT DISTINCT old_id, new_id, old_path, new_path, name FROM differing "
            "WHERE new_id IN (SELECT DISTINCT new_id FROM differing ORDER BY rank LIMIT ?) ORDER BY rank",
            (MOST_PAGES_NAMED,),
        )
        pages = (
            Page(old_id, new_id, old_path, new_path, tuple(sorted(row[4] for row in tables)))
            for (old_id, new_id, old_path, new_path), tables in groupby(rows, lambda row: row[:4])
        )
        return Pages(count, tuple(pages))


def packed(rows: pa.Table) -> bytes:
    """Rows as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def unpacked(data: bytes) -> Any:
    """The rows that `packed` made bytes of."""
    with pa.ipc.open_stream(data) as stream:
        return stream.read_all()
