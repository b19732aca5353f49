"""Runs pytest on a copy of the tree, away from all else; makes one change in it and sees whether tests notice."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mutation_operators import mutated

ROOT = Path(__file__).parents[1]
PACKAGE = "src/chuangwen_corpus"
TESTS_LEFT_OUT = ("tests/publish/test_cluster.py", "tests/test_house.py", "tests/test_packaging.py")
"""Tests that start a cluster, or that look at the tree and not at what the code does."""
INSIDE = "/mnt"
"""Where a job sees its folder; /tmp is in it, too."""
SANDBOX = (
    f'mount --bind "$1" {INSIDE} && mount --bind {INSIDE}/tmp /tmp && mount -o remount,bind,ro / '
    f'&& cd {INSIDE}/tree && shift && exec "$@"'
)


@dataclass(slots=True)
class Mutant:
    file: str
    operator: str
    occurrence: int
    line: int
    source: str
    """The digest of the file: a mutant is of one state of the code."""
    diff: str
    outcome: str = ""
    """noticed, survived, or survived where no test is known to run the line (not covered)."""
    by: str = ""

    @property
    def key(self) -> tuple[str, str, int, str]:
        return self.file, self.operator, self.occurrence, self.source


def copied(to: Path) -> Path:
    """The tree as it is now, without what git ignores."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0"):  # noqa: S603
        if name and (ROOT / name).is_file():
            (to / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / "tree" / name)
    return to


def pytest(
    job: Path, python: str, *arguments: str, limit: float | None = None, **variables: str
) -> tuple[int, str]:
    """Runs pytest in the sandbox; the exit code is -1 behind the limit."""
    job.chmod(0o755)  # some tests give up their rights
    (job / "tmp").mkdir(exist_ok=True)
    (job / "tmp").chmod(0o1777)
    environment = {
        **os.environ, "CI": "true", "PYTHONPATH": f"{INSIDE}:{INSIDE}/tree/src:{INSIDE}/tree/tools", "HOME": INSIDE, "TMPDIR": "/tmp", **variables,
    }  # fmt: skip
    plugins = ["-p", "no:cacheprovider", "-p", "mutation_pytest"]
    ignored = [f"--ignore={file}" for file in TESTS_LEFT_OUT]
    inside = [python, "-m", "pytest", "-q", "-m", "", *plugins, *ignored, "--tb=line", *arguments]
    user = [] if os.getuid() == 0 else ["--map-root-user"]
    space = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", *user]
    command = [*space, "sh", "-c", SANDBOX, "sh", str(job), *inside]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=limit, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return -1, ""
    return done.returncode, done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


def failures(output: str) -> set[str]:
    """The tests that failed, or the files that could not be read."""
    return set(re.findall(r"^(?:FAILED|ERROR) (.*?)(?: - .*)?$", output, re.MULTILINE))


def judge(
    mutant: Mutant,
    job: Path,
    stages: Iterable[tuple[list[str], list[str]]],
    seconds: dict[str, float],
    python: str,
) -> None:
    """Makes the change in a copy of the tree, runs the tests, and takes it back.

    Args:
        mutant: The change.
        job: Where the copy stands.
        stages: The tests to run one after the other, and files of which those are run that the map does not know.
        seconds: What each test costs that the map knows.
        python: The interpreter.
    """
    file, listed = job / "tree" / mutant.file, job / "tests.json"
    before = file.read_bytes()
    file.write_text(mutated(before.decode(), mutant.operator, mutant.occurrence) or "", encoding="utf-8")
    mutant.outcome, mutant.by = "survived", ""
    try:
        for chosen, further in stages:
            listed.write_text(json.dumps({"run": chosen, "known": list(seconds)}), encoding="utf-8")
            files = sorted({*further, *(test.partition("::")[0] for test in chosen)})
            cost = sum(seconds[test] for test in chosen)
            code, output = pytest(
                job, python, "-x", *(name for name in files if (job / "tree" / name).exists()),
                limit=60 + 8 * cost, MUTATION_TESTS=f"{INSIDE}/tests.json", MUTATION_CPU=str(int(30 + 3 * cost)),
            )  # fmt: skip
            if code not in (0, 5):
                failed = sorted(failures(output))
                mutant.outcome = "noticed"
                mutant.by = "time" if code == -1 else failed[0] if failed else f"exit {code}: {output[-300:]}"
                break
    finally:
        file.write_bytes(before)
        for stale in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
            stale.unlink()
        shutil.rmtree(job / "tmp", ignore_errors=True)
