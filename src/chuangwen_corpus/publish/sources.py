"""What became of each input of a build, for the table `sources`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.publish.writers.database import database
from chuangwen_corpus.records import Reject

ROWS_AT_A_TIME = 16_384
"""Rows held when the table is written: some megabytes."""


class Sources:
    """Path, SHA-256 and outcome of every input of a build; not held in memory."""

    def __init__(self) -> None:
        self._memo = database(
            "CREATE TABLE sources (path TEXT, sha256 TEXT, document_id TEXT, rejected TEXT);"
        )
        self.documents = 0
        """Inputs that became documents."""

    def close(self) -> None:
        """Forgets everything."""
        self._memo.close()

    def add_documents(self, documents: Iterable[tuple[str, str, str]]) -> None:
        """Takes path, sha256 and document_id of some."""
        rows = list(documents)
        self._memo.executemany("INSERT INTO sources VALUES (?, ?, ?, NULL)", rows)
        self.documents += len(rows)

    def add_rejects(self, rejects: Iterable[Reject]) -> None:
        """Takes the inputs that gave none, when all documents are in."""
        rows = ((reject.path, reject.sha256, reject.reason) for reject in rejects)
        self._memo.executemany("INSERT INTO sources VALUES (?, ?, NULL, ?)", rows)

    def paths(self) -> Iterator[str]:
        """The paths of all of them."""
        return (path for (path,) in self._memo.execute("SELECT path FROM sources"))

    def paths_of(self, document_ids: Collection[str]) -> dict[str, str]:
        """The paths of some documents, by their ids."""
        rows = self._memo.execute("SELECT document_id, path FROM sources") if document_ids else ()
        return {document_id: path for document_id, path in rows if document_id in document_ids}

    def tables(self) -> Iterator[pa.Table]:
        """The rows of the table `sources` by path (in the order of code points), a batch at a time."""
        found = self._memo.execute("SELECT * FROM sources ORDER BY path, rowid")
        fields = [column[0] for column in found.description]
        while rows := found.fetchmany(ROWS_AT_A_TIME):
            yield tables.from_rows("sources", fields, rows)
