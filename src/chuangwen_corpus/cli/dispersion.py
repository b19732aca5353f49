"""The command `chuangwen dispersion`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.exploring import Build, Csv, Limit, Of, Punctuation, Where, corpus_of, tell

if TYPE_CHECKING:
    from chuangwen_corpus.explore.tokens import Attribute


def dispersion(
    word: Annotated[str, typer.Argument(help="A word; several, comma-separated.")],
    build: Build = None,
    of: Of = "form",
    by: Annotated[
        str, typer.Option("--by", help="The parts: speech, document, sentence, speaker, kind, level, year, …")
    ] = "speech",
    punctuation: Punctuation = False,
    where: Where = None,
    limit: Limit = None,
    csv: Csv = None,
) -> None:
    """Say how evenly words are spread over the parts of a corpus: Gries' DP, Juilland's D, range.

    Example: chuangwen dispersion 创建,任务 my-corpus --by speaker
    """
    found = corpus_of(build, where).dispersion(
        [one.strip() for one in word.split(",")], of=cast("Attribute", of), by=by, punctuation=punctuation
    )
    tell(found, csv, limit)
