"""A folder of pages to a published release, in one pass and in bounded memory."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chuangwen_corpus import annotate, tables
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.places import Place, is_address
from chuangwen_corpus.publish import manifest, metadata, sample, scan
from chuangwen_corpus.publish.batch import PageBytes, Part, Settings, read_stream
from chuangwen_corpus.publish.job import Job
from chuangwen_corpus.publish.memory import keep_blocks_apart
from chuangwen_corpus.publish.parts import PartStore
from chuangwen_corpus.publish.pool import Pool
from chuangwen_corpus.publish.result import Progress, Result
from chuangwen_corpus.publish.sift import sifted
from chuangwen_corpus.publish.spool import WordSpool
from chuangwen_corpus.publish.streams import TableStream, open_tables
from chuangwen_corpus.publish.swap import MARK, check, replacing
from chuangwen_corpus.publish.tally import Tally
from chuangwen_corpus.publish.weighing import weigh
from chuangwen_corpus.publish.workers import parse_batches
from chuangwen_corpus.read.inputs import InputFolder

ENGINES = ("local", "ray")


@dataclass(slots=True)
class _Build:
    """A release in the making: open files, running counts and hashes."""

    streams: dict[str, TableStream]
    json_lines: IO[bytes]
    words: WordSpool
    tally: Tally

    def take(self, part: Part) -> None:
        """Writes what a batch gave."""
        for name, stream in part.tables.items():
            self.streams[name].write(read_stream(stream), part.csv.get(name))
        self.json_lines.writelines(part.json_lines)
        self.words.write(part.words)
        self.tally.count(part)

    def finish(self, pool: Pool) -> dict[str, dict[str, object]]:
        """Writes the tables that want the whole build; gives rows and content hash of each table."""
        for stream, csv in weigh(self.words, pool):
            self.streams["keywords"].write(read_stream(stream), csv)
        self.tally.end()
        self.streams["rejects"].write(tables.from_records("rejects", self.tally.rejects))
        self.streams["duplicates"].write(tables.from_records("duplicates", self.tally.duplicates))
        return {name: stream.close() for name, stream in self.streams.items()}


def build(
    raw: str | Path,
    out: str | Path,
    *,
    engine: str = "local",
    segmenter: str = annotate.DEFAULT_ENGINE,
    address: str | None = None,
    layers: Iterable[str] | None = None,
    recurring: bool = True,
    workers: int | None = None,
    resume: bool = False,
    keep: bool = False,
    only_genre: bool = False,
    progress: Progress | None = None,
) -> Result:
    """Builds a release of all pages in `raw` and puts it in the place of `out`.

    One bad page never stops a build: it becomes a row of the table `rejects`.

    Args:
        raw: A folder of pages with its `sources.toml`, or one page; a path, or an address (``s3://crawls/2026``).
        out: The folder of the release; an earlier release in it is replaced whole. With Ray it may be an
            address that holds nothing yet.
        engine: Who does the work: ``local``, the cores of this machine, or ``ray``, a Ray cluster, which gives
            the same rows as Parquet and JSON Lines in parts. The name of a segmenter is taken for one.
        segmenter: ``rjieba`` or ``jieba``; both give the same tokens.
        address: Of the Ray cluster, as `ray.init` takes it; by default one is started on this machine.
        layers: Names of the layers of annotation; all by default. For ``()`` there are none, and no keywords.
        recurring: Whether a line that stands on many of the pages is furniture.
        workers: Number of processes, by default one a core; the result does not depend on it.
        resume: Whether to take over what a build of these pages that was stopped has left.
        keep: Whether to leave the parts for the next build, and to take over those of the last: then only
            batches with something new in them are parsed. They stand beside `out`, hidden; not with Ray.
        only_genre: Whether pages that are plainly of another genre are dropped before anything dear is done
            with them (see `genre.prefilter`); the manifest says how many.
        progress: Told of each batch that is done.

    Raises:
        BuildError: There is no such input, or `out` cannot be replaced.
        ChuangwenError: There is no such engine or layer.
    """
    if workers is not None and workers < 1:
        raise BuildError(f"{workers} workers build nothing.", hint="Give 1 or more.")
    if engine not in ENGINES:
        engine, segmenter = "local", engine
    if keep and engine == "ray":
        raise BuildError(
            "parts are kept on this machine only.", hint="Leave out keep, or use engine='local'."
        )
    annotate.check(segmenter)
    keep_blocks_apart()
    folder = InputFolder.open(raw)
    chosen = annotate.choose(layers)
    _check_place(out, engine, resume=resume)
    with contextlib.ExitStack() as stack:
        pool = stack.enter_context(Pool(workers or os.cpu_count() or 1))
        pages: scan.Pages = folder
        dropped = None
        if only_genre:
            near = Path(tempfile.gettempdir()) if is_address(out) else Path(out).parent
            passed = stack.enter_context(sifted(folder, pool, near, progress))
            pages, dropped = passed, passed.dropped
        lines = sample.recurring(pages, pool) if recurring else frozenset()
        job = Job(pages, Settings(segmenter, chosen, lines), dropped, progress)
        if engine == "ray":
            from chuangwen_corpus.publish.spread import build_on_ray

            return build_on_ray(job, out, address=address, resume=resume)
        return _build_here(job, Path(out), pool, resume=resume, keep=keep)


def _check_place(out: str | Path, engine: str, *, resume: bool) -> None:
    """Whether the release can be written where it is wanted."""
    if not is_address(out):
        check(Path(out))
    elif engine == "local":
        raise BuildError("this engine writes to this machine only.", path=out, hint="Use engine='ray'.")
    elif (Place.of(out) / MARK).exists():
        raise BuildError(
            "holds a release; an object store cannot replace it in one step.",
            path=out, hint="Name a new folder.",
        )  # fmt: skip
    elif not resume and next(Place.of(out).files(), None):
        raise BuildError(
            "holds files already.", path=out, hint="Name a new folder, or go on with a build that was stopped: resume.",
        )  # fmt: skip


def _build_here(job: Job, out: Path, pool: Pool, *, resume: bool, keep: bool) -> Result:
    store = PartStore(out.parent / f".{out.name}.parts", job.settings)
    if not (resume or keep):
        shutil.rmtree(store.folder, ignore_errors=True)
    with contextlib.closing(Tally()) as tally, replacing(out) as staging:
        (staging / "json").mkdir()
        with (
            open_tables(staging) as streams,
            (staging / "json/documents.jsonl").open("wb") as json_lines,
            WordSpool(staging) as words,
        ):
            made = _Build(streams, json_lines, words, tally)
            count = job.pages.count() if job.progress else 0
            batches = scan.batches(job.pages, tally.finder, tally.rejects)
            for part in _parts(batches, job.settings, pool, store):
                made.take(part)
                if job.progress:
                    tally.tell(job.progress, count, part)
            about_tables = made.finish(pool if pool.started else Pool(1))
        facts = job.facts(about_tables)
        files = manifest.about(staging, threads=pool.size)
        metadata.write(staging, facts, files)
        files |= manifest.about(staging, files)
        files["json/documents.jsonl"]["rows"] = tally.sources.documents
        for stream in made.streams.values():
            for path, rows in stream.files().items():
                files[path]["rows"] = rows
        manifest.write(Place.of(staging), facts, tally.sources, files)
    if keep:
        store.prune()
    else:
        shutil.rmtree(store.folder, ignore_errors=True)
    rows_of = {name: stream.rows for name, stream in streams.items()}
    return tally.result(Result(out, rows_of, other_genre=job.dropped or 0))


def _parts(
    batches: Iterator[list[PageBytes]], settings: Settings, pool: Pool, store: PartStore
) -> Iterator[Part]:
    """The parts of the batches. A small build is done here and not kept."""
    first: list[list[PageBytes]] = []
    size = 0
    for batch in batches:
        first.append(batch)
        size += sum(len(page.data) for page in batch)
        if not scan.is_small(size):
            return parse_batches(itertools.chain(first, batches), settings, pool, store)
    return parse_batches(first, settings, Pool(1))
