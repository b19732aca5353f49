"""Pages inside a WARC file (ISO 28500): the HTML and text of its responses, read with warcio."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chuangwen_corpus.errors import MissingExtraError, SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read.decode import MOST_BYTES, too_large

SUFFIXES = (".warc", ".warc.gz")
_OF_TEXT = ("text/html", "application/xhtml+xml", "text/plain")
_KINDS = ("response", "resource", "conversion")
"""Records that may hold a page; requests, metadata and revisits hold none."""


def rows(file: Place) -> Iterator[object]:
    """The pages of a WARC file as rows of a dump: html, url and retrieved.

    What is no page (another content type, a redirect, an error of the server) is passed over: a crawl keeps
    pictures and scripts too. What should be one and cannot be had is a `SourceError` in the row's place.

    Raises:
        MissingExtraError: warcio is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtraError(
            f"{file.name}: warcio is not installed.", hint="pip install 'chuangwen-corpus[warc]'."
        ) from error
    end = 0
    with file.open() as opened:
        iterator = ArchiveIterator(opened)
        try:
            for record in iterator:
                if record.rec_type in _KINDS and _is_page(record):
                    yield _row(record)
                iterator.read_to_end(record)
                start, length = iterator.member_info or (end, 0)
                end = start + length
                if getattr(record.raw_stream, "limit", 0):
                    raise OSError(f"the record at byte {start} is cut short")
        except (ArchiveLoadFailed, AttributeError, TypeError, ValueError, IndexError) as error:
            # warcio stumbles over broken records in many ways.
            raise OSError(f"no WARC record behind byte {end}: {error}") from None
    if _something_behind(file, end):  # warcio takes a record cut inside its head for the end
        raise OSError(f"no WARC record behind byte {end}")


def _something_behind(file: Place, end: int) -> bool:
    with file.open() as opened:
        opened.seek(min(end, opened.size()))
        return bool(opened.read(64).strip(b"\r\n"))


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is not None and not (headers.get_statuscode() or "").startswith("2"):
        return False
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    return kind.split(";")[0].strip().lower() in _OF_TEXT


def _row(record: Any) -> dict[str, object] | SourceError:
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
