"""Lists that rules are made of: tab-separated files, a source in every row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `annotate/data/<name>.tsv`, by the names in its first line."""
    text = files("chuangwen_corpus.annotate").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


def alternatives(terms: Iterable[str]) -> str:
    """A pattern that matches one of some terms, the longest first; a term may itself be a pattern."""
    return "|".join(sorted(terms, key=len, reverse=True))


def longest_of(terms: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches the longest of some literal terms at a place.

    Written as a tree of their characters, so that the cost of a place does not grow with the list.

    >>> longest_of(["文明", "文明城市", "创建"]).findall("创建文明城市")
    ['创建', '文明城市']
    """
    tree: dict[str, Any] = {}
    for term in terms:
        node = tree
        for character in term:
            node = node.setdefault(character, {})
        node[""] = {}
    return re.compile(_branches(tree))


def _branches(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(c) + _branches(below) for c, below in sorted(node.items()) if c]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{body}?" if ends else body
