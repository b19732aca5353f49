"""The Parquet files of a release: a table is one file, or, of a large build, parts of a stated size."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from chuangwen_corpus.errors import LoadError

if TYPE_CHECKING:
    from chuangwen_corpus.places import Place

Filter = Any
"""An expression of `pyarrow.compute`, or a list of (column, operator, value), all of which must hold."""


def description(of: pa.Schema | pa.Field) -> str:
    """What a schema says of a row, or a field of its column; empty if it says nothing."""
    said: bytes = (of.metadata or {}).get(b"description", b"")
    return said.decode()


class TableFiles:
    """The files of one table, in the order of its rows."""

    def __init__(self, name: str, folder: Place, paths: Sequence[str]) -> None:
        self.name = name
        self._folder = folder
        self._paths = paths or [f"parquet/{name}.parquet"]

    def read(self, columns: Sequence[str] | None = None) -> pa.Table:
        """All rows; of all columns, or of some.

        Raises:
            LoadError: A file is lost or broken.
        """
        tables = []
        for path in self._paths:
            with self._open(path) as file:
                tables.append(file.read(columns=columns))
        return tables[0] if len(tables) == 1 else pa.concat_tables(tables)

    def schema(self) -> pa.Schema:
        """The columns of the table, from its first file.

        Raises:
            LoadError: A file is lost or broken.
        """
        with self._open(self._paths[0]) as file:
            return file.schema_arrow

    def batches(self, rows: int, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows in order, so many at a time; no more is held.

        Args:
            rows: The number of rows.
            columns: The columns wanted, by default all.

        Raises:
            LoadError: A file is lost or broken.
        """
        for path in self._paths:
            with self._open(path) as file:
                for batch in file.iter_batches(batch_size=rows, columns=columns):
                    yield pa.Table.from_batches([batch])

    def first(self, rows: int, columns: Sequence[str]) -> pa.Table:
        """The first rows; no more is held."""
        found = self.schema().empty_table().select(columns)
        for batch in self.batches(max(rows, 1), columns):
            found = pa.concat_tables([found, batch.cast(found.schema)])
            if found.num_rows >= rows:
                break
        return found.slice(0, rows)

    def dataset(self) -> Any:
        """The table as a `pyarrow.dataset.Dataset`: rows and columns are read when they are asked for."""
        from pyarrow import dataset

        return dataset.dataset(
            [self._place(path).path for path in self._paths],
            filesystem=self._folder.filesystem,
            format="parquet",
        )

    def scan(self, columns: Sequence[str] | None, filter: Filter) -> pa.Table:  # noqa: A002  # pyarrow's name
        """The rows that hold, read with the filter pushed down to row groups."""
        from pyarrow import parquet

        expression = parquet.filters_to_expression(filter) if isinstance(filter, list) else filter
        return self.dataset().to_table(columns=columns, filter=expression)

    def _place(self, path: str) -> Place:
        """Where a file lies: a regular one, and not outside the release.

        Raises:
            LoadError: It is reached by a link that leaves the release, or is a pipe, a device or a folder.
        """
        place = self._folder / path
        if place.is_local():
            # Not Path.resolve, which raises an error of its own kind where links go in a circle.
            real = Path(os.path.realpath(place.path))
            if not real.is_relative_to(os.path.realpath(self._folder.path)):
                raise LoadError(
                    "is a link that leads out of the release.", path=place.path,
                    hint="Put a copy of the file in its place.",
                )  # fmt: skip
            if real.exists() and not real.is_file():
                raise LoadError("is no regular file.", path=place.path, hint="Build or download it again.")
        return place

    @contextlib.contextmanager
    def _open(self, path: str) -> Iterator[Any]:
        # ParquetFile, not read_table: the latter imports pyarrow.dataset and pandas.
        from pyarrow.parquet import ParquetFile

        place = self._place(path)
        try:
            with place.open(mapped=True) as opened, ParquetFile(opened) as file:
                yield file
        except FileNotFoundError:
            raise LoadError(
                "the release has lost this file.", path=place.path, hint="Build or download it again."
            ) from None
        except (pa.ArrowInvalid, OSError) as error:
            raise LoadError(
                f"cannot be read as Parquet ({error}).", path=place.path, hint="Build or download it again."
            ) from None


class DocumentRows:
    """The rows of one table document by document, read as the documents are; tables are sorted by document."""

    ROWS_AT_A_TIME = 16_384

    def __init__(self, files: TableFiles) -> None:
        self._batches = files.batches(self.ROWS_AT_A_TIME)
        self._held: pa.Table | None = None

    def take(self, document_id: str) -> pa.Table | None:
        """The rows of a document, asked for in the order of the documents; None if it has none."""
        import pyarrow.compute as pc

        found: list[pa.Table] = []
        while True:
            if self._held is None or not self._held.num_rows:
                self._held = next(self._batches, None)
                if self._held is None:
                    break
            ids = self._held.column("document_id").combine_chunks()
            other = pc.index(pc.not_equal(ids, document_id), True).as_py()
            length = len(ids) if other < 0 else other
            if length:
                found.append(self._held.slice(0, length))
            self._held = self._held.slice(length)
            if other >= 0:
                break
        return pa.concat_tables(found) if found else None
