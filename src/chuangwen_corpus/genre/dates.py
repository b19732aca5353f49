"""Dates as speeches print them, and the ISO 8601 date they give where they give one.

All patterns run on folded text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from chuangwen_corpus.genre.numerals import value
from chuangwen_corpus.genre.remembered import remembered
from chuangwen_corpus.lazy import regex

_YEAR = r"(?:\d{4}|20[x*]{2}|20\d[x*]|[二一][〇零0一二三四五六七八九○o]{3}|[x*]{2,4}|20_{1,2}|_{2,4})"
_MONTH = r"(?:\d{1,2}|[x*_]{1,2}|[一二三四五六七八九十]{1,3})"
_CORE = (
    rf"(?P<date>(?P<year>{_YEAR})\ ?(?:年|[./-])\ ?"
    rf"(?:(?P<month>{_MONTH})\ ?(?:月|[./-])?\ ?(?:(?P<day>{_MONTH})\ ?[日号]?|\ *日)?)?)"
)
_WEEKDAY = r"\(?\ ?(?:星期|周)[一二三四五六日天]\ ?\)?"
_DATE = regex(
    rf"\(?\ ?(?:时间|日期)?\ ?:?\ ?{_CORE}\ ?(?:{_WEEKDAY})?\ ?(?:[上下]午|晚上?|中午|早上)?\ ?\)?",
    re.IGNORECASE,
)
_CLOCK = r"(?:\d{1,2}[:时点]\d{1,2}(?::\d{1,2}|分)?)"
_LINE = regex(
    rf"(?P<open>\(?)\ ?(?:(?P<label>[^\d:(]{{0,8}}?)\ ?:)?\ ?{_CORE}\ ?(?:{_WEEKDAY})?\ ?(?:[上下]午|晚上?|中午|早上)?\ ?"
    rf"(?P<clock>{_CLOCK})?\ ?(?P<rest>(?:[,、;\ ·于在]|(?<=[日号]))[^\d:。;()]{{2,24}})?\ ?\)?",
    re.IGNORECASE,
)


class DateLine(NamedTuple):
    """A short line that a date opens, with what else it says."""

    start: int
    end: int
    label: str
    """What stands before it with a colon, such as 时间 or 更新时间."""
    clock: bool
    """Whether it says the time of day in hours and minutes, as what a site prints does."""
    written: bool
    """Whether it is written with 年, as people write it; sites print 2021-03-04."""
    bracketed: bool
    rest: str
    """What stands behind it: a place, a remark."""


@remembered
def read_date_line(folded: str) -> DateLine | None:
    """Reads a line that is a date, with a label, a time or a place at most.

    >>> read_date_line("(2020年11月11日晚,南渡迎宾馆)").rest, read_date_line("更新时间:2021/3/31").label
    ('南渡迎宾馆', '更新时间')
    >>> read_date_line("2024-10-28 09:28:39").clock, read_date_line("2020年的工作")
    (True, None)
    """
    match = _LINE.fullmatch(folded) if len(folded) <= 70 else None
    if not match or not (match["month"] or match["open"] or _DATE.fullmatch(folded)):
        return None
    rest = (match["rest"] or "").strip(" ,、;·")
    return DateLine(
        *match.span("date"), (match["label"] or "").strip(), bool(match["clock"]), "年" in match["date"], bool(match["open"]), rest
    )  # fmt: skip


@remembered
def date_span(folded: str) -> tuple[int, int] | None:
    """Where the date stands in a line that holds nothing else, brackets aside.

    >>> date_span("(2015年2月26日)"), date_span("二〇二〇年五月"), date_span("2020年的工作")
    ((1, 11), (0, 7), None)
    """
    match = _DATE.fullmatch(folded)
    return match.span("date") if match else None


def partial_iso(folded: str) -> str | None:
    """The date as YYYY, YYYY-MM or YYYY-MM-DD; None where a placeholder stands for the year.

    >>> partial_iso("2015年2月26日"), partial_iso("二〇二〇年五月"), partial_iso("20xx年5月9日")
    ('2015-02-26', '2020-05', None)
    >>> partial_iso("二O二O年五月六日"), partial_iso("二0二0年"), partial_iso("2021年2月31日")
    ('2020-05-06', '2020', '2021-02')
    """
    match = _DATE.fullmatch(folded)
    year = _number(match["year"]) if match else None
    if match is None or year is None or not 1000 <= year <= 9999:
        return None
    month, day = _number(match["month"]), _number(match["day"])
    if month is None or not 1 <= month <= 12:
        return f"{year}"
    if day is None or not 1 <= day <= monthrange(year, month)[1]:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}"


_ZEROS = str.maketrans(dict.fromkeys("0○oO", "〇"))
"""What stands for 〇 in a year in Chinese numerals."""


def _number(digits: str | None) -> int | None:
    if digits is None or digits.isdecimal():
        return value(digits or "")
    return value(digits.translate(_ZEROS))
