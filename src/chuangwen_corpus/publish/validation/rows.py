"""One pass over each table: its files, columns, rows, hash, order, ids, and its CSV."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.parts import TableFiles
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.validation import listing
from chuangwen_corpus.publish.validation.csv import CsvComparison
from chuangwen_corpus.publish.validation.ids import Ids
from chuangwen_corpus.publish.validation.opened import MOST_FAULTS_A_CHECK, Release, guarded, said
from chuangwen_corpus.publish.validation.order import Order
from chuangwen_corpus.publish.writers.hashing import ContentHash

ROWS_AT_A_TIME = {"documents": 16, "speeches": 64}
"""Rows held of tables with long texts; of the others `MOST_ROWS`."""
MOST_ROWS = 8_192


def faults(release: Release) -> Iterator[str]:
    """What is wrong with the rows of the tables; notes which tables can be read."""
    with closing(Ids()) as ids:
        for name in tables.ROWS:
            paths = listing.parquet_files(release.manifest, name)
            if name in release.manifest.tables and paths and release.there.issuperset(paths):
                yield from guarded(f"parquet/{name}", partial(_table_faults, release, name, paths, ids))


def _table_faults(release: Release, name: str, paths: list[str], ids: Ids) -> Iterator[str]:
    broken = list(_shape_faults(release, name, paths))
    yield from broken
    if broken:
        return
    release.readable.add(name)
    csv = [path for path in (f"csv/{name}.csv",) if path in release.there]
    hashed = ContentHash(tables.schema(name))
    order = Order(name, partial(ids.rank, "documents"))
    batches = TableFiles(name, Place.of(release.folder), paths).batches(ROWS_AT_A_TIME.get(name, MOST_ROWS))
    checks = _Limits(name)
    with closing(CsvComparison(release.folder, name, csv)) as comparison:
        for rows in batches:
            rows.validate(full=True)
            hashed.update(rows)
            yield from checks.some("ids", ids.faults(name, rows, release.readable))
            yield from checks.some("order", order.faults(rows))
            yield from checks.some("csv", comparison.faults(rows))
            if name in tables.OF_THE_BUILD:
                yield from checks.some("records", _record_faults(name, rows))
        yield from comparison.end()
    said_of = release.manifest.tables[name]
    if hashed.rows != said_of.rows:
        yield f"parquet/{name}: has {hashed.rows:,} rows, the manifest says {said_of.rows:,}"
    elif said_of.content_sha256 not in (None, hashed.hexdigest()):
        yield f"parquet/{name}: the rows are not those the manifest describes (content hash differs)"


def _shape_faults(release: Release, name: str, paths: list[str]) -> Iterator[str]:
    from pyarrow.parquet import ParquetFile

    for path in paths:
        try:
            with ParquetFile(release.folder / path) as file:
                rows, schema = file.metadata.num_rows, file.schema_arrow
        except (pa.ArrowException, OSError, ValueError) as error:
            yield f"{path}: cannot be read as Parquet ({said(error)})"
            continue
        if not schema.equals(tables.schema(name), check_metadata=False):
            yield f"{path}: the columns are not those of this version of the package"
        if (listed := release.manifest.files[path].rows) is not None and rows != listed:
            yield f"{path}: has {rows:,} rows, the manifest says {listed:,}"


def _record_faults(name: str, rows: pa.Table) -> Iterator[str]:
    """Rows that no record can be made of; those that documents make are checked with these."""
    record = tables.ROWS[name]
    for row in rows.to_pylist():
        try:
            record.model_validate(row)
        except ValueError as error:
            yield f"{name}: {next(iter(row.values()))}: {said(error)}"


class _Limits:
    """Lets each kind of check name so many faults of a table, over all of its batches."""

    def __init__(self, name: str) -> None:
        self._name, self._left = name, dict.fromkeys(("ids", "order", "csv", "records"), MOST_FAULTS_A_CHECK)

    def some(self, kind: str, faults: Iterator[str]) -> Iterator[str]:
        """The faults as long as there are not too many; the check is run to its end all the same."""
        for fault in faults:
            if self._left[kind] > 0:
                yield fault
            self._left[kind] -= 1
