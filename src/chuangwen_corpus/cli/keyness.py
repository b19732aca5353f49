"""The command `chuangwen keyness`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from chuangwen_corpus.cli.exploring import (
    Build,
    Csv,
    LeastInBoth,
    Limit,
    Of,
    Punctuation,
    Reference,
    SortOfKeyness,
    Where,
    corpus_of,
    tell,
)

if TYPE_CHECKING:
    from chuangwen_corpus.explore.tokens import Attribute


def keyness(
    build: Build = None,
    where: Where = None,
    reference: Reference = None,
    of: Of = "form",
    punctuation: Punctuation = False,
    least: LeastInBoth = 1,
    sort: SortOfKeyness = "log_likelihood",
    limit: Limit = None,
    csv: Csv = None,
) -> None:
    """Find the words that some speeches have more often than others: key words.

    Words that the others have more often stand at the end; --csv has all.

    Example: chuangwen keyness my-corpus --where kind=government
    """
    corpus = corpus_of(build, where)
    other = None if reference is None else corpus_of(reference, None)
    found = corpus.keyness(other, of=cast("Attribute", of), punctuation=punctuation, least=least, sort=sort)
    tell(found, csv, limit)
