"""Page furniture, dropped by the named rules of `furniture.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.address import salutation_length

SCOPES = ("line", "start", "inline", "list")
LONGEST_LINE = 300
PROSE = 40
LONGEST_LIST_ITEM = 80
"""A line longer than this, with a stop in it, is no item of a list of links."""


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """A rule of `furniture.toml`: what to drop, where, why, and an example."""

    id: str
    scope: str
    """line: a line that is nothing else · start: a line that starts so · inline: only what
    matches · list: the line and the list of links under it."""
    pattern: str
    reason: str
    example: str
    longest: int = 300
    """A line longer than this is not dropped by a rule of scope start."""


@cache
def rules() -> tuple[FurnitureRule, ...]:
    """All furniture rules, in the order of the file."""
    data = files("chuangwen_corpus.clean").joinpath("furniture.toml").read_text(encoding="utf-8")
    return tuple(FurnitureRule(**table) for table in tomllib.loads(data)["rule"])


@cache
def _pattern(scope: str) -> re.Pattern[str]:
    chosen = [(i, rule) for i, rule in enumerate(rules()) if rule.scope == scope]
    return re.compile("|".join(f"(?P<r{i}>{rule.pattern})" for i, rule in chosen), re.IGNORECASE | re.VERBOSE)


def rule_of_line(folded: str) -> FurnitureRule | None:
    """The rule that makes a whole line furniture, if one does; `folded` is stripped."""
    short = len(folded) <= LONGEST_LINE  # what is longer is no button and no label
    for scope, match in (
        ("line", _pattern("line").fullmatch(folded) if short else None),
        ("list", _pattern("list").fullmatch(folded) if short else None),
        ("start", _pattern("start").match(folded)),
    ):
        if match and match.lastgroup:
            rule = rules()[int(match.lastgroup[1:])]
            if scope != "start" or len(folded) <= rule.longest:
                return rule
    return None


def changes(text: str, folded: str, recurring: frozenset[str] = frozenset()) -> Iterator[Change]:
    """The changes that drop furniture from a text of lines; `folded` is its shadow."""
    position, listing = 0, None
    lines = folded.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        start, end = position, position + len(line)
        position = end + 1
        stripped = line.strip()
        rule = rule_of_line(stripped)
        if listing and not rule and _is_list_item(stripped, following.strip()):
            rule = listing
        elif stripped:
            listing = rule if rule and rule.scope == "list" else None
        if not rule and stripped in recurring:
            yield Change(start, min(position, len(text)), "", "furniture.recurring")
            continue
        if rule and stripped:
            yield Change(start, min(position, len(text)), "", f"furniture.{rule.id}")
            continue
        for match in _pattern("inline").finditer(line):
            if match.lastgroup and match.end() > match.start():
                name = rules()[int(match.lastgroup[1:])].id
                yield Change(start + match.start(), start + match.end(), "", f"furniture.{name}")


def _is_list_item(folded: str, following: str) -> bool:
    """Whether a line under the head of a list is a link, and not where the text goes on."""
    for line in (folded, following):
        if salutation_length(line) == len(line) > 0:
            return False
    if len(following) > PROSE and re.search("[。!]", following):
        return False
    return len(folded) <= LONGEST_LIST_ITEM and not re.search(r"[。!;]|\?.", folded)
