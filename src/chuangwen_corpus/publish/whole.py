"""From pages to a release: one path, whoever does the work, in one pass and in bounded memory."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from chuangwen_corpus import annotate, tables
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.genre.own import Lists, using
from chuangwen_corpus.manifest import FORMATS, FormatName
from chuangwen_corpus.publish import metadata
from chuangwen_corpus.publish.checkpoint.purge import purge
from chuangwen_corpus.publish.counting import Counting
from chuangwen_corpus.publish.crawl import recurring as recurrence
from chuangwen_corpus.publish.crawl.batches import Pages, batches
from chuangwen_corpus.publish.crawl.sift import sifted
from chuangwen_corpus.publish.destination import check_documents, destination, room_for_pages
from chuangwen_corpus.publish.executors import ENGINES, Executor
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


def build_with(
    pool: Pool,
    raw: str | Path,
    out: str | Path,
    *,
    engine: str,
    segmenter: str,
    address: str | None,
    layers: Iterable[str] | None,
    entities: str | None,
    corrections: str | Path | None,
    lists: Lists | None,
    formats: Iterable[FormatName] | None,
    recurring: bool,
    text_without_speech: bool,
    resume: bool,
    keep: bool,
    only_genre: bool,
    allow_empty: bool,
    debug: bool,
    progress: Progress | None,
) -> Result:
    """A build on the processes of a pool; arguments and errors are those of `build.build`."""
    if engine not in ENGINES:
        if engine not in annotate.ENGINES:
            raise BuildError(
                f"there is no engine {engine!r}.",
                hint=f"Choose {' or '.join(ENGINES)}; a segmenter ({', '.join(annotate.ENGINES)}) is named with segmenter.",
            )
        engine, segmenter = "local", engine
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

            executor = on_ray(
                job, target or str(out), address=address, resume=resume, time_limit=pool.time_limit
            )
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
            withdrawn=job.withdrawn, corrections=job.corrections, partition_bytes=work.batch_bytes,
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
