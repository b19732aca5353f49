"""The command `chuangwen validate`."""

from __future__ import annotations

from typing import Annotated

import typer

from chuangwen_corpus.cli.typed import at_home
from chuangwen_corpus.terminal import counted, err, out


def validate(
    build: Annotated[
        str,
        typer.Argument(
            metavar="BUILD",
            help="Folder of the release, or its address (s3://…), which is fetched whole.",
            callback=at_home,
        ),
    ] = "build",
) -> None:
    """Check a release: manifest, hashes, schemas, keys, offsets, cover; say each fault.

    Exits with 1 if there is one.
    """
    from chuangwen_corpus.publish.validation.at_hand import at_hand
    from chuangwen_corpus.publish.validation.release import faults

    count = 0
    with at_hand(build) as folder:
        for fault in faults(folder):
            count += 1
            out.say(f"{build}: {fault}")
    if count:
        err.say(f"chuangwen: {counted(count, 'fault')} in {build}", "red")
        raise typer.Exit(1)
    out.say(f"{build} is whole and sound", "green")
