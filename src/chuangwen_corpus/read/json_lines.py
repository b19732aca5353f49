"""Rows of JSON Lines, plain or compressed, in linear time and bounded memory."""

from __future__ import annotations

import codecs
import contextlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.files import open_input, size_of
from chuangwen_corpus.read.rows import COLUMNS

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
_MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
TO_THE_END = sys.maxsize
BLOCK = 1 << 20
"""Bytes read at a time."""


def rows(file: Path | Place, start: int = 0, end: int = TO_THE_END) -> Iterator[object]:
    """What each line says; one that says nothing is a `SourceError`.

    Args:
        file: The dump.
        start: First byte; of plain files only.
        end: Byte behind the last.

    Raises:
        Exception: Whatever reading and unpacking raise.
    """
    with contextlib.ExitStack() as opened:
        stream = opened.enter_context(open_input(file))
        if not size_of(stream):
            raise EOFError("it is empty, as what is left of a download that failed")
        if compression := _compression(stream, file.name):
            stream = opened.enter_context(pa.CompressedInputStream(stream, compression))
        else:
            stream.seek(start)
        for line in _lines(stream, end - start):
            if isinstance(line, SourceError):
                yield line
            elif said := line.removeprefix(codecs.BOM_UTF8).strip():
                yield _row(said)


def cuts(file: Path | Place, size: int) -> Iterator[tuple[int, int]]:
    """Where a plain file can be cut: first byte and end of ranges of whole lines of at least so many bytes.

    Raises:
        SourceError: It is compressed, whatever its name, or no JSON Lines.
    """
    with open_input(file) as opened:
        if _compression(opened, file.name):
            raise SourceError("broken_dump", "is compressed.", hint="Read it from its beginning.")
        whole, start = size_of(opened), 0
        while start < whole:
            end = _end_of_line(opened, min(start + size, whole), whole)
            yield start, end
            start = end


def _compression(opened: Any, name: str) -> str | None:
    """How a file is compressed: its first bytes say so, or else its name; it stands at its beginning, before and after.

    Raises:
        SourceError: It is in UTF-16 or UTF-32, or no text.
    """
    head = opened.read(4)
    opened.seek(0)
    for magic, compression in _MAGIC.items():
        if head.startswith(magic):
            return compression
    named = {"gz": "gzip", "zst": "zstd"}.get(name.lower().rsplit(".", 1)[-1])
    if not named and (b"\0" in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))):
        raise SourceError("broken_dump", "is no UTF-8 from its first bytes on.", hint="Write it in UTF-8.")
    return None if head.lstrip().startswith(b"{") else named


def _row(line: bytes) -> object:
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        return SourceError("bad_row", "is no UTF-8.", hint="Write the dump in UTF-8.")
    except (ValueError, RecursionError) as error:
        said = f"{type(error).__name__}: {error}"
        return SourceError(
            "bad_row", f"is no JSON that can be read ({said}).", hint="Write one object a line."
        )
    if isinstance(row, _Ambiguous) and row.names & COLUMNS:
        names = ", ".join(sorted(row.names & COLUMNS))
        return SourceError("bad_row", f"gives more than one value for {names}.", hint="Give one.")
    return row


class _Ambiguous(dict[str, Any]):
    """An object that has keys more than once."""

    names: frozenset[str]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    row = _Ambiguous(made)
    row.names = frozenset(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
    return row


def _lines(stream: Any, left: int) -> Iterator[bytes | SourceError]:
    """The lines of a stream, ended by LF, CR or both; one that is longer than any page is passed over, not held."""
    most = 3 * MOST_BYTES  # an escaped Chinese character takes six bytes instead of three
    pieces: list[bytes] = []
    length = 0
    while block := stream.read(min(BLOCK, left)):
        left -= len(block)
        for piece in block.splitlines(keepends=True):
            length += len(piece.rstrip(b"\r\n"))
            if length <= most:
                pieces.append(piece)
            else:
                pieces.clear()
            if piece.endswith((b"\n", b"\r")):
                yield too_large(length) if length > most else b"".join(pieces)
                pieces, length = [], 0
    if length:
        yield too_large(length) if length > most else b"".join(pieces)


def _end_of_line(opened: Any, start: int, whole: int) -> int:
    opened.seek(start)
    for block in iter(lambda: bytes(opened.read(BLOCK)), b""):
        if ends := [at for at in (block.find(b"\n"), block.find(b"\r")) if at >= 0]:
            return start + min(ends) + 1
        start += len(block)
    return whole
