"""The checkout that a release is made of: what is in it, and whether a release can be made."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

from chuangwen_corpus import rights
from chuangwen_corpus._version import __version__
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.manifest import MANIFEST, Manifest
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.validation.release import faults

BUILD = "build"
"""The folder of the data in a checkout, from which the wheel takes its own."""
CHANGES = "CHANGELOG.md"
CONSTRAINTS = "constraints.txt"
_VERSION_FILE = "src/chuangwen_corpus/_version.py"
_NEEDED = (_VERSION_FILE, CHANGES, CONSTRAINTS)
_FILE_NAME = regex(r"[0-9A-Za-z][0-9A-Za-z.+-]*")
_FIRST_YEAR = 1980
"""Of the times that a zip can hold."""


@dataclass(frozen=True, slots=True)
class Project:
    """A checkout with a sound release of the data."""

    folder: Path
    build: Path
    """The folder of the data."""
    manifest: Manifest
    date: dt.date
    """On which the data are published: the time of everything in the release."""

    @classmethod
    def open(cls, folder: Path, build: Path | None = None) -> Project:
        """The checkout in a folder.

        Args:
            folder: Its root.
            build: The folder of the data, by default `build` in it.

        Raises:
            ChuangwenError: It is no checkout of the package that runs, or its data are no release to be published.
        """
        _check_checkout(folder)
        data = folder / BUILD if build is None else build
        manifest = Manifest.read(Place.of(data))
        manifest.check_readable(str(data))  # the wheel takes its Parquet
        found = list(faults(data))
        if found:
            raise ChuangwenError(
                f"is no sound release; it has {len(found)} faults, the first: {found[0]}.", path=data,
                hint="chuangwen validate names all; run chuangwen build.",
            )  # fmt: skip
        if not _FILE_NAME.fullmatch(manifest.data_version):
            raise ChuangwenError(
                f"has a data_version that no file can be named by: {manifest.data_version!r}.", path=data / MANIFEST,
                hint="Write one such as 1.2.0 into raw/release.toml and run chuangwen build.",
            )  # fmt: skip
        return cls(folder, data, manifest, _date(data, manifest))

    @property
    def epoch(self) -> int:
        """Midnight (UTC) of the date, in seconds since 1970: `SOURCE_DATE_EPOCH` of all tools."""
        midnight = dt.datetime.combine(self.date, dt.time(), dt.UTC)
        return int(midnight.timestamp())

    def text(self, path: str) -> str:
        """The text of one of its files."""
        return (self.folder / path).read_text(encoding="utf-8")

    def copied(self, target: Path, without: Path | None = None) -> Project:
        """A copy of what a release is made of: what git tracks, else all that is there, and the data.

        So the sdist holds no file that happens to lie in the checkout, and never the last release.

        Args:
            target: A folder that is not there.
            without: A folder that is left out.
        """
        for name in tracked(self.folder) or _walked(self.folder, without):
            if not name.startswith(f"{BUILD}/"):
                _copy(self.folder / name, target / name)
        for path in (MANIFEST, *self.manifest.files):
            _copy(self.build / path, target / BUILD / path)
        return dataclasses.replace(self, folder=target, build=target / BUILD)

    def warnings(self) -> list[str]:
        """What a maintainer should look at before publishing."""
        found = []
        changed = _git(self.folder, "status", "--porcelain", "-z")
        lines = [line for line in (changed or "").split("\0") if line]
        strange = [line for line in lines if line.startswith("??")]
        if len(lines) > len(strange):
            found.append("files have changes that are not committed; they are released as they are")
        if strange:
            found.append(f"{len(strange)} files or folders are not tracked by git, and are left out")
        return found


def tracked(folder: Path) -> list[str]:
    """The files that git tracks and that are there; none where git is not, or knows no such folder."""
    listed = _git(folder, "ls-files", "-z") or ""
    return sorted(name for name in set(listed.split("\0")) if name and (folder / name).is_file())


def _check_checkout(folder: Path) -> None:
    hint = "Name the root of a clone of the repository: --project FOLDER."
    try:
        about = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ChuangwenError("is no checkout (no pyproject.toml).", path=folder, hint=hint) from None
    if about.get("project", {}).get("name") != rights.NAME:
        raise ChuangwenError(f"is the checkout of something else than {rights.NAME}.", path=folder, hint=hint)
    for name in _NEEDED:
        if not (folder / name).is_file():
            raise ChuangwenError(f"is no whole checkout (no {name}).", path=folder, hint=hint)
    found = re.search(r'__version__ = "([^"]+)"', (folder / _VERSION_FILE).read_text(encoding="utf-8"))
    if not found or found[1] != __version__:
        raise ChuangwenError(
            f"is version {found[1] if found else 'unknown'}, and the chuangwen that runs is {__version__}.", path=folder,
            hint="Run that of the checkout: pip install -c constraints.txt -e '.[release]'.",
        )  # fmt: skip


def _date(build: Path, manifest: Manifest) -> dt.date:
    said = manifest.date_published
    try:
        date = dt.date.fromisoformat(said or "")
    except ValueError:
        date = None
    if date is None or date.year < _FIRST_YEAR:
        raise ChuangwenError(
            f"has no date_published that a release can have ({said}).", path=build / MANIFEST,
            hint="Write date_published = 2026-11-27, the day of publication, into raw/release.toml and run chuangwen build.",
        )  # fmt: skip
    return date


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says; None where it is not there, or this is no clone. It is not needed."""
    try:
        ended = subprocess.run(  # noqa: S603  # no shell, no argument of others
            ["git", *arguments],  # noqa: S607  # the git of whoever releases
            cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
    except OSError:
        return None
    return None if ended.returncode else os.fsdecode(ended.stdout)


def _walked(folder: Path, without: Path | None) -> list[str]:
    """All files of an unpacked sdist; not those of hidden folders, environments and the release."""
    found = []
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and name != "__pycache__"
            and not (here / name / "pyvenv.cfg").exists()
            and (here / name).resolve() != without
        ]
        found += [(here / name).relative_to(folder).as_posix() for name in files]
    return sorted(found)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    if source.stat().st_mode & 0o100:
        target.chmod(target.stat().st_mode | 0o100)
