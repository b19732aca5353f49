"""A folder of pages, with what its `sources.toml` and `withdrawn.toml` say of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import BuildError, SourceError
from chuangwen_corpus.places import Place, is_address
from chuangwen_corpus.read import archives, dumps, guard
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.files import open_input, size_of
from chuangwen_corpus.read.guard import Guard
from chuangwen_corpus.read.names import raw_name, read_name
from chuangwen_corpus.read.page import Page, lost, read_bytes
from chuangwen_corpus.read.walk import Found, Walk
from chuangwen_corpus.records import Source

SOURCES_FILE = "sources.toml"
WITHDRAWN_FILE = "withdrawn.toml"
_UNKNOWN = Source()
_FILES = 256
"""Files of a page each that make a stretch."""


@dataclass(frozen=True, slots=True)
class InputFolder:
    """The pages of a folder in the order of their paths, and those withdrawn."""

    root: Path | Place
    """A path of this machine, or what an address names."""
    provenance: dict[str, Source] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    """Path or SHA-256 of a page that must not be published, and why."""
    debug: bool = False
    """Whether the errors of readers are raised (see `guard`)."""

    @classmethod
    def open(cls, root: Path | str, *, debug: bool = False) -> InputFolder:
        """Opens a folder, or the folder of one page; `root` may be an address (see `places`).

        Args:
            root: Where the pages are.
            debug: Whether an error of a reader is raised; by default it costs the input it came from.

        Raises:
            BuildError: There is no such folder, or one of its TOML files is broken.
        """
        there: Path | Place = Place.of(root) if is_address(root) else Path(root)
        if not there.exists():
            raise BuildError(
                "there is no such folder.", path=root, hint="Name the folder that holds the pages."
            )
        if isinstance(there, Place):
            folder: Path | Place = (
                there if there.is_folder() else Place(there.filesystem, there.path.rpartition("/")[0])
            )
        else:
            folder = there if there.is_dir() else there.parent
        sources = _read_toml(folder / SOURCES_FILE)
        withdrawn = _read_toml(folder / WITHDRAWN_FILE)
        return cls(
            there,
            {path: _provenance(folder / SOURCES_FILE, path, about) for path, about in sources.items()},
            {key: str(about.get("reason", "withdrawn")) for key, about in withdrawn.items()},
            debug,
        )

    def pages(self) -> Iterator[Page]:
        """The pages, by path: files, and what archives and dumps hold.

        Hidden files and the folder's own TOML files are none. A link back into the folder, and
        whatever else cannot be had, is given as a page whose `read` says why.
        """
        for found in self._files():
            for page in _pages(found, None, Guard(self.debug)):
                yield self.known(page, found.path)

    def stretches(self, size: int) -> Iterator[Stretch]:
        """The same pages in stretches, in order, each of which can be read by itself.

        Args:
            size: Bytes of a stretch of a dump that can be cut; other dumps and archives are one each.
        """
        loose: list[Found] = []
        for found in self._files():
            file = found.file
            if isinstance(file, Page) or not _holds_pages(file):
                loose.append(found)
                if len(loose) == _FILES:
                    yield Stretch(tuple(loose), debug=self.debug)
                    loose = []
                continue
            if loose:
                yield Stretch(tuple(loose), debug=self.debug)
                loose = []
            cut = dumps.ranges(file, size, Guard(self.debug)) if dumps.is_dump(file.name) else [None]
            yield from (Stretch((found,), within, self.debug) for within in cut)
        if loose:
            yield Stretch(tuple(loose), debug=self.debug)

    def known(self, page: Page, path: str) -> Page:
        """A page of the file at `path` with what `sources.toml` says of it, or else of the file."""
        own = self.provenance.get(page.path, self.provenance.get(path, _UNKNOWN))
        return replace(page, provenance=own) if own != _UNKNOWN else page

    def count(self) -> int:
        """The number of files, archives and dumps; how many pages they hold shows on the way."""
        return sum(1 for _ in self._files())

    def _files(self) -> Iterator[Found]:
        if isinstance(self.root, Place):
            yield from self._fetched(self.root)
        elif self.root.is_dir():
            yield from Walk(self.root, Guard(self.debug), frozenset((SOURCES_FILE, WITHDRAWN_FILE))).files()
        else:
            yield Found(self.root, *read_name(raw_name(self.root.name)))

    def _fetched(self, root: Place) -> Iterator[Found]:
        if not root.is_folder():
            yield Found(root, root.name)
            return
        listed = Guard(self.debug).caught(lambda: list(root.files()), guard.FOLDER)
        if isinstance(listed, SourceError):
            yield Found(lost(".", listed.reason, listed.message, listed.hint or ""), ".")
        else:
            yield from (Found(file, path) for path, file in listed if not _is_hidden(path))


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
            for page in _pages(found, self.within, Guard(self.debug)):
                yield page, found.path


def _pages(found: Found, within: dumps.Range | None, guarded: Guard) -> Iterator[Page]:
    for page in _read(found, within, guarded):
        guess = page.name_encoding or found.name_encoding
        yield replace(page, name_encoding=guess) if guess else page


def _read(found: Found, within: dumps.Range | None, guarded: Guard) -> Iterator[Page]:
    """The pages of a file. All readers are called here, and guarded here."""
    file, path = found.file, found.path
    if isinstance(file, Page):
        yield file
    elif archives.is_archive(file.name):
        yield from guarded.pages(archives.pages(file, path), lambda _: path, guard.ARCHIVE)
    elif dumps.is_dump(file.name):
        pages = dumps.pages(file, path, within, guarded=guarded)
        yield from guarded.pages(
            pages, lambda given: dumps.place(path, given + 1) if given or within else path, guard.DUMP
        )
    else:
        read = partial(read_bytes, file) if isinstance(file, Path) else partial(_fetch, file)
        yield Page(path, partial(guarded.read, read, guard.PAGE))


def _holds_pages(file: Path | Place) -> bool:
    return archives.is_archive(file.name) or dumps.is_dump(file.name)


def _fetch(file: Place) -> bytes:
    """The bytes of a page on another system."""
    with open_input(file) as opened:
        data: bytes = opened.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise too_large(size_of(opened))
    return data


def _is_hidden(path: str) -> bool:
    own = path in (SOURCES_FILE, WITHDRAWN_FILE)
    return own or any(part.startswith(".") for part in path.split("/"))


def _read_toml(file: Path | Place) -> dict[str, dict[str, Any]]:
    if not file.exists():
        return {}
    try:
        tables = tomllib.loads(file.read_bytes().decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BuildError(f"is no valid TOML: {error}.", path=_said(file)) from None
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise BuildError(
                f"the entry {key!r} is no table.", path=_said(file), hint=f'Write ["{key}"] above its fields.'
            )
    return tables


def _said(file: Path | Place) -> str:
    return file.path if isinstance(file, Place) else str(file)


_FIELDS = {**{name: name for name in Source.model_fields}, "retrieved_note": "note"}


def _provenance(file: Path | Place, path: str, about: dict[str, Any]) -> Source:
    values: dict[str, str] = {}
    for key, value in about.items():
        name = _FIELDS.get(key)
        if name is None:
            if key not in ("title", "year"):  # said by the page itself; kept here for the reader
                known = ", ".join(sorted({*_FIELDS, "title", "year"}))
                raise BuildError(
                    f"the entry {path!r} has an unknown field {key!r}.",
                    path=_said(file),
                    hint=f"Known are {known}.",
                )
            continue
        values[name] = f"{values[name]}; {value}" if name in values else str(value)
    return Source(**values)
