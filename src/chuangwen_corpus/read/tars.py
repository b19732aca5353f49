"""Members of a .tar archive, plain or compressed, in one pass and in bounded memory."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.places import Place
from chuangwen_corpus.read.decode import MOST_BYTES
from chuangwen_corpus.read.files import open_input
from chuangwen_corpus.read.member import Member
from chuangwen_corpus.read.names import raw_name, read_name

SUFFIXES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_MOST_OF_HEAD = 100_000
"""Bytes of a header at most: a long name has 4,096, an extended header some thousands."""
_PIECE = 65_536
"""Bytes that are read at once behind the members."""
_RUNAWAY = regex(rb"\d{300}")
"""Digits without end."""
_EXTENDED = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_OPENERS: dict[bytes, Callable[[Any], Any]] = {
    b"\x1f\x8b": lambda packed: gzip.GzipFile(fileobj=packed),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}


class _Bounded:
    """A tar file of which tarfile reads no more at once than it may: it believes the size that a header claims."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.left = _MOST_OF_HEAD
        """Bytes that may be read before the next member."""
        self.in_head = True
        """Whether what is read is a header."""
        self.last = b""
        """What was read last: where the members end, the block in which tarfile saw no header."""
        self.seek, self.tell = stream.seek, stream.tell

    def read(self, size: int) -> bytes:
        """The next bytes.

        Raises:
            TarError: More than it may be.
        """
        if not 0 <= size <= self.left:
            raise tarfile.HeaderError(f"a header claims {size:,} bytes; {self.left:,} may be read")
        self.left -= size
        data = self._stream.read(size)
        if self.in_head and self.last[156:157] in _EXTENDED and self.last[257:262] == b"ustar":
            _check_extended(data)
        self.last = data
        return self.last


def _check_extended(data: bytes) -> None:
    """Looks through the records of an extended header, on which tarfile may spend quadratic time (CVE-2024-6232)."""
    at = 0
    while at < len(data) and data[at]:
        length, _, _ = data[at : at + 20].partition(b" ")
        record = data[at : at + int(length)] if length.isdigit() else b""
        if b"=" not in record or not record.endswith(b"\n") or _RUNAWAY.search(record):
            raise tarfile.HeaderError("an extended header is broken")
        at += len(record)


def members(file: Path | Place) -> Iterator[Member]:
    """The members in order. A compressed tar can only be read forwards, so each is read when it is passed.

    Raises:
        Exception: Whatever tarfile and the decompressors raise for a broken archive.
    """
    with open_input(file) as opened:
        head = opened.read(8)
        opened.seek(0)
        opener = next((opener for magic, opener in _OPENERS.items() if head.startswith(magic)), None)
        if opener is None:
            yield from _members(opened)
        else:
            with opener(opened) as unpacked:
                yield from _members(unpacked)
                _read_out(unpacked)


def _members(stream: Any) -> Iterator[Member]:
    bounded = _Bounded(stream)
    encoding = {"encoding": "utf-8", "errors": "surrogateescape"}
    with tarfile.open(fileobj=bounded, mode="r:", **encoding) as archive:  # type: ignore[call-overload]
        while (member := archive.next()) is not None:
            archive.members.clear()  # it keeps all that it has seen
            if member.size < 0:  # the next header would be before this one, and so on for ever
                raise tarfile.HeaderError(f"the member {member.name!r} claims {member.size:,} bytes")
            if not member.isdir():
                yield _member(archive, member, bounded)
            bounded.left = _MOST_OF_HEAD
    if bounded.last.strip(b"\0"):  # tarfile takes a broken header for the end
        raise tarfile.ReadError(f"no header at byte {archive.offset:,}")


def _read_out(unpacked: Any) -> None:
    """Reads what stands behind the members: only at its end does a decompressor compare the checksum.

    Raises:
        ReadError: It is more than tar writes there, and may have no end.
        Exception: Whatever the decompressors raise where the checksum is another, or missing.
    """
    left = MOST_BYTES
    while piece := unpacked.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise tarfile.ReadError(f"more than {MOST_BYTES:,} bytes behind the end of the archive")


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, bounded: _Bounded) -> Member:
    name, encoding = read_name(raw_name(member.name))
    if not member.isfile():
        return Member(name, encoding, member.size, None)
    if member.issparse():  # tarfile may read a broken map of holes for ever, and no page has holes
        error = SourceError("sparse_file", "is packed as a sparse file.", hint="Pack it without holes.")
        return Member(name, encoding, member.size, bytes, error)
    data = b""
    if member.size <= MOST_BYTES:
        stream = archive.extractfile(member)
        bounded.left, bounded.in_head = MOST_BYTES, False
        data = stream.read(MOST_BYTES) if stream else b""
        bounded.in_head = True
    return Member(name, encoding, member.size, lambda: data)
