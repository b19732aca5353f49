"""What became of each source page, for the manifest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from chuangwen_corpus.publish.writers.database import database
from chuangwen_corpus.records import Reject


class Sources:
    """Path, SHA-256 and outcome of every page of a build; not held in memory."""

    def __init__(self) -> None:
        self._memo = database("CREATE TABLE pages (path BLOB, sha256 TEXT, document_id TEXT, rejected TEXT);")
        self.documents = 0
        """Pages that became documents."""

    def close(self) -> None:
        """Forgets everything."""
        self._memo.close()

    def add_documents(self, documents: Iterable[tuple[str | None, str, str]]) -> None:
        """Takes path, sha256 and document_id of some."""
        rows = [(_key(path), sha256, document_id) for path, sha256, document_id in documents]
        self._memo.executemany("INSERT INTO pages VALUES (?, ?, ?, NULL)", rows)
        self.documents += len(rows)

    def add_rejects(self, rejects: Iterable[Reject]) -> None:
        """Takes the pages that gave none, when all documents are in."""
        rows = ((_key(reject.path), reject.sha256, reject.reason) for reject in rejects)
        self._memo.executemany("INSERT INTO pages VALUES (?, ?, NULL, ?)", rows)

    def paths_of(self, document_ids: Collection[str]) -> dict[str, str]:
        """The paths of some documents, by their ids; a document without a path is called by its id."""
        rows = self._memo.execute("SELECT document_id, path FROM pages") if document_ids else ()
        return {
            document_id: path.decode("utf-8", "replace") if path else document_id
            for document_id, path in rows
            if document_id in document_ids
        }

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """An entry of the manifest for each page, by path."""
        for path, sha256, document_id, rejected in self._memo.execute(
            "SELECT * FROM pages ORDER BY coalesce(path, x''), rowid"
        ):
            entry = {
                "path": path if path is None else path.decode("utf-8", "surrogatepass"),
                "sha256": sha256,
            }
            yield {**entry, "document_id": document_id} if document_id else {**entry, "rejected": rejected}


def _key(path: str | None) -> bytes | None:
    """A path so that SQLite sorts it as Python does: by code point."""
    return path if path is None else path.encode("utf-8", "surrogatepass")
