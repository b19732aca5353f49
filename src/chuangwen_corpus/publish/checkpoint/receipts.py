"""What the partitions of a build on a cluster have done, so that a build that was stopped can go on.

A partition that is done leaves a receipt beside its parts: what the driver wants to know of it, under a digest of
what it was made of. The receipts go when the release is whole.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Container, Sequence
from typing import Any

from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.checkpoint import parts
from chuangwen_corpus.publish.steps.batch import PageBytes, Part, Settings

FOLDER = ".receipts"


def write(out: Place, name: str, part: Part, files: dict[str, dict[str, Any]]) -> None:
    """Writes a receipt, when all files of a partition are written.

    Args:
        out: The folder of the release.
        name: The receipt's (see `Receipts.name`).
        part: What was counted, and the words of the speeches; without rows.
        files: The files that were written, with what the manifest says of them.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        parts.write(archive, part)
        archive.writestr("files.json", json.dumps(files))
    (out / FOLDER / name).write_bytes(data.getvalue())


class Receipts:
    """The receipts of an earlier try."""

    def __init__(self, out: Place, settings: Settings, *, resume: bool) -> None:
        self._out = out
        self._wanted = parts.wanted(settings)
        self._there = set()
        if resume:
            self._there = {path.removeprefix(f"{FOLDER}/") for path, _ in (out / FOLDER).files()}

    def name(self, pages: Sequence[PageBytes], number: int) -> str:
        """The name of a partition's receipt."""
        return parts.made_of(pages, self._wanted, str(number))

    def get(self, name: str) -> tuple[Part, dict[str, dict[str, Any]]] | None:
        """What a partition has done, if it was done."""
        if name not in self._there:
            return None
        try:
            with zipfile.ZipFile(io.BytesIO((self._out / FOLDER / name).read_bytes())) as archive:
                return parts.read(archive), json.loads(archive.read("files.json"))
        except (OSError, zipfile.BadZipFile, KeyError, ValueError):
            return None


def sweep(out: Place, kept: Container[str]) -> None:
    """Takes away what is no file of the release: receipts, and parts of an earlier try that were not made again."""
    if (out / FOLDER).exists():
        (out / FOLDER).remove()
    for path, file in list(out.files()):
        if path not in kept:
            file.remove()
