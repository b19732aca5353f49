"""A folder that is replaced whole or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.writers.temporary import temporary_folder

MARK = "manifest.json"
"""The file that makes a folder a release."""


def check(target: Path) -> None:
    """Sees, before any work, whether a folder can be replaced.

    Raises:
        BuildError: It is there and is no release, or its own folder cannot be made.
    """
    if target.exists() and not target.is_dir():
        raise BuildError("is a file; a build needs a folder.", path=target)
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).exists():
        raise BuildError(
            f"is not empty and is no earlier build (it has no {MARK}), so it is left alone.",
            path=target, hint="Choose another folder, or empty this one.",
        )  # fmt: skip
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(f"cannot be written ({error.strerror}).", path=target) from None


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Gives an empty folder beside `target`, and puts it in the target's place at the end.

    Whatever goes wrong before that leaves the target as it was. Two builds at the same time each
    have a folder of their own; the one that ends last is the release.

    Raises:
        BuildError: The target is there and is no release, or cannot be written.
    """
    check(target)
    with _said_of(target), temporary_folder(target.parent, target.name) as staging:
        staging.chmod(0o755)
        yield staging
        _swap(staging, target)


@contextlib.contextmanager
def continuing(target: Path, *, resume: bool) -> Iterator[Path]:
    """As `replacing`, but what was written stays, hidden beside the target, if something goes wrong.

    Args:
        target: The folder to be replaced.
        resume: Whether to begin with what an earlier try has left.

    Raises:
        BuildError: The target is there and is no release, or cannot be written.
    """
    check(target)
    staging = target.parent / f".{target.name}.unfinished"
    with _said_of(target):
        if not resume:
            shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(exist_ok=True)
        yield staging
        _swap(staging, target)
    shutil.rmtree(staging, ignore_errors=True)


@contextlib.contextmanager
def _said_of(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BuildError(
            f"cannot be written ({error.strerror}); the earlier build is unchanged.",
            path=error.filename or target,
        ) from error


def _swap(staging: Path, target: Path) -> None:
    if not target.exists():
        staging.rename(target)
        return
    if _exchange(staging, target):
        return
    # No atomic exchange on this system: two renames, the first one undone if the second fails.
    old = staging.with_suffix(".old")
    target.rename(old)
    try:
        staging.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, two: Path) -> bool:
    """Exchanges two folders in one step where the system can (Linux, renameat2)."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    at_working_directory, exchange = -100, 2
    return not renameat2(
        at_working_directory, os.fsencode(one), at_working_directory, os.fsencode(two), exchange
    )
