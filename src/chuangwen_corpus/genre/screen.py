"""Patterns that seldom match, tried only on lines that hold what all their matches hold.

A pattern of many words costs a line some ten microseconds, and most lines have none of its words. What a match holds at least
is read from the pattern itself: a few strings of which one stands in every match. One automaton (Aho and Corasick 1975)
finds the strings of all such patterns in a line at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, product
from threading import Lock
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from chuangwen_corpus.lazy import cached_property

try:
    from re import _constants as sre  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # they are not public: without them every pattern is tried
    parser = sre = None

MOST_STRINGS = 400
"""Of a pattern with more of them none are looked for."""
_LONGEST_LINE = 2_000
"""Characters of a line whose answer is remembered."""
_UNSURE = "iskåİıſK"
"""Letters that match others than their two cases when case is ignored: K is the Kelvin sign, too."""
_COMMON = " ,.:;、。0123456789"
"""What stands in many lines of Chinese text."""

Strings = frozenset[str]


class Screened:
    """A pattern that is looked for only where one of its strings stands."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Takes a pattern; it is compiled when a line first holds one of its strings.

        Raises:
            re.error: It is no pattern.
        """
        self._source, self._flags = pattern, flags
        self.strings = strings_of(pattern, flags)
        # At once: what `numbers_in` answered before a pattern had its number would say that it cannot match.
        self.number = _SCREEN.number_of(self.strings) if self.strings else None
        """Its number among those whose strings are looked for; None if it has none, and is always tried."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._source, self._flags)

    def may_match(self, line: str) -> bool:
        """Whether a line holds one of the strings, or there are none."""
        return self.number is None or self.number in numbers_in(line)

    def search(self, line: str) -> re.Match[str] | None:
        """See `re.Pattern.search`."""
        return self.pattern.search(line) if self.may_match(line) else None


class _Screen:
    """The strings of all patterns of this process, and the automaton that finds them."""

    def __init__(self) -> None:
        self._patterns: dict[str, set[int]] = {}
        self._numbers: dict[Strings, int] = {}
        self._automaton: tuple[AhoCorasick, list[frozenset[int]]] | None = None
        self._lock = Lock()
        self.count = 0
        """The sets of strings it knows."""

    def number_of(self, strings: Strings) -> int:
        """The number of the patterns that have these strings; they are looked for from now on."""
        with self._lock:
            if strings not in self._numbers:
                for string in strings:
                    self._patterns.setdefault(string, set()).add(self.count + 1)
                self._automaton = None
                self.count += 1
                self._numbers[strings] = self.count
            return self._numbers[strings]

    def numbers_in(self, line: str) -> frozenset[int]:
        """The patterns of which a string stands in a line."""
        automaton, patterns = self._automaton or self._built()
        found = automaton.find_matches_as_indexes(line.lower(), overlapping=True)
        return frozenset(chain.from_iterable([patterns[which] for which, _, _ in found]))

    def _built(self) -> tuple[AhoCorasick, list[frozenset[int]]]:
        with self._lock:
            automaton = AhoCorasick(list(self._patterns), implementation=Implementation.ContiguousNFA)
            self._automaton = built = automaton, [frozenset(of) for of in self._patterns.values()]
            return built


def numbers_in(line: str) -> frozenset[int]:
    """The numbers of the patterns that may match in a line."""
    return (_in_line if len(line) <= _LONGEST_LINE else _in_page)(line, _SCREEN.count)


@lru_cache(4096)
def _in_line(line: str, count: int) -> frozenset[int]:  # noqa: ARG001  # another answer when there are more patterns
    return _SCREEN.numbers_in(line)


_in_page = lru_cache(4)(_in_line.__wrapped__)
"""The same of a page in one line, of which few are remembered."""


