"""The command `chuangwen diff`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from chuangwen_corpus.cli.typed import at_home, new_file
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.terminal import Line, open_table, out

if TYPE_CHECKING:
    from chuangwen_corpus.compare import Difference

STANDARD_OUTPUT = "-"


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A release: its folder or its address.", callback=at_home)
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="The release to compare with it.", callback=at_home)
    ],
    json_file: Annotated[
        str | None,
        typer.Option(
            "--json",
            metavar="FILE",
            help="Write everything as JSON; - for standard output.",
            callback=new_file,
        ),
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print text fit for a CHANGELOG.")] = False,
    most: Annotated[
        int, typer.Option("--examples", min=0, help="Pages of a kind and values of a column to show.")
    ] = 3,
) -> None:
    """Compare two releases: versions, documents, rows of all tables, and which rules changed what.

    Exits with 1 if the data differ. Values are printed of documents and speeches; --json has those of all tables.

    Example: chuangwen diff my-corpus my-new-corpus --json diff.json
    """
    from chuangwen_corpus.compare import diff as compare
    from chuangwen_corpus.compare.markdown import markdown as lines_of_markdown

    if json_file == STANDARD_OUTPUT and markdown:
        raise ChuangwenError(
            "--json - and --markdown both go to standard output.", hint="Name a file for --json."
        )
    found = compare(old, new, examples=most)
    if json_file == STANDARD_OUTPUT:
        for line in json.dumps(found.to_dict(), indent=2).splitlines():
            out.say(line.replace("\x7f", "\\u007f"))
    elif json_file is not None:
        text = json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n"
        Path(json_file).write_text(text, encoding="utf-8", errors="backslashreplace")
    if markdown:
        for line in lines_of_markdown(found, most):
            out.say(line)
    elif json_file != STANDARD_OUTPUT:
        _report(found, most)
    if found:
        raise typer.Exit(1)


def _report(found: Difference, most: int) -> None:
    from chuangwen_corpus.compare.grids import grids, tables

    for grid in grids(found, most):
        if grid.rows and (found or grid.title == "versions"):
            out.print(_table(grid.title, grid.names, grid.rows))
        if grid.left_out:
            out.say(f"… and {grid.left_out:,} more (--json)")
    if not found:
        out.say("the releases hold the same data", "green")
    elif not tables(found).rows:
        out.say("all rows are the same")


def _table(title: str, names: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    table = open_table(title)
    for i, name in enumerate(names):
        numbers = all(re.match(r"[+-]?\d[\d,]*( \(|$)|—$", row[i]) for row in rows)
        table.add_column(name, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Line, row))
    return table
