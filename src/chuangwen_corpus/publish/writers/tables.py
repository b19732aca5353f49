"""Tables written to all formats piece by piece; what is written does not depend on how it came in pieces."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.publish.writers.csv import CsvFile, csv_rows
from chuangwen_corpus.publish.writers.hashing import ContentHash
from chuangwen_corpus.publish.writers.parquet import encoded_anew, parquet_writer

ROW_GROUP_ROWS = {
    "documents": 256,
    "speeches": 1_024,
    "sections": 16_384,
    "paragraphs": 8_192,
    "sentences": 16_384,
    "tokens": 65_536,
    "edits": 32_768,
}
"""Rows of a row group, where it is not `MOST_ROWS`. So many are held at a time: some megabytes of each table."""
MOST_ROWS = 16_384
MOST_BYTES = 64_000_000
"""Bytes of a row group, unless a single row has more."""

PART_ROWS = 4_194_304
"""Rows of a Parquet file; a table with more is a folder of parts, in the order of the rows."""


class TableStream:
    """One table of a release in the formats asked for: Parquet in row groups and parts of stated sizes, CSV; content hash."""

    def __init__(self, staging: Path, name: str, formats: Collection[str]) -> None:
        self.name = name
        self.schema = tables.packed_schema(name)
        self._staging = staging
        self._csv_path = f"csv/{name}.csv"
        self._parts = [f"parquet/{name}.parquet"]
        self._part_rows = [0]
        self._hash = ContentHash(self.schema)
        self._held: list[pa.Table] = []
        self._held_rows = 0
        self._most = ROW_GROUP_ROWS.get(name, MOST_ROWS)
        self._parquet = self._csv = None
        if "parquet" in formats:
            self._parquet = parquet_writer(self.schema, _with_folder(staging / self._parts[0]))
        if "csv" in formats:
            self._csv = CsvFile(self.schema, _with_folder(staging / self._csv_path))

    @property
    def rows(self) -> int:
        """Rows written so far."""
        return self._hash.rows

    def files(self) -> dict[str, int]:
        """The files written, each with its rows."""
        parquet = dict(zip(self._parts, self._part_rows, strict=True)) if self._parquet else {}
        return ({self._csv_path: self.rows} if self._csv else {}) | parquet

    def write(self, table: pa.Table, csv: bytes | None = None) -> None:
        """Adds rows; `csv` are the same as CSV, if somebody has written them already."""
        if self._csv and csv is not None:
            self._csv.write(csv)
        elif self._csv:
            for start in range(0, table.num_rows, self._most):
                self._csv.write(csv_rows(table.slice(start, self._most)))
        self._held.append(table)
        self._held_rows += table.num_rows
        while self._held_rows >= self._most:
            whole = pa.concat_tables(self._held)
            self._put(whole.slice(0, self._most))
            self._held = [whole.slice(self._most)]
            self._held_rows -= self._most

    def close(self) -> dict[str, Any]:
        """Writes what is left; gives rows and content hash."""
        if self._held_rows or not self.rows:
            self._put(pa.concat_tables([self.schema.empty_table(), *self._held]))
        self._close()
        return {"rows": self.rows, "content_sha256": self._hash.hexdigest()}

    def abort(self) -> None:
        """Closes the files as they are; their folder is about to be thrown away."""
        with contextlib.suppress(OSError, pa.ArrowInvalid):
            self._close()

    def _close(self) -> None:
        with contextlib.ExitStack() as closing:
            for stream in (self._csv, self._parquet):
                if stream:
                    closing.callback(stream.close)

    def _put(self, table: pa.Table) -> None:
        table = encoded_anew(table)
        self._hash.update(table)
        if not self._parquet:
            return
        if self._part_rows[-1] + table.num_rows > PART_ROWS and self._part_rows[-1]:
            self._open_part()
        self._part_rows[-1] += table.num_rows
        # Cut anew where rows are long: viewers refuse row groups of some hundred megabytes.
        pieces = -(-table.nbytes // MOST_BYTES) or 1
        self._parquet.write_table(table, row_group_size=max(1, table.num_rows // pieces))

    def _open_part(self) -> None:
        """Begins another file; the first becomes a part when there is a second."""
        assert self._parquet is not None
        self._parquet.close()
        folder = self._staging / "parquet" / self.name
        if len(self._parts) == 1:
            folder.mkdir()
            (self._staging / self._parts[0]).rename(folder / part_name(0))
            self._parts = [f"parquet/{self.name}/{part_name(0)}"]
        self._parts.append(f"parquet/{self.name}/{part_name(len(self._parts))}")
        self._part_rows.append(0)
        self._parquet = parquet_writer(self.schema, self._staging / self._parts[-1])


def _with_folder(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


JSON_LINES = "json/documents.jsonl"
"""The documents as JSON Lines; parts are in a folder of that name without its ending."""


def part_name(number: int) -> str:
    """The name of a part; names sort as the parts do."""
    return f"part-{number:06}.parquet"


@contextlib.contextmanager
def open_tables(staging: Path, formats: Collection[str]) -> Iterator[dict[str, TableStream]]:
    """A stream for every table of a release; closed as they are if something goes wrong."""
    streams: dict[str, TableStream] = {}
    try:
        for name in tables.ROWS:
            streams[name] = TableStream(staging, name, formats)
        yield streams
    except BaseException:
        for stream in streams.values():
            stream.abort()
        raise