def strings_of(pattern: str, flags: int = 0) -> Strings:
    """Strings in lower case of which one stands in every match of a pattern, in whatever case; none if no such are known.

    >>> sorted(strings_of("(?:点此)?下载(?:本文|全文)|(?:用户|会员)可见"))
    ['下载全文', '下载本文', '会员可见', '用户可见']
    >>> strings_of(".{2,8}长|第?[0-9]+")
    frozenset()
    """
    if parser is None:
        return frozenset()
    found = _of_row(parser.parse(pattern, flags))
    return found if found and len(found) <= MOST_STRINGS and "" not in found else frozenset()


def _of_row(items: Iterable[tuple[Any, Any]]) -> Strings:
    """The strings of some items that follow each other: those of the best of them, or of a run of fixed ones."""
    best: Strings = frozenset()
    run: Strings = frozenset(("",))
    for item in items:
        fixed = _fixed(*item)
        if fixed and len(run) * len(fixed) <= MOST_STRINGS:
            run = frozenset(map("".join, product(run, fixed)))
            continue
        best = max(best, _told(run), _of_item(*item), key=_worth)
        run = fixed or frozenset(("",))
    return max(best, _told(run), key=_worth)


def _fixed(kind: Any, value: Any) -> Strings | None:
    """All strings that an item matches, if they are few; None if it may match others."""
    if kind is sre.LITERAL:
        return frozenset((chr(value),))
    if kind is sre.IN and all(op is sre.LITERAL for op, _ in value):
        return frozenset(chr(code) for _, code in value)
    if kind is sre.SUBPATTERN and not value[1] and not value[2]:
        return _fixed_row(value[3])
    if kind is sre.BRANCH:
        rows = [_fixed_row(row) for row in value[1]]
        return None if None in rows else frozenset(chain.from_iterable(row or () for row in rows))
    return None


def _fixed_row(items: Sequence[tuple[Any, Any]]) -> Strings | None:
    found = [_fixed(*item) for item in items]
    if None in found:
        return None
    size = 1
    for strings in found:
        size *= len(strings or ())
    return (
        frozenset(map("".join, product(*(strings or () for strings in found))))
        if size <= MOST_STRINGS
        else None
    )


def _of_item(kind: Any, value: Any) -> Strings:
    """The strings of an item that is not fixed."""
    if kind is sre.BRANCH:
        rows = [_of_row(row) for row in value[1]]
        return frozenset(chain.from_iterable(rows)) if all(rows) else frozenset()
    if kind is sre.SUBPATTERN:
        return frozenset() if value[1] or value[2] else _of_row(value[3])
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _of_row(value[2]) if value[0] else frozenset()
    if kind is sre.ATOMIC_GROUP:
        return _of_row(value)
    return frozenset()  # what may be anything, or is only looked at


def _told(strings: Strings) -> Strings:
    """Of each string the part whose case is sure, in lower case; none if one of them has no such part."""
    found = frozenset(map(_sure_part, strings))
    return frozenset() if "" in found else found


def _sure_part(string: str) -> str:
    parts = _parts(string.lower() if len(string.lower()) == len(string) else "")
    return max(parts, key=lambda part: (-_often(part), len(part)), default="")


def _parts(string: str) -> Iterator[str]:
    return (
        part for part in re.split(rf"[{_UNSURE}]|(?![a-z])[^\W\d_](?<=[^\u2e80-\U0003ffff])", string) if part
    )


def _worth(strings: Strings) -> tuple[bool, int, int]:
    """Orders sets of strings by how few lines hold one of them."""
    if not strings or len(strings) > MOST_STRINGS:
        return False, 0, 0
    return True, -max(map(_often, strings)), -len(strings)


def _often(string: str) -> int:
    """How often a string is met, roughly: 0 for what hardly any line holds, 3 for what most lines do."""
    if all(character in _COMMON for character in string):
        return 3
    if len(string) > 1:
        return 0
    return 1 if string.isascii() or not string.isalpha() else 2


_SCREEN = _Screen()
