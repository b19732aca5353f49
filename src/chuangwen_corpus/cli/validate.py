"""The command `chuangwen validate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus.terminal import err, out


def validate(
    folder: Annotated[Path, typer.Argument(metavar="BUILD", help="Folder of the release.")] = Path("build"),
) -> None:
    """Check a release: manifest, hashes, schemas, keys, offsets, cover; say each fault.

    Exits with 1 if there is one.
    """
    from chuangwen_corpus.publish.validation.release import faults

    count = 0
    for fault in faults(folder):
        count += 1
        out.say(f"{folder}: {fault}")
    if count:
        err.say(f"chuangwen: {count} faults in {folder}", "red")
        raise typer.Exit(1)
    out.say(f"{folder} is whole and sound", "green")
