"""The command `chuangwen validate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus.cli.reports import err, out, reports_errors


@reports_errors
def validate(
    folder: Annotated[Path, typer.Argument(metavar="BUILD", help="Folder of the release.")] = Path("build"),
) -> None:
    """Check a release: manifest, hashes, schemas, keys, offsets, cover; say each fault.

    Exits with 1 if there is one.
    """
    from chuangwen_corpus.publish.validate import faults

    count = 0
    for fault in faults(folder):
        count += 1
        out.print(f"{folder}: {fault}", markup=False, highlight=False, soft_wrap=True)
    if count:
        err.print(f"chuangwen: {count} faults in {folder}", style="red")
        raise typer.Exit(1)
    out.print(f"{folder} is whole and sound", style="green", soft_wrap=True)
