"""A folder of pages, with what its `sources.toml` and `withdrawn.toml` say of them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import BuildError, SourceError
from chuangwen_corpus.places import Place, is_address
from chuangwen_corpus.read import archives, dumps
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.page import Page, lost, printable, read_bytes
from chuangwen_corpus.records import Source

SOURCES_FILE = "sources.toml"
WITHDRAWN_FILE = "withdrawn.toml"
_UNKNOWN = Source()
_FILES = 256
"""Files of a page each that make a stretch."""

File = Path | Place | Page
"""Where pages are: a file of this machine or another, or a page that is known to be lost."""


@dataclass(frozen=True, slots=True)
class InputFolder:
    """The pages of a folder in the order of their paths, and those withdrawn."""

    root: Path | Place
    """A path of this machine, or what an address names."""
    provenance: dict[str, Source] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    """Path or SHA-256 of a page that must not be published, and why."""

    @classmethod
    def open(cls, root: Path | str) -> InputFolder:
        """Opens a folder, or the folder of one page; `root` may be an address (see `places`).

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
        )

    def pages(self) -> Iterator[Page]:
        """The pages, by path: files, and what archives and dumps hold.

        Hidden files and the folder's own TOML files are none. A link back into the folder, and
        whatever else cannot be had, is given as a page whose `read` says why.
        """
        for file, path in self._files():
            for page in _pages(file, path):
                yield self.known(page, path)

    def stretches(self, size: int) -> Iterator[Stretch]:
        """The same pages in stretches, in order, each of which can be read by itself.

        Args:
            size: Bytes of a stretch of a dump that can be cut; other dumps and archives are one each.
        """
        loose: list[tuple[File, str]] = []
        for file, path in self._files():
            if isinstance(file, Page) or not _holds_pages(file):
                loose.append((file, path))
                if len(loose) == _FILES:
                    yield Stretch(tuple(loose))
                    loose = []
                continue
            if loose:
                yield Stretch(tuple(loose))
                loose = []
            there = ((file, path),)
            if dumps.is_dump(file.name):
                yield from (Stretch(there, within) for within in dumps.ranges(_place(file), size))
            else:
                yield Stretch(there)
        if loose:
            yield Stretch(tuple(loose))

    def known(self, page: Page, path: str) -> Page:
        """A page of the file at `path` with what `sources.toml` says of it, or else of the file."""
        own = self.provenance.get(page.path, self.provenance.get(path, _UNKNOWN))
        return replace(page, provenance=own) if own != _UNKNOWN else page

    def count(self) -> int:
        """The number of files, archives and dumps; how many pages they hold shows on the way."""
        return sum(1 for _ in self._files())

    def _files(self) -> Iterator[tuple[File, str]]:
        if isinstance(self.root, Place):
            found = self.root.files() if self.root.is_folder() else [(self.root.name, self.root)]
            yield from ((file, path) for path, file in found if not _is_hidden(path))
        elif self.root.is_dir():
            yield from _walk(self.root, "", frozenset())
        else:
            yield self.root, self.root.name


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a folder's pages, one after the other; can be sent to another process."""

    files: tuple[tuple[File, str], ...]
    """Files of pages, or one archive or dump, each with its path in the folder."""
    within: dumps.Range | None = None
    """Of a dump, where to begin and end; its pages are numbered from the beginning then."""

    @property
    def path(self) -> str:
        """The path of its first file."""
        return self.files[0][1]

    @property
    def name(self) -> str:
        """What its first page is called, of a file that holds many the file."""
        return dumps.place(self.path, 1) if self.within else self.path

    def by_file(self) -> Iterator[Stretch]:
        """Its files, a stretch each."""
        for file in self.files:
            yield Stretch((file,), self.within)

    def pages(self) -> Iterator[tuple[Page, str]]:
        """The pages in order, without what `sources.toml` says of them, and the path of each one's file."""
        for file, path in self.files:
            for page in _pages(file, path, self.within):
                yield page, path


def _pages(file: File, path: str, within: dumps.Range | None = None) -> Iterator[Page]:
    if isinstance(file, Page):
        yield file
    elif archives.is_archive(file.name):
        yield from archives.pages(_place(file), path)
    elif dumps.is_dump(file.name):
        yield from dumps.pages(_place(file), path, within)
    else:
        yield Page(path, partial(read_bytes, file) if isinstance(file, Path) else partial(_fetch, file))


def _holds_pages(file: Path | Place) -> bool:
    return archives.is_archive(file.name) or dumps.is_dump(file.name)


def _place(file: Path | Place) -> Place:
    return Place.of(file) if isinstance(file, Path) else file


def _fetch(file: Place) -> bytes:
    """The bytes of a page on another system."""
    try:
        size = file.filesystem.get_file_info(file.path).size or 0
        if size > MOST_BYTES:
            raise too_large(size)
        return file.read_bytes()
    except OSError as error:
        raise SourceError("unreadable", f"cannot be fetched ({error}).", hint="Check the address.") from None


def _is_hidden(path: str) -> bool:
    own = path in (SOURCES_FILE, WITHDRAWN_FILE)
    return own or any(part.startswith(".") for part in path.split("/"))


def _walk(folder: Path, path: str, above: frozenset[str]) -> Iterator[tuple[File, str]]:
    """Files below a folder by path, following links to folders, but never around in a circle."""
    real = os.path.realpath(folder)
    if real in above:
        yield lost(path, "link_loop", "is a link to a folder it stands in.", "Remove the link."), path
        return
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        message = f"the folder cannot be read ({error.strerror})."
        yield lost(path or ".", "unreadable", message, "Check that you may read it."), path
        return
    for name in names:
        if name.startswith(".") or name in (SOURCES_FILE, WITHDRAWN_FILE):
            continue
        inside = f"{path}/{printable(name)}" if path else printable(name)
        if (folder / name).is_dir():
            yield from _walk(folder / name, inside, above | {real})
        else:
            yield folder / name, inside


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
