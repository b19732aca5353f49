"""The driver of a build on a cluster: partitions out, counts in, the manifest at the end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from chuangwen_corpus import tables
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.places import Place, is_address
from chuangwen_corpus.publish import cluster, manifest, metadata, scan
from chuangwen_corpus.publish.batch import Settings
from chuangwen_corpus.publish.result import Progress, Result
from chuangwen_corpus.publish.swap import replacing
from chuangwen_corpus.publish.tally import Tally
from chuangwen_corpus.read.inputs import InputFolder


def build_on_ray(
    folder: InputFolder,
    out: str | Path,
    settings: Settings,
    *,
    address: str | None = None,
    partition_bytes: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Builds a release with the workers of a Ray cluster: Parquet and JSON Lines, in parts.

    Args:
        folder: The pages.
        out: A path that every node sees under this name, or an address (``s3://bucket/corpus``). A release at
            a path is replaced whole; an address must hold nothing, as no object store replaces a folder in
            one step. The manifest is written last, and makes the folder a release.
        settings: What is wanted of every page.
        address: The cluster's, as `ray.init` takes it; by default one is started on this machine.
        partition_bytes: Bytes of the pages of one task, by default `cluster.PARTITION_BYTES`.
        progress: Told of each partition that is done.

    Raises:
        BuildError: The place is taken or cannot be written, or there is no such cluster.
        MissingExtraError: Ray is not installed.
    """
    partition_bytes = partition_bytes or cluster.PARTITION_BYTES
    if is_address(out):
        if next(Place.of(out).files(), None):
            raise BuildError(
                "holds files already; an object store cannot replace a release in one step.",
                path=out, hint="Name a new folder.",
            )  # fmt: skip
        return _build(folder, str(out), settings, address, partition_bytes, progress)
    with replacing(Path(out)) as staging:
        result = _build(folder, str(staging.resolve()), settings, address, partition_bytes, progress)
    result.out = Path(out)
    return result


def _build(
    folder: InputFolder,
    out: str,
    settings: Settings,
    address: str | None,
    partition_bytes: int,
    progress: Progress | None,
) -> Result:
    place, tally = Place.of(out), Tally()
    result = Result(out, dict.fromkeys(tables.ROWS, 0))
    spread, files = Counter[str](), cluster.Files()
    words: list[Any] = []
    speeches = 0
    ray = cluster.RayCluster(address, settings, out)
    try:
        total = folder.count() if progress else 0
        partitions = scan.batches(folder, tally.finder, tally.rejects, partition_bytes=partition_bytes)
        for written, own_words in ray.partitions(partitions):
            tally.count(written.part)
            spread += written.spread
            speeches += written.speeches
            files |= written.files
            words.append(own_words)
            if progress:
                tally.tell(progress, total, written.part)
        ray.keywords(words, speeches, dict(spread), files.update)
    finally:
        ray.stop()
    tally.rejects.sort(key=lambda reject: reject.path)
    files |= cluster.write_table(place, "rejects", tables.from_records("rejects", tally.rejects), 0)
    files |= cluster.write_table(place, "duplicates", tables.from_records("duplicates", tally.duplicates), 0)
    for name in tables.ROWS:
        own = [about["rows"] for path, about in files.items() if path.startswith(f"parquet/{name}/")]
        result.rows[name] = sum(own)
        if not own:  # a table without rows has its columns all the same
            files |= cluster.write_table(place, name, tables.schema(name).empty_table(), 0)
    _describe(place, tally.result(result), settings, tally.sources, files)
    return result


def _describe(
    place: Place,
    result: Result,
    settings: Settings,
    sources: list[tuple[str | None, str, str]],
    files: cluster.Files,
) -> None:
    about = {name: {"rows": count} for name, count in result.rows.items()}
    facts = manifest.describe(about, sources, result.rejects, settings.engine, settings.layers)
    if settings.only_genre:
        facts["other_genre"] = result.other_genre

    def write(path: str, text: str) -> None:
        files.update(cluster.write_file(place, path, text.encode()))

    metadata.write_beside_parts(write, facts)
    cluster.write_manifest(place, facts, files)
