"""The command `chuangwen browse`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus.cli.typed import at_home
from chuangwen_corpus.terminal import out


def browse(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="BUILD",
            help="A build, by path or address; the released corpus if left out.",
            callback=at_home,
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="FOLDER",
            help="Folder of the page; an earlier page is replaced.",
            callback=at_home,
        ),
    ] = Path("chuangwen-page"),
    no_reuse: Annotated[
        bool, typer.Option("--no-reuse", help="Do not look for repeats, which takes most of the time.")
    ] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help="Write the page, but do not open it.")] = False,
) -> None:
    """Write a page that shows a corpus in a browser, and open it: offline, without a server.

    Example: chuangwen browse my-corpus --out my-page
    """
    import webbrowser

    from chuangwen_corpus.browse import browse as write
    from chuangwen_corpus.corpus import load

    index = write(load(source), output, reuse=not no_reuse)
    out.say(f"wrote {index}")
    if not no_open and not webbrowser.open(index.resolve().as_uri()):
        out.say("no browser was found; open the file in one")
