"""The command `chuangwen keyness`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.exploring import Build, Csv, Limit, Of, Punctuation, Where, corpus_of, tell

if TYPE_CHECKING:
    from chuangwen_corpus.explore.tokens import Attribute


def keyness(
    build: Build = None,
    where: Where = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference", "-r", metavar="BUILD", help="The build to compare with; by default the speeches that --where left out."
        ),
    ] = None,
    of: Of = "form",
    punctuation: Punctuation = False,
    least: Annotated[int, typer.Option("--least", min=1, help="Leave out what is rarer in both together.")] = 1,
    sort: Annotated[str, typer.Option("--sort", help="log_likelihood or log_ratio.")] = "log_likelihood",
    limit: Limit = None,
    csv: Csv = None,
) -> None:  # fmt: skip
    """Find the words that some speeches have more often than others: key words.

    Words that the others have more often stand at the end; --csv has all.

    Example: chuangwen keyness my-corpus --where kind=government
    """
    corpus = corpus_of(build, where)
    other = None if reference is None else corpus_of(reference, None)
    found = corpus.keyness(other, of=cast("Attribute", of), punctuation=punctuation, least=least, sort=sort)
    tell(found, csv, limit)
