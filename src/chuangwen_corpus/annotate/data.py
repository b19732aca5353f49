"""Lists that rules are made of: tab-separated files, a source in every row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from chuangwen_corpus.genre.wordlists import table


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `annotate/data/<name>.tsv`, by the names in its first line."""
    text = files("chuangwen_corpus.annotate").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(table(text, f"{name}.tsv"))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of `annotate/data/<name>.txt`, one a line; lines that begin with # say where they are from."""
    text = files("chuangwen_corpus.annotate").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))


@cache
def forms(name: str, *kinds: str) -> frozenset[str]:
    """The forms of some classes of a list."""
    return frozenset(row["form"] for row in rows(name) if row["class"] in kinds)


def words(name: str, *kinds: str) -> str:
    """A pattern, in a group, of the longest form of some classes of a list, where what the row forbids does not follow.

    Args:
        name: The list; it has the columns form, class and not_before.
        kinds: The classes.
    """
    terms = {row["form"]: row["not_before"].strip("-") for row in rows(name) if row["class"] in kinds}
    return f"(?:{tree(terms)})"


def tree(terms: Iterable[str] | Mapping[str, str]) -> str:
    """A pattern that matches the longest of some literal terms, as a tree of their characters.

    So the cost of a place in a text does not grow with the list. Of a mapping the values are patterns of what may not
    follow the term.

    >>> tree(["文明", "文明城市", "创建"]), tree({"市": "场", "市委": ""})
    ('(?:创建|文明(?:城市)?)', '市(?:委|(?!场))')
    """
    root: dict[str, Any] = {}
    for term in terms:
        node = root
        for character in term:
            node = node.setdefault(character, {})
        node[""] = (terms[term] if isinstance(terms, Mapping) else "") or True
    return _branches(root)


def _letter(item: tuple[str, Any]) -> str:
    return item[0]


def _branches(node: dict[str, Any]) -> str:
    ends = node.get("")
    branches = [re.escape(c) + _branches(below) for c, below in sorted(node.items(), key=_letter) if c]
    if isinstance(ends, str):
        branches.append(f"(?!{ends})")
    if not branches:
        return ""
    body = "|".join(branches)
    if ends is True:
        return f"(?:{body})?"
    return body if len(branches) == 1 else f"(?:{body})"
