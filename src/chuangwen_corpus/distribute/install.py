"""The wheel, installed into empty environments of several Pythons, and used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from chuangwen_corpus._version import __version__
from chuangwen_corpus.distribute.project import CONSTRAINTS, Project
from chuangwen_corpus.distribute.tools import CheckFailed, Command, Tell, run

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The versions that the package is for."""
WITHOUT_WHEEL = ("jieba",)
"""Dependencies that are published as an sdist only. It is pure Python, so a wheel made of it once serves all versions."""
_ALONE = {"PYTHONPATH": ""}
"""So that an environment has nothing of the maintainer's own."""
_PAGE = "某局在创建大会上的表态发言\\n各位领导：\\n我们将全力以赴，完成任务！请领导放心。\\n"
_USE = f"""
import chuangwen_corpus as cw
corpus = cw.load()
print(corpus)
print(corpus.manifest.data_version, len(cw.parse("{_PAGE}").speeches))
"""


@dataclass(frozen=True, slots=True)
class _Room:
    """What the environments share."""

    folder: Path
    wheels: Path
    """Wheels that were made here."""
    constraints: Path
    wheel: Path

    def install(self, pip: Command, what: str, *options: str | Path) -> None:
        """Has pip install the wheel with all it needs."""
        # Without compiling: most of what is installed is never imported here.
        command = [*pip, "install", "-q", "--no-compile", "--find-links", self.wheels, "-c", self.constraints]
        run([*command, *options, self.wheel], what, kind=CheckFailed, cwd=self.folder, env=_ALONE)


def check(project: Project, wheel: Path, folder: Path, tell: Tell) -> None:
    """Installs and uses the wheel with each Python that is found; for the others it sees that what it needs is published.

    Raises:
        CheckFailed: It cannot be installed, or does not work.
    """
    folder.mkdir(parents=True)
    constraints = (project.folder / CONSTRAINTS).resolve()
    room = _Room(folder, folder / "wheels", constraints, wheel.resolve())
    running = ".".join(map(str, sys.version_info[:2]))
    # pip of an environment of this Python, as that of the maintainer's own may be missing or of any age.
    own = _environment(Path(sys.executable), running, folder)
    pip: Command = [own, "-m", "pip"]
    what = f"making wheels of {', '.join(WITHOUT_WHEEL)}"
    command = [*pip, "wheel", "-q", "--no-deps", "-c", room.constraints, "-w", room.wheels, *WITHOUT_WHEEL]
    run(command, what, kind=CheckFailed, cwd=folder, env=_ALONE)
    for version in sorted({*PYTHONS, running}, key=lambda version: int(version.partition(".")[2])):
        python = own if version == running else _found(version)
        if python is None:
            _check_resolves(room, pip, version)
            tell(
                f"not tested: Python {version} is not found; all that the package needs has wheels for it "
                f"({', '.join(WITHOUT_WHEEL)}, which has none anywhere, is taken as a wheel made here)"
            )
            continue
        if version != running:
            python = _environment(python, version, folder)
        _check_works(room, python, version, project.manifest.data_version)
        if python != own:  # whose pip is needed to the end
            shutil.rmtree(folder / f"python{version}", ignore_errors=True)
        tell(
            f"tested: Python {version}: installed into an empty environment, corpus loaded, page parsed, command run"
        )


def _check_works(room: _Room, python: Path, version: str, data_version: str) -> None:
    what = f"with Python {version},"
    room.install([python, "-m", "pip"], f"{what} installing the wheel")
    code: Command = [python, "-X", "utf8", "-I", "-c", _USE]
    said = run(code, f"{what} using the package", kind=CheckFailed, cwd=room.folder, env=_ALONE).split()
    if said[-2:] != [data_version, "1"]:
        raise CheckFailed(f"{what} the installed package has other data, or parses a page otherwise.")
    command: Command = [python.with_name(f"chuangwen{python.suffix}"), "--version"]
    told = run(command, f"{what} chuangwen --version", kind=CheckFailed, cwd=room.folder, env=_ALONE).strip()
    if told != f"chuangwen-corpus {__version__}":
        raise CheckFailed(f"{what} chuangwen --version says {told!r}.")


def _check_resolves(room: _Room, pip: Command, version: str) -> None:
    """Sees that there is a wheel of everything for a Python that is not here."""
    room.install(
        pip, f"for Python {version}, looking for wheels of what the package needs",
        "--dry-run", "--only-binary=:all:", "--python-version", version, "--target", room.folder / f"for-{version}",
    )  # fmt: skip


def _environment(python: Path, version: str, folder: Path) -> Path:
    """Makes an empty environment; gives its Python."""
    place = folder / f"python{version}"
    run([python, "-m", "venv", place], f"making an environment of Python {version}", kind=CheckFailed)
    return place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _found(version: str) -> Path | None:
    """A Python of this version that can make environments: on the path, else one that pyenv has."""
    on_path = shutil.which(f"python{version}")
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates = [Path(on_path)] if on_path else []
    candidates += sorted(pyenv.glob(f"{version}.*/bin/python{version}"))
    return next((python for python in candidates if _works(python, version)), None)


def _works(python: Path, version: str) -> bool:
    """Whether it runs: on the path there may be a shim of pyenv without a Python behind it, or one without ensurepip."""
    code = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    try:
        ended = subprocess.run(  # noqa: S603  # an interpreter of this machine
            [python, "-I", "-c", code], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        return False
    return ended.returncode == 0 and ended.stdout.strip() == version
