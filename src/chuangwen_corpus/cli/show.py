"""The command `chuangwen show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.opened import ListsFolder, names, opened, own_lists
from chuangwen_corpus.cli.typed import at_home
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.terminal import out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chuangwen_corpus.corpus import Corpus, TableName

SHOWN = 10
"""Documents or rows of a build, unless --most says otherwise."""
SIDES = 160
"""Columns of two texts side by side where lines have no width of their own."""


def show(
    path: Annotated[
        str | None,
        typer.Argument(
            help="A page (path; - for standard input) or a build (path or address); the released corpus if left out.", callback=at_home),
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
    layers: Annotated[
        str | None,
        typer.Option(
            "--layers", "-l",
            help="The text with the annotations of these layers marked, comma-separated; all: every layer.",
        ),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", "-t", help="Rows of a table of a build, such as commitments.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option("--columns", "-c", help="Columns of the table, comma-separated.")
    ] = None,
    lists: ListsFolder = None,
    most: Annotated[
        int | None,
        typer.Option("--most", min=0, help=f"Documents or rows of a build to show; 0 for all. By default {SHOWN}."),
    ] = None,
) -> None:  # fmt: skip
    """Show the outline of a page, or of a build; its annotations; or rows of a table.

    Example: chuangwen show raw/page.txt --layers commitment,time
    """
    from chuangwen_corpus import show as shown
    from chuangwen_corpus.genre.own import using
    from chuangwen_corpus.records import Document

    if columns is not None and table is None:
        raise ChuangwenError("--columns is for a table.", path=path, hint="Name it with --table.")
    own = own_lists(lists)
    wanted = None if layers is None else shown.chosen_layers(layers)
    source_of = opened(path, own)
    if isinstance(source_of, Document):
        of_builds = {"--table": table is not None, "--most": most is not None}
        _refuse(
            of_builds, "is for a build, and this is a page", "Leave it out, or build the page first", path
        )
        documents = [source_of]
    elif table is not None:
        of_texts = {
            "--source": source,
            "--evidence": evidence,
            "--dropped": dropped,
            "--layers": layers is not None,
        }
        _refuse(of_texts, "is for texts, and --table shows rows", "Leave out one of the two", path)
        _say_rows(source_of, table, _most(most), names(columns), path)
        return
    else:
        out.print(shown.table_of_tables(source_of))
        documents = [source_of.document(key) for key in source_of.document_ids()[: _most(most)]]
    for document in documents:
        out.print(shown.outline(document, evidence=evidence))
        if wanted is not None:
            out.print(shown.marked(document, wanted))
        if dropped:
            with using(own):  # what was dropped is judged by the rules that dropped it
                out.print(shown.dropped(document))
        if source:
            out.print(shown.side_by_side(document), width=None if out.limited else SIDES)


def _refuse(given: Mapping[str, bool], why: str, way_out: str, path: str | None) -> None:
    """Sees that no option is given that would do nothing.

    Raises:
        ChuangwenError: One is.
    """
    if name := next((name for name, is_given in given.items() if is_given), None):
        raise ChuangwenError(f"{name} {why}.", path=path, hint=f"{way_out}.")


def _most(said: int | None) -> int | None:
    """How many documents or rows are shown; None for all."""
    return SHOWN if said is None else said or None


def _say_rows(
    corpus: Corpus, table: str, most: int | None, columns: list[str] | None, path: str | None
) -> None:
    """Prints the first rows of a table.

    Raises:
        ChuangwenError: There is no such table or column.
    """
    try:
        rows = corpus.head(cast("TableName", table), most or corpus.tables.rows.get(table, 0), columns)
    except KeyError as error:
        raise ChuangwenError(str(error.args[0]), path=path) from None
    for line in repr(rows).splitlines():
        out.say(line)
