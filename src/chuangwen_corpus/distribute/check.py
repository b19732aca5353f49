"""What `--check` tests before a release is put in its place: made twice, unpacked, and installed as users do."""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from chuangwen_corpus.distribute import install, sums
from chuangwen_corpus.distribute.project import Project
from chuangwen_corpus.distribute.tools import CheckFailed, Command, Tell, run
from chuangwen_corpus.publish.validation.release import faults

ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "20261127"}
"""The environment of the second release: the far end of the world, where it is another day."""
UMASK = 0o077


def check(project: Project, made: Path, tell: Tell) -> None:
    """Tests the files of a release.

    Args:
        project: What they were made of.
        made: Their folder.
        tell: Is told what was found good.

    Raises:
        CheckFailed: Something is wrong with them.
    """
    with tempfile.TemporaryDirectory(prefix="chuangwen-") as room:
        work = Path(room)
        _check_again(project, made, work / "elsewhere" / "deeper")
        tell("checked: made twice, in another folder, time zone, locale and umask: the same bytes")
        _check_archives(made, work / "unpacked")
        tell("checked: each archive of the data, unpacked, is whole and sound")
        packages = [file for file in sorted(made.iterdir()) if file.name.endswith((".whl", ".tar.gz"))]
        command: Command = [sys.executable, "-m", "twine", "--no-color", "check", "--strict", *packages]
        run(command, "twine check --strict", kind=CheckFailed)
        tell("checked: twine check --strict finds nothing")
        (wheel,) = made.glob("*.whl")
        install.check(project, wheel, work / "installed", tell)


def _check_again(project: Project, made: Path, room: Path) -> None:
    """Makes the release once more from a copy of the project, by its own code, in other circumstances."""
    project.copied(room / "project")
    command: Command = [
        sys.executable, "-m", "chuangwen_corpus.cli", "release", "--project", room / "project", "--out", room / "files",
    ]  # fmt: skip
    env = {**ELSEWHERE, "PYTHONPATH": str(room / "project" / "src")}
    run(command, "making the release again", kind=CheckFailed, cwd=room, env=env, umask=UMASK)
    one, two = sums.read(made), sums.read(room / "files")
    differ = sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
    if differ:
        raise CheckFailed(
            f"made twice, these files differ: {', '.join(differ)}.",
            hint="Something in them depends on when, where or by whom they are made.",
        )  # fmt: skip


def _check_archives(made: Path, room: Path) -> None:
    for archive in sorted(made.glob("*.zip")):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(room)  # made by us a moment ago
        found = next(faults(room / archive.stem), None)
        if found:
            raise CheckFailed(
                f"unpacked, it is no sound release: {found}.", path=archive.name,
                hint="This is a fault of chuangwen; please report it.",
            )  # fmt: skip
