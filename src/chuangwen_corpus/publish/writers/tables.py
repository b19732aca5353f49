"""Tables written to all formats piece by piece; what is written does not depend on how it came in pieces."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.publish.writers.csv import CsvFiles, CsvRows, csv_rows
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


PART_ROWS = 4_194_304
"""Rows of a Parquet file; a table with more is a folder of parts, in the order of the rows."""


class TableStream:
    """One table of a release: Parquet in row groups and parts of stated sizes, CSV, CSV for Excel, content hash."""

    def __init__(self, staging: Path, name: str) -> None:
        self.name = name
        self.schema = tables.schema(name)
        self._staging = staging
        self._csv_paths = (f"csv/{name}.csv", f"csv-excel/{name}.csv")
        self._parts = [f"parquet/{name}.parquet"]
        self._part_rows = [0]
        for path in (*self._csv_paths, *self._parts):
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
        self._hash = ContentHash(self.schema)
        self._held: list[pa.Table] = []
        self._held_rows = 0
        self._most = ROW_GROUP_ROWS.get(name, MOST_ROWS)
        self._parquet = parquet_writer(self.schema, staging / self._parts[0])
        self._csv = CsvFiles(self.schema, *(staging / path for path in self._csv_paths))

    @property
    def rows(self) -> int:
        """Rows written so far."""
        return self._hash.rows

    def files(self) -> dict[str, int]:
        """The files written, each with its rows."""
        rows = dict.fromkeys(self._csv_paths, self.rows)
        return rows | dict(zip(self._parts, self._part_rows, strict=True))

    def write(self, table: pa.Table, csv: CsvRows | None = None) -> None:
        """Adds rows; `csv` are the same as CSV, if somebody has written them already."""
        if table.num_rows:
            self._csv.write(csv or csv_rows(table))
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
        self._parquet.close()
        self._csv.close()
        return {"rows": self.rows, "content_sha256": self._hash.hexdigest()}

    def abort(self) -> None:
        """Closes the files as they are; their folder is about to be thrown away."""
        for stream in (self._parquet, self._csv):
            with contextlib.suppress(OSError, pa.ArrowInvalid):
                stream.close()

    def _put(self, table: pa.Table) -> None:
        table = encoded_anew(table)
        self._hash.update(table)
        if self._part_rows[-1] + table.num_rows > PART_ROWS and self._part_rows[-1]:
            self._open_part()
        self._part_rows[-1] += table.num_rows
        self._parquet.write_table(table, row_group_size=self._most)

    def _open_part(self) -> None:
        """Begins another file; the first becomes a part when there is a second."""
        self._parquet.close()
        folder = self._staging / "parquet" / self.name
        if len(self._parts) == 1:
            folder.mkdir()
            (self._staging / self._parts[0]).rename(folder / part_name(0))
            self._parts = [f"parquet/{self.name}/{part_name(0)}"]
        self._parts.append(f"parquet/{self.name}/{part_name(len(self._parts))}")
        self._part_rows.append(0)
        self._parquet = parquet_writer(self.schema, self._staging / self._parts[-1])


def part_name(number: int) -> str:
    """The name of a part; names sort as the parts do."""
    return f"part-{number:06}.parquet"


@contextlib.contextmanager
def open_tables(staging: Path) -> Iterator[dict[str, TableStream]]:
    """A stream for every table of a release; closed as they are if something goes wrong."""
    streams: dict[str, TableStream] = {}
    try:
        for name in tables.ROWS:
            streams[name] = TableStream(staging, name)
        yield streams
    except BaseException:
        for stream in streams.values():
            stream.abort()
        raise
