"""Patterns over tokens in a part of CQL, the query language of the Corpus Workbench (Christ 1994; Evert & Hardie 2011).

::

    [form="创建"]                    a token: the whole value is matched by a regular expression
    "创建"                           the same
    [upos="NOUN|PROPN"]              alternatives are the regular expression's
    [xpos="v.*" & form!="是"]        & and, | or, ! not, parentheses
    []                               any token
    [upos="VERB"] [form="工作"]      one behind the other
    [upos="ADJ"]+ [upos="NOUN"]      ? * + {2} {1,3} {2,} repeat
    ("创建" | "争创") [upos="NOUN"]  groups and alternatives

A query becomes a regular expression over one character a token: tokens of which the same tests hold have the same character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore.patterns import compiled
from chuangwen_corpus.explore.tokens import ATTRIBUTES, Ints, Mask, Tokens
from chuangwen_corpus.lazy import regex

Test = Callable[[Tokens], Mask]
"""Which tokens something holds of."""

HINT = 'Write a token as [form="创建"], [upos="VERB" & xpos!="vn"] or []; docs/explore.md has the syntax.'
MOST_TESTS = 60
"""Tests that fit a number; a query has a few."""
_IS_QUERY = regex(r"[\s(]*[\[\"]")
_SIGN = regex(r"\s*(?:(?P<name>[A-Za-z_]+)|(?P<value>\"(?:[^\"\\]|\\.)*\")|(?P<sign>!=|[\[\]()|&!=?*+]|\{[^}]*\}?)|(?P<end>$))", re.DOTALL)  # fmt: skip
_TIMES = regex(r"\{(\d{1,4}(,\d{0,4})?|,\d{1,4})\}")
_FIRST = 0x4E00
"""The character of the first class of tokens; any that means nothing in a regular expression."""


def is_token_query(query: str) -> bool:
    """Whether a text is a pattern over tokens and not text to search for: it begins with ``[`` or ``"``.

    >>> is_token_query('[upos="VERB"]'), is_token_query("创建"), is_token_query("“创建”")
    (True, False, False)
    """
    return _IS_QUERY.match(query) is not None


@dataclass
class TokenQuery:
    """A query, read: its tests of tokens, and how they follow each other, with `{k}` for the k-th test."""

    tests: list[Test] = field(default_factory=list)
    parts: list[str | int] = field(default_factory=list)

    def find(self, tokens: Tokens, units: Ints) -> tuple[Ints, Ints]:
        """The first and one past the last token of each match, leftmost, as long as repeats reach, none overlapping.

        Args:
            tokens: The tokens.
            units: The unit of each, which no match leaves; those of one unit stand together.
        """
        classes, pattern = self._over_classes(tokens)
        edges = np.flatnonzero(np.diff(units)) + 1
        starts = [0, *edges.tolist()] if len(tokens) else []
        ends = [*edges.tolist(), len(tokens)]
        spans = [
            match.span()
            for start, end in zip(starts, ends, strict=False)
            for match in pattern.finditer(classes, start, end)
            if match.end() > match.start()
        ]
        found = np.array(spans, dtype=np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def _over_classes(self, tokens: Tokens) -> tuple[str, re.Pattern[str]]:
        """A character a token, and the query as a regular expression over these characters."""
        bits = np.zeros(len(tokens), dtype=np.int64)
        for k, test in enumerate(self.tests):
            bits |= test(tokens).astype(np.int64) << k
        kinds, codes = np.unique(bits, return_inverse=True)
        text = (codes + _FIRST).astype("<u4").tobytes().decode("utf-32-le")
        characters = [
            "".join(chr(_FIRST + i) for i, kind in enumerate(kinds.tolist()) if kind >> k & 1)
            for k in range(len(self.tests))
        ]
        pattern = "".join(
            part if isinstance(part, str) else f"[{characters[part]}]" if characters[part] else "(?!)"
            for part in self.parts
        )
        try:
            return text, re.compile(pattern, re.DOTALL)
        except (re.error, OverflowError, RecursionError) as error:
            raise ChuangwenError(f"the query cannot be used ({error}).", hint=HINT) from None


def single(form: str | None, xpos: str | None, upos: str | None) -> TokenQuery:
    """The query for one token of which all that is given holds: regular expressions, each for a whole value."""
    given = (("form", form), ("xpos", xpos), ("upos", upos))
    tests = [_value(name, pattern) for name, pattern in given if pattern is not None]
    return TokenQuery([_all(tests)], [0])


def word(form: str) -> TokenQuery:
    """The query for a word, which stands for itself and is no regular expression.

    Raises:
        ChuangwenError: It is empty.
    """
    if not form.strip():
        raise ChuangwenError("the word is empty.", hint="Name a word, such as 创建.")
    return TokenQuery([_value("form", re.escape(form))], [0])


def read(query: str) -> TokenQuery:
    """The query that a text is.

    Raises:
        ChuangwenError: It is none; the message says where.
    """
    return _Reader(query).read()


def _value(name: str, pattern: str) -> Test:
    wanted = compiled(pattern)

    def test(tokens: Tokens) -> Mask:
        coded = tokens.coded(name)
        found = np.fromiter(
            (wanted.fullmatch(value) is not None for value in tokens.folded(name)), np.bool_, coded.size
        )
        return found[coded.codes] if coded.size else np.zeros(len(tokens), dtype=np.bool_)

    return test


def _all(tests: Sequence[Test]) -> Test:
    def both(tokens: Tokens) -> Mask:
        found = np.ones(len(tokens), dtype=np.bool_)
        for test in tests:
            found &= test(tokens)
        return found

    return both


def _any(tests: Sequence[Test]) -> Test:
    return _not(_all([_not(test) for test in tests])) if len(tests) > 1 else tests[0]


def _not(test: Test) -> Test:
    return lambda tokens: ~test(tokens)


class _Reader:
    """Reads a query from left to right."""

    def __init__(self, query: str) -> None:
        self._query, self._place = query, 0
        self._found = TokenQuery()
        self._next()

    def read(self) -> TokenQuery:
        self._alternatives()
        if self._kind != "end":
            raise self._wrong("this cannot stand here")
        return self._found

    def _next(self) -> None:
        match = _SIGN.match(self._query, self._place)
        if match is None:
            start = len(self._query) - len(self._query[self._place :].lstrip())
            self._at = start
            raise self._wrong("this cannot be read")
        self._kind = str(match.lastgroup)
        self._sign = match[self._kind]
        self._at = match.start(self._kind)
        self._place = match.end()

    def _take(self, sign: str) -> bool:
        if self._kind != "sign" or self._sign != sign:
            return False
        self._next()
        return True

    def _wrong(self, why: str) -> ChuangwenError:
        here = self._query[self._at : self._at + 12]
        place = f"at character {self._at + 1}, before {here!r}" if here else "at its end"
        return ChuangwenError(f"the query {self._query!r} is wrong {place}: {why}.", hint=HINT)

    def _alternatives(self) -> None:
        self._sequence()
        while self._take("|"):
            self._found.parts.append("|")
            self._sequence()

    def _sequence(self) -> None:
        self._element()
        while self._kind == "value" or (self._kind == "sign" and self._sign in "[("):
            self._element()

    def _element(self) -> None:
        parts = self._found.parts
        if self._take("("):
            parts.append("(?:")
            self._alternatives()
            if not self._take(")"):
                raise self._wrong("a ) is missing")
            parts.append(")")
        elif self._kind == "value":
            self._add(_value("form", self._pattern()))
        elif self._take("["):
            self._add(_all([]) if self._kind == "sign" and self._sign == "]" else self._either())
            if not self._take("]"):
                raise self._wrong("a ] is missing")
        else:
            raise self._wrong("a token is missing")
        if self._kind == "sign" and (self._sign in ("?", "*", "+") or self._sign.startswith("{")):
            if self._sign.startswith("{") and not _TIMES.fullmatch(self._sign):
                raise self._wrong("a repeat is {2}, {1,3}, {2,} or {,3}")
            parts.append(self._sign)
            self._next()

    def _add(self, test: Test) -> None:
        if len(self._found.tests) == MOST_TESTS:
            raise self._wrong(f"a query has at most {MOST_TESTS} tokens")
        self._found.parts.append(len(self._found.tests))
        self._found.tests.append(test)

    def _either(self) -> Test:
        tests = [self._both()]
        while self._take("|"):
            tests.append(self._both())
        return _any(tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._take("&"):
            tests.append(self._one())
        return _all(tests)

    def _one(self) -> Test:
        if self._take("!"):
            return _not(self._one())
        if self._take("("):
            found = self._either()
            if not self._take(")"):
                raise self._wrong("a ) is missing")
            return found
        if self._kind != "name":
            raise self._wrong(f"an attribute is missing: {', '.join(ATTRIBUTES)}")
        name = "form" if self._sign == "word" else self._sign
        if name not in ATTRIBUTES:
            raise self._wrong(f"there is no attribute {name!r}, but {', '.join(ATTRIBUTES)}")
        self._next()
        if self._take("="):
            return _value(name, self._pattern())
        if self._take("!="):
            return _not(_value(name, self._pattern()))
        raise self._wrong("= or != is missing")

    def _pattern(self) -> str:
        if self._kind != "value":
            raise self._wrong('a value in quotation marks is missing: "…"')
        value = self._sign[1:-1].replace('\\"', '"')
        self._next()
        return value
