"""Compares the table of each layer with the annotations, row by row."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from chuangwen_corpus import tables, views
from chuangwen_corpus.publish.validation.opened import Release
from chuangwen_corpus.publish.validation.rows import MOST_ROWS


def faults(release: Release) -> Iterator[str]:
    """Views that do not say what the annotations say; each is left at its first fault."""
    if "annotations" not in release.readable:
        return
    rows = {name: _Rows(release, name) for name in views.records() if name in release.readable}
    layers: set[str] = set()
    for batch in release.corpus.tables.files["annotations"].batches(MOST_ROWS):
        annotations = [row | {"attributes": tables.mapping(row["attributes"])} for row in batch.to_pylist()]
        layers.update(annotation["layer"] for annotation in annotations)
        for name, columns in views.columns(annotations).items():
            names = tables.schema(name).names
            expected = list(zip(*(columns[column] for column in names), strict=True))
            if name in rows and rows[name].take(len(expected)) != expected:
                yield f"parquet/{name}: does not say what the annotations say"
                del rows[name]
    for name, left in rows.items():
        if left.take(1):
            yield f"parquet/{name}: has rows that are no annotations"
    for layer in sorted(layers.difference(release.manifest.layers)):
        yield f"parquet/annotations: has annotations of {layer}, which is no layer of the manifest"


class _Rows:
    """The rows of a table, taken some at a time."""

    def __init__(self, release: Release, name: str) -> None:
        self._batches = release.corpus.tables.files[name].batches(MOST_ROWS)
        self._held: pa.Table | None = None

    def take(self, count: int) -> list[tuple[object, ...]]:
        """The next rows, fewer where there are no more."""
        taken: list[tuple[object, ...]] = []
        while len(taken) < count:
            if self._held is None or not self._held.num_rows:
                self._held = next(self._batches, None)
                if self._held is None:
                    break
            some = self._held.slice(0, count - len(taken))
            self._held = self._held.slice(some.num_rows)
            taken += zip(*(column.to_pylist() for column in some.columns), strict=True)
        return taken
