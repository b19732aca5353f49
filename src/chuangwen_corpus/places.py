"""Where files lie: a path of this machine, or an address such as ``s3://bucket/folder``.

Addresses are opened by pyarrow's own file systems (S3, Google Cloud Storage, HDFS), those it does not know by
fsspec, if that is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError, MissingExtraError


def is_address(where: str | Path) -> bool:
    """Whether this names a place on another system, not a path.

    >>> is_address("s3://crawls/2026"), is_address("raw"), is_address(Path("raw"))
    (True, False, False)
    """
    return isinstance(where, str) and "://" in where


def as_utf8(where: str | Path) -> str:
    """A path of this machine as libraries take it that know UTF-8 only, such as pyarrow.

    Raises:
        ChuangwenError: Its name is other bytes.
    """
    path = str(where)
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        raise ChuangwenError(
            "has a name that is not UTF-8, which Parquet files cannot be read from or written to.", path=path.encode("utf-8", "backslashreplace").decode(),
            hint="Rename the folder, or make a link to it with another name.",
        ) from None  # fmt: skip
    return path


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder on some file system."""

    filesystem: Any
    """A `pyarrow.fs.FileSystem`."""
    path: str

    @classmethod
    def of(cls, where: str | Path) -> Place:
        """The place that a path or an address names.

        Raises:
            ChuangwenError: No file system knows addresses of this kind.
        """
        from pyarrow import fs

        if not is_address(where):
            return cls(fs.LocalFileSystem(), as_utf8(where))
        address = str(where)
        try:
            filesystem, path = fs.FileSystem.from_uri(address)
        except pa.ArrowInvalid as error:
            filesystem, path = _with_fsspec(address, error)
        except OSError as error:
            raise ChuangwenError(f"cannot be reached ({error}).", path=address) from None
        return cls(filesystem, path.rstrip("/"))

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rsplit("/", 1)[-1]

    def __truediv__(self, name: str) -> Place:
        return Place(self.filesystem, f"{self.path}/{name}")

    def is_local(self) -> bool:
        """Whether it is a path of this machine."""
        return bool(self.filesystem.type_name == "local")

    def exists(self) -> bool:
        """Whether there is a file or a folder."""
        return bool(self.filesystem.get_file_info(self.path).type.value > 1)

    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return not self.filesystem.get_file_info(self.path).is_file

    def files(self) -> Iterator[tuple[str, Place]]:
        """The files in a folder and below, by path, each with its path inside the folder."""
        from pyarrow import fs

        selector = fs.FileSelector(self.path, recursive=True, allow_not_found=True)
        found = self.filesystem.get_file_info(selector)
        for path in sorted(info.path for info in found if info.is_file):
            inside = path.removeprefix(self.path).lstrip("/")
            yield inside, Place(self.filesystem, path)

    def named(self, wanted: Callable[[str], bool], *, below: bool = True) -> Iterator[tuple[str, Place]]:
        """What stands in a folder under some names, files or not, by path, as `files` gives it.

        Args:
            wanted: Whether something of a name is wanted.
            below: Whether what stands in folders below is, too.
        """
        from pyarrow import fs

        selector = fs.FileSelector(self.path, recursive=below, allow_not_found=True)
        found = self.filesystem.get_file_info(selector)
        for path in sorted(info.path for info in found if wanted(info.base_name)):
            yield path.removeprefix(self.path).lstrip("/"), Place(self.filesystem, path)

    def open(self, *, mapped: bool = False) -> pa.NativeFile:
        """The file, for reading at any place of it; a file of this machine can be mapped into memory."""
        if mapped and self.is_local():
            return pa.memory_map(self.path)
        return self.filesystem.open_input_file(self.path)

    def read_bytes(self) -> bytes:
        """All of the file."""
        with self.open() as file:
            data: bytes = file.read()
        return data

    def remove(self) -> None:
        """Takes the file away, or the folder with all in it."""
        if self.is_folder():
            self.filesystem.delete_dir(self.path)
        else:
            self.filesystem.delete_file(self.path)

    def write_bytes(self, data: bytes) -> None:
        """Writes a file whole; on object stores it is there only when all of it is."""
        self.write([data])

    def write(self, pieces: Iterable[bytes]) -> None:
        """Writes a file piece by piece; on object stores it is there only when all of it is."""
        self.filesystem.create_dir(self.path.rsplit("/", 1)[0], recursive=True)
        with self.filesystem.open_output_stream(self.path) as file:
            for piece in pieces:
                file.write(piece)


def _with_fsspec(address: str, error: Exception) -> tuple[Any, str]:
    from pyarrow import fs

    try:
        import fsspec
    except ImportError:
        raise MissingExtraError(
            f"{address}: pyarrow knows no such addresses ({error}).",
            hint="pip install fsspec and its package for this kind of address.",
        ) from None
    try:
        filesystem, path = fsspec.core.url_to_fs(address)
    except (ValueError, ImportError, OSError) as problem:
        raise ChuangwenError(f"cannot be opened ({problem}).", path=address) from None
    return fs.PyFileSystem(fs.FSSpecHandler(filesystem)), path
