"""Removes pages that have been withdrawn from the checkpoints of earlier builds, before the next build begins."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.checkpoint import receipts
from chuangwen_corpus.publish.writers.replace import Target
from chuangwen_corpus.read.withdrawal import Withdrawn

_OURS = ("parquet/", "json/", f"{receipts.FOLDER}/")
"""Where a build on a cluster puts what it has parsed."""


def purge(out: Target | str, withdrawn: Withdrawn) -> None:
    """Takes away the parts of withdrawn pages that stand beside a release, or at its address.

    Args:
        out: The place of the release, or its address.
        withdrawn: The pages.

    Raises:
        BuildError: They cannot be taken away.
    """
    if not withdrawn:
        return
    try:
        if isinstance(out, str):
            if any((Place.of(out) / receipts.FOLDER).files()):
                purge_unfinished(Place.of(out), withdrawn)
            return
        purge_parts(out.workspace.parts, withdrawn)
        shutil.rmtree(out.workspace.sifted, ignore_errors=True)
        if out.workspace.release.is_dir():
            purge_unfinished(Place.of(out.workspace.release), withdrawn, ours=("",))
    except OSError as error:
        raise BuildError(
            f"what an earlier build has left of withdrawn pages cannot be taken away ({error.strerror or error}).",
            path=error.filename or (out if isinstance(out, str) else out.folder), hint="Take it away yourself.",
        ) from None  # fmt: skip


def purge_parts(folder: Path, withdrawn: Withdrawn) -> None:
    """Takes away the parts in which a withdrawn page is, and those that cannot be read.

    Args:
        folder: Of a `PartStore`; need not be there.
        withdrawn: The pages.
    """
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.is_file() and _holds(file.read_bytes(), withdrawn):
            file.unlink(missing_ok=True)


def purge_unfinished(place: Place, withdrawn: Withdrawn, ours: tuple[str, ...] = _OURS) -> None:
    """Takes away the receipts of partitions in which a withdrawn page is, and all files that no other receipt names.

    Args:
        place: The folder of a release that a build has begun.
        withdrawn: The pages.
        ours: What the paths of files begin with that may be taken away.
    """
    kept = set()
    for name, file in list((place / receipts.FOLDER).files()):
        data = file.read_bytes()
        if _holds(data, withdrawn):
            file.remove()
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                kept |= {f"{receipts.FOLDER}/{name}", *json.loads(archive.read("files.json"))}
    for path, file in list(place.files()):
        if path.startswith(ours) and path not in kept:
            file.remove()


def _holds(data: bytes, withdrawn: Withdrawn) -> bool:
    """Whether a part or a receipt is of a withdrawn page, or cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            about = json.loads(archive.read("about.json"))
        pages = [(path, sha256) for path, sha256, *_ in about["sources"]]
        pages += [(reject["path"], reject["sha256"]) for reject in about["rejects"]]
    except (zipfile.BadZipFile, KeyError, ValueError):
        return True
    return any(sha256 and withdrawn.why(path or "", sha256) for path, sha256 in pages)
