"""Compares the files in the folder of a release with its manifest."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from chuangwen_corpus.manifest import MANIFEST
from chuangwen_corpus.publish.validation.opened import Release, said
from chuangwen_corpus.publish.writers.hashing import file_sha256
from chuangwen_corpus.publish.writers.previous import LITTER

_KINDS = (
    (stat.S_ISLNK, "a link"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
)  # fmt: skip


def faults(release: Release) -> Iterator[str]:
    """Files that are too many, no files, not there, or not those that the manifest lists."""
    listed = release.manifest.files
    for path, entry in _entries(release.folder):
        if isinstance(entry, OSError):
            yield f"{path}: cannot be read ({said(entry)})"
        elif stat.S_ISREG(entry.st_mode):
            if path in listed:
                release.there.add(path)
            elif path != MANIFEST and path.rpartition("/")[2] not in LITTER:
                yield f"{path}: is there, but not in the manifest"
        else:
            kind = next((name for holds, name in _KINDS if holds(entry.st_mode)), "no file")
            yield f"{path}: is {kind}, not a file; a release holds files only"
    for path, about in listed.items():
        if path not in release.there:
            yield f"{path}: is in the manifest, but not there"
            continue
        file = release.folder / path
        try:
            size, sha256 = file.stat().st_size, file_sha256(file)
        except OSError as error:
            release.there.discard(path)
            yield f"{path}: cannot be read ({said(error)})"
            continue
        if size != about.bytes:
            yield f"{path}: has {size:,} bytes, the manifest says {about.bytes:,}"
        if sha256 != about.sha256:
            yield f"{path}: is not the file the manifest describes (SHA-256 differs)"


def _entries(folder: Path) -> Iterator[tuple[str, os.stat_result | OSError]]:
    """All but folders in a folder and below, by path; links are not followed."""
    waiting: list[tuple[str, bool]] = [("", True)]
    while waiting:
        path, is_folder = waiting.pop()
        place = os.path.join(folder, path)  # noqa: PTH118  # a name that is no UTF-8 stays as it is
        try:
            if is_folder:
                with os.scandir(place) as entries:
                    found = [
                        (f"{path}/{e.name}" if path else e.name, e.is_dir(follow_symlinks=False))
                        for e in entries
                    ]
                waiting += sorted(found, reverse=True)
            else:
                yield _printable(path), os.lstat(place)
        except OSError as error:
            yield _printable(path), error


def _printable(path: str) -> str:
    """A path as the manifest may have it; one that it may not have is written so that it cannot be mistaken."""
    return path if path.isprintable() else ascii(path)
