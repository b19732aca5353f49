"""Files of input, opened so that what is no regular file (a pipe, a device, a socket) is never read and never waited for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any, BinaryIO

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.places import Place, is_address
from chuangwen_corpus.read.decode import too_large

# A pipe without a writer blocks whoever opens it, so the kind is looked at first; it may change before the file is
# open, so that does not block either, and the kind is looked at again.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)


def open_regular(path: str | Path) -> BinaryIO:
    """Opens a regular file for reading at any place of it; links are followed. Any name will do, Unicode or not.

    Raises:
        SourceError: `missing`, `no_file` (a folder, pipe, device or socket), `link_loop` or `unreadable`.
    """
    try:
        _check(Path(path).stat())
        opened = os.fdopen(os.open(path, _FLAGS), "rb")  # whoever asked for it closes it
        try:
            _check(os.fstat(opened.fileno()))
        except BaseException:
            opened.close()
            raise
    except OSError as error:
        raise unreadable(error) from None
    return opened


def read_regular(path: str | Path, most: int) -> bytes:
    """The bytes of a regular file, at most `most`.

    Raises:
        SourceError: As of `open_regular`; `too_large` for a longer file, which is not read.
    """
    with open_regular(path) as file:
        try:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > most else file.read(most + 1)
        except OSError as error:
            raise unreadable(error) from None
    if data is None:  # a file of the kernel's that would wait for something
        raise no_file()
    if max(size, len(data)) > most:
        raise too_large(max(size, len(data)), most)
    return data


def open_input(file: Path | Place) -> Any:
    """A file of input for reading at any place of it, on this machine or another: a binary file object.

    Raises:
        SourceError: As of `open_regular`.
    """
    if isinstance(file, Path):
        return open_regular(file)
    if file.filesystem.type_name == "local":
        return open_regular(file.path)
    return file.open()


def size_of(opened: Any) -> int:
    """The size of an open file in bytes; its position is its beginning then."""
    size: int = opened.seek(0, os.SEEK_END)
    opened.seek(0)
    return size


def here(where: Path | str) -> Path | None:
    """The path of this machine that a user names, which may be an address (``file:///pages``); None for one elsewhere."""
    if not is_address(where):
        return Path(where)
    if not str(where).lower().startswith("file://"):
        return None
    place = Place.of(where)
    return Path(place.path or "/") if place.is_local() else None


def located(where: Path | str) -> Path | Place:
    """What a user names: a path of this machine (see `here`), or a place elsewhere.

    Raises:
        ChuangwenError: No file system knows addresses of this kind.
    """
    return here(where) or Place.of(where)


def unreadable(error: OSError) -> SourceError:
    """What the system says of a file or folder, as the reason of a reject."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return SourceError(
            "missing", "there is no such file.", hint="Check the name, or where the link points."
        )
    if error.errno == errno.ELOOP:
        return SourceError("link_loop", "is a link that leads to no file.", hint="Remove the link.")
    if error.errno == errno.ENXIO:  # a socket, or a pipe that nobody reads
        return no_file()
    if error.errno == errno.ENAMETOOLONG:
        return SourceError("unreadable", "its path is too long for this system.", hint="Move it up.")
    said = error.strerror or str(error)
    return SourceError("unreadable", f"cannot be read ({said}).", hint="Check that you may read it.")


def _check(about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        raise no_file()


def no_file() -> SourceError:
    """What is said of a pipe, a device, a socket, or a folder in the place of a file."""
    return SourceError("no_file", "is no regular file.", hint="Name a file or a folder.")
