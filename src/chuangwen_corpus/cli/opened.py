"""What commands are given to look at: a page, a build, or nothing for the released corpus."""

from __future__ import annotations

from pathlib import Path

from chuangwen_corpus.corpus import Corpus, load
from chuangwen_corpus.records import Document


def opened(source: Path | None) -> Corpus | Document:
    """A build or the released corpus, or the document of a page."""
    from chuangwen_corpus.pipeline import parse

    if source is None or source.is_dir():
        return load(source)
    return parse(source)
