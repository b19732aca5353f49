"""Small files of a release, written whole."""

from __future__ import annotations

import hashlib
from typing import Any

from chuangwen_corpus.places import Place


def described(data: bytes) -> dict[str, Any]:
    """What the manifest says of a file with these bytes."""
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def write_file(out: Place, path: str, data: bytes, rows: int | None = None) -> dict[str, dict[str, Any]]:
    """Writes a file of the release; gives what the manifest says of it, by its path."""
    (out / path).write_bytes(data)
    about = described(data)
    return {path: about if rows is None else {**about, "rows": rows}}
