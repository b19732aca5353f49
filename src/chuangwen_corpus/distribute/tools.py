"""Runs other programs; an error message of one becomes one line."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.lazy import regex

Tell = Callable[[str], None]
"""Is told each step, as a line."""
Command = Sequence[str | Path]
"""A program and its arguments."""

_ADDRESS = regex(r"\b(https?|file)://\S+")


class CheckFailed(ChuangwenError):  # noqa: N818  # it names what it is about, as the others do
    """A release that `--check` found a fault in; nothing was put in its place."""

    exit_code = 1


def need(*modules: str) -> None:
    """Sees that packages of the extra `release` are there.

    Raises:
        MissingExtraError: One is not.
    """
    for module in modules:
        found = importlib.util.find_spec(module)
        if (
            found is None or found.origin is None
        ):  # the folder `build` of the checkout is a module without an origin
            raise MissingExtraError(
                f"a release needs {module}, which is not installed.",
                hint="In the checkout: pip install -c constraints.txt -e '.[release]'.",
            )


def run(
    command: Command,
    what: str,
    *,
    kind: type[ChuangwenError] = ChuangwenError,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    umask: int = -1,
) -> str:
    """What a program prints that ends well.

    Args:
        command: The program and its arguments.
        what: What it was to do, for the message.
        kind: The error that is raised.
        cwd: Where it runs.
        env: What its environment has besides this one's.
        umask: Its own, where the system has such.

    Raises:
        ChuangwenError: It ended badly, or could not be started.
    """
    try:
        ended = subprocess.run(  # noqa: S603  # programs of the maintainer's own machine, no shell
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            umask=umask if os.name == "posix" else -1,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise kind(
            f"{what} failed: {Path(command[0]).name} cannot be run ({error.strerror or error})."
        ) from None
    if ended.returncode:
        said = (ended.stdout + b"\n" + ended.stderr).decode(errors="replace")
        raise kind(f"{what} failed: {last_line(said)}.", hint="Run it by hand to see all that it says.")
    return ended.stdout.decode(errors="replace")


def last_line(text: str) -> str:
    r"""The line of a program's output that says most: the last one that names an error, else the last.

    It is quoted without addresses, as those of a registry are nobody's business in a log.

    >>> last_line("ERROR: no page at https://example.org/a\nhint: try again\n")
    'ERROR: no page at (address)'
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(\w*error\b|chuangwen:)", line, re.IGNORECASE)]
    last = (errors or lines or ["it said nothing"])[-1]
    return _ADDRESS.sub("(address)", last).rstrip(".")[:500]
