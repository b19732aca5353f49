"""The manifest of a release: every file, every table with its content hash."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import rights
from chuangwen_corpus._version import __version__
from chuangwen_corpus.annotate import lexicon, made_by
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.manifest import FORMAT, FORMATS, MANIFEST, SCHEMA_VERSION, Manifest
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.writers.hashing import ContentHash, file_sha256
from chuangwen_corpus.read.release_file import ReleaseFile


def content_hash(table: pa.Table) -> str:
    """The content hash of a whole table."""
    hasher = ContentHash(table.schema)
    hasher.update(table)
    return hasher.hexdigest()


def describe(
    about_tables: dict[str, dict[str, Any]], engine: str, layers: Sequence[str], lists: Lists | None = None,
    formats: Sequence[str] = FORMATS, said: ReleaseFile | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What the manifest says of the release as a whole, without its files.

    Args:
        about_tables: Rows and content hash of each table.
        engine: The segmenter.
        layers: The layers of annotation that were made.
        lists: A user's own lists.
        formats: What the release is written as.
        said: What the builder says of the corpus.
    """
    said = said or ReleaseFile()
    return {
        "format": FORMAT,
        "name": rights.NAME,
        "data_version": said.data_version or _version_of(about_tables),
        "package_version": __version__,
        "schema_version": SCHEMA_VERSION,
        "title": said.title or rights.UNTITLED,
        "description": said.description or rights.UNDESCRIBED,
        "creators": list(said.creators),
        "date_published": said.date_published.isoformat() if said.date_published else None,
        "formats": [form for form in FORMATS if form in formats],
        "licences": rights.STATEMENT,
        "segmentation": {
            "engine": engine,
            "dictionary_sha256": _dictionary_sha256(),
            "lexicon_sha256": lexicon.sha256(),
        },
        "layers": list(layers),
        "models": made_by(layers) or None,
        "lists": dict(lists.files) if lists else None,
        "parquet_writer": f"pyarrow {pa.__version__}",
        "tables": about_tables,
    }


def _version_of(about_tables: dict[str, dict[str, Any]]) -> str:
    """The version of data that nobody has numbered: the same rows give the same, other rows another."""
    hashes = [f"{name}={about.get('content_sha256')}" for name, about in sorted(about_tables.items())]
    if not all("content_sha256" in about for about in about_tables.values()):
        return "0.0.0"  # a cluster does not hash rows
    return f"0.0.0+{hashlib.sha256(';'.join(hashes).encode()).hexdigest()[:12]}"


def about(staging: Path, *, threads: int = 1) -> dict[str, dict[str, Any]]:
    """SHA-256 and bytes of each file of a release, by path.

    Args:
        staging: The folder of the release.
        threads: How many files are read at a time.
    """
    wanted = {
        path.relative_to(staging).as_posix(): path for path in sorted(staging.rglob("*")) if path.is_file()
    }
    with ThreadPoolExecutor(threads) as pool:
        hashes = pool.map(file_sha256, wanted.values())
        return {
            path: {"sha256": sha256, "bytes": file.stat().st_size}
            for (path, file), sha256 in zip(wanted.items(), hashes, strict=True)
        }


def write(out: Place, facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> None:
    """Writes the manifest, which makes the folder a release; every other file must be there already.

    Args:
        out: The folder of the release.
        facts: What is said of the release as a whole (see `describe`).
        files: What is said of every other file, by path (see `about`).
    """
    whole = Manifest.model_validate({**facts, "files": files})
    (out / MANIFEST).write_bytes(whole.text().encode())


def _dictionary_sha256() -> str | None:
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        return None
    file = Path(spec.submodule_search_locations[0]) / "dict.txt"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None
