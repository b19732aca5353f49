"""Some of the pages of an input, read one after the other; all readers are called here, and guarded here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from chuangwen_corpus.places import Place
from chuangwen_corpus.read import archives, documents, dumps, guard
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.files import open_input, size_of
from chuangwen_corpus.read.guard import Guard
from chuangwen_corpus.read.page import Page, read_bytes
from chuangwen_corpus.read.walk import Found


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a folder's pages, one after the other; can be sent to another process."""

    files: tuple[Found, ...]
    """Files of pages, or one archive or dump."""
    within: dumps.Range | None = None
    """Of a dump, where to begin and end; its pages are numbered from the beginning then."""
    debug: bool = False
    """Whether the errors of readers are raised (see `guard`)."""

    @property
    def path(self) -> str:
        """The path of its first file."""
        return self.files[0].path

    @property
    def name(self) -> str:
        """What its first page is called, of a file that holds many the file."""
        return dumps.place(self.path, 1) if self.within else self.path

    def by_file(self) -> Iterator[Stretch]:
        """Its files, a stretch each."""
        for file in self.files:
            yield replace(self, files=(file,))

    def pages(self) -> Iterator[tuple[Page, str]]:
        """The pages in order, without what `sources.toml` says of them, and the path of each one's file."""
        for found in self.files:
            for page in pages_of(found, self.within, Guard(self.debug)):
                yield page, found.path


def pages_of(found: Found, within: dumps.Range | None, guarded: Guard) -> Iterator[Page]:
    """The pages of a file, or of a range of a dump; what cannot be had is a lost page."""
    for page in _read(found, within, guarded):
        guess = page.name_encoding or found.name_encoding
        yield replace(page, name_encoding=guess) if guess else page


def names_in(found: Found, guarded: Guard) -> Iterator[str]:
    """The paths of the pages in an archive; none is extracted from a document."""
    file, path = found.file, found.path
    if not isinstance(file, Page) and archives.is_archive(file.name):
        for page in guarded.pages(archives.pages(file, path), lambda _: path, guard.ARCHIVE):
            yield page.path


def _read(found: Found, within: dumps.Range | None, guarded: Guard) -> Iterator[Page]:
    """The pages of a file. All readers are called here, and guarded here."""
    file, path = found.file, found.path
    if isinstance(file, Page):
        yield file
    elif archives.is_archive(file.name):
        for page in guarded.pages(archives.pages(file, path), lambda _: path, guard.ARCHIVE):
            yield documents.as_page(page, guarded)
    elif dumps.is_dump(file.name):
        pages = dumps.pages(file, path, within, guarded=guarded)
        yield from guarded.pages(
            pages, lambda given: dumps.place(path, given + 1) if given or within else path, guard.DUMP
        )
    else:
        read = partial(read_bytes, file) if isinstance(file, Path) else partial(_fetch, file)
        yield documents.as_page(Page(path, partial(guarded.read, read, guard.PAGE)), guarded)


def _fetch(file: Place) -> bytes:
    """The bytes of a page on another system."""
    with open_input(file) as opened:
        data: bytes = opened.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise too_large(size_of(opened))
    return data
