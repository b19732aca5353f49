"""Replaces a folder as a whole or not at all, and syncs it to disk."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.writers.previous import Previous, previous_release
from chuangwen_corpus.publish.writers.target import check
from chuangwen_corpus.publish.writers.workspace import Workspace, workspace


@dataclass(slots=True)
class Target:
    """The place of a release, taken by this build until its context ends."""

    folder: Path
    """The folder itself, where the name given is a link."""
    previous: Previous | None
    """The release that is replaced."""
    workspace: Workspace
    left: Path | None = None
    """Where files stand that were put into the earlier release while it was being replaced."""

    @property
    def documents(self) -> int:
        """The documents of the release that is replaced."""
        return self.previous.documents if self.previous else 0

    @contextlib.contextmanager
    def writing(self, *, resume: bool = False, keep: bool = False) -> Iterator[Path]:
        """Gives a folder for the release, and puts it in the target's place at the end.

        Whatever goes wrong before that leaves the target as it was.

        Args:
            resume: Whether to begin with what an earlier try has left.
            keep: Whether what was written stays in the workspace if something goes wrong.

        Raises:
            BuildError: The target cannot be written, or was changed meanwhile.
        """
        staging = self.workspace.release
        self.workspace.keep_release = keep
        try:
            if not resume:
                shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(exist_ok=resume)
            yield staging
            self._publish(staging)
        except OSError as error:
            raise BuildError(
                f"cannot be written ({error.strerror or error}); the earlier build is unchanged.",
                path=error.filename or self.folder,
            ) from error
        self.workspace.keep_release = False

    def _publish(self, staging: Path) -> None:
        if self.folder.exists():
            _take_after(self.folder, staging)
        _sync(staging)
        if self.previous:
            self.previous.check_unchanged()
        elif previous_release(self.folder):
            raise BuildError(
                "was filled with a release while this build ran.", path=self.folder, hint="Build again."
            )
        old = _swap(staging, self.folder, self.workspace.previous)
        _sync_path(self.folder.parent)
        if old is not None:
            nothing_left = self.previous.remove_from(old) if self.previous else _remove_empty(old)
            if not nothing_left:
                self.left = _moved_beside(old, self.folder)


@contextlib.contextmanager
def claimed(out: str | Path, raw: str | Path | None = None) -> Iterator[Target]:
    """Takes the place of a release for one build, before any work is done.

    Args:
        out: The folder of the release: not there, empty, or a release of this package and nothing else.
        raw: The folder or page that is read; None if it is on another system.

    Raises:
        BuildError: It may not or cannot be replaced, or another build is at it.
    """
    folder = check(out, raw)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(f"cannot be written ({error.strerror}).", path=out) from None
    with workspace(folder) as own:
        try:
            _finish(own, folder)
            previous = previous_release(folder)
        except OSError as error:
            raise BuildError(f"cannot be read ({error.strerror}).", path=error.filename or out) from None
        yield Target(folder, previous, own)


def _finish(own: Workspace, folder: Path) -> None:
    """Takes away an earlier release that a build which was killed has put aside, or moves it beside if it is not as it was."""
    if own.previous.exists():
        try:
            old = previous_release(own.previous)
            nothing_left = old.remove_from(own.previous) if old else _remove_empty(own.previous)
        except BuildError:
            nothing_left = False
        if not nothing_left:
            _moved_beside(own.previous, folder)


def _take_after(folder: Path, staging: Path) -> None:
    """Gives the new folder the mode, the owner and the further attributes of the one it replaces."""
    about = folder.stat()
    shutil.copystat(folder, staging)
    own = staging.stat()
    if sys.platform != "win32" and (about.st_uid, about.st_gid) != (own.st_uid, own.st_gid):
        with contextlib.suppress(PermissionError):  # whoever is not root gives nothing away
            os.chown(staging, about.st_uid, about.st_gid)
            staging.chmod(about.st_mode & 0o7777)  # chown clears some bits
    os.utime(staging)


def _sync(folder: Path) -> None:
    """Has the system put all files and folders on disk: a crash behind the swap must find them whole."""
    for path in sorted(folder.rglob("*"), key=lambda path: len(path.parts), reverse=True):
        _sync_path(path)
    _sync_path(folder)


def _sync_path(path: Path) -> None:
    if os.name != "posix" and path.is_dir():
        return  # only POSIX opens folders
    # Windows syncs only what is open for writing; POSIX syncs also a file that nobody may write.
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(staging: Path, target: Path, aside: Path) -> Path | None:
    """Puts a folder in the place of another; gives where the other is now, if there was one."""
    if not target.exists():
        staging.rename(target)
        return None
    if _exchange(staging, target):
        return staging
    # No atomic exchange on this system: two renames, the first one undone if the second fails.
    target.rename(aside)
    try:
        staging.rename(target)
    except OSError:
        aside.rename(target)
        raise
    return aside


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


def _remove_empty(folder: Path) -> bool:
    return Previous(folder, 0, {}).remove_from(folder)


def _moved_beside(old: Path, target: Path) -> Path:
    number = 1
    while (beside := target.with_name(f"{target.name}.left-{number}")).exists():
        number += 1
    old.rename(beside)
    return beside
