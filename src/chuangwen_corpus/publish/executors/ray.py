"""A build on a Ray cluster: its workers parse partitions of the pages and write the parts of the tables.

The driver cuts the pages into partitions, keeps count and writes the manifest; no table passes through it.
A partition is one task of Ray Core. A worker or a node that is lost costs the partitions it was at: they are
done again and write the same files again, so every row is there once. A page that ends its worker every time
is found and becomes a reject.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.annotate.keywords import Words, weights_of
from chuangwen_corpus.errors import BuildError, MissingExtraError
from chuangwen_corpus.manifest import MANIFEST
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.checkpoint import receipts
from chuangwen_corpus.publish.executors import Files
from chuangwen_corpus.publish.executors.guard import guarded
from chuangwen_corpus.publish.job import Job
from chuangwen_corpus.publish.steps.batch import (
    Batch,
    PageBytes,
    Part,
    Settings,
    parse_batch,
)
from chuangwen_corpus.publish.steps.keywords import keyword_table
from chuangwen_corpus.publish.steps.packed import Packed
from chuangwen_corpus.publish.writers.files import write_file
from chuangwen_corpus.publish.writers.parquet import encoded_anew, parquet_writer
from chuangwen_corpus.publish.writers.replace import Target
from chuangwen_corpus.publish.writers.tables import JSON_LINES, MOST_ROWS, ROW_GROUP_ROWS, part_name

PARTITION_BYTES = 8_000_000
"""Bytes of the pages of one task: about half a minute of work, and files of some megabytes."""
TIMES = 3
"""How often Ray does a partition again whose worker or node was lost, before its pages are tried one by one."""
AHEAD = 2
"""Partitions a core that are on their way or done, while an earlier one is not."""
PATIENCE = 60
"""Seconds that a build which stops waits for its tasks to end."""


@dataclass(slots=True)
class Written:
    """What a partition gave, without its rows: those are in the files."""

    part: Part
    """Sources, texts, rejects and counts."""
    files: Files
    speeches: int = 0
    spread: Counter[str] = field(default_factory=Counter)
    """In how many of its speeches each content word stands."""


def write_partition(
    pages: Sequence[PageBytes],
    settings: Settings,
    time_limit: float | None,
    out: str,
    number: int,
    receipt: str,
) -> tuple[Written, list[Words]]:
    """Parses a partition and writes its parts and its receipt; what a worker does. Done twice, it writes the same."""
    with guarded(time_limit) as watch:
        part = parse_batch(pages, settings, watch)
    files = Files()
    for name, stream in part.tables.items():
        table = stream.table
        if table.num_rows:
            files |= write_table(Place.of(out), name, table, number)
    if part.json_lines:
        path = f"{JSON_LINES.removesuffix('.jsonl')}/{part_name(number).replace('.parquet', '.jsonl')}"
        files |= write_file(Place.of(out), path, b"".join(part.json_lines), len(part.sources))
    part.tables, part.json_lines = {}, Packed()
    if part.is_whole:
        receipts.write(Place.of(out), receipt, part, files)
    return _reported(part, files)


def _reported(part: Part, files: Files) -> tuple[Written, list[Words]]:
    words, part.words = part.words, []
    spread = Counter(form for speech in words for form in speech.forms)
    return Written(part, files, len(words), spread), words


def write_keywords(
    words: Sequence[Words], spread: dict[str, int], weights: dict[str, float], out: str, number: int
) -> Files:
    """Writes the keywords of a partition's speeches, when the whole build is known."""
    table = keyword_table(words, spread, weights)
    return write_table(Place.of(out), "keywords", table, number) if table.num_rows else {}


def write_table(out: Place, name: str, table: pa.Table, number: int) -> Files:
    """Writes one part of a table."""
    sink = pa.BufferOutputStream()
    with parquet_writer(tables.packed_schema(name), sink) as writer:
        most = ROW_GROUP_ROWS.get(name, MOST_ROWS)
        for start in range(0, max(table.num_rows, 1), most):
            writer.write_table(encoded_anew(table.slice(start, most)), row_group_size=most)
    return write_file(out, f"parquet/{name}/{part_name(number)}", bytes(sink.getvalue()), table.num_rows)


