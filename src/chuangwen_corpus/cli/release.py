"""The command `chuangwen release`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus.cli.signals import unwinding
from chuangwen_corpus.cli.typed import at_home
from chuangwen_corpus.terminal import out

WHEN_STOPPED = "no release is left half made."


def release(
    output: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Folder of the files; by default dist in the project.", callback=at_home
        ),
    ] = None,
    build: Annotated[
        Path | None,
        typer.Option(
            "--build", help="Release of the data; by default build in the project.", callback=at_home
        ),
    ] = None,
    project: Annotated[
        Path, typer.Option("--project", help="Root of the checkout.", callback=at_home)
    ] = Path(),
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Make it twice, unpack and install it; exit with 1 if there is a fault."
        ),
    ] = False,
) -> None:
    """Make the files that are published: wheel, sdist, data, bill of materials, notes, hashes.

    For maintainers, in a checkout with the extra release. The files are made beside OUT and put in
    its place when all are there.
    """
    from chuangwen_corpus.distribute import release as make

    with unwinding(WHEN_STOPPED):
        folder = make(project, build, output, check=check, tell=_say)
    out.say(f"{folder} is made{' and checked' if check else ''}", "green")


def _say(line: str) -> None:
    out.say(line, "yellow" if line.startswith(("warning:", "not tested:")) else "")
