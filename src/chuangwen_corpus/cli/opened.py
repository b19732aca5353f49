"""Opens what a command is given: a page, a build, or, without an argument, the released corpus."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chuangwen_corpus.cli.typed import at_home
from chuangwen_corpus.errors import ChuangwenError

if TYPE_CHECKING:  # what a command needs is imported when it runs: help and version wait for none of it
    from chuangwen_corpus.corpus import Corpus
    from chuangwen_corpus.genre.own import Lists
    from chuangwen_corpus.records import Document

STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "standard input"
ListsFolder = Annotated[
    Path | None,
    typer.Option(
        "--lists",
        metavar="FOLDER",
        help="Your own furniture, salutations, titles, places, terms.",
        callback=at_home,
    ),
]
"""The option --lists (docs/lists.md)."""


def own_lists(folder: Path | None) -> Lists | None:
    """The lists that the option --lists names.

    Raises:
        ChuangwenError: They are wrong.
    """
    from chuangwen_corpus.lists import read_lists

    return None if folder is None else read_lists(folder)


def opened(source: str | None, lists: Lists | None = None) -> Corpus | Document:
    """A build or the released corpus, or the document of a page.

    Args:
        source: Its path or address; ``-`` for a page on standard input; None for the released corpus.
        lists: A user's own lists, for a page.

    Raises:
        ChuangwenError: There are lists, but no page for them.
    """
    from chuangwen_corpus.corpus import load
    from chuangwen_corpus.places import is_address

    if source is None or is_address(source) or (source != STANDARD_INPUT and Path(source).is_dir()):
        if lists is not None:
            hint = "Name a page, or build the pages with --lists."
            raise ChuangwenError("--lists is for a page, and this is a build.", path=source, hint=hint)
        return load(source)
    return page(source, lists)


def page(source: str, lists: Lists | None = None) -> Document:
    """The document of a page: a file, or ``-`` for standard input.

    Raises:
        ChuangwenError: It is an address or a folder.
        OSError: Standard input is closed.
        SourceError: It cannot be read as a page.
    """
    from chuangwen_corpus.parsing import parse
    from chuangwen_corpus.places import is_address
    from chuangwen_corpus.read.decode import MOST_BYTES

    if source == STANDARD_INPUT:
        if sys.stdin is None:  # Python's own word for a stream that was closed (``<&-``) when it started
            raise OSError(errno.EBADF, "is closed. Name the file of the page", STANDARD_INPUT_NAME)
        # A byte more than a page may have says that it has too many.
        return parse(sys.stdin.buffer.read(MOST_BYTES + 1), path=STANDARD_INPUT_NAME, lists=lists)
    if is_address(source):  # as a path it would lose a slash
        raise ChuangwenError(
            "is an address; a page is named by its path.",
            path=source,
            hint="Copy it to this machine, or build it.",
        )
    if Path(source).is_dir():
        raise ChuangwenError("is a folder; one page is wanted.", path=source, hint="Name a file in it.")
    return parse(Path(source), lists=lists)


def corrected(source: str, document: Document, lists: Lists | None) -> Document:
    """A page with what `corrections.toml` beside it says of it; on standard error what does not fit.

    Raises:
        BuildError: That file is broken.
    """
    from chuangwen_corpus.correct import correct
    from chuangwen_corpus.read.inputs import InputFolder
    from chuangwen_corpus.terminal import err

    if source == STANDARD_INPUT:
        return document
    entries = InputFolder.open(source).corrections.said_of(document.path or "", document.sha256)
    found = correct(document, entries, lists=lists)
    for misfit in filter(None, found.misfits):
        err.say(f"warning: a correction does not fit: {misfit}", "yellow")
    return found.document


def names(listed: str | None) -> list[str] | None:
    """The names in an option that lists some, comma-separated; None if it is not given."""
    return None if listed is None else [name.strip() for name in listed.split(",") if name.strip()]
