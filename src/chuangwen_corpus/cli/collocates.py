"""The command `chuangwen collocates`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.exploring import Build, Csv, Limit, Of, Punctuation, Where, corpus_of, tell

if TYPE_CHECKING:
    from chuangwen_corpus.explore.tokens import Attribute, Unit


def collocates(
    word: Annotated[str, typer.Argument(help="A word, or a pattern over tokens.")],
    build: Build = None,
    left: Annotated[int, typer.Option("--left", min=0, help="Words before the node.")] = 5,
    right: Annotated[int, typer.Option("--right", min=0, help="Words behind it.")] = 5,
    of: Of = "form",
    by: Annotated[
        str, typer.Option("--by", help="What windows do not leave: sentence, speech or document.")
    ] = "sentence",
    punctuation: Punctuation = False,
    least: Annotated[int, typer.Option("--least", min=1, help="Leave out what is rarer near the node.")] = 2,
    sort: Annotated[
        str,
        typer.Option("--sort", help="log_likelihood, log_dice, mutual_information, t_score or frequency."),
    ] = "log_likelihood",
    where: Where = None,
    limit: Limit = None,
    csv: Csv = None,
) -> None:
    """Find the words that stand near a word more often than chance would have it.

    Example: chuangwen collocates 创建 my-corpus --sort log_dice
    """
    found = corpus_of(build, where).collocates(
        word,
        window=(left, right),
        of=cast("Attribute", of),
        by=cast("Unit", by),
        punctuation=punctuation,
        least=least,
        sort=sort,
    )
    tell(found, csv, limit)
