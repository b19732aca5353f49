"""Batches parsed by a pool of processes; the parts come in the order of the batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chuangwen_corpus.publish import limits
from chuangwen_corpus.publish.checkpoint.parts import PartStore, write_part
from chuangwen_corpus.publish.executors.processes import Done, Lost, Pool, Task
from chuangwen_corpus.publish.steps.batch import Batch, Part, Settings, parse_batch


@dataclass(frozen=True, slots=True)
class ParseTask:
    """A batch to be parsed, and its part kept if there is a place for it."""

    pages: Batch
    settings: Settings
    file: Path | None = None

    def run(self, watch: limits.Watch) -> Part:
        """The part of the batch."""
        return self._kept(parse_batch(self.pages, self.settings, watch))

    def salvage(self, ask: Callable[[Task[Part]], Part | Lost]) -> Part:
        """The parts of its pages one by one; only a page that ends its process again is a reject."""
        parts = []
        for page in self.pages:
            part = ask(ParseTask([page], self.settings))
            if isinstance(part, Lost):
                part = Part(rejects=page.rejected(part.reason, part.said("parsed")))
            parts.append(part)
        return self._kept(Part.joined(parts))

    def _kept(self, part: Part) -> Part:
        if self.file and part.is_whole:
            write_part(self.file, part)
        return part


def parse_batches(
    batches: Iterable[Batch],
    settings: Settings,
    pool: Pool,
    store: PartStore | None = None,
    *,
    unkept: int = 0,
) -> Iterator[Part]:
    """The part of each batch, in order.

    Args:
        batches: Taken one at a time, not far ahead of the parts.
        settings: What the build wants of a page.
        pool: Parses them.
        store: Where parts are kept, and those of an earlier build are found.
        unkept: Of so many bytes of pages, the first ones, no part is kept.
    """
    return pool.map(_tasks(batches, settings, store, unkept))


def _tasks(
    batches: Iterable[Batch], settings: Settings, store: PartStore | None, unkept: int
) -> Iterator[Task[Part] | Done[Part]]:
    size = 0
    for batch in batches:
        size += sum(len(page.data) for page in batch)
        if store is None:
            yield ParseTask(batch, settings)
        elif kept := store.get(batch):
            yield Done(kept)
        else:
            yield ParseTask(batch, settings, store.file(batch) if size > unkept else None)
