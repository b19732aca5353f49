"""The manifest of a release: every file, every source, every table with its content hash."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import rights
from chuangwen_corpus._version import __version__
from chuangwen_corpus.annotate import lexicon
from chuangwen_corpus.publish.hashing import ContentHash, file_sha256
from chuangwen_corpus.publish.swap import MARK
from chuangwen_corpus.records import Reject

FORMAT = 1
"""Version of the release's layout; a loader refuses a newer one."""


def content_hash(table: pa.Table) -> str:
    """The content hash of a whole table."""
    hasher = ContentHash(table.schema)
    hasher.update(table)
    return hasher.hexdigest()


def describe(
    about_tables: dict[str, dict[str, Any]],
    documents: Iterable[tuple[str | None, str, str]],
    rejects: Iterable[Reject],
    engine: str,
    layers: Sequence[str],
) -> dict[str, Any]:
    """What the manifest says of the release as a whole, without its files.

    Args:
        about_tables: Rows and content hash of each table.
        documents: path, sha256 and document_id of every document.
        rejects: The inputs that gave none.
        engine: The segmenter.
        layers: The layers of annotation that were made.
    """
    sources: list[dict[str, Any]] = [
        {"path": path, "sha256": sha256, "document_id": document_id}
        for path, sha256, document_id in documents
    ]
    sources += [{"path": r.path, "sha256": r.sha256, "rejected": r.reason} for r in rejects]
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
        "sources": sorted(sources, key=lambda entry: entry["path"] or ""),
    }


def write(staging: Path, facts: dict[str, Any], rows: dict[str, int]) -> None:
    """Writes the manifest of a release; every other file must stand there already."""
    files = {}
    for file in sorted(path for path in staging.rglob("*") if path.is_file()):
        path = file.relative_to(staging).as_posix()
        files[path] = {"sha256": file_sha256(file), "bytes": file.stat().st_size}
        if path in rows:
            files[path]["rows"] = rows[path]
    text = json.dumps({**facts, "files": files}, ensure_ascii=False, indent=2)
    (staging / MARK).write_text(text + "\n", encoding="utf-8", newline="\n")


def _dictionary_sha256() -> str | None:
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        return None
    file = Path(spec.submodule_search_locations[0]) / "dict.txt"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None
