"""A hash of a table's rows that depends on nothing else: not on chunks, encodings or the writer."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


def file_sha256(file: Path) -> str:
    """SHA-256 of a file, which is never held whole."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


class ContentHash:
    """Takes a table batch by batch; however it is cut, the same rows give the same digest.

    Each column is hashed apart (validity, lengths, values), strings as their UTF-8.
    """

    def __init__(self, schema: pa.Schema) -> None:
        self._names = schema.names
        self._columns: dict[str, _ColumnHash] = {name: _ColumnHash() for name in schema.names}
        self.rows = 0

    def update(self, table: pa.Table) -> None:
        """Adds rows."""
        self.rows += table.num_rows
        for name in self._names:
            for chunk in table.column(name).chunks:
                if len(chunk):  # an empty chunk says nothing of the rows
                    self._columns[name].update(chunk)

    def hexdigest(self) -> str:
        """SHA-256 over the names and the hashes of all columns."""
        whole = hashlib.sha256()
        for name in self._names:
            whole.update(f"{name}\0{self._columns[name].hexdigest()}\n".encode())
        return whole.hexdigest()


class _ColumnHash:
    def __init__(self) -> None:
        self._parts: dict[str, Any] = {}

    def _add(self, part: str, data: bytes | pa.Buffer) -> None:
        self._parts.setdefault(part, hashlib.sha256()).update(data)

    def update(self, array: pa.Array, prefix: str = "") -> None:
        kind = array.type
        if pa.types.is_dictionary(kind):
            array = array.dictionary_decode()
            kind = array.type
        self._add(f"{prefix}valid", _bytes(array.is_valid().cast(pa.uint8())))
        if pa.types.is_struct(kind):
            for i in range(kind.num_fields):
                self.update(pc.struct_field(array, i), f"{prefix}{kind.field(i).name}.")
        elif pa.types.is_list(kind):
            offsets = array.offsets
            first, last = offsets[0].as_py(), offsets[-1].as_py()
            lengths = pc.subtract(offsets[1:], offsets[:-1])
            self._add(f"{prefix}length", _bytes(lengths.cast(pa.int64())))
            self.update(array.values.slice(first, last - first), f"{prefix}item.")
        elif pa.types.is_string(kind):
            filled = array.fill_null("")
            self._add(f"{prefix}length", _bytes(pc.binary_length(filled).cast(pa.int64())))
            self._add(f"{prefix}value", _characters(filled))
        elif pa.types.is_boolean(kind):
            self._add(f"{prefix}value", _bytes(array.fill_null(False).cast(pa.uint8())))
        elif pa.types.is_integer(kind):
            self._add(f"{prefix}value", _bytes(array.fill_null(0).cast(pa.int64())))
        else:
            self._add(f"{prefix}value", _bytes(array.fill_null(0.0).cast(pa.float64())))

    def hexdigest(self) -> str:
        parts = (f"{name}={self._parts[name].hexdigest()}" for name in sorted(self._parts))
        return hashlib.sha256(";".join(parts).encode()).hexdigest()


def _characters(array: pa.Array) -> pa.Buffer | bytes:
    """The UTF-8 of an array of strings without nulls, one behind the other."""
    _, offsets, data = array.buffers()
    if data is None:
        return b""
    ends = memoryview(offsets).cast("i")
    first, last = ends[array.offset], ends[array.offset + len(array)]
    return data.slice(first, last - first)


def _bytes(array: pa.Array) -> bytes:
    """The values of an array without nulls, as little-endian bytes."""
    width = array.type.bit_width // 8
    buffer = array.buffers()[1]
    if buffer is None:
        return b""
    return bytes(buffer[array.offset * width : (array.offset + len(array)) * width])
