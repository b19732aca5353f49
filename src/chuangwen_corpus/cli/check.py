"""The command `chuangwen check`: what was found on one page and why, what was dropped, and where to correct it."""

from __future__ import annotations

from typing import Annotated

import typer

from chuangwen_corpus.cli.opened import STANDARD_INPUT, ListsFolder, corrected, own_lists, page
from chuangwen_corpus.cli.typed import at_home
from chuangwen_corpus.terminal import out


def check(
    path: Annotated[
        str, typer.Argument(metavar="PAGE", help="A page, by path; - for standard input.", callback=at_home)
    ],
    lists: ListsFolder = None,
) -> None:
    """Say what was found on a page and why, what was dropped, and where to put it right.

    The corrections.toml beside the page is applied, as in a build.

    Exits with 1 if no speech was found or sentences were dropped without a good reason.

    Example: chuangwen check my-pages/page.txt
    """
    from chuangwen_corpus import checked
    from chuangwen_corpus.genre.own import using

    own = own_lists(lists)
    document = corrected(path, page(path, own), own)
    with using(own):  # what was dropped is judged by the rules that dropped it
        out.print(checked.report(document, "page.txt" if path == STANDARD_INPUT else path))
    if checked.is_doubtful(document):
        raise typer.Exit(1)
