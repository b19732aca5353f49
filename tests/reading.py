"""What the readers make of an input, read whole and in stretches: both must say the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.dumps import renumbered
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.read.page import Page

SPEECH = "某局在创建大会上的表态发言\n各位领导：\n我们将全力以赴，完成各项任务！请领导放心。\n"
PATIENCE = 60
"""Seconds after which a reader hangs."""


def _outcome(page: Page) -> tuple[bytes | str, str]:
    try:
        return page.read(), ""
    except SourceError as error:
        assert error.hint
        assert error.message.isprintable()
        return error.reason, error.message


def outcomes(root: Path) -> dict[str, tuple[bytes | str, str]]:
    """Bytes, or reason and message, by the path of each page."""
    whole: dict[str, tuple[bytes | str, str]] = {}
    for page in InputFolder.open(root).pages():
        assert page.path not in whole
        page.path.encode()
        whole[page.path] = _outcome(page)
    for size in (1, 10**9):
        assert _in_stretches(root, size) == whole
    return whole


def _in_stretches(root: Path, size: int) -> dict[str, tuple[bytes | str, str]]:
    found: dict[str, tuple[bytes | str, str]] = {}
    before, dump = 0, ""
    for stretch in InputFolder.open(root).stretches(size):
        if stretch.path != dump:
            before, dump = 0, stretch.path
        count = 0
        for page, _ in stretch.pages():
            count += 1
            found[renumbered(page.path, before) if before else page.path] = _outcome(page)
        if stretch.within:
            before += stretch.within.rows or count
    return found


def found(root: Path) -> dict[str, bytes | str]:
    """Bytes, or the reason, by the path of each page."""
    return {path: got for path, (got, _) in outcomes(root).items()}


def apart(code: str, *arguments: str | Path, user: int | None = None) -> str:
    """What a piece of Python says that is run in a process of its own, which may not hang."""
    as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    done = subprocess.run(
        [*as_user, sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert not done.returncode, done.stderr
    return done.stdout
