"""The build as it is called: it starts its processes first, and then loads what it needs itself."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.publish import limits
from chuangwen_corpus.publish.executors import ENGINES
from chuangwen_corpus.publish.executors.processes import Pool
from chuangwen_corpus.publish.steps.load import LoadTask

if TYPE_CHECKING:
    from chuangwen_corpus.manifest import FormatName
    from chuangwen_corpus.publish.result import Progress, Result

MANY = 10_000
"""Files of a folder that are enough to do, whatever is in them."""
WORTH_A_PROCESS = 500_000
"""Bytes of pages that are worth a process, before it is known what is in them: it loads for a second or two."""


def build(
    raw: str | Path,
    out: str | Path,
    *,
    engine: str = "local",
    segmenter: str = "rjieba",
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
        address: Of the Ray cluster, as `ray.init` takes it; by default one is started on this machine.
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
    chosen = None if layers is None else tuple(layers)
    with Pool(workers or os.cpu_count() or 1, time_limit) as pool:
        if engine != "ray" and not keep:
            worth = bytes_of(raw, pool.size * WORTH_A_PROCESS) // WORTH_A_PROCESS
            pool.start(LoadTask(segmenter if engine in ENGINES else engine, chosen, lists), worth)
        from chuangwen_corpus.publish.whole import (
            build_with,  # takes a second, and the processes load meanwhile
        )

        return build_with(
            pool, raw, out,
            engine=engine, segmenter=segmenter, address=address, layers=chosen, entities=entities,
            corrections=corrections, lists=lists, formats=formats, recurring=recurring,
            text_without_speech=text_without_speech, resume=resume, keep=keep, only_genre=only_genre,
            allow_empty=allow_empty, debug=debug, progress=progress,
        )  # fmt: skip


def bytes_of(raw: str | Path, most: int) -> int:
    """The bytes of a file, or of those of a folder, as far as they can be seen at once.

    No more than `most` are counted, which is also the answer where there are very many files; 0 of an address.
    """
    size = os.path.getsize(raw) if os.path.isfile(raw) else 0  # noqa: PTH113, PTH202  # an address is no path
    seen = 0
    for folder, _, names in os.walk(raw):
        for name in names:
            with contextlib.suppress(OSError):
                size += os.stat(os.path.join(folder, name)).st_size  # noqa: PTH116, PTH118  # there may be many
            seen += 1
            if size >= most or seen >= MANY:
                return most
    return min(size, most)
