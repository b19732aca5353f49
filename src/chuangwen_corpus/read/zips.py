"""Members of a .zip archive (PKWARE's APPNOTE), read one by one from its directory and in bounded memory.

zipfile is not used, as it reads the whole directory at once and one name that is not in its stated encoding ends it.
"""

from __future__ import annotations

import bz2
import itertools
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.files import open_input, size_of
from chuangwen_corpus.read.member import Member
from chuangwen_corpus.read.names import encoding_of, is_utf8, read_name

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_BLOCK = 1 << 16
_NAMES = 1_000
"""Names that are looked at to find out their encoding."""
_IS_ENCRYPTED, _IS_UTF8 = 0x1, 0x800
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14
_UNIX = 3


class _Entry(NamedTuple):
    """An entry of the archive's directory."""

    raw: bytes
    unicode_name: bytes | None
    """The name in UTF-8, where an extra field has it."""
    is_link: bool
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    """Where its local header stands."""


def members(file: Path | Place) -> Iterator[Member]:
    """The members in the order of the directory; a member is read when its `read` is called.

    Raises:
        BadZipFile: There is no directory, or it is broken from here on.
    """
    with open_input(file) as opened:
        size = size_of(opened)
        start, end, shift = _directory(opened, size)
        looked_at = itertools.islice(_entries(opened, start, end, shift), _NAMES)
        guess = encoding_of(entry.raw for entry in looked_at if not is_utf8(entry.raw))
        packed = 0
        for entry in _entries(opened, start, end, shift):
            packed += entry.packed
            if packed > size:  # a few bytes that many entries point at would be unpacked as often
                raise zipfile.BadZipFile("its members are longer than the archive: they overlap")
            raw, stated = entry.unicode_name or entry.raw, entry.unicode_name or entry.flags & _IS_UTF8
            name, encoding = read_name(raw, None if stated else guess)
            if not name.endswith("/"):
                read = None if entry.is_link else partial(_read, opened, entry)
                yield Member(name.replace("\0", "\ufffd"), encoding, entry.size, read, _refused(entry))


def _directory(opened: Any, size: int) -> tuple[int, int, int]:
    """Where the directory begins and ends, and how far everything in the file stands behind its stated place."""
    tail_start = max(0, size - _END.size - 0xFFFF)
    tail = _at(opened, tail_start, size - tail_start)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        raise zipfile.BadZipFile("there is no directory at its end")
    _, _, _, _, _, length, offset, _ = _END.unpack_from(tail, at)
    end = tail_start + at
    locator = _at(opened, max(0, end - _LOCATOR_64.size), _LOCATOR_64.size)
    if locator.startswith(b"PK\6\7"):
        record = end - _LOCATOR_64.size - _END_64.size
        about = _at(opened, max(0, record), _END_64.size)
        if not about.startswith(b"PK\6\6"):
            raise zipfile.BadZipFile("there is no ZIP64 directory where it should be")
        *_, length, offset = _END_64.unpack(about)
        end = record
    if length > end or offset > end - length:
        raise zipfile.BadZipFile("its directory begins before the file")
    return end - length, end, end - length - offset  # other data may stand before a zip


def _entries(opened: Any, position: int, end: int, shift: int) -> Iterator[_Entry]:
    held = b""
    while held or position < end:
        need = _ENTRY.size
        if len(held) >= need:
            fields = _ENTRY.unpack_from(held)
            if fields[0] != b"PK\1\2":
                raise zipfile.BadZipFile(f"no entry of the directory at byte {position - len(held):,}")
            need += sum(fields[10:13])
        if len(held) < need:
            more = _at(opened, position, min(_BLOCK * 4, end - position))
            if not more:
                raise zipfile.BadZipFile("its directory is cut short")
            held, position = held + more, position + len(more)
            continue
        yield _entry(fields, held[_ENTRY.size : need], shift)
        held = held[need:]


