"""Two releases compared: `diff`."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.compare import opened
from chuangwen_corpus.compare.difference import Difference, RuleChange, TableDifference, VersionChange
from chuangwen_corpus.compare.meeting import meetings, runs
from chuangwen_corpus.compare.memory import IN_NEITHER, NEW, OLD, Memory
from chuangwen_corpus.compare.opened import Opened
from chuangwen_corpus.compare.rows import Row, Tally, rows_of
from chuangwen_corpus.compare.rules import Rules, has_rules
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.manifest import Manifest

EXAMPLES = 3
"""Values that are shown of each column, if nobody says how many."""
VERSIONS = (
    "data_version", "package_version", "schema_version", "format", "segmentation", "layers", "models", "lists", "corrections",
    "text_without_speech", "formats",
)  # fmt: skip
"""What a release says of itself, and the data follow from."""
NOT_BY_DOCUMENT = ("sources", "rejects", "duplicates")
"""Tables whose rows stand in no order of documents."""


def diff(old: str | Path, new: str | Path, *, examples: int = EXAMPLES) -> Difference:
    """Compares two releases: versions, documents, the rows of all tables, and which rules changed what.

    Rows are matched by what they stand for: by their primary key or by their place in the source. A row that differs in
    its offsets alone, with spans of the same length, or in its ordinal, is moved, not changed. Releases of other versions of the columns are
    compared by the columns that both have; columns of earlier formats count under the names that they have now.

    No table is held whole: memory goes with the largest page.

    Args:
        old: The folder of a release, or its address (``s3://bucket/corpus``).
        new: The release to compare with it.
        examples: How many values are given of each column in which rows changed.

    Returns:
        The difference, which is false if both hold the same data.

    Raises:
        LoadError: One of them is no release, has no Parquet, or is broken.

    >>> import chuangwen_corpus as cw
    >>> from chuangwen_corpus.corpus import released
    >>> found = cw.diff(released(), released())
    >>> bool(found), found.documents.same, found.table("speeches").same
    (False, 1, 3)
    """
    releases = (Opened(old), Opened(new))
    with contextlib.closing(Memory()) as memory:
        for side in (OLD, NEW):
            memory.add_pages(side, _pages(releases[side]))
        memory.settle()
        comparison = _Comparison(releases, memory, examples)
        found = [comparison.table(name) for name in _names(releases)]
        return Difference(
            releases[OLD].where,
            releases[NEW].where,
            _versions(releases[OLD].manifest, releases[NEW].manifest),
            memory.documents(),
            tuple(found),
            tuple(comparison.rules),
        )


def _versions(old: Manifest, new: Manifest) -> tuple[VersionChange, ...]:
    said = [manifest.model_dump(mode="json", include={*VERSIONS}) for manifest in (old, new)]
    return tuple(
        VersionChange(field, said[OLD][field], said[NEW][field])
        for field in VERSIONS
        if said[OLD][field] != said[NEW][field]
    )


def _names(releases: tuple[Opened, Opened]) -> list[str]:
    """All tables, those of the new release first."""
    return list(dict.fromkeys([*releases[NEW].rows, *releases[OLD].rows]))


def _pages(release: Opened) -> Iterator[tuple[str, str | None, str | None]]:
    columns = release.columns("documents")
    wanted = ("document_id", "path", "sha256")
    for name in wanted:
        if name not in columns or not pa.types.is_string(columns[name].plain):
            raise LoadError(
                f"its table documents has no text {name}.", path=release.where,
                hint="Build or download it again.",
            )  # fmt: skip
    for rows in release.batches("documents", columns, dict.fromkeys(wanted, pa.string())):
        yield from rows_of(rows)


class _Comparison:
    """Tables of two releases, compared one after the other."""

    def __init__(self, releases: tuple[Opened, Opened], memory: Memory, examples: int) -> None:
        self._releases = releases
        self._memory = memory
        self._examples = examples
        self.rules: list[RuleChange] = []
        """Rules that are met more or less often in the tables compared so far."""

    def table(self, name: str) -> TableDifference:
        """What the table differs in."""
        old, new = (release.rows.get(name) for release in self._releases)
        if old is None or new is None:
            return TableDifference(name, old, new, added=new or 0, removed=old or 0)
        columns = [release.columns(name) for release in self._releases]
        difference = opened.compared(*columns)
        shared = [column for column in columns[NEW] if column in columns[OLD]]
        if not shared:
            return TableDifference(name, old, new, added=new, removed=old, columns=difference)
        pairs = [opened.common(columns[OLD][column].plain, columns[NEW][column].plain) for column in shared]
        batches = [
            release.batches(name, own, dict(zip(shared, types, strict=True)))
            for release, own, types in zip(self._releases, columns, zip(*pairs, strict=True), strict=True)
        ]
        types = {
            column: one if one == other else pa.null()
            for column, (one, other) in zip(shared, pairs, strict=True)
        }
        tally = Tally(name, types, self._examples)
        if name not in NOT_BY_DOCUMENT and pa.types.is_string(types.get("document_id", pa.null())):
            self._by_document(name, batches, tally, Rules(name) if has_rules(name, types) else None)
        else:
            self._one_by_one(batches, tally)
        return tally.difference(difference)

    def _by_document(
        self, name: str, batches: list[Iterator[pa.Table]], tally: Tally, rules: Rules | None
    ) -> None:
        if rules is not None:
            batches = [_counted(side, rows, rules) for side, rows in enumerate(batches)]
        old, new = (runs(rows) for rows in batches)
        for document_id, *rows in meetings(old, new, self._memory):
            self._meet(name, document_id, rows, tally, rules)
        if rules is not None:
            self.rules += rules.changes()

    def _meet(
        self, name: str, document_id: str | None, rows: list[Any], tally: Tally, rules: Rules | None
    ) -> None:
        """Compares the rows that a table has of a document in both releases; None where one has none."""
        old, new = rows
        if old is not None and new is not None and old.equals(new):
            tally.equal(old.num_rows)
            return
        rank = self._memory.rank(document_id)
        if rank is None and (old is None or new is None):
            tally.alone((new if old is None else old).num_rows, "added" if old is None else "removed")
            return
        differing = tally.compare(*([] if side is None else rows_of(side) for side in rows))
        if rules is not None:
            rules.compare(old, new)
        of_the_page = name not in tables.OF_THE_BUILD and rank not in (None, IN_NEITHER)
        if of_the_page and differing - ({"path"} if name == "documents" else set()):
            self._memory.mark(document_id, name)

    def _one_by_one(self, batches: list[Iterator[pa.Table]], tally: Tally) -> None:
        """Compares rows that stand in any order: each waits for its like."""
        for both in zip_longest(*batches):
            if None not in both and both[OLD].equals(both[NEW]):
                tally.equal(both[OLD].num_rows)
                continue
            for side, batch in enumerate(both):
                rows = [] if batch is None else rows_of(batch)
                for key, row in zip(tally.keys(rows), rows, strict=True):
                    self._meet_row(side, repr(key), row, tally)
        for side, _, data in self._memory.left():
            rows = [pickle.loads(data)]  # noqa: S301  # written a moment ago
            tally.compare(*((rows, []) if side == OLD else ([], rows)))

    def _meet_row(self, side: int, key: str, row: Row, tally: Tally) -> None:
        data = self._memory.take(1 - side, key)
        if data is None:
            self._memory.put(side, key, pickle.dumps(row))
            return
        rows = [row], [pickle.loads(data)]  # noqa: S301  # written a moment ago
        tally.compare(*(rows if side == OLD else rows[::-1]))


def _counted(side: int, batches: Iterator[pa.Table], rules: Rules) -> Iterator[pa.Table]:
    """The same batches, their rules counted."""
    for rows in batches:
        rules.count(side, rows)
        yield rows
