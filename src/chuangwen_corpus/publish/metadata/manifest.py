"""The manifest of a release: every file, every source, every table with its content hash."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import rights
from chuangwen_corpus._version import __version__
from chuangwen_corpus.annotate import lexicon
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.writers.hashing import ContentHash, file_sha256
from chuangwen_corpus.publish.writers.replace import MARK

FORMAT = 1
"""Version of the release's layout; a loader refuses a newer one."""

_NO_SOURCES = '"sources": []'


def content_hash(table: pa.Table) -> str:
    """The content hash of a whole table."""
    hasher = ContentHash(table.schema)
    hasher.update(table)
    return hasher.hexdigest()


def describe(about_tables: dict[str, dict[str, Any]], engine: str, layers: Sequence[str]) -> dict[str, Any]:
    """What the manifest says of the release as a whole, without its sources and files.

    Args:
        about_tables: Rows and content hash of each table.
        engine: The segmenter.
        layers: The layers of annotation that were made.
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
        "parquet_writer": f"pyarrow {pa.__version__}",
        "tables": about_tables,
    }


def text(
    facts: dict[str, Any], sources: Iterable[dict[str, Any]], files: dict[str, dict[str, Any]]
) -> Iterator[str]:
    """The manifest as JSON, piece by piece: of sources there may be millions.

    Args:
        facts: What is said of the release as a whole.
        sources: What became of each source page (see `Sources`).
        files: What is said of every other file, by path (see `about`).
    """
    before, after = _json({**facts, "sources": [], "files": dict(sorted(files.items()))}).split(
        _NO_SOURCES, 1
    )
    yield f'{before}"sources": ['
    comma = ""
    for source in sources:
        entry = _json(source).replace("\n", "\n    ")
        yield f"{comma}\n    {entry}"
        comma = ","
    yield ("\n  ]" if comma else "]") + f"{after}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


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


def write(
    out: Place, facts: dict[str, Any], sources: Iterable[dict[str, Any]], files: dict[str, dict[str, Any]]
) -> None:
    """Writes the manifest, which makes the folder a release; every other file must be there already (see `text`)."""
    (out / MARK).write(piece.encode() for piece in text(facts, sources, files))


def _dictionary_sha256() -> str | None:
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        return None
    file = Path(spec.submodule_search_locations[0]) / "dict.txt"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None
