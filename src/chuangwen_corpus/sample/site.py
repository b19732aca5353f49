"""What a site puts around the speeches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from chuangwen_corpus.sample.stock import data


@dataclass(frozen=True)
class Site:
    """Lines of a site, none of them spoken."""

    head: tuple[str, ...]
    hidden: str
    """Says that text was left out."""
    middle: tuple[str, ...]
    foot: tuple[str, ...]
    related: tuple[str, ...]


@cache
def site() -> Site:
    """The lines there are."""
    read = data("site.toml")
    hidden = read.pop("hidden")
    return Site(hidden=hidden, **{name: tuple(lines) for name, lines in read.items()})
