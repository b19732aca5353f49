"""The order of the rows of a table: by document, within it by offset, with ordinals that count from 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus import tables

BY_PATH = ("rejects", "sources")
NOT_BY_DOCUMENT = ("duplicates", *BY_PATH)
"""Tables of a build, whose rows come in an order of their own."""

_PARENTS = {"tokens": "sentence_id", "edits": "document_id", "speeches": "document_id"}
"""What the ordinals of a table count in, where it is not the speech."""
_OFFSETS = {"anomalies": "source_start_char"}
"""What a table is sorted by within a document, where it is not `start_char`."""


class Order:
    """Takes the rows of one table piece by piece."""

    def __init__(self, table: str, rank: Callable[[str], int | None]) -> None:
        """Begins.

        Args:
            table: The table.
            rank: Gives the place of a document among all, None if there is no such document.
        """
        self._table, self._rank = table, rank
        columns = tables.columns(tables.ROWS[table])
        self._by_document = "document_id" in columns and table not in NOT_BY_DOCUMENT
        offset = _OFFSETS.get(table, "start_char")
        self._offset = offset if offset in columns else None
        self._parent = _PARENTS.get(table, "speech_id") if "ordinal" in columns else None
        wanted = {"document_id", "path", "ordinal", self._offset, self._parent}
        self._wanted = [name for name in columns if name in wanted]
        self._last: pa.Table | None = None
        self._last_rank = -1

    def faults(self, rows: pa.Table) -> Iterator[str]:
        """What is out of order in the next rows."""
        rows = pa.table({name: rows.column(name) for name in self._wanted})
        if not rows.num_rows:
            return
        first = self._last is None
        if self._last is not None:
            rows = pa.concat_tables([self._last, rows])
        self._last = rows.slice(rows.num_rows - 1)
        now, before = rows.slice(1), rows.slice(0, rows.num_rows - 1)
        if self._by_document:
            yield from self._document_faults(rows if first else now)
        if self._offset and "document_id" in self._wanted:
            back = pc.and_(
                pc.equal(now["document_id"], before["document_id"]),
                pc.less(now[self._offset], before[self._offset]),
            )
            yield from self._named(back, now, "stands before the row before it")
        if self._parent:
            same = pc.equal(self._owners(now), self._owners(before))
            expected = pc.if_else(same, pc.add(before["ordinal"], 1), 1)
            yield from self._named(pc.not_equal(now["ordinal"], expected), now, "has an ordinal out of order")
            if first and rows["ordinal"][0].as_py() != 1:
                yield f"{self._table}: the first row has not the ordinal 1"
        if self._table in BY_PATH:
            yield from self._named(
                pc.less(now["path"], before["path"]), now, "is not in the order of the paths"
            )

    def _owners(self, rows: pa.Table) -> pa.ChunkedArray:
        """What the ordinals count in: the document where a sentence has no speech."""
        assert self._parent
        return pc.coalesce(rows[self._parent], rows["document_id"])

    def _document_faults(self, rows: pa.Table) -> Iterator[str]:
        runs = pc.run_end_encode(rows["document_id"].combine_chunks())
        for document_id in runs.values.to_pylist():
            rank = self._rank(document_id)
            if rank is not None and rank < self._last_rank:
                yield f"{self._table}: rows of {document_id} are not where the document is in the order of documents"
            self._last_rank = self._last_rank if rank is None else rank

    def _named(self, wrong: pa.ChunkedArray, rows: pa.Table, what: str) -> Iterator[str]:
        for row in rows.filter(wrong).to_pylist():
            place = ", ".join(f"{name} {value}" for name, value in row.items() if value is not None)
            yield f"{self._table}: the row with {place} {what}"
