"""Checks that a user's regular expression takes bounded time on any line.

A pattern that fails tries every way to lay its repeats and alternatives over a line. The number of ways is counted
from above: a pattern with few cannot run long. Python's own parser (`re._parser`) takes the pattern apart.
"""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]  # no public name, the same since Python 3.11
from typing import Any

from chuangwen_corpus.clean.furniture import LONGEST_LINE

MOST_WAYS = 100_000
"""Ways that a pattern may have. Laid over a line of 300 characters they take some tenths of a second at the worst."""
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_REFUSED = {
    "GROUPREF": "refers back to a group",
    "GROUPREF_IGNORE": "refers back to a group",
    "GROUPREF_EXISTS": "depends on a group",
}


class PatternError(ValueError):
    """A pattern that may not be used; says why, and what to write instead."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


def check(pattern: str, *, whole_lines: bool) -> None:
    """Sees that a pattern can be used beside others and cannot run long.

    Args:
        pattern: Verbose, case ignored.
        whole_lines: Whether it runs on lines of at most `LONGEST_LINE` characters; else each repeat needs an upper limit.

    Raises:
        PatternError: It is broken, refers to groups, or may take too long.

    >>> check("本文由.{0,20}整理", whole_lines=False)
    >>> check("(?:[^,]+,?)+整理", whole_lines=True)
    Traceback (most recent call last):
    chuangwen_corpus.lists.patterns.PatternError: may run on and on: it has repeats in repeats, or too many
    """
    try:
        parsed = _parser.parse(pattern, re.VERBOSE | re.IGNORECASE)
        re.compile(f"(?P<rule>{pattern}\n)|x", re.VERBOSE | re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(
            f"is no regular expression ({error})", "Test it with Python's re.VERBOSE."
        ) from None
    if parsed.state.groupdict:
        raise PatternError("names a group", "Write (?:…) for a group.")
    if _ways(parsed, whole_lines=whole_lines) > MOST_WAYS:
        raise PatternError(
            "may run on and on: it has repeats in repeats, or too many",
            "Give repeats an upper limit such as {0,20}, and repeat no group that holds one.",
        )
    if parsed.getwidth()[0] == 0:
        raise PatternError("matches nothing at all", "Let it match at least a character.")


def _ways(parsed: Any, *, whole_lines: bool) -> int:
    """In how many ways a pattern can be laid over a line at one place, at most; no more than `MOST_WAYS` + 1."""
    ways = 1
    for kind, value in parsed:
        ways = min(ways * _ways_of(str(kind), value, whole_lines=whole_lines), MOST_WAYS + 1)
    return ways


def _ways_of(kind: str, value: Any, *, whole_lines: bool) -> int:
    if why := _REFUSED.get(kind):
        raise PatternError(why, "Write it out.")
    if kind in _REPEATS:
        return _ways_of_repeat(*value, whole_lines=whole_lines)
    if kind == "BRANCH":
        branches = value[1]
        ways = [_ways(branch, whole_lines=whole_lines) for branch in branches]
        return max(ways) if _are_told_apart(branches) else sum(ways)
    if kind == "SUBPATTERN":
        return _ways(value[-1], whole_lines=whole_lines)
    if kind in ("ASSERT", "ASSERT_NOT"):
        return _ways(value[1], whole_lines=whole_lines)
    if kind == "ATOMIC_GROUP":
        return _ways(value, whole_lines=whole_lines)
    return 1


def _ways_of_repeat(least: int, most: int, inside: Any, *, whole_lines: bool) -> int:
    if most > LONGEST_LINE:
        if not whole_lines:
            raise PatternError("has a repeat without an upper limit", "Write {0,30} in the place of * and +.")
        most = max(LONGEST_LINE, least)
    inner = _ways(inside, whole_lines=whole_lines)
    return int(min((most - least + 1) * min(inner, MOST_WAYS) ** min(most, 20), MOST_WAYS + 1))


def _are_told_apart(branches: Any) -> bool:
    """Whether the first character tells which of the alternatives it is."""
    first = [branch[0] if len(branch) else None for branch in branches]
    # Rules are run without regard to case: K is the Kelvin sign, too, and the dotless ı is i.
    letters = {
        chr(value).casefold()[0].replace("ı", "i")
        for kind, value in filter(None, first)
        if str(kind) == "LITERAL"
    }
    return len(letters) == len(branches)
