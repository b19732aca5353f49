"""Pairs the rows of a page in two releases, reading each release once and holding neither in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.compare.memory import IN_NEITHER, NEW, OLD, Memory, packed, unpacked

Run = tuple[str | None, pa.Table]
"""A document's id and its rows."""
Meeting = tuple[str | None, pa.Table | None, pa.Table | None]
"""A document's id, its rows in the old release and in the new one."""


def runs(batches: Iterator[pa.Table]) -> Iterator[Run]:
    """The rows of each document, in the order in which they stand; tables are sorted by document."""
    held: list[pa.Table] = []
    owner: str | None = None
    for rows in batches:
        encoded = pc.run_end_encode(rows.column("document_id").combine_chunks())
        start = 0
        for end, document_id in zip(encoded.run_ends.to_pylist(), encoded.values.to_pylist(), strict=True):
            if held and document_id != owner:
                yield owner, pa.concat_tables(held)
                held = []
            owner = document_id
            held.append(rows.slice(start, end - start))
            start = end
    if held:
        yield owner, pa.concat_tables(held)


def meetings(old: Iterator[Run], new: Iterator[Run], memory: Memory) -> Iterator[Meeting]:
    """The rows of each document in both releases, or in the one that has it.

    Both are read side by side. Where documents stand in another order, or one has no rows of a document, the release
    that is behind is read on, and what it has waits in the memory.
    """
    heads = [next(old, None), next(new, None)]
    sources = (old, new)
    while True:
        one, other = heads
        if one and other and one[0] == other[0]:
            yield one[0], one[1], other[1]
            heads = [next(old, None), next(new, None)]
            continue
        if one is None and other is None:
            break
        side = (
            OLD
            if other is None or (one is not None and _place(one, memory) <= _place(other, memory))
            else NEW
        )
        head = heads[side]
        assert head is not None
        heads[side] = next(sources[side], None)
        yield from _met(side, head, memory)
    for side, key, data in memory.left():
        yield _meeting(side, key, unpacked(data), None)


def _place(run: Run, memory: Memory) -> int:
    """Where the document stands in the new release; before all if it need not wait for that of the other."""
    rank = memory.rank(run[0])
    return IN_NEITHER if rank is None else rank


def _met(side: int, run: Run, memory: Memory) -> Iterator[Meeting]:
    document_id, rows = run
    if memory.rank(document_id) is None:  # a page of this release alone waits for nothing
        yield _meeting(side, document_id, rows, None)
        return
    data = memory.take(1 - side, document_id)
    if data is None:
        memory.put(side, document_id, packed(rows))
    else:
        yield _meeting(side, document_id, rows, unpacked(data))


def _meeting(side: int, key: str | None, own: pa.Table, others: pa.Table | None) -> Meeting:
    return (key, own, others) if side == OLD else (key, others, own)
