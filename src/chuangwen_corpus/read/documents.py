"""Pages in saved pages, Word files and PDFs: what is extracted from a file is the page, and its note names the file."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

from chuangwen_corpus import extract
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read import guard
from chuangwen_corpus.read.decode import decode
from chuangwen_corpus.read.detect import named
from chuangwen_corpus.read.guard import Guard
from chuangwen_corpus.read.names import NUMBER
from chuangwen_corpus.read.page import Page
from chuangwen_corpus.read.plausible import likeness

_PLAINLY_BETTER = 0.1


def is_document(path: str) -> bool:
    """Whether a page's name is that of a file that text is extracted from."""
    return NUMBER.sub("", path).lower().endswith(extract.SUFFIXES)


def as_page(page: Page, guarded: Guard) -> Page:
    """The page in a file, read here; a page that is text or HTML itself as it was, a file without a page as lost."""
    return guarded.page(partial(_opened, page), page.path, guard.DOCUMENT) if is_document(page.path) else page


def text_of(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of a page and the note on where they are from, which is None where they are the file's own.

    Raises:
        SourceError: There is no page in the file.
        Exception: Whatever a broken file makes its reader raise.
    """
    found = extract.extract(data, name)
    if found is None:
        return data, None
    return _in_stated_charset(found.data, found.charset), found.note


def _opened(page: Page) -> Page:
    data, note = text_of(page.read(), PurePosixPath(page.path).name)
    return Page(page.path, partial(bytes, data), page.provenance, page.name_encoding, note)


def _in_stated_charset(body: bytes, charset: str | None) -> bytes:
    """A saved page as it stands; in UTF-8 if only the encoding that is stated outside of it makes sense of it."""
    encoding = named(charset) if charset else None
    if encoding in (None, "utf-8"):
        return body
    try:
        stated = body.decode(str(encoding))
    except UnicodeError:
        return body
    try:
        found = decode(body)
    except SourceError:
        return stated.encode()
    is_better = found.encoding != encoding and likeness(stated) > likeness(found.text) + _PLAINLY_BETTER
    return stated.encode() if is_better else body
