"""Documents and speeches that say the same as an earlier one, or nearly the same: kept, and named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Literal

from chuangwen_corpus.publish.writers.database import database
from chuangwen_corpus.records import Duplicate, id_of_document
from chuangwen_corpus.reuse.near import NearFinder

_KEY_BYTES = 16


class DuplicateFinder:
    """Gives pages their ids, and names documents and speeches that repeat an earlier one.

    Both want the order of the build: ids when pages are sent out, rows when parts come in.
    """

    def __init__(self) -> None:
        self._seen = database(
            """
            CREATE TABLE pages (digest BLOB PRIMARY KEY) WITHOUT ROWID;
            CREATE TABLE documents (digest BLOB PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE texts (digest BLOB PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE withdrawn (digest BLOB PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE withdrawn_sketches (path TEXT NOT NULL, sketch BLOB NOT NULL);
            """
        )
        self._near = NearFinder(self._seen)

    def close(self) -> None:
        """Forgets everything."""
        self._seen.close()

    def document_id(self, sha256: str, path: str) -> str:
        """The id for a page: its hash's first 16 digits; a page seen before gets its path's, too."""
        is_new = self._seen.execute("INSERT OR IGNORE INTO pages VALUES (?)", (_key(sha256),)).rowcount
        return id_of_document(sha256) if is_new else id_of_document(sha256, copy_at=path)

    def find(
        self,
        sources: Iterable[tuple[str, str, str]],
        texts: Iterable[tuple[str, str | None, bytes]],
        sketches: Iterable[bytes],
    ) -> Iterator[Duplicate]:
        """The rows for the documents of a part (see `batch.Part`), which are remembered for the next.

        They come document by document, so their order does not depend on where parts end. A document whose file or whole text
        repeats another is not compared any further: what it nearly repeats, the other does, too.
        """
        said = defaultdict[str, list[tuple[str | None, bytes]]](list)
        for document_id, speech_id, digest in texts:
            said[document_id].append((speech_id, digest))
        for (_, sha256, document_id), sketch in zip(sources, sketches, strict=True):
            # The first page with these bytes may have given no document: it may have taken too long.
            first = self._first_with("documents", _key(sha256), document_id)
            if first != document_id:
                yield _row("bytes", document_id, None, first)
                continue
            repeated = False
            for speech_id, digest in said[document_id]:
                own = speech_id or document_id
                first = self._first_with("texts", digest[:_KEY_BYTES], own)
                if first != own:
                    repeated |= speech_id is None
                    yield _row("text", document_id, speech_id, first)
            if not repeated and (near := self._near.find(document_id, sketch)):
                yield _row("near", document_id, None, near.representative_id, near.score)

    def withdraw(self, texts: Iterable[tuple[str, bytes]], sketches: Iterable[tuple[str, bytes]]) -> None:
        """Takes path and digest of texts of withdrawn pages, and path and sketch of the pages."""
        rows = ((digest[:_KEY_BYTES], _stored(path)) for path, digest in texts)
        self._seen.executemany("INSERT OR IGNORE INTO withdrawn VALUES (?, ?)", rows)
        drawn = ((_stored(path), sketch) for path, sketch in sketches)
        self._seen.executemany("INSERT INTO withdrawn_sketches VALUES (?, ?)", drawn)

    def with_withdrawn_texts(self) -> Iterator[tuple[str, str]]:
        """The id of each document or speech that was the first with the text of a withdrawn page, and its path."""
        yield from self._seen.execute("SELECT id, path FROM texts JOIN withdrawn USING (digest) ORDER BY id")

    def near_withdrawn_texts(self) -> Iterator[tuple[str, str]]:
        """The id of each representative whose text is nearly that of a withdrawn page, and its path."""
        # A withdrawn page is looked up when all documents are known, and never posted: it represents nothing.
        for path, sketch in self._seen.execute("SELECT path, sketch FROM withdrawn_sketches ORDER BY rowid"):
            for first in self._near.like(sketch):
                yield first, path

    def _first_with(self, table: Literal["documents", "texts"], digest: bytes, own: str) -> str:
        remember = f"INSERT OR IGNORE INTO {table} VALUES (?, ?)"  # noqa: S608  # a name of ours
        if self._seen.execute(remember, (digest, own)).rowcount:
            return own
        look = f"SELECT id FROM {table} WHERE digest = ?"  # noqa: S608
        with closing(self._seen.execute(look, (digest,))) as found:
            first: str = found.fetchone()[0]
        return first


def _key(sha256: str) -> bytes:
    return bytes.fromhex(sha256)[:_KEY_BYTES]


def _stored(path: str) -> str:
    """A path as SQLite takes it: without lone surrogates."""
    return path.encode("utf-8", "replace").decode()


def _row(kind: str, document_id: str, speech_id: str | None, first: str, score: float = 1.0) -> Duplicate:
    return Duplicate.model_validate(
        {
            "kind": kind, "document_id": document_id, "speech_id": speech_id,
            "representative_id": first, "score": score,
        }
    )  # fmt: skip
