"""Page furniture, known by the named rules of `furniture.toml`.

What a rule may drop depends on where the line stands. Before it is known where the speeches are, only lines go that
are no sentences, by the rules of the zone "page". The others ("around") are evidence for `structure`, which drops
what stands outside of speeches.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.dates import read_date_line
from chuangwen_corpus.genre.folding import HAN_CHARACTER, has_han
from chuangwen_corpus.genre.own import Lists, in_use
from chuangwen_corpus.genre.remembered import remembered
from chuangwen_corpus.genre.screen import Screened, numbers_in
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.lazy import regex

SCOPES = ("line", "start", "inline", "list")
ZONES = ("page", "around")
LONGEST_LINE = 300
"""Characters of a line that a rule may take for furniture as a whole."""
SENTENCE = 6
"""Han characters of a line that ends in a stop and is a sentence."""
_ENDS = regex(r"[。!?;…][\"')】\]]*$")
_INSIDE = regex(r"[。!?;].{4}")
_DATE_OF_SPEECH = regex(r"(?:讲话|发言|演讲|会议|活动|举行|召开)?(?:时间|日期)?")


class FurnitureRule(BaseModel, frozen=True):
    """A rule of `furniture.toml`: what to drop, where, why, an example, and what it may not drop."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = Field(pattern=r"\A[a-z][a-z0-9_]{0,40}\z")
    scope: str = Field(pattern=rf"\A(?:{'|'.join(SCOPES)})\z")
    """line: a line that is nothing else · start: a line that starts so · inline: only what
    matches · list: the line and the list of links under it."""
    zone: str = Field(pattern=rf"\A(?:{'|'.join(ZONES)})\z")
    """page: anywhere, if the line is no sentence · around: only outside of what is spoken."""
    pattern: str = Field(min_length=1, max_length=5_000)
    reason: str = Field(min_length=1)
    example: str = Field(min_length=1, max_length=LONGEST_LINE, pattern=r"\A[^\n]*\S[^\n]*\z")
    counter_examples: list[str] = Field(min_length=1, max_length=50)
    longest: int = Field(default=LONGEST_LINE, ge=1)
    """A line longer than this is not dropped by a rule of scope start."""


def rules() -> tuple[FurnitureRule, ...]:
    """All furniture rules, in the order of the file, and behind them those of the lists in use."""
    lists = in_use()
    return _with_own(lists) if lists and lists.furniture else _rules()


@cache
def _rules() -> tuple[FurnitureRule, ...]:
    return read_rules(files("chuangwen_corpus.clean").joinpath("furniture.toml").read_text(encoding="utf-8"))


@lru_cache(4)
def _with_own(lists: Lists) -> tuple[FurnitureRule, ...]:
    return (*_rules(), *read_rules(lists.furniture))


def read_rules(toml: str) -> tuple[FurnitureRule, ...]:
    r"""The rules of a file, in its order.

    >>> read_rules('[[rule]]\nid = "x"\nscope = "word"\nzone = "page"\npattern = "("\nreason = "r"\nexample = "e"\ncounter_examples = ["c"]')
    Traceback (most recent call last):
        ...
    ValueError: furniture.toml, rule 'x': scope (String should match pattern '\A(?:line|start|inline|list)\z')
    """
    found = []
    for table in tomllib.loads(toml)["rule"]:
        try:
            found.append(FurnitureRule.model_validate(table))
        except ValidationError as error:
            faults = "; ".join(faults_of_form(error))
            raise ValueError(f"furniture.toml, rule {table.get('id')!r}: {faults}") from None
    return tuple(found)


def faults_of_form(error: ValidationError) -> Iterator[str]:
    """The fields of a rule that do not hold what they may, each with the reason.

    >>> try:
    ...     FurnitureRule.model_validate({"id": "x", "scope": "line", "zone": "page", "pattern": "x", "reason": "r", "example": "e", "longst": 3})
    ... except ValidationError as error:
    ...     list(faults_of_form(error))
    ['counter_examples (Field required)', 'longst (Extra inputs are not permitted)']
    """
    for fault in error.errors(include_url=False):
        yield f"{'.'.join(map(str, fault['loc'])) or 'its form'} ({fault['msg']})"


