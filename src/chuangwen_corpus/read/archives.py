"""Pages inside a .zip or .tar archive, read inside limits and never unpacked to disk."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path, PurePosixPath

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read import tars, zips
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.entry_names import is_entry_file
from chuangwen_corpus.read.member import Member
from chuangwen_corpus.read.names import distinct, is_hidden
from chuangwen_corpus.read.page import Page, lost

SUFFIXES = (".zip", *tars.SUFFIXES)


def is_archive(name: str) -> bool:
    """Whether a file's name is that of an archive."""
    return name.lower().endswith(SUFFIXES)


def pages(file: Path | Place, path: str) -> Generator[Page, None, None]:
    """The pages of an archive, in its own order, each read when it is reached.

    Hidden members and TOML files about pages are none. A member is read up to a page's size, whatever it claims to be; one whose name points outside
    the archive, a link or a device is given as lost.

    Raises:
        Exception: Whatever a broken archive makes its reader raise (see `guard`).
    """
    taken: set[str] = set()
    reader = zips.members if file.name.lower().endswith(".zip") else tars.members
    for member in reader(file):
        if not _is_aside(member.name):
            yield _page(member, distinct(f"{path}/{member.name}", taken))


def _is_aside(name: str) -> bool:
    """Whether a member is none of the pages, as a file of that name in a folder is none: hidden, what macOS adds, a TOML file about pages."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return is_hidden("/".join(parts)) or "__MACOSX" in parts or bool(parts and is_entry_file(parts[-1]))


def _page(member: Member, inside: str) -> Page:
    name = PurePosixPath(member.name.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts:
        return lost(inside, "outside_archive", "its name points outside the archive.", "Pack it again.")
    if member.read is None:
        return lost(inside, "no_file", "is a link or a device inside an archive.", "Pack the file itself.")
    error = too_large(member.size) if member.size > MOST_BYTES else member.error
    if isinstance(error, SourceError):
        return lost(inside, error.reason, error.message, error.hint or "")
    return Page(inside, member.read, name_encoding=member.name_encoding)
