"""From pages to a release: one path, whoever does the work, in one pass and in bounded memory."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from chuangwen_corpus import annotate, tables
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.genre.own import Lists, using
from chuangwen_corpus.manifest import FORMATS, FormatName
from chuangwen_corpus.publish import limits, metadata
from chuangwen_corpus.publish.checkpoint.purge import purge
from chuangwen_corpus.publish.counting import Counting
from chuangwen_corpus.publish.crawl import recurring as recurrence
from chuangwen_corpus.publish.crawl.batches import Pages, batches
from chuangwen_corpus.publish.crawl.sift import sifted
from chuangwen_corpus.publish.destination import check_documents, destination, room_for_pages
from chuangwen_corpus.publish.executors import Executor
from chuangwen_corpus.publish.executors.local import local
from chuangwen_corpus.publish.executors.malloc import keep_blocks_apart
from chuangwen_corpus.publish.executors.processes import Pool
from chuangwen_corpus.publish.job import Job
from chuangwen_corpus.publish.metadata import manifest
from chuangwen_corpus.publish.outcomes import Outcomes
from chuangwen_corpus.publish.result import Progress, Result
from chuangwen_corpus.publish.steps.batch import Settings
from chuangwen_corpus.publish.writers.replace import Target
from chuangwen_corpus.read.inputs import InputFolder

ENGINES = ("local", "ray")


def build(
    raw: str | Path,
    out: str | Path,
    *,
    engine: str = "local",
    segmenter: str = annotate.DEFAULT_ENGINE,
    address: str | None = None,
    layers: Iterable[str] | None = None,
    entities: str | None = None,
    corrections: str | Path | None = None,
    lists: Lists | None = None,
    formats: Iterable[FormatName] | None = None,
    recurring: bool = True,
    text_without_speech: bool = False,
    workers: int | None = None,
    resume: bool = False,
    keep: bool = False,
    only_genre: bool = False,
    allow_empty: bool = False,
    debug: bool = False,
    time_limit: float | None = limits.DEFAULT,
    progress: Progress | None = None,
) -> Result:
    """Builds a release of all pages in `raw` and puts it in the place of `out`.

    One bad page never stops a build: it becomes a row of the table `rejects`.

    Args:
        raw: A folder of pages with its `sources.toml`, or one page; a path, or an address (``s3://crawls/2026``).
        out: The folder of the release: not there, empty, or an earlier release and nothing else, which is
            replaced whole; of a link its target is. With Ray it may be an address that holds nothing yet.
        engine: Who does the work: ``local``, the cores of this machine, or ``ray``, a Ray cluster, which gives
            the same rows as Parquet and JSON Lines in parts. The name of a segmenter is taken for one.
        segmenter: ``rjieba`` or ``jieba``; both give the same tokens.
        address: Of the Ray cluster, as `ray.init` takes it; by default one is started on this machine. For ``ray`` only.
        layers: Names of the layers of annotation; all by default. For ``()`` there are none, and no keywords.
        entities: ``lac`` for the layer `named_entity`, too (extra ``lac``); slow, see docs/performance.md.
        corrections: A file of values that replace what the parser gives; by default the files `corrections.toml` in
            `raw`. Entries that do not fit are named in `Result.warnings` and stop nothing (docs/corrections.md).
        lists: A user's own lists (see `lists.read_lists`); the manifest has their hashes.
        formats: What the release is written as: some of ``parquet``, ``csv`` and ``json``; by default all (with Ray
            all but CSV, and always Parquet). The loader needs Parquet.
        recurring: Whether a line that stands on many of the pages is furniture.
        text_without_speech: Whether the text of pages without a speech is cut into sentences and annotated (see `parse`);
            the manifest says so.
        workers: Number of processes, by default one a core; the result does not depend on it.
        resume: Whether to take over what a build of these pages that was stopped has left.
        keep: Whether to leave the parts for the next build, and to take over those of the last: then only
            batches with something new in them are parsed. They stand beside `out`, hidden; not with Ray.
        only_genre: Whether pages that are plainly of another genre are dropped before anything dear is done
            with them (see `genre.prefilter`); the manifest says how many.
        allow_empty: Whether a build without a document may replace a release that has some.
        debug: Whether an error that a reader or the parser raises unasked is raised, and not a reject.
        time_limit: Seconds that a page may take; one that takes longer is a reject. None for no limit.
        progress: Told of each batch that is done.

    Raises:
        BuildError: There is no such input or format, one of its TOML files is broken, or `out` cannot be replaced.
        UnmatchedEntries: An entry of `sources.toml` or `withdrawn.toml` names no page.
        ChuangwenError: There is no such engine or layer.
    """
    if workers is not None and workers < 1:
        raise BuildError(f"{workers} workers build nothing.", hint="Give 1 or more.")
    if engine not in ENGINES:
        if engine not in annotate.ENGINES:
            raise BuildError(
                f"there is no engine {engine!r}.",
                hint=f"Choose {' or '.join(ENGINES)}; a segmenter ({', '.join(annotate.ENGINES)}) is named with segmenter.",
            )
        engine, segmenter = "local", engine
    if address is not None and engine != "ray":
        raise BuildError(
            f"there is no cluster at {address!r} for engine={engine!r}: it builds on this machine alone.",
            hint="Use engine='ray' (--engine ray), or leave out address.",
        )
    if keep and engine == "ray":
        raise BuildError(
            "parts are kept on this machine only.", hint="Leave out keep, or use engine='local'."
        )
    annotate.check(segmenter)
    written = _formats(formats, engine)
    keep_blocks_apart()
    folder = InputFolder.open(raw, corrections=corrections, debug=debug)
    chosen = annotate.choose(layers, entities)
    said = folder.release_file()
    withdrawn = folder.resolve()
    with contextlib.ExitStack() as stack:
        target = destination(stack, raw, out, engine, resume=resume)
        purge(target or str(out), withdrawn)
        pool = stack.enter_context(Pool(workers or os.cpu_count() or 1, time_limit))
        pages: Pages = folder
        dropped = None
        if only_genre:
            pages = passed = sifted(folder, pool, room_for_pages(stack, target), progress, lists)
            dropped = passed.dropped
        with using(lists):
            lines = recurrence.recurring(pages, pool, withdrawn) if recurring else frozenset()
        job = Job(
            pages,
            Settings(segmenter, chosen, lines, debug, lists, text_without_speech, written),
            out,
            dropped,
            allow_empty=allow_empty,
            progress=progress,
            withdrawn=withdrawn,
            corrections=folder.corrections,
            said=said,
        )
        executor: AbstractContextManager[Executor]
        if engine == "ray":
            from chuangwen_corpus.publish.executors.ray import on_ray

            executor = on_ray(job, target or str(out), address=address, resume=resume, time_limit=time_limit)
        else:
            assert target is not None
            executor = local(job, target, pool, resume=resume, keep=keep)
        result = _build(job, target or str(out), executor)
        if target and target.left:
            result.warnings.append(
                f"{target.left}: holds files that were put into the earlier release meanwhile."
            )
        return result


def _formats(wanted: Iterable[str] | None, engine: str) -> tuple[str, ...]:
    """The formats of a release, in their usual order.

    Raises:
        BuildError: There is no such format, none is asked for, or the engine does not write it.
    """
    known = FORMATS if engine == "local" else ("parquet", "json")
    chosen = set(known if wanted is None else wanted)
    if unknown := sorted(chosen.difference(known)):
        said = f"with engine={engine!r} " if unknown[0] in FORMATS else ""
        raise BuildError(
            f"there is no format {unknown[0]!r} {said}".rstrip() + ".", hint=f"Known are {', '.join(known)}."
        )
    if not chosen or (engine != "local" and "parquet" not in chosen):
        raise BuildError(
            "no format is asked for." if not chosen else f"engine={engine!r} always writes Parquet.",
            hint=f"Name some of {', '.join(known)}.",
        )
    return tuple(form for form in FORMATS if form in chosen)


def _build(job: Job, out: Target | str, executor: AbstractContextManager[Executor]) -> Result:
    """The way of all builds: batches out, parts in, tables of the whole, descriptions, manifest."""
    counting = Counting(job.pages, job.progress)
    with contextlib.closing(Outcomes()) as outcomes, executor as work, counting:
        waiting = batches(
            job.pages, outcomes.finder, outcomes.rejects,
            withdrawn=job.withdrawn, corrections=job.corrections, batch_bytes=work.batch_bytes,
        )  # fmt: skip
        for part in work.parse(waiting):
            outcomes.count(part)
            counting.tell(outcomes.done, part.sources[-1][0] if part.sources else "")
        warnings = [*job.withdrawn.warnings, *job.pages.check_provenance()]
        work.write_keywords()
        outcomes.end()
        warnings += outcomes.without_correction(job.corrections)
        warnings += [*job.withdrawn.unused(outcomes.withdrawn()), *outcomes.with_withdrawn_texts()]
        if isinstance(out, Target) and not job.allow_empty:
            check_documents(out, outcomes.sources.documents)
        work.write("rejects", tables.from_records("rejects", outcomes.rejects))
        work.write("duplicates", tables.from_records("duplicates", outcomes.duplicates))
        for table in outcomes.sources.tables():
            work.write("sources", table)
        about_tables = work.finish()
        facts = job.facts(about_tables)
        work.files |= metadata.write(work.place, facts, work.files)
        manifest.write(work.place, facts, work.files)
        rows = {name: about["rows"] for name, about in about_tables.items()}
        return outcomes.result(Result(job.out, rows, other_genre=job.dropped or 0, warnings=warnings))