_FLAGS = re.IGNORECASE | re.VERBOSE


class _Tried(NamedTuple):
    """A rule with its pattern, which is tried on few lines."""

    rule: FurnitureRule
    pattern: Screened


class _Rules(NamedTuple):
    """The rules of a scope and a zone."""

    all: tuple[_Tried, ...]
    """In their order."""
    always: tuple[_Tried, ...]
    """Those whose patterns are tried on every line."""
    numbers: frozenset[int]
    """The numbers of the patterns of the others (see `Screened.number`)."""

    def that_may_match(self, known: frozenset[int]) -> tuple[_Tried, ...]:
        """The rules whose patterns may match in a line that has these numbers (`numbers_in`), in their order."""
        if known.isdisjoint(self.numbers):
            return self.always
        return tuple(
            tried for tried in self.all if tried.pattern.number is None or tried.pattern.number in known
        )


@lru_cache(64)
def _rules_of(scope: str, zone: str, lists: Lists | None) -> _Rules:  # noqa: ARG001  # in use
    chosen = (rule for rule in rules() if (rule.scope, rule.zone) == (scope, zone))
    tried = tuple(_Tried(rule, screened(rule)) for rule in chosen)
    always = tuple(one for one in tried if one.pattern.number is None)
    numbers = frozenset(one.pattern.number for one in tried if one.pattern.number is not None)
    return _Rules(tried, always, numbers)


def screened(rule: FurnitureRule) -> Screened:
    """The pattern of a rule.

    >>> screened(FurnitureRule(id="x", scope="line", zone="page", pattern="(", reason="r", example="e", counter_examples=["c"]))
    Traceback (most recent call last):
        ...
    ValueError: furniture.toml, rule 'x': pattern: missing ), unterminated subpattern at position 0
    """
    try:
        return Screened(rule.pattern, _FLAGS)
    except re.error as error:
        raise ValueError(f"furniture.toml, rule {rule.id!r}: pattern: {error}") from None


def _inside(line: str) -> Iterator[tuple[FurnitureRule, int, int]]:
    """The parts of a line that rules drop, each with its rule: the next to the left, at one place that of the first rule."""
    chosen = _rules_of("inline", "page", in_use()).that_may_match(numbers_in(line))
    ahead = [_next(tried, line, 0) for tried in chosen]
    while left := min(((match.start(), i) for i, match in enumerate(ahead) if match), default=None):
        which = left[1]
        match = ahead[which]
        assert match is not None
        yield chosen[which].rule, *match.span()
        ahead = [
            found if found is None or found.start() >= match.end() else _next(tried, line, match.end())
            for found, tried in zip(ahead, chosen, strict=True)
        ]


def _next(tried: _Tried, line: str, start: int) -> re.Match[str] | None:
    """The next part of a line that a rule drops; what is empty is none."""
    return next((found for found in tried.pattern.pattern.finditer(line, start) if found[0]), None)


@remembered
def _rule_of_line(folded: str) -> FurnitureRule | None:
    return next((rule for zone in ZONES if (rule := rule_of_zone(folded, zone))), None)


def rule_of_line(folded: str) -> FurnitureRule | None:
    """The rule that a whole line looks like, if it does; `folded` is stripped."""
    return _rule_of_line(folded)


def rule_of_zone(folded: str, zone: str) -> FurnitureRule | None:
    """The rule of one zone that a whole line looks like, if it does."""
    lists = in_use()
    known = numbers_in(folded)
    short = len(folded) <= LONGEST_LINE  # what is longer is no button and no label
    for scope in ("line", "list") if short else ():
        for tried in _rules_of(scope, zone, lists).that_may_match(known):
            if tried.pattern.pattern.fullmatch(folded):
                return tried.rule
    for tried in _rules_of("start", zone, lists).that_may_match(known):
        if len(folded) <= tried.rule.longest and tried.pattern.pattern.match(folded):
            return tried.rule
    return None


