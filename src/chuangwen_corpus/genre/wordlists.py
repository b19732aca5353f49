"""Lists that rules are made of: tab-separated files beside the modules, with an example and a counter-example a row."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str | None], ...]:
    """The rows of `genre/<name>.tsv`, by the names in its first line; a cell that holds only `-` is None."""
    text = files("chuangwen_corpus.genre").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    return tuple(
        {key: None if cell == "-" else cell for key, cell in zip(header, line, strict=True)} for line in lines
    )


def longest_first(words: list[str]) -> str:
    """Words as the alternatives of a pattern, a longer one before what it begins with."""
    return "|".join(sorted(words, key=len, reverse=True))
