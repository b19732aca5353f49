"""The command `chuangwen schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus.cli.typed import new_folder
from chuangwen_corpus.terminal import err, out


def schema(
    root: Annotated[Path, typer.Option("--root", help="Folder to write to.", callback=new_folder)] = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a file is stale.")
    ] = False,
) -> None:
    """Write schemas/*.json and docs/data-dictionary.md from the records."""
    from chuangwen_corpus.publish.metadata import reference

    if not check:
        for file in reference.write(root):
            out.say(f"wrote {file}")
        return
    stale = [
        path
        for path, text in reference.files().items()
        if not (root / path).exists() or (root / path).read_text(encoding="utf-8") != text
    ]
    for path in stale:
        err.say(f"chuangwen: {path} is stale; run `chuangwen schema`", "red")
    if stale:
        raise typer.Exit(1)
