"""Lists that rules are made of: tab-separated files, a source in every row."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `annotate/data/<name>.tsv`, by the names in its first line."""
    text = files("chuangwen_corpus.annotate").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


def alternatives(terms: Iterable[str]) -> str:
    """A pattern that matches one of some terms, the longest first; a term may itself be a pattern."""
    return "|".join(sorted(terms, key=len, reverse=True))
