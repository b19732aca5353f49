"""What commands are given to look at: a page, a build, or nothing for the released corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus.corpus import Corpus, load
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.records import Document

ListsFolder = Annotated[
    Path | None,
    typer.Option("--lists", metavar="FOLDER", help="Your own furniture, salutations, titles, places, terms."),
]
"""The option --lists (docs/lists.md)."""


def own_lists(folder: Path | None) -> Lists | None:
    """The lists that the option --lists names.

    Raises:
        ChuangwenError: They are wrong.
    """
    from chuangwen_corpus.lists import read_lists

    return None if folder is None else read_lists(folder)


def opened(source: Path | None, lists: Lists | None = None) -> Corpus | Document:
    """A build or the released corpus, or the document of a page.

    Args:
        source: Its path; None for the released corpus.
        lists: A user's own lists, for a page.

    Raises:
        ChuangwenError: There are lists, but no page for them.
    """
    from chuangwen_corpus.pipeline import parse

    if source is None or source.is_dir():
        if lists is not None:
            hint = "Name a page, or build the pages with --lists."
            raise ChuangwenError("--lists is for a page, and this is a build.", path=source, hint=hint)
        return load(source)
    return parse(source, lists=lists)