class RayCluster:
    """Partitions done by the workers of a Ray cluster, in order, and each once."""

    def __init__(
        self,
        address: str | None,
        settings: Settings,
        out: str,
        *,
        resume: bool = False,
        time_limit: float | None = None,
    ) -> None:
        try:
            import ray
        except ImportError as error:
            raise MissingExtraError(
                "the engine ray is not installed.", hint="pip install 'chuangwen-corpus[ray]'."
            ) from error
        self._ray: Any = ray
        self._started = not ray.is_initialized()
        if self._started:
            try:
                ray.init(
                    address=address, log_to_driver=False, include_dashboard=False if address is None else None
                )
            except (ConnectionError, ValueError) as problem:
                raise BuildError(
                    f"there is no Ray cluster at {address or 'auto'} ({problem}).",
                    hint="Start one: ray start.",
                ) from None
        self._time_limit, self._out = time_limit, out
        self._receipts = receipts.Receipts(Place.of(out), settings, resume=resume)
        self._settings = ray.put(settings)
        self._writing: dict[int, Any] = {}
        again: Any = ray.remote(max_retries=TIMES)
        self._write_partition = again(write_partition).options(num_returns=2)
        self._write_keywords = again(write_keywords)
        self._lost = (
            ray.exceptions.WorkerCrashedError,
            ray.exceptions.NodeDiedError,
            ray.exceptions.OutOfMemoryError,
            ray.exceptions.RaySystemError,
        )

    def partitions(self, partitions: Iterator[Batch]) -> Iterator[tuple[Written, Any]]:
        """What each partition gave, with a reference to its words."""
        waiting: list[tuple[Any, Any, Batch, int]] = []
        for number, pages in enumerate(partitions):
            receipt = self._receipts.name(pages, number)
            if done := self._receipts.get(receipt):
                written, words = _reported(*done)
                waiting.append((self._ray.put(written), self._ray.put(words), pages, number))
            else:
                waiting.append((*self._give(pages, number, receipt), pages, number))
            if len(waiting) >= AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", 1))):
                yield self._result(*waiting.pop(0))
        while waiting:
            yield self._result(*waiting.pop(0))

    def keywords(
        self, words: Sequence[Any], speeches: int, spread: dict[str, int], rows: Callable[[Files], None]
    ) -> None:
        """Writes the keywords of all partitions, from the references to their words."""
        known, weights = self._ray.put(spread), self._ray.put(weights_of(speeches, spread))
        for number, own in enumerate(words):
            self._writing[number] = self._write_keywords.remote(own, known, weights, self._out, number)
        for number in range(len(words)):
            rows(self._ray.get(self._writing[number]))
            del self._writing[number]

    def stop(self) -> None:
        """Ends what is still being written, and leaves the cluster if it was joined here."""
        # A build that goes on must not have the tasks of the one before write beside its own.
        for task in self._writing.values():
            self._ray.cancel(task, force=True)
        if self._writing:
            self._ray.wait(list(self._writing.values()), num_returns=len(self._writing), timeout=PATIENCE)
        if self._started:
            self._ray.shutdown()

    def _give(self, pages: Batch, number: int, receipt: str) -> list[Any]:
        made: list[Any] = self._write_partition.remote(
            pages, self._settings, self._time_limit, self._out, number, receipt
        )
        self._writing[number] = made[0]
        return made

    def _result(self, written: Any, words: Any, pages: Batch, number: int) -> tuple[Written, Any]:
        try:
            got = self._ray.get(written)
        except self._lost as error:
            return self._without_killers(pages, number, error)
        except self._ray.exceptions.RayTaskError as error:
            raise BuildError(f"a worker cannot write to {self._out} ({error.cause}).") from None
        self._writing.pop(number, None)
        return got, words

    def _without_killers(self, pages: Batch, number: int, error: Exception) -> tuple[Written, Any]:
        """A partition that lost its workers again and again: each page by itself, then all that go well."""
        probe = self._ray.remote(max_retries=1)(_parses)
        tasks = [probe.remote(page, self._settings, self._time_limit) for page in pages]
        whole, rejects = [], []
        for page, task in zip(pages, tasks, strict=True):
            try:
                self._ray.get(task)
                whole.append(page)
            except self._lost as lost:
                message = f"ended the worker that parsed it, or held it up until it was ended ({type(lost).__name__}). Please report this page."
                rejects += page.rejected("worker_lost", message)
        if len(pages) > 1 and len(rejects) in (0, len(pages)):
            raise _no_ones_doing(number, error)
        # Under no name that a build could ask for: pages that kill are tried again when it goes on.
        reference, words = self._give(whole, number, f"rest-{number:06}")
        try:
            written: Written = self._ray.get(reference)
        except self._lost as again:
            raise _no_ones_doing(number, again) from None
        self._writing.pop(number)
        written.part.rejects += rejects
        return written, words


