"""The commands `chuangwen commitments` and `chuangwen directives`."""

from __future__ import annotations

from typing import Annotated

import typer

from chuangwen_corpus.cli.exploring import Build, Csv, Limit, Where, corpus_of, tell
from chuangwen_corpus.cli.opened import names

Columns = Annotated[
    str | None, typer.Option("--columns", "-c", help="Only these columns, comma-separated; all are in docs/explore.md.")
]  # fmt: skip


def commitments(
    build: Build = None,
    where: Where = None,
    columns: Columns = None,
    limit: Limit = None,
    csv: Csv = None,
) -> None:
    """List who undertakes what, by when and how much, with the sentence and the speaker.

    Example: chuangwen commitments my-corpus --where level=county --csv commitments.csv
    """
    tell(corpus_of(build, where).commitments(), csv, limit, names(columns))


def directives(
    build: Build = None,
    where: Where = None,
    columns: Columns = None,
    limit: Limit = None,
    csv: Csv = None,
) -> None:
    """List who is told to do what, by when and how much, with the sentence and the speaker.

    Example: chuangwen directives my-corpus --columns speaker,target,predicate,object
    """
    tell(corpus_of(build, where).directives(), csv, limit, names(columns))
