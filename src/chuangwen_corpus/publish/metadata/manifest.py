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
from chuangwen_corpus.manifest import FORMAT, MANIFEST, Manifest
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.writers.hashing import ContentHash, file_sha256


def content_hash(table: pa.Table) -> str:
    """The content hash of a whole table."""
    hasher = ContentHash(table.schema)
    hasher.update(table)
    return hasher.hexdigest()


def describe(
    about_tables: dict[str, dict[str, Any]], engine: str, layers: Sequence[str], lists: Lists | None = None
) -> dict[str, Any]:
    """What the manifest says of the release as a whole, without its files.

    Args:
        about_tables: Rows and content hash of each table.
        engine: The segmenter.
        layers: The layers of annotation that were made.
        lists: A user's own lists.
    """
    return {
        "format": FORMAT,
        "name": rights.NAME,
        "version": __version__,
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
