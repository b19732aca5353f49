"""Pages inside a WARC file (ISO 28500): the HTML and text of its responses, read with warcio."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import MissingExtraError, SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read import guard
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.files import open_input, size_of

SUFFIXES = (".warc", ".warc.gz")
_OF_TEXT = ("text/html", "application/xhtml+xml", "text/plain")
_KINDS = ("response", "resource", "conversion")
"""Records that may hold a page; requests, metadata and revisits hold none."""
_MOST_OF_HEAD = 1_000_000
"""Bytes of the lines of a record's heads and chunk sizes, at most."""


def rows(file: Path | Place, guarded: guard.Guard) -> Iterator[object]:
    """The pages of a WARC file as rows of a dump: html, url and retrieved.

    What is no page (another content type, a redirect, an error of the server) is passed over: a crawl keeps
    pictures and scripts too. What should be one and cannot be had is a `SourceError` in the row's place.

    Raises:
        MissingExtraError: warcio is not installed.
        Exception: Whatever warcio raises for a broken record; it does so in many ways.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise MissingExtraError(
            f"{file.name}: warcio is not installed.", hint="pip install 'chuangwen-corpus[warc]'."
        ) from error
    end = 0
    with open_input(file) as opened:
        iterator = ArchiveIterator(opened)
        iterator.reader = bounded = _Bounded(iterator.reader)
        for record in iterator:
            if record.format != "warc":  # warcio takes nearly any line for the head of an older format
                raise ValueError(f"no WARC record behind byte {end}")
            if record.rec_type is None or record.length is None:  # warcio takes a blank line for a whole head
                raise ValueError(f"no WARC record behind byte {end}")
            if record.rec_type in _KINDS:
                row = guarded.caught(partial(_row, record), guard.ROW)
                if row is not None:
                    yield row
            iterator.read_to_end(record)
            start, length = iterator.member_info or (end, 0)
            end = start + length
            bounded.left = _MOST_OF_HEAD
            if getattr(record.raw_stream, "limit", 0):
                raise EOFError(f"the record at byte {start} is cut short")
        opened.seek(min(end, size_of(opened)))
        if opened.read(64).strip(b"\r\n"):  # warcio takes a record cut inside its head for the end
            raise EOFError(f"no WARC record behind byte {end}")


class _Bounded:
    """warcio's reader of a file, which reads lines and chunks of any length that the file claims."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.left = _MOST_OF_HEAD
        """Bytes of lines that may be read before the next record."""

    def readline(self, length: int | None = None) -> bytes:
        """The next line.

        Raises:
            ValueError: The lines of a record are longer than they may be.
        """
        line: bytes = self._reader.readline(self.left if length is None else min(length, self.left))
        self.left -= len(line)
        if self.left <= 0:
            raise ValueError(f"a record's head is longer than {_MOST_OF_HEAD:,} bytes")
        return line

    def read(self, length: int) -> bytes:
        """The next bytes.

        Raises:
            SourceError: They are more than a page may have.
        """
        if length > MOST_BYTES + 1:
            raise too_large(length)
        data: bytes = self._reader.read(length)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def _row(record: Any) -> dict[str, object] | SourceError | None:
    if not _is_page(record):
        return None
    data = record.content_stream().read(MOST_BYTES + 1)
    if getattr(record.raw_stream, "limit", 0) and len(data) <= MOST_BYTES:
        return SourceError("broken_dump", "is cut short.", hint="Download the file again.")
    if len(data) > MOST_BYTES:
        return too_large(len(data))
    if not data:
        return SourceError("bad_row", "is a response without a body.", hint="Fetch the page again.")
    about = record.rec_headers
    return {
        "html": data,
        "url": about.get_header("WARC-Target-URI"),
        "retrieved": about.get_header("WARC-Date"),
    }


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is not None and not (headers.get_statuscode() or "").startswith("2"):
        return False
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    return kind.split(";")[0].strip().lower() in _OF_TEXT