def _entry(fields: tuple[Any, ...], tail: bytes, shift: int) -> _Entry:
    (_, made_by, _, flags, method, _, _, crc, packed, size, *_, attributes, start) = fields
    named, extra_length = fields[10:12]
    raw = tail[:named]
    extras = dict(_extras(tail[named : named + extra_length]))
    wide = extras.get(1, b"")
    values = [size, packed, start]
    for i, value in enumerate(values):
        if value == 0xFFFFFFFF and len(wide) >= 8:
            values[i], wide = int.from_bytes(wide[:8], "little"), wide[8:]
    size, packed, start = values
    other = extras.get(0x7075, b"")  # Info-ZIP's Unicode path, valid for the name whose checksum it holds
    named_so = len(other) > 5 and int.from_bytes(other[1:5], "little") == zlib.crc32(raw)
    return _Entry(
        raw=raw,
        unicode_name=other[5:] if named_so and is_utf8(other[5:]) else None,
        is_link=made_by >> 8 == _UNIX and stat.S_ISLNK(attributes >> 16),
        flags=flags, method=method, crc=crc, packed=packed, size=size, start=start + shift,
    )  # fmt: skip


def _extras(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= 4:
        kind, length = struct.unpack_from("<2H", data)
        yield kind, data[4 : 4 + length]
        data = data[4 + length :]


def _refused(entry: _Entry) -> SourceError | None:
    if entry.flags & _IS_ENCRYPTED:
        return SourceError("encrypted", "is encrypted.", hint="Pack it again without a password.")
    if entry.method not in (_STORED, _DEFLATED, _BZIP2, _LZMA):
        message = f"is packed by a method that is not read (number {entry.method})."
        return SourceError("broken_archive", message, hint="Pack it again, with Deflate.")
    return None


def _read(opened: Any, entry: _Entry) -> bytes:
    header = _at(opened, entry.start, _LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
        raise zipfile.BadZipFile(f"there is no member at byte {entry.start:,}")
    *_, named, extra = _LOCAL.unpack(header)
    data = _unpacked(opened, entry.start + _LOCAL.size + named + extra, entry)
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    if len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise zipfile.BadZipFile("its bytes are not those that were packed")
    return data


def _unpacked(opened: Any, start: int, entry: _Entry) -> bytes:
    """The bytes of a member, and of one that is longer than it claims a byte more than it may have."""
    most = min(entry.size, MOST_BYTES) + 1
    if entry.method == _STORED:
        return _at(opened, start, min(entry.packed, most))
    left = entry.packed
    if entry.method == _LZMA:
        start, left, unpacker = _lzma(opened, start, entry)
    else:
        unpacker = zlib.decompressobj(-15) if entry.method == _DEFLATED else bz2.BZ2Decompressor()
    pieces, held = [], 0
    while left > 0 and held < most and not unpacker.eof:
        packed = _at(opened, start, min(_BLOCK, left))
        if not packed:
            break
        start, left = start + len(packed), left - len(packed)
        while held < most and not unpacker.eof:
            piece = unpacker.decompress(packed, most - held)
            pieces.append(piece)
            held += len(piece)
            packed = getattr(unpacker, "unconsumed_tail", b"")
            if not piece or (not packed and getattr(unpacker, "needs_input", True)):
                break
    return b"".join(pieces)


def _lzma(opened: Any, start: int, entry: _Entry) -> tuple[int, int, Any]:
    """Where the packed bytes begin, how many they are, and what unpacks them."""
    size = int.from_bytes(_at(opened, start, 4)[2:], "little")
    properties = _at(opened, start + 4, size)
    if size != 5 or len(properties) != 5:
        raise lzma.LZMAError("the properties of its LZMA stream are broken")
    mode, depth = divmod(properties[0], 9), int.from_bytes(properties[1:], "little")
    filters = [{
        "id": lzma.FILTER_LZMA1, "lc": mode[1], "lp": mode[0] % 5, "pb": mode[0] // 5, "dict_size": depth,
    }]  # fmt: skip
    return start + 4 + size, entry.packed - 4 - size, lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)


def _at(opened: Any, position: int, size: int) -> bytes:
    opened.seek(position)
    data: bytes = opened.read(size)
    return data
