"""A folder of pages, with what its `sources.toml` and `withdrawn.toml` say of them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from chuangwen_corpus.errors import BuildError, SourceError
from chuangwen_corpus.places import Place, is_address
from chuangwen_corpus.read import archives, dumps, withdrawal
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.entry_files import (
    ENTRY_FILES,
    MODELS,
    AnyEntry,
    Named,
    SourceEntry,
    WithdrawnEntry,
    entries,
    is_entry_file,
)
from chuangwen_corpus.read.entry_index import Index, holds_pages
from chuangwen_corpus.read.look import Contents
from chuangwen_corpus.read.page import Page, lost, printable, read_bytes
from chuangwen_corpus.read.provenance import Provenance
from chuangwen_corpus.read.unmatched import refuse
from chuangwen_corpus.read.withdrawal import Withdrawn

_FILES = 256
"""Files of a page each that make a stretch."""

File = Path | Place | Page
"""Where pages are: a file of this machine or another, or a page that is known to be lost."""


@dataclass(frozen=True, slots=True)
class InputFolder:
    """The pages of a folder in the order of their paths, with what its TOML files and those below say of them."""

    root: Path | Place
    """A path of this machine, or what an address names."""
    provenance: Provenance = field(default_factory=Provenance)
    withdrawals: Index[WithdrawnEntry] = field(default_factory=Index)
    """The entries of `withdrawn.toml`; see `resolve` for the pages."""

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
        plain = cls(there)
        # Beside a single page the files of its folder may be named, too, though they are not built.
        beside = plain if plain.is_folder() else cls(_folder_of(there))
        files = list(plain.entry_files())
        return cls(
            there,
            Provenance(Index(_entries(files, SourceEntry), beside.paths())),
            Index(_entries(files, WithdrawnEntry), beside.paths()),
        )

    def resolve(self) -> Withdrawn:
        """Sees which pages are withdrawn; reads those that entries name, and archives and dumps that may hold some.

        Raises:
            UnmatchedEntries: An entry of `withdrawn.toml` names no page, or one of `sources.toml` plainly none.
        """
        found = withdrawal.resolve(self.withdrawals, self._contents(), self._elsewhere(self.withdrawals))
        about = self.provenance.index
        refuse(
            [*found.unmatched, *about.unmatched(about.matched | about.inner)],
            itertools.chain(self.paths(), found.names),
        )
        return found

    def check_provenance(self) -> list[str]:
        """Sees whether each entry of `sources.toml` has named a page, when all pages have been read.

        Returns:
            A warning for each entry of which this cannot be said, and for each hash or id that has named none.

        Raises:
            UnmatchedEntries: An entry names no page.
        """
        unmatched, seen = self.provenance.unmatched(self._contents(), self._elsewhere(self.provenance.index))
        refuse(unmatched, itertools.chain(self.paths(), seen.names))
        unused = self.provenance.unused() if self.is_folder() else []
        return [*seen.warnings(self.provenance.index), *unused]

    def is_folder(self) -> bool:
        """Whether the input is more than a single file."""
        return self.root.is_folder() if isinstance(self.root, Place) else self.root.is_dir()

    def pages(self) -> Iterator[Page]:
        """The pages, by path: files, and what archives and dumps hold.

        Hidden files and the folder's own TOML files are none. A link back into the folder, and
        whatever else cannot be had, is given as a page whose `read` says why.
        """
        for file, path in self._files():
            for page in _pages(file, path):
                yield self.known(page)

    def stretches(self, size: int) -> Iterator[Stretch]:
        """The same pages in stretches, in order, each of which can be read by itself.

        Args:
            size: Bytes of a stretch of a dump that can be cut; other dumps and archives are one each.
        """
        loose: list[tuple[File, str]] = []
        for file, path in self._files():
            if isinstance(file, Page) or not holds_pages(file.name):
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

    def known(self, page: Page) -> Page:
        """A page with what `sources.toml` says of it."""
        return self.provenance.known(page)

    def paths(self) -> Iterator[str]:
        """The paths of its files; archives and dumps are not looked into."""
        return (path for _, path in self._files())

    def count(self) -> int:
        """The number of files, archives and dumps; how many pages they hold shows on the way."""
        return sum(1 for _ in self._files())

    def _contents(self) -> Contents:
        return ((path, partial(_pages, file, path)) for file, path in self._files())

    def _elsewhere(self, index: Index[AnyEntry]) -> set[int]:
        """Entries that may name something in an archive or a dump beside the one file that is built."""
        if self.is_folder():
            return set()
        return index.inner - index.only_inside(self.root.name)

    def entry_files(self) -> Iterator[tuple[Path | Place, str]]:
        """The TOML files of the folder and below, or of the folder of the single page, each with its path."""
        if not self.is_folder():
            folder = _folder_of(self.root)
            yield from ((folder / name, name) for name in ENTRY_FILES if _is_there(folder / name))
        elif isinstance(self.root, Place):
            yield from ((file, path) for path, file in self.root.named(is_entry_file) if not _is_hidden(path))
        else:
            for file, path in _walk(self.root, "", frozenset()):
                if isinstance(file, Path) and is_entry_file(file.name):
                    yield file, path

    def _files(self) -> Iterator[tuple[File, str]]:
        if isinstance(self.root, Place):
            found = self.root.files() if self.root.is_folder() else [(self.root.name, self.root)]
            yield from (
                (file, path) for path, file in found if not (_is_hidden(path) or is_entry_file(file.name))
            )
        elif self.root.is_dir():
            for file, path in _walk(self.root, "", frozenset()):
                if isinstance(file, Page) or not is_entry_file(file.name):
                    yield file, path
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


def _entries(files: Iterable[tuple[Path | Place, str]], model: type[AnyEntry]) -> list[Named[AnyEntry]]:
    return [
        entry
        for file, path in files
        if MODELS[file.name.lower()] is model
        for entry in entries(file, path.rpartition("/")[0], model)
    ]


def _folder_of(file: Path | Place) -> Path | Place:
    return Place(file.filesystem, file.path.rpartition("/")[0]) if isinstance(file, Place) else file.parent


def _is_there(file: Path | Place) -> bool:
    return file.exists() if isinstance(file, Place) else os.path.lexists(file)


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
    return any(part.startswith(".") for part in path.split("/"))


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
        if name.startswith("."):
            continue
        inside = f"{path}/{printable(name)}" if path else printable(name)
        if (folder / name).is_dir() and not is_entry_file(name):
            yield from _walk(folder / name, inside, above | {real})
        else:
            yield folder / name, inside