def _no_ones_doing(number: int, error: Exception) -> BuildError:
    """A partition that loses its workers, but not by one of its pages: too little memory, or nothing runs at all."""
    return BuildError(
        f"partition {number} lost its worker {TIMES + 1} times ({error}).",
        hint="See whether this package runs on every node, and give workers more memory; --resume goes on.",
    )


def _parses(page: PageBytes, settings: Settings, time_limit: float | None) -> bool:
    with guarded(time_limit) as watch:
        parse_batch([page], settings, watch)
    return True


class RayExecutor:
    """Has a cluster parse partitions and write their parts."""

    def __init__(self, cluster: RayCluster, place: Place) -> None:
        self.batch_bytes: int | None = PARTITION_BYTES
        self.place = place
        self._cluster = cluster
        self.files = Files()
        self._words: list[Any] = []
        self._speeches = 0
        self._spread = Counter[str]()
        self._parts = Counter[str]()

    def parse(self, batches: Iterator[Batch]) -> Iterator[Part]:
        """The part of each batch, in order, when its rows are written; what is left in it is to be counted."""
        for written, words in self._cluster.partitions(batches):
            self._spread += written.spread
            self._speeches += written.speeches
            self.files |= written.files
            self._words.append(words)
            yield written.part

    def write_keywords(self) -> None:
        """Writes the table `keywords`, when all batches are parsed."""
        self._cluster.keywords(self._words, self._speeches, dict(self._spread), self.files.update)

    def write(self, name: str, table: pa.Table) -> None:
        """Writes rows of a table that no batch makes; may be called again for more of them."""
        self.files |= write_table(self.place, name, table, self._parts[name])
        self._parts[name] += 1

    def finish(self) -> dict[str, dict[str, Any]]:
        """Ends all tables; gives what the manifest says of each."""
        about: dict[str, dict[str, Any]] = {}
        for name in tables.ROWS:
            own = [file["rows"] for path, file in self.files.items() if path.startswith(f"parquet/{name}/")]
            if not own:  # a table without rows has its columns all the same
                self.write(name, tables.packed_schema(name).empty_table())
            about[name] = {"rows": sum(own)}
        return about


@contextlib.contextmanager
def on_ray(
    job: Job, out: Target | str, *, address: str | None, resume: bool, time_limit: float | None = None
) -> Iterator[RayExecutor]:
    """An executor whose release is at `out` when the context ends without an error.

    Args:
        job: The pages and what is wanted of them.
        out: The place of a release, at a path that every node sees under this name, or an address
            (``s3://bucket/corpus``). An address must hold nothing, or with `resume` no release, as no object
            store replaces a folder in one step.
        address: The cluster's, as `ray.init` takes it; by default one is started on this machine.
        resume: Whether to take over the partitions that a build of these pages that was stopped has done.
        time_limit: Seconds that a page may take; None for no limit.

    Raises:
        BuildError: The place is taken or cannot be written, or there is no such cluster.
        MissingExtraError: Ray is not installed.
    """
    with contextlib.ExitStack() as stack:
        where = (
            out if isinstance(out, str) else str(stack.enter_context(out.writing(resume=resume, keep=True)))
        )
        cluster = RayCluster(address, job.settings, where, resume=resume, time_limit=time_limit)
        stack.callback(cluster.stop)
        executor = RayExecutor(cluster, Place.of(where))
        yield executor
        receipts.sweep(executor.place, {*executor.files, MANIFEST})
