"""The hidden folder beside a release in which a build works: one build at a time, and nothing of a user's in it.

``.NAME.building`` beside the release ``NAME`` holds what is being written (`release`), what is kept for a build
that goes on (`parts`) and what passed a filter (`sifted`). A marker says that the folder is ours: one without it is
never touched. A lock says that a build is at work in it; it ends with the process that holds it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chuangwen_corpus.errors import BuildError

MARKER = "CHUANGWEN.txt"
_SAYS = "A build of chuangwen-corpus works in this folder. It is taken away when the build is done.\n"
_TRIES = 10


@dataclass(slots=True)
class Workspace:
    """The folders of one build."""

    folder: Path
    keep_release: bool = False
    """Whether an unfinished release stays for a build that goes on."""

    @property
    def release(self) -> Path:
        """Where the release is written."""
        return self.folder / "release"

    @property
    def previous(self) -> Path:
        """Where the earlier release waits for a moment, on systems that cannot exchange two folders."""
        return self.folder / "previous"

    @property
    def parts(self) -> Path:
        """Where the parts of a build are kept."""
        return self.folder / "parts"

    @property
    def sifted(self) -> Path:
        """Where pages that passed a filter wait."""
        return self.folder / "sifted"


def workspace_of(target: Path) -> Path:
    """The workspace of a release."""
    return target.parent / f".{target.name}.building"


@contextlib.contextmanager
def workspace(target: Path) -> Iterator[Workspace]:
    """Takes the workspace of a release for this build; gone at the end, but for what the next build may want.

    Raises:
        BuildError: Another build is at work there, the folder is not ours, or it cannot be written.
    """
    folder = workspace_of(target)
    try:
        held = _take(folder)
    except OSError as error:
        raise BuildError(f"cannot be written ({error.strerror}).", path=target) from None
    try:
        own = Workspace(folder)
        if own.previous.exists() and not target.exists():  # stopped between two renames
            own.previous.rename(target)
        yield own
    finally:
        _leave(own)
        if held is not None:
            _release(held, folder)


def _leave(own: Workspace) -> None:
    shutil.rmtree(own.sifted, ignore_errors=True)
    if not own.keep_release:
        shutil.rmtree(own.release, ignore_errors=True)
    with contextlib.suppress(OSError):
        own.parts.rmdir()  # only if it is empty
    if {entry.name for entry in own.folder.iterdir()} <= {MARKER}:
        shutil.rmtree(own.folder, ignore_errors=True)


def _take(folder: Path) -> int | None:
    """Makes the folder, or finds an earlier build's; gives the handle that holds its lock."""
    for _ in range(_TRIES):
        with contextlib.suppress(FileExistsError):
            folder.mkdir()
        try:
            held = _locked(folder)
            _check_ours(folder)
        except FileNotFoundError:  # taken away by the build that has just ended
            continue
        if held is None or sys.platform == "win32" or os.path.samestat(os.fstat(held), folder.stat()):
            return held
        os.close(held)
    raise BuildError("other builds come and go there.", path=folder, hint="Try again.")


def _check_ours(folder: Path) -> None:
    marker = folder / MARKER
    if not folder.is_symlink() and folder.is_dir():
        if not any(folder.iterdir()):
            marker.write_text(_SAYS, encoding="utf-8")
        if marker.is_file() and not marker.is_symlink() and marker.read_text("utf-8", "replace") == _SAYS:
            return
    raise BuildError(
        "is needed for the build, but is there already and is not ours, so it is left alone.",
        path=folder, hint="Move it away, or choose another folder for the release.",
    )  # fmt: skip


if sys.platform == "win32":
    import msvcrt

    def _locked(folder: Path) -> int | None:
        """Locks a folder until this process ends; None where the file system has no locks.

        Windows locks no folders. A file beside it is locked, so that the folder can be removed meanwhile.

        Raises:
            BuildError: Another build holds it.
        """
        held = os.open(_lock_file(folder), os.O_RDWR | os.O_CREAT | os.O_BINARY)
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            os.close(held)
            raise _busy(folder) from None
        except OSError:
            os.close(held)
            return None  # a file system without locks
        with contextlib.suppress(FileExistsError):
            folder.mkdir()  # the build that has just ended has removed it
        return held

else:
    import fcntl

    def _locked(folder: Path) -> int | None:
        """Locks a folder until this process ends; None where the file system has no locks.

        Raises:
            BuildError: Another build holds it.
        """
        try:
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except NotADirectoryError:
            return None  # `_check_ours` says what it is
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            raise _busy(folder) from None
        except OSError:
            os.close(held)
            return None  # a file system without locks
        return held


def _release(held: int, folder: Path) -> None:
    os.close(held)  # which gives the lock back
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # Windows removes no file that another build has open by now
            _lock_file(folder).unlink()


def _lock_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _busy(folder: Path) -> BuildError:
    return BuildError(
        "another build is writing this release.", path=folder,
        hint="Wait until it is done, or choose another folder.",
    )  # fmt: skip
