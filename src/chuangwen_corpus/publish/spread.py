"""The driver of a build on a cluster: partitions out, counts in, the manifest at the end."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from chuangwen_corpus import tables
from chuangwen_corpus.places import Place, is_address
from chuangwen_corpus.publish import cluster, manifest, metadata, scan
from chuangwen_corpus.publish.job import Job
from chuangwen_corpus.publish.receipts import sweep
from chuangwen_corpus.publish.result import Result
from chuangwen_corpus.publish.swap import MARK, continuing
from chuangwen_corpus.publish.tally import Tally


def build_on_ray(job: Job, out: str | Path, *, address: str | None = None, resume: bool = False) -> Result:
    """Builds a release with the workers of a Ray cluster: Parquet and JSON Lines, in parts.

    Args:
        job: The pages and what is wanted of them.
        out: A path that every node sees under this name, or an address (``s3://bucket/corpus``). A release at
            a path is replaced whole; an address must hold nothing, or with `resume` no release, as no object
            store replaces a folder in one step. The manifest is written last, and makes the folder a release.
        address: The cluster's, as `ray.init` takes it; by default one is started on this machine.
        resume: Whether to take over the partitions that a build of these pages that was stopped has done.

    Raises:
        BuildError: The place is taken or cannot be written, or there is no such cluster.
        MissingExtraError: Ray is not installed.
    """
    with closing(Tally()) as tally:
        if is_address(out):
            return _build(job, str(out), tally, address, resume)
        with continuing(Path(out), resume=resume) as staging:
            result = _build(job, str(staging.resolve()), tally, address, resume)
        result.out = Path(out)
        return result


def _build(job: Job, out: str, tally: Tally, address: str | None, resume: bool) -> Result:
    place = Place.of(out)
    result = Result(out, dict.fromkeys(tables.ROWS, 0), other_genre=job.dropped or 0)
    spread, files = Counter[str](), cluster.Files()
    words: list[Any] = []
    speeches = 0
    ray = cluster.RayCluster(address, job.settings, out, resume=resume)
    try:
        total = job.pages.count() if job.progress else 0
        size = cluster.PARTITION_BYTES
        partitions = scan.batches(job.pages, tally.finder, tally.rejects, partition_bytes=size)
        for written, own_words in ray.partitions(partitions):
            tally.count(written.part)
            spread += written.spread
            speeches += written.speeches
            files |= written.files
            words.append(own_words)
            if job.progress:
                tally.tell(job.progress, total, written.part)
        ray.keywords(words, speeches, dict(spread), files.update)
    finally:
        ray.stop()
    tally.end()
    files |= cluster.write_table(place, "rejects", tables.from_records("rejects", tally.rejects), 0)
    files |= cluster.write_table(place, "duplicates", tables.from_records("duplicates", tally.duplicates), 0)
    for name in tables.ROWS:
        own = [about["rows"] for path, about in files.items() if path.startswith(f"parquet/{name}/")]
        result.rows[name] = sum(own)
        if not own:  # a table without rows has its columns all the same
            files |= cluster.write_table(place, name, tables.schema(name).empty_table(), 0)
    facts = job.facts({name: {"rows": count} for name, count in result.rows.items()})

    def write(path: str, text: str) -> None:
        files.update(cluster.write_file(place, path, text.encode()))

    metadata.write_beside_parts(write, facts)
    manifest.write(place, facts, tally.sources, files)
    sweep(place, {*files, MARK})
    return tally.result(result)
