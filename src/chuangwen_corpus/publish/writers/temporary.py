"""Hidden folders for what is not yet in its place, gone when it is; those of a build that was killed go with the next."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_YOUNG = 60.0
"""Seconds in which a folder may not yet be locked by the process that has made it."""


@contextlib.contextmanager
def temporary_folder(near: Path, name: str) -> Iterator[Path]:
    """Gives an empty folder of this process's own.

    Args:
        near: Where it stands.
        name: What it is for; it is called ``.NAME.….tmp``. Others of this name that no process holds any more
            are taken away.
    """
    _sweep(near, name)
    folder = Path(tempfile.mkdtemp(prefix=f".{name}.", suffix=".tmp", dir=near))
    held = _lock(folder)
    try:
        yield folder
    finally:
        if held is not None:
            os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(near: Path, name: str) -> None:
    for left in near.glob(f".{glob.escape(name)}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime < _YOUNG:
                continue
            held = _lock(left)
            if held is not None:
                shutil.rmtree(left, ignore_errors=True)
                os.close(held)


def _lock(folder: Path) -> int | None:
    """Locks a folder until the process ends; None if another one has it, or this system knows no such locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        return None
    return held
