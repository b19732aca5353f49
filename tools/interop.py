"""Runs every snippet of docs/opens-everywhere.md with its tool; with --write, says on the page what was tested with which version."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    if sys.argv[1:] not in ([], ["--write"]):
        print(f"usage: {sys.argv[0]} [--write]", file=sys.stderr)
        return 2
    environment = {**os.environ, **({"CHUANGWEN_INTEROP_WRITE": "1"} if sys.argv[1:] else {})}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-rs",
        "-p",
        "no:xdist",
        "-m",
        "slow or not slow",
        "tests/interop",
    ]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603  # our own pytest


if __name__ == "__main__":
    raise SystemExit(main())
