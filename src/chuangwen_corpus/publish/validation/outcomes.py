"""Checks that `sources`, `rejects` and `documents` agree on what became of each input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from typing import Any

from chuangwen_corpus.publish.validation.opened import Release
from chuangwen_corpus.publish.writers.database import database

_ROWS = 1_024


def faults(release: Release) -> Iterator[str]:
    """Documents without a source or with two, sources without a document, rejects that differ."""
    if not release.readable.issuperset({"sources", "documents", "rejects"}):
        return
    with closing(
        database("CREATE TABLE documents (id TEXT PRIMARY KEY, path TEXT, sha256 TEXT, seen INTEGER);")
    ) as memo:
        for row in _rows(release, "documents", "document_id", "path", "sha256"):
            memo.execute("INSERT OR IGNORE INTO documents VALUES (?, ?, ?, 0)", row)
        for path, sha256, document_id in _rows(release, "sources", "path", "sha256", "document_id"):
            if document_id is None:
                continue
            found = memo.execute(
                "SELECT path, sha256, seen FROM documents WHERE id = ?", (document_id,)
            ).fetchone()
            if found is None:
                continue  # named where ids are checked
            if found[:2] != (path, sha256):
                yield f"sources: {path}: path and SHA-256 are not those of the document {document_id}"
            if found[2]:
                yield f"sources: {path}: the document {document_id} has a row already"
            memo.execute("UPDATE documents SET seen = 1 WHERE id = ?", (document_id,))
        for (document_id,) in memo.execute("SELECT id FROM documents WHERE NOT seen ORDER BY id"):
            yield f"sources: the document {document_id} has no row"
    rejected = (row for row in _rows(release, "sources", "path", "sha256", "rejected") if row[2] is not None)
    for one, two in zip_longest(rejected, _rows(release, "rejects", "path", "sha256", "reason")):
        if one != two:
            yield f"sources: {(one or two)[0]}: is another input than the table rejects has, or is rejected otherwise"
            return


def _rows(release: Release, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    for batch in release.corpus.tables.files[table].batches(_ROWS, columns):
        yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)
