"""The lines that recur in a build, counted on a sample of its pages before the first is parsed."""

from __future__ import annotations

import contextlib
import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from chuangwen_corpus.clean.recurring import lines_of, recurring_lines
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.publish.crawl.batches import Pages, is_small
from chuangwen_corpus.publish.executors.processes import Lost, Pool, Task
from chuangwen_corpus.publish.limits import TimeUp, Watch
from chuangwen_corpus.read import decode, decoded
from chuangwen_corpus.read.withdrawal import Withdrawn

SAMPLE = 500
"""Pages that are looked through: all, or of more those with the smallest hashes."""
SAMPLED_BYTES = 1_000_000
"""A page larger than this is not looked through."""
PAGES_A_TASK = 32


@dataclass(frozen=True, slots=True)
class Counted:
    """On how many pages each line stands."""

    pages: int
    lines: Counter[str]


@dataclass(frozen=True, slots=True)
class CountTask:
    """Pages whose lines are to be counted."""

    pages: Sequence[bytes]

    def run(self, watch: Watch) -> Counted:
        """Counts; a page that cannot be read, or not in time, has no lines."""
        pages, lines = 0, Counter[str]()
        for page in self.pages:
            with contextlib.suppress(SourceError, TimeUp):
                lines.update(watch.step(partial(_lines, page)))
                pages += 1
        return Counted(pages, lines)

    def salvage(self, ask: Callable[[Task[Counted]], Counted | Lost]) -> Counted:
        """Counts without the pages that end their process or take too long; when they are parsed they become rejects."""
        counted = (ask(CountTask([page])) for page in self.pages)
        return _sum(one for one in counted if isinstance(one, Counted))


def recurring(folder: Pages, pool: Pool, withdrawn: Withdrawn | None = None) -> frozenset[str]:
    """The lines that recur on the pages of a folder (see `clean.recurring`), without those withdrawn."""
    sample = _sample(folder, withdrawn)
    some = range(0, len(sample), PAGES_A_TASK)
    tasks = [CountTask(sample[start : start + PAGES_A_TASK]) for start in some]
    use = pool.for_little() if is_small(sum(map(len, sample))) else pool
    counted = _sum(use.map(tasks))
    return recurring_lines(counted.pages, counted.lines)


def _lines(page: bytes) -> Collection[str]:
    source = decode(page)
    decoded.keep(page, source)
    return lines_of(source.text)


def _sample(folder: Pages, withdrawn: Withdrawn | None) -> list[bytes]:
    sample: list[tuple[int, bytes]] = []
    for page in folder.pages():
        with contextlib.suppress(SourceError):
            data = page.read()
            if len(data) > SAMPLED_BYTES:
                continue
            digest = hashlib.sha256(data)
            if withdrawn and withdrawn.why(page.path, digest.hexdigest()):
                continue
            rank = -int.from_bytes(digest.digest()[:8], "big")
            if len(sample) < SAMPLE:
                heapq.heappush(sample, (rank, data))
            elif rank > sample[0][0]:
                heapq.heapreplace(sample, (rank, data))
    return [data for _, data in sample]


def _sum(counted: Iterator[Counted]) -> Counted:
    pages, lines = 0, Counter[str]()
    for one in counted:
        pages += one.pages
        lines.update(one.lines)
    return Counted(pages, lines)
