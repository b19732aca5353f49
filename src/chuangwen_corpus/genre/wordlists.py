"""Lists that rules are made of: tab-separated files beside the modules, with an example and a counter-example a row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str | None], ...]:
    """The rows of `genre/<name>.tsv`, by the names in its first line; a cell that holds only `-` is None."""
    text = files("chuangwen_corpus.genre").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(
        {key: None if cell == "-" else cell for key, cell in row.items()}
        for row in table(text, f"{name}.tsv")
    )


def table(text: str, file: str) -> Iterator[dict[str, str]]:
    r"""The rows of tab-separated text, by the names in its first line.

    Raises:
        ValueError: A row has more or fewer cells than the first line; it names the file and the line.

    >>> list(table("form\tclass\n干部 called", "people.tsv"))
    Traceback (most recent call last):
        ...
    ValueError: people.tsv, line 2: 1 of 2 cells (form, class), which tabs part
    """
    header, *lines = (line.split("\t") for line in text.splitlines())
    for number, cells in enumerate(lines, 2):
        if len(cells) != len(header):
            raise ValueError(
                f"{file}, line {number}: {len(cells)} of {len(header)} cells ({', '.join(header)}), which tabs part"
            )
        yield dict(zip(header, cells, strict=True))


def longest_first(words: list[str]) -> str:
    """Words as the alternatives of a pattern, a longer one before what it begins with."""
    return "|".join(sorted(words, key=len, reverse=True))
