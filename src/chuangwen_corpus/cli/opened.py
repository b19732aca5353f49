"""What commands are given to look at: a page, a build, or nothing for the released corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus.corpus import Corpus, load
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.records import Document

ListsFolder = Annotated[
    Path | None,
    typer.Option("--lists", metavar="FOLDER", help="Your own furniture, salutations, titles, places, terms."),
]
"""The option --lists (docs/lists.md)."""


def opened(source: Path | None, lists: Path | None = None) -> Corpus | Document:
    """A build or the released corpus, or the document of a page.

    Args:
        source: Its path; None for the released corpus.
        lists: The folder of a user's own lists, for a page.

    Raises:
        ChuangwenError: The lists are wrong, or there is no page for them.
    """
    from chuangwen_corpus.lists import read_lists
    from chuangwen_corpus.pipeline import parse

    if source is None or source.is_dir():
        if lists is not None:
            raise ChuangwenError(
                "--lists is for a page, and this is a build.", path=source, hint="Build it with --lists."
            )
        return load(source)
    return parse(source, lists=read_lists(lists) if lists else None)
