"""The command `chuangwen kwic`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.exploring import Build, Csv, Limit, Where, corpus_of, tell

if TYPE_CHECKING:
    from chuangwen_corpus.explore.concordance import Sort, Step
    from chuangwen_corpus.explore.tokens import Unit


def kwic(
    query: Annotated[
        str,
        typer.Argument(
            # Rich takes a bracket for markup in the text of help.
            help='Text to find; or a pattern over tokens such as \'\\[upos="VERB"] \\[form="工作"]\'.'
        ),
    ],
    build: Build = None,
    regex: Annotated[
        bool, typer.Option("--regex", help="QUERY is a regular expression on the text.")
    ] = False,
    window: Annotated[int, typer.Option("--window", min=0, help="Context on each side.")] = 12,
    unit: Annotated[
        str, typer.Option("--unit", help="What the window is counted in: character or word.")
    ] = "character",
    by: Annotated[
        str, typer.Option("--by", help="What contexts do not leave: speech, sentence or document.")
    ] = "speech",
    sort: Annotated[str, typer.Option("--sort", help="The order: text, left, right or node.")] = "text",
    sort_by: Annotated[
        str, typer.Option("--sort-by", help="Compare contexts by character or by word.")
    ] = "character",
    where: Where = None,
    limit: Limit = None,
    csv: Csv = None,
) -> None:
    """Show every hit of a query with its context (concordance, key word in context).

    Both scripts and widths are searched at once. The syntax of patterns is in docs/explore.md.

    Example: chuangwen kwic 创建 my-corpus --sort right --csv hits.csv
    """
    found = corpus_of(build, where).concordance(
        None if regex else query,
        regex=query if regex else None,
        window=window,
        unit=cast("Step", unit),
        by=cast("Unit", by),
        sort=cast("Sort", sort),
        sort_by=cast("Step", sort_by),
    )
    tell(found, csv, limit)
