"""Each document of a release: its contract, the way back to its source, its line of JSON, and whom it repeats."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from contextlib import closing
from typing import IO

from chuangwen_corpus import tables
from chuangwen_corpus.publish.duplicates import DuplicateFinder
from chuangwen_corpus.publish.steps.batch import texts_of
from chuangwen_corpus.publish.validation import listing
from chuangwen_corpus.publish.validation.opened import Release, said
from chuangwen_corpus.publish.writers.database import database
from chuangwen_corpus.records import Document, id_of_document
from chuangwen_corpus.records.contract import CORRECTION
from chuangwen_corpus.records.rows import row_of
from chuangwen_corpus.reuse.sketches import sketch

LONGEST_LINE = 64_000_000
"""Bytes of a line of JSON that are read where its document does not tell its length."""


def faults(release: Release) -> Iterator[str]:
    """What is wrong with documents."""
    if not release.readable.issuperset(tables.MADE):
        return
    paths = [path for path in listing.json_files(release.manifest) if path in release.there]
    with closing(_Lines(release, paths)) as lines, closing(_Duplicates()) as duplicates:
        for document_id, parts in release.corpus.document_rows():
            document = None
            try:
                document = next(tables.to_documents(parts))
                if fault := _fault(document) or _unsaid(document, release):
                    yield f"documents: {document_id}: {fault}"
            except Exception as error:  # noqa: BLE001  # rows of others may be anything; the next document is another matter
                yield f"documents: {document_id}: {said(error)}"
            yield from lines.faults(document)
            if document is not None:
                duplicates.expect(document)
        yield from lines.end()
        if "duplicates" in release.readable:
            yield from duplicates.faults(release)


def _fault(document: Document) -> str | None:
    ids = (id_of_document(document.sha256, copy_at=copy_at) for copy_at in (None, document.path or ""))
    if document.document_id not in ids:
        return "the id is not that of its SHA-256 and path"
    if hashlib.sha256(document.restore()).hexdigest() != document.sha256:
        return "clean text and edits do not give the source file back"
    return None


def _unsaid(document: Document, release: Release) -> str | None:
    """A value whose evidence is a correction, in a release that says it was built without."""
    if release.manifest.corrections:
        return None
    evidence = itertools.chain(document.head_evidence, *(s.head_evidence for s in document.speeches))
    found = next((said for said in evidence if said.partition(" ")[2] == CORRECTION), None)
    return f"has the evidence {found!r}, but the manifest names no corrections" if found else None


class _Lines:
    """The lines of JSON, one a document, in order."""

    def __init__(self, release: Release, paths: list[str]) -> None:
        self._release, self._paths = release, iter(paths)
        self._done = not paths
        self._path, self._file = "", None
        self._number = 0

    _file: IO[bytes] | None

    def close(self) -> None:
        """Closes the file that is open."""
        if self._file:
            self._file.close()
            self._file = None

    def faults(self, document: Document | None) -> Iterator[str]:
        """What is wrong with the next line, which is to be this document; None is one that cannot be told."""
        if self._done:
            return
        expected = b"" if document is None else f"{document.model_dump_json()}\n".encode()
        line = self._next(max(len(expected) + 1, LONGEST_LINE))
        if line is None:
            yield "json: has fewer lines than there are documents"
            self._done = True
        elif document is not None and line != expected:
            yield f"{self._path}:{self._number}: is not the document of the tables"
            self._done = not line.endswith(b"\n")  # what follows is no line of its own

    def end(self) -> Iterator[str]:
        """Lines that are left."""
        if not self._done:
            while self._next(LONGEST_LINE) is not None:
                yield f"{self._path}:{self._number}: is a line without a document"

    def _next(self, most: int) -> bytes | None:
        while True:
            if self._file and (line := self._file.readline(most)):
                self._number += 1
                return line
            self.close()
            path = next(self._paths, None)
            if path is None:
                return None
            self._path, self._number = path, 0
            self._file = (self._release.folder / path).open("rb")  # see close


class _Duplicates:
    """The rows that the table `duplicates` should have."""

    def __init__(self) -> None:
        self._finder = DuplicateFinder()
        self._memo = database("CREATE TABLE rows (row TEXT PRIMARY KEY) WITHOUT ROWID;")

    def close(self) -> None:
        """Forgets everything."""
        self._finder.close()
        self._memo.close()

    def expect(self, document: Document) -> None:
        """Takes the next document."""
        source = (document.path or "", document.sha256, document.document_id)
        for row in self._finder.find([source], texts_of(row_of(document)), [sketch(document.text)]):
            self._memo.execute("INSERT OR IGNORE INTO rows VALUES (?)", (row.model_dump_json(),))

    def faults(self, release: Release) -> Iterator[str]:
        """Rows that are there and should not be, and those that should."""
        kind = tables.ROWS["duplicates"]
        for batch in release.corpus.tables.files["duplicates"].batches(1_024):
            for row in batch.to_pylist():
                text = kind.model_construct(**row).model_dump_json()
                if not self._memo.execute("DELETE FROM rows WHERE row = ?", (text,)).rowcount:
                    yield f"duplicates: {row['speech_id'] or row['document_id']}: repeats no earlier one, or not this one"
        for (text,) in self._memo.execute("SELECT row FROM rows ORDER BY row"):
            yield f"duplicates: a row is missing: {text}"
