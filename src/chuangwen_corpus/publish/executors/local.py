"""A build on the processes of this machine: they parse, this process writes."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.checkpoint.parts import PartStore
from chuangwen_corpus.publish.crawl import batches as batching
from chuangwen_corpus.publish.executors import Files
from chuangwen_corpus.publish.executors.processes import Pool
from chuangwen_corpus.publish.job import Job
from chuangwen_corpus.publish.metadata import manifest
from chuangwen_corpus.publish.steps.batch import Batch, Part
from chuangwen_corpus.publish.steps.keywords import keyword_rows
from chuangwen_corpus.publish.steps.parse import parse_batches
from chuangwen_corpus.publish.steps.stream import read_stream
from chuangwen_corpus.publish.steps.words import WordStore
from chuangwen_corpus.publish.writers.replace import Target
from chuangwen_corpus.publish.writers.tables import JSON_LINES, TableStream, open_tables


class LocalExecutor:
    """Parses with a pool of processes and writes each table as one stream."""

    batch_bytes: int | None = None

    def __init__(
        self, job: Job, staging: Path, pool: Pool, store: PartStore, streams: dict[str, TableStream],
        json_lines: IO[bytes] | None, words: WordStore, *, keep: bool,
    ) -> None:  # fmt: skip
        self.place = Place.of(staging)
        self.files = Files()
        self._job, self._staging, self._pool, self._store = job, staging, pool, store
        self._streams, self._json_lines, self._words = streams, json_lines, words
        self._keep = keep
        self._documents = 0

    def parse(self, batches: Iterator[Batch]) -> Iterator[Part]:
        """The part of each batch, in order, when its rows are written; what is left in it is to be counted."""
        for part in self._parts(batches):
            for name, stream in part.tables.items():
                self._streams[name].write(stream.table, part.csv.get(name))
            if self._json_lines:
                self._json_lines.writelines(part.json_lines)
            self._words.write(part.words)
            self._documents += len(part.sources)
            yield part

    def write_keywords(self) -> None:
        """Writes the table `keywords`, when all batches are parsed."""
        pool = self._pool if self._pool.started else Pool(1)
        for stream, csv in keyword_rows(self._words, pool, csv="csv" in self._job.settings.formats):
            self._streams["keywords"].write(read_stream(stream), csv)

    def write(self, name: str, table: pa.Table) -> None:
        """Writes rows of a table that no batch makes; may be called again for more of them."""
        self._streams[name].write(table)

    def finish(self) -> dict[str, dict[str, Any]]:
        """Ends all tables; gives what the manifest says of each."""
        about = {name: stream.close() for name, stream in self._streams.items()}
        if self._json_lines:
            self._json_lines.close()
        self._words.close()
        self.files |= manifest.about(self._staging, threads=self._pool.size)
        if self._json_lines:
            self.files[JSON_LINES]["rows"] = self._documents
        for stream in self._streams.values():
            for path, rows in stream.files().items():
                self.files[path]["rows"] = rows
        return about

    def _parts(self, batches: Iterator[Batch]) -> Iterator[Part]:
        """The parts of the batches. A small build is done here and not kept, and of others the first parts are not."""
        first: list[Batch] = []
        size = 0
        for batch in batches:
            first.append(batch)
            size += sum(len(page.data) for page in batch)
            if not batching.is_small(size):
                return parse_batches(
                    itertools.chain(first, batches), self._job.settings, self._pool, self._store,
                    unkept=0 if self._keep else batching.UNKEPT,
                )  # fmt: skip
        return parse_batches(first, self._job.settings, self._pool.for_little())


def _json_lines(staging: Path, formats: Sequence[str]) -> AbstractContextManager[IO[bytes] | None]:
    if "json" not in formats:
        return contextlib.nullcontext()
    (staging / JSON_LINES).parent.mkdir()
    return (staging / JSON_LINES).open("wb")


@contextlib.contextmanager
def local(job: Job, target: Target, pool: Pool, *, resume: bool, keep: bool) -> Iterator[LocalExecutor]:
    """An executor whose release takes the place of the target when the context ends without an error.

    Args:
        job: The pages and what is wanted of them.
        target: The place of the release.
        pool: Parses batches.
        resume: Whether to take over parts that a build which was stopped has left.
        keep: Whether to take over parts, and to leave them for the next build.
    """
    store = PartStore(target.workspace.parts, job.settings)
    if not (resume or keep):
        shutil.rmtree(store.folder, ignore_errors=True)
    with (
        target.writing() as staging,
        open_tables(staging, job.settings.formats) as streams,
        _json_lines(staging, job.settings.formats) as json_lines,
        WordStore(target.workspace.folder) as words,
    ):
        yield LocalExecutor(job, staging, pool, store, streams, json_lines, words, keep=keep)
    if keep:
        store.prune()
    else:
        shutil.rmtree(store.folder, ignore_errors=True)
