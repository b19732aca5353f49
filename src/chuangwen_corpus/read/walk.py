"""The files of a folder of this machine: each real folder is walked once, in linear time and to any depth."""

from __future__ import annotations

# ruff: noqa: PTH114, PTH115, PTH116, PTH118, PTH120, PTH206
# Paths are text here, as making a Path of each costs more than reading the folder.
import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read import guard
from chuangwen_corpus.read.files import no_file, unreadable
from chuangwen_corpus.read.names import distinct, is_hidden, raw_name, read_name
from chuangwen_corpus.read.page import Page, lost

_MOST_LINKS = 40
"""Links on the way to one folder; Linux follows no more."""


class Found(NamedTuple):
    """Where pages are: a file of this machine or another, or a page that is known to be lost."""

    file: Path | Place | Page
    path: str
    """What it is called in the corpus: its path in the folder."""
    name_encoding: str | None = None
    """The encoding that a name in its path was read in, where that is a guess."""
    unnumbered: str = ""
    """Its path without the numbers that tell files apart whose names become the same text (see `names.distinct`);
    empty where that is not known."""


class _Folder(NamedTuple):
    place: str
    real: str
    """Its place, no folder on the way to which is a link."""
    path: str = ""
    unnumbered: str = ""
    name_encoding: str | None = None
    is_link: bool = False
    is_outside: bool = False
    """Whether a link led to it or to a folder above it, out of the root."""


@dataclass(slots=True)
class Walk:
    """A walk through a folder, by path.

    Links to folders are followed, but no folder is walked twice: where its pages come from their real place inside the
    root, or from an earlier link to the same place outside, a link is a lost page that says where they are.
    """

    root: Path
    guarded: guard.Guard
    never_walked: Callable[[str], bool] = lambda _: False
    """Whether what has this name is given as a file though it may be a folder: its reader says what is wrong."""
    _real_root: str = ""
    _outside: dict[str, str] = field(default_factory=dict)
    """Folders outside the root that were walked, and what they are called."""

    def files(self) -> Iterator[Found]:
        """The files, and what cannot be had."""
        self._real_root = os.path.realpath(self.root)
        waiting: list[Found | _Folder] = [_Folder(str(self.root), self._real_root)]
        while waiting:
            here = waiting.pop()
            if isinstance(here, Found):
                yield here
                continue
            inside = self.guarded.caught(partial(self._inside, here), guard.FOLDER)
            if isinstance(inside, SourceError):
                path = here.path or "."
                gone = lost(path, inside.reason, inside.message, inside.hint or "")
                yield Found(gone, path, unnumbered=here.unnumbered)
            else:
                waiting.extend(reversed(inside))

    def _inside(self, folder: _Folder) -> list[Found | _Folder]:
        """What is in a folder, by name.

        Raises:
            SourceError: It cannot be read, or its pages are had elsewhere.
        """
        try:
            if folder.is_link:
                above, real = os.path.dirname(folder.real), _real(folder.real)
                self._check_link(above, real)
                folder = folder._replace(real=real, is_outside=True)
            if folder.is_outside:
                self._check_outside(folder)
            os.stat(os.path.join(folder.place, "."))  # a folder may be listed, but not entered
            with os.scandir(folder.place) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            raise unreadable(error) from None
        taken: set[str] = set()
        wanted = (entry for entry in entries if not is_hidden(entry.name))
        return [self._entered(folder, entry, taken) for entry in wanted]

    def _entered(self, folder: _Folder, entry: os.DirEntry[str], taken: set[str]) -> Found | _Folder:
        own, guess = read_name(raw_name(entry.name))
        name, guess = distinct(own, taken), guess or folder.name_encoding
        path, place = f"{folder.path}/{name}" if folder.path else name, os.path.join(folder.place, entry.name)
        unnumbered = f"{folder.unnumbered}/{own}" if folder.path else own
        try:
            is_folder = entry.is_dir() and not self.never_walked(entry.name)
        except OSError:  # reading it as a file says why
            is_folder = False
        if not is_folder:
            return Found(Path(place), path, guess, unnumbered)
        real = os.path.join(folder.real, entry.name)
        return _Folder(place, real, path, unnumbered, guess, entry.is_symlink(), folder.is_outside)

    def _check_link(self, above: str, real: str) -> None:
        below = os.path.join(self._real_root, "")
        if any(os.path.join(inside, "").startswith(os.path.join(real, "")) for inside in (above, below)):
            raise SourceError(
                "link_loop", "is a link to a folder it stands in.", hint="Remove the link; nothing is lost."
            )
        inside = real.removeprefix(below)
        parts = inside.split(os.sep)
        if inside != real and not any(map(is_hidden, parts)):
            raise _elsewhere("/".join(read_name(raw_name(part))[0] for part in parts))

    def _check_outside(self, folder: _Folder) -> None:
        if folder.real in self._outside:
            raise _elsewhere(self._outside[folder.real])
        self._outside[folder.real] = folder.path


def listed(folder: Place) -> list[Found]:
    """The files of a folder at an address and below, by path, and what is neither a file nor a folder, as a lost page.

    Hidden ones are left out. A link is neither, where the file system does not say what it leads to.
    """
    from pyarrow import fs

    selector = fs.FileSelector(folder.path, recursive=True, allow_not_found=True)
    found: list[Found] = []
    for about in sorted(folder.filesystem.get_file_info(selector), key=lambda about: about.path):
        path: str = about.path.removeprefix(folder.path).lstrip("/")
        if about.type == fs.FileType.Directory or is_hidden(path):
            continue
        error = None if about.is_file else no_file()
        there = Place(folder.filesystem, about.path)
        found.append(
            Found(lost(path, error.reason, error.message, error.hint or "") if error else there, path)
        )
    return found


def _real(link: str) -> str:
    """Where a link leads, when no folder on the way to it is a link: so the way there need not be looked at again.

    Raises:
        OSError: It leads around in a circle.
    """
    at, name = os.path.split(link)
    waiting, links = [name], 0
    while waiting:
        part = waiting.pop()
        there = os.path.dirname(at) if part == os.pardir else os.path.join(at, part)
        if part == os.pardir or not os.path.islink(there):
            at = there
            continue
        links += 1
        if links > _MOST_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        target = Path(os.readlink(there))
        at = target.anchor or at
        waiting.extend(reversed(target.parts[1:] if target.anchor else target.parts))
    return at


def _elsewhere(path: str) -> SourceError:
    message = f"is a link to a folder whose pages are read as {path}/…"
    return SourceError("read_elsewhere", message, hint="Remove the link; nothing is lost.")
