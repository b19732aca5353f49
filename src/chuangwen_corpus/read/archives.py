"""Pages inside a .zip or .tar archive, read inside limits and never unpacked to disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pyarrow as pa

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.page import Page, lost, printable

Reader = Callable[[], bytes]
SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    pa.ArrowInvalid,  # a broken archive that points outside itself
)


def is_archive(name: str) -> bool:
    """Whether a file's name is that of an archive."""
    return name.lower().endswith(SUFFIXES)


def pages(file: Place, path: str) -> Iterator[Page]:
    """The pages of an archive, in its own order, each read when it is reached.

    A member is read up to a page's size, whatever it claims to be; one whose name points outside
    the archive, a link or a device is given as lost. A broken archive ends in a lost page.
    """
    seen: dict[str, int] = {}
    try:
        for name, size, read in _zip(file) if file.name.lower().endswith(".zip") else _tar(file):
            seen[name] = seen.get(name, 0) + 1
            again = f"#{seen[name]}" if seen[name] > 1 else ""
            yield _member(f"{path}/{printable(name)}{again}", name.replace("\\", "/"), size, read)
    except _BROKEN as error:
        yield lost(path, "broken_archive", f"cannot be unpacked ({error}).", "Download or pack it again.")


def _member(inside: str, name: str, size: int, read: Reader | None) -> Page:
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        return lost(inside, "outside_archive", "its name points outside the archive.", "Pack it again.")
    if read is None:
        return lost(inside, "no_file", "is a link or a device inside an archive.", "Pack the file itself.")
    if size > MOST_BYTES:
        error = too_large(size)
        return lost(inside, error.reason, error.message, error.hint or "")
    return Page(inside, _guarded(read))


def _zip(file: Place) -> Iterator[tuple[str, int, Reader | None]]:
    with file.open() as opened, zipfile.ZipFile(opened) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, info.file_size, lambda info=info: _open_zip(archive, info)  # type: ignore[misc]


def _open_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        return member.read(MOST_BYTES + 1)


def _tar(file: Place) -> Iterator[tuple[str, int, Reader | None]]:
    # A compressed tar can only be read forwards, so a member is read when it is passed.
    with file.open() as opened, tarfile.open(fileobj=opened) as archive:
        for member in archive:
            if member.isfile() and member.size <= MOST_BYTES:
                stream = archive.extractfile(member)
                data = stream.read(MOST_BYTES + 1) if stream else b""
                yield member.name, member.size, lambda data=data: data  # type: ignore[misc]
            elif not member.isdir():
                yield member.name, member.size, (lambda: b"") if member.isfile() else None


def _guarded(read: Reader) -> Reader:
    def guarded() -> bytes:
        try:
            data = read()
        except _BROKEN as error:
            raise SourceError(
                "broken_archive", f"cannot be unpacked ({error}).", hint="Download or pack it again."
            ) from None
        if len(data) > MOST_BYTES:  # a member may be larger than it says
            raise too_large(len(data))
        return data

    return guarded
