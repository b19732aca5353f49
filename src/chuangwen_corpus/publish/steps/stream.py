"""Tables on their way from the step that makes them to the one that writes them."""

from __future__ import annotations

from typing import Self

import pyarrow as pa


def write_stream(table: pa.Table) -> bytes:
    """A table as an Arrow stream (see `read_stream`)."""
    table = table.unify_dictionaries()
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")  # a fifth of the bytes through the pipe and on disk
    with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def read_stream(data: bytes) -> pa.Table:
    """The table of an Arrow stream."""
    with pa.ipc.open_stream(data) as reader:
        return reader.read_all()


class Stream:
    """A table that is an Arrow stream only where it must be: on its way through a pipe, on disk, or while it waits.

    In a build with one worker most tables never are: that process writes what it has made.
    """

    __slots__ = ("_data", "_table")

    def __init__(self, table: pa.Table | None, data: bytes | None = None) -> None:
        self._table, self._data = table, data

    @property
    def table(self) -> pa.Table:
        """The table."""
        if self._table is None:
            assert self._data is not None
            return read_stream(self._data)
        return self._table

    @property
    def data(self) -> bytes:
        """The table as an Arrow stream."""
        if self._data is None:
            assert self._table is not None
            self._data = write_stream(self._table)
        return self._data

    def packed(self) -> Self:
        """The same without the table itself, which takes five times the memory."""
        return type(self)(None, self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stream) and self.data == other.data

    __hash__ = None  # type: ignore[assignment]  # it may yet be packed

    def __reduce__(self) -> tuple[type[Self], tuple[None, bytes]]:
        return type(self), (None, self.data)
