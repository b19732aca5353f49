"""The command `chuangwen frequencies`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.exploring import Build, Csv, Limit, Of, Punctuation, Where, corpus_of, tell

if TYPE_CHECKING:
    from chuangwen_corpus.explore.tokens import Attribute


def frequencies(
    build: Build = None,
    of: Of = "form",
    by: Annotated[
        str | None,
        typer.Option(
            "--by", help="Group by speaker, kind, level, genre, campaign, year, speech or document."
        ),
    ] = None,
    punctuation: Punctuation = False,
    least: Annotated[int, typer.Option("--least", min=1, help="Leave out what is rarer.")] = 1,
    where: Where = None,
    limit: Limit = None,
    csv: Csv = None,
) -> None:
    """Count words or tags: frequency, per million, in how many speeches and documents.

    Example: chuangwen frequencies my-corpus --by kind --csv words.csv
    """
    corpus = corpus_of(build, where)
    tell(corpus.frequencies(cast("Attribute", of), by=by, punctuation=punctuation, least=least), csv, limit)
