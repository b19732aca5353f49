"""An earlier release that a build replaces: what in its folder is ours, and that only this is taken away."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.manifest import MANIFEST, recognise
from chuangwen_corpus.publish.writers.hashing import file_sha256

LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""Files that systems put into every folder; nobody misses them."""
_MOST_NAMED = 10

Signature = tuple[int, int, int]
"""Inode, size and time of change: enough to see that a file is still the one that was read."""


@dataclass(frozen=True, slots=True)
class Previous:
    """A folder that is a release of this package and nothing else."""

    folder: Path
    documents: int
    files: dict[str, Signature] = field(repr=False)
    """The files of the release, each as it was when its hash was compared with the manifest's."""

    def check_unchanged(self) -> None:
        """Sees that nothing was changed or added since the release was looked at.

        Raises:
            BuildError: Something was.
        """
        found = {path: _signature(about) for path, about in _entries(self.folder)}
        strange = sorted(path for path, about in found.items() if self.files.get(path) != about)
        if strange:
            raise _refused(self.folder, strange, "changed while the build ran")

    def remove_from(self, folder: Path) -> bool:
        """Takes the files of the release out of the folder it was moved to; gives whether nothing is left."""
        for path, about in list(_entries(folder)):
            if self.files.get(path) == _signature(about) or path.rsplit("/", 1)[-1] in LITTER:
                with contextlib.suppress(FileNotFoundError):
                    (folder / path).unlink()
        for inside in sorted((inside for inside, _ in _folders(folder)), key=len, reverse=True):
            with contextlib.suppress(OSError):
                (folder / inside).rmdir()
        return not folder.exists()


def previous_release(folder: Path) -> Previous | None:
    """Looks at a folder that a release shall replace; None if it is not there or empty.

    Every file must be listed in the manifest of a release of ours, with its size and SHA-256.

    Raises:
        BuildError: It holds anything else; the message names the files.
    """
    if not folder.is_dir():
        return None
    found = dict(_entries(folder))
    if all(path.rsplit("/", 1)[-1] in LITTER for path in found) and not _empty_folders(folder):
        return None
    manifest = recognise(folder)
    if manifest is None:
        raise BuildError(
            "is not empty and holds no release of this package, so it is left alone.",
            path=folder, hint="Choose another folder, or empty this one.",
        )  # fmt: skip
    listed = manifest.files
    signatures = {path: _signature(about) for path, about in found.items()}
    strange = [
        path
        for path, about in found.items()
        if path != MANIFEST
        and path.rsplit("/", 1)[-1] not in LITTER
        and (path not in listed or not stat.S_ISREG(about.st_mode) or about.st_size != listed[path].bytes)
    ]
    same_size = [path for path in found if path in listed and path not in set(strange)]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        hashes = pool.map(lambda path: file_sha256(folder / path), same_size)
        strange += [
            path for path, sha256 in zip(same_size, hashes, strict=True) if sha256 != listed[path].sha256
        ]
    strange += _empty_folders(folder)
    if strange:
        raise _refused(folder, sorted(strange), "not as the release's manifest lists them, or not in it")
    return Previous(
        folder, manifest.tables["documents"].rows if "documents" in manifest.tables else 0, signatures
    )


def _refused(folder: Path, paths: list[str], what: str) -> BuildError:
    named = ", ".join(paths[:_MOST_NAMED]) + (
        f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    )
    return BuildError(
        f"holds files that are {what}; a build would take them away, so it is left alone: {named}.",
        path=folder, hint="Move these files elsewhere, or choose another folder for the release.",
    )  # fmt: skip


def _entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder that is no folder, by path; links are not followed."""
    for inside, entries in _folders(folder):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield inside + entry.name, entry.stat(follow_symlinks=False)


def _empty_folders(folder: Path) -> list[str]:
    """Folders below in which there is nothing at all: somebody has made them."""
    return [inside for inside, entries in _folders(folder) if inside and not entries]


def _folders(folder: Path) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """A folder and all below it, each with its path, which ends with a slash, and its entries; however deep."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(folder / inside) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        waiting += (f"{inside}{entry.name}/" for entry in entries if entry.is_dir(follow_symlinks=False))
        yield inside, entries


def _signature(about: os.stat_result) -> Signature:
    return about.st_ino, about.st_size, about.st_mtime_ns
