"""A folder of pages, with what its `sources.toml`, `withdrawn.toml` and `corrections.toml` say of them."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from chuangwen_corpus.errors import BuildError, SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read import among, dumps, guard, withdrawal
from chuangwen_corpus.read.corrections import Corrections, read_corrections
from chuangwen_corpus.read.entry_files import (
    MODELS,
    AnyEntry,
    Named,
    SourceEntry,
    WithdrawnEntry,
    entries,
    entry_files_in,
)
from chuangwen_corpus.read.entry_index import Index, holds_pages
from chuangwen_corpus.read.entry_names import CORRECTIONS_FILE, is_entry_file
from chuangwen_corpus.read.files import located
from chuangwen_corpus.read.guard import Guard
from chuangwen_corpus.read.look import Contents
from chuangwen_corpus.read.names import is_hidden, raw_name, read_name
from chuangwen_corpus.read.page import Page, lost
from chuangwen_corpus.read.provenance import Provenance
from chuangwen_corpus.read.release_file import ReleaseFile, read_release_file
from chuangwen_corpus.read.stretch import Stretch, names_in, pages_of
from chuangwen_corpus.read.unmatched import refuse
from chuangwen_corpus.read.walk import Found, Walk, listed
from chuangwen_corpus.read.withdrawal import Withdrawn

_FILES = 256
"""Files of a page each that make a stretch."""


@dataclass(frozen=True, slots=True)
class InputFolder:
    """The pages of a folder in the order of their paths, with what its TOML files and those below say of them."""

    root: Path | Place
    """A path of this machine, or what an address names."""
    provenance: Provenance = field(default_factory=Provenance)
    withdrawals: Index[WithdrawnEntry] = field(default_factory=Index)
    """The entries of `withdrawn.toml`; see `resolve` for the pages."""
    corrections: Corrections = field(default_factory=Corrections)
    debug: bool = False
    """Whether the errors of readers are raised (see `guard`)."""

    @classmethod
    def open(
        cls, root: Path | str, *, corrections: Path | str | None = None, debug: bool = False
    ) -> InputFolder:
        """Opens a folder, or the folder of one page; `root` may be an address (see `places`).

        Args:
            root: Where the pages are.
            corrections: The file of corrections, in the place of those named `corrections.toml`; paths in it are
                relative to `root`.
            debug: Whether an error of a reader is raised; by default it costs the input it came from.

        Raises:
            BuildError: There is no such folder, or one of its TOML files is broken, or `corrections` is, or it
                would be read as a page.
        """
        there = located(root)
        if not there.exists():
            raise BuildError(
                "there is no such folder.", path=root, hint="Name the folder that holds the pages."
            )
        plain = cls(there)
        # Beside a single page the files of its folder may be named, too, though they are not built.
        beside = plain if plain.is_folder() else cls(_folder_of(there))
        files = list(plain.entry_files())
        corrected = [named for named in files if named[0].name.lower() == CORRECTIONS_FILE]
        if corrections is not None:
            corrected = [plain._named(corrections, root)]
        folder = cls(
            there,
            Provenance(Index(_entries(files, SourceEntry), beside.files())),
            Index(_entries(files, WithdrawnEntry), beside.files()),
            read_corrections(corrected, of_one_page=not plain.is_folder()),
            debug,
        )
        folder._settle(folder.provenance.index)
        folder._settle(folder.withdrawals)
        return folder

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
        return replace(found, of_one_page=not self.is_folder())

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

    def release_file(self) -> ReleaseFile:
        """What `release.toml` beside the pages says of the corpus; one in a folder below says nothing.

        Raises:
            BuildError: It is broken.
        """
        return read_release_file(self.root if self.is_folder() else _folder_of(self.root))

    def is_folder(self) -> bool:
        """Whether the input is more than a single file."""
        return self.root.is_folder() if isinstance(self.root, Place) else self.root.is_dir()

    def pages(self) -> Iterator[Page]:
        """The pages, by path: files, and what archives and dumps hold.

        Hidden files and the folder's own TOML files are none. A link back into the folder, and
        whatever else cannot be had, is given as a page whose `read` says why.
        """
        for found in self.files():
            for page in pages_of(found, None, Guard(self.debug)):
                yield self.known(page)

    def stretches(self, size: int) -> Iterator[Stretch]:
        """The same pages in stretches, in order, each of which can be read by itself.

        Args:
            size: Bytes of a stretch of a dump that can be cut; other dumps and archives are one each.
        """
        loose: list[Found] = []
        for found in self.files():
            file = found.file
            if isinstance(file, Page) or not holds_pages(file.name):
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

    def known(self, page: Page) -> Page:
        """A page with what `sources.toml` says of it."""
        return self.provenance.known(page)

    def paths(self) -> Iterator[str]:
        """The paths of its files; archives and dumps are not looked into."""
        return (found.path for found in self.files())

    def count(self) -> int:
        """The number of files, archives and dumps; see `inside` for the pages that these hold."""
        return sum(1 for _ in self.files())

    def inside(self) -> Generator[int, None, None]:
        """Numbers that add up to the pages in archives and dumps, but for one of each.

        Of an address there are none, as all would have to be fetched twice.
        """
        if isinstance(self.root, Place):
            return
        for found in self.files():
            if isinstance(found.file, Page) or not holds_pages(found.file.name):
                continue
            yield -1
            for _ in pages_of(found, None, Guard()):
                yield 1

    def saw(self, path: str, sha256: str) -> None:
        """Takes note of a page that is there and is dropped, so that no entry is said to name none.

        Args:
            path: What it is called.
            sha256: The hash of its bytes.
        """
        self.provenance.index.saw(path, sha256)
        self.withdrawals.saw(path, sha256)

    @property
    def asks_for_content(self) -> bool:
        """Whether an entry of `sources.toml` or `withdrawn.toml` names pages by a hash or an id."""
        return self.provenance.index.asks_for_content or self.withdrawals.asks_for_content

    def _settle(self, index: Index[AnyEntry]) -> None:
        """Looks for the very names of entries that look like globs in the archives that may hold them."""
        if index.unsettled:
            archives = (found for found in self.files() if found.path in index.unsettled)
            index.settle(name for found in archives for name in names_in(found, Guard(self.debug)))

    def _contents(self) -> Contents:
        return ((found.path, partial(pages_of, found, None, Guard(self.debug))) for found in self.files())

    def _elsewhere(self, index: Index[AnyEntry]) -> set[int]:
        """Entries that may name something in an archive or a dump beside the one file that is built."""
        if self.is_folder():
            return set()
        return index.inner - index.only_inside(self.root.name)

    def entry_files(self) -> Iterator[tuple[Path | Place, str]]:
        """The TOML files of the folder and below, or of the folder of the single page, each with its path."""
        if not self.is_folder():
            yield from ((file, file.name) for file in entry_files_in(_folder_of(self.root)))
        elif isinstance(self.root, Place):
            try:
                named = list(self.root.named(is_entry_file))
            except (OSError, UnicodeError) as error:
                hint = "Mend it, or name a folder below: what is withdrawn in it cannot be known."
                raise BuildError(f"cannot be listed ({error}).", path=self.root.path, hint=hint) from None
            yield from ((file, path) for path, file in named if not is_hidden(path))
        else:
            for found in self._everything():
                if not isinstance(found.file, Page) and is_entry_file(found.file.name):
                    yield found.file, found.path

    def _named(self, corrections: Path | str, root: Path | str) -> tuple[Path | Place, str]:
        """The file of corrections that a user names, and what it is called in the release."""
        file = located(corrections)
        inside = among.inside(file, self.root) if self.is_folder() else None
        if inside and not is_entry_file(file.name) and not is_hidden(inside):
            hint = f"Move it elsewhere, or call it {CORRECTIONS_FILE}."
            raise among.refusal(corrections, root, hint)
        return file, file.name if isinstance(file, Place) else read_name(raw_name(file.name))[0]

    def files(self) -> Iterator[Found]:
        """The files of pages, and what cannot be had."""
        if not self.is_folder():
            file = self.root
            yield (
                Found(file, file.name)
                if isinstance(file, Place)
                else Found(file, *read_name(raw_name(file.name)))
            )
            return
        for found in self._everything():
            if isinstance(found.file, Page) or not is_entry_file(found.file.name):
                yield found

    def _everything(self) -> Iterator[Found]:
        """The files of the folder and below, hidden ones left out."""
        root = self.root
        if isinstance(root, Path):
            yield from Walk(root, Guard(self.debug), is_entry_file).files()
            return
        found = Guard(self.debug).caught(partial(listed, root), guard.FOLDER)
        if isinstance(found, SourceError):
            yield Found(lost(".", found.reason, found.message, found.hint or ""), ".")
        else:
            yield from found


def _entries(files: Iterable[tuple[Path | Place, str]], model: type[AnyEntry]) -> list[Named[AnyEntry]]:
    return [
        entry
        for file, path in files
        if MODELS.get(file.name.lower()) is model
        for entry in entries(file, path.rpartition("/")[0], model)
    ]


def _folder_of(file: Path | Place) -> Path | Place:
    return Place(file.filesystem, file.path.rpartition("/")[0]) if isinstance(file, Place) else file.parent
