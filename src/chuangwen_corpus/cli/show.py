"""The command `chuangwen show`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus import show as shown
from chuangwen_corpus.cli.opened import ListsFolder, opened, own_lists
from chuangwen_corpus.genre.own import using
from chuangwen_corpus.records import Document
from chuangwen_corpus.terminal import out

SIDES = 160
"""Columns of two texts side by side where lines have no width of their own."""


def show(
    path: Annotated[
        Path | None, typer.Argument(help="A page or a build; the released corpus if left out.")
    ] = None,
    source: Annotated[
        bool, typer.Option("--source", "-s", help="Source and clean text side by side.")
    ] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", "-e", help="Say why the page was cut where it was.")
    ] = False,
    dropped: Annotated[
        bool, typer.Option("--dropped", "-d", help="All text that was dropped, by which rule, and why.")
    ] = False,
    lists: ListsFolder = None,
    most: Annotated[int, typer.Option("--most", help="Documents of a build to show.")] = 10,
) -> None:
    """Show the outline of a page, or of a build.

    Example: chuangwen show raw/page.txt --source
    """
    own = own_lists(lists)
    source_of = opened(path, own)
    if isinstance(source_of, Document):
        documents = [source_of]
    else:
        out.print(shown.table_of_tables(source_of))
        documents = [source_of.document(key) for key in source_of.document_ids()[:most]]
    for document in documents:
        out.print(shown.outline(document, evidence=evidence))
        if dropped:
            with using(own):  # what was dropped is judged by the rules that dropped it
                out.print(shown.dropped(document))
        if source:
            out.print(shown.side_by_side(document), width=None if out.limited else SIDES)