def is_sentence(folded: str) -> bool:
    """Whether a line is a sentence, or holds one: such a line is not judged by its words before its place is known.

    >>> is_sentence("微信扫一扫,分享到朋友圈"), is_sentence("扫码下载反诈软件的居民有三千户。")
    (False, True)
    """
    stops = _ENDS.search(folded) or _INSIDE.search(folded)
    return bool(stops) and has_han(folded, SENTENCE)


def changes(text: str, folded: str, recurring: frozenset[str] = frozenset()) -> Iterator[Change]:
    """The changes that drop what is furniture anywhere from a text of lines; `folded` is its shadow."""
    position = 0
    lines = folded.split("\n")
    for i, line in enumerate(lines):
        start, end = position, position + len(line)
        position = end + 1
        stripped = line.strip()
        if not stripped:
            continue
        name = _reason(stripped, lines, i, recurring)
        if name == "file_name" and (length := _title_in_file_name(stripped, lines, i)):
            left = start + line.index(stripped)
            yield Change(left + length, left + len(stripped), "", f"furniture.{name}")
            continue
        if name:
            yield Change(start, min(position, len(text)), "", f"furniture.{name}")
            continue
        for rule, first, last in _inside(line):
            whole = last - first >= len(stripped)
            span = (start, min(position, len(text))) if whole else (start + first, start + last)
            yield Change(*span, "", f"furniture.{rule.id}")


def _reason(stripped: str, lines: list[str], i: int, recurring: frozenset[str]) -> str | None:
    """The rule that drops a line wherever it stands, or "recurring"; None if it stays for now."""
    rule = rule_of_zone(stripped, "page")
    if rule is None or is_sentence(stripped):
        return "recurring" if stripped in recurring else None
    if rule.id == "metadata" and _says_when(stripped):
        return None
    if rule.id == "page_mark" and stripped.isdigit() and _is_part_of_a_sentence(lines, i):
        return None
    return rule.id


_FILE_ENDING = regex(
    r"\ ?[-_—]?\ ?(?:(?:word|docx?|pdf|wps)?\ ?(?:文档|格式|版本|版)?\ ?(?:免费|在线|全文|直接|点击)?(?:下载|阅读|预览|打印)|(?:word|docx?|pdf)(?:文档|格式|版)?)?(?:\ ?\(\d{1,3}\))?\ ?\.(?:docx?|pdf|wps|txt|rtf|ofd)$",
    re.IGNORECASE,
)
"""What a site has behind the title in the name of a file: 致辞Word下载.doc."""
_NEAR = 12
"""Lines under a file name in which the page may print its title."""


def _title_in_file_name(stripped: str, lines: list[str], i: int) -> int:
    """Length of the title in a file name that opens a page, if the page has no other title; else 0."""
    ending = _FILE_ENDING.search(stripped)
    if ending is None or any(lines[j].strip() for j in range(i)):
        return 0
    title = stripped[: ending.start()]
    if read_title(title) is None:
        return 0
    for line in lines[i + 1 : i + 1 + _NEAR]:
        below = line.strip()
        if below == stripped or f"《{title}" in below:
            continue  # the file once more
        if title in below or read_title(below):
            return 0
    return len(title)


def _says_when(stripped: str) -> bool:
    """Whether a record says when the speech was given, in words and not as a system prints it."""
    date = read_date_line(stripped)
    return bool(date and date.written and not date.clock and _DATE_OF_SPEECH.fullmatch(date.label))


def _is_part_of_a_sentence(lines: list[str], i: int) -> bool:
    """Whether a number on a line of its own is one of a sentence that a converter has cut at its marks."""
    before = next((line.strip() for line in reversed(lines[:i]) if line.strip()), "")
    behind = next((line.strip() for line in lines[i + 1 :] if line.strip()), "")
    return bool(before and behind) and not _ENDS.search(before) and bool(HAN_CHARACTER.match(behind))
