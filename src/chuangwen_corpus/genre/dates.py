"""Dates as speeches print them, and the ISO 8601 date they give where they give one.

All patterns run on folded text.
"""

from __future__ import annotations

import re

from chuangwen_corpus.genre.numerals import value
from chuangwen_corpus.genre.remembered import remembered

_YEAR = r"(?:\d{4}|20[x*]{2}|20\d[x*]|[二一][〇零一二三四五六七八九○o]{3}|[x*]{2,4}|20_{1,2}|_{2,4})"
_MONTH = r"(?:\d{1,2}|[x*_]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(
    rf"\(?\ ?(?:时间|日期)?\ ?:?\ ?(?P<date>(?P<year>{_YEAR})\ ?(?:年|[./-])\ ?"
    rf"(?:(?P<month>{_MONTH})\ ?(?:月|[./-])?\ ?(?:(?P<day>{_MONTH})\ ?[日号]?)?)?)"
    r"\ ?(?:[上下]午|晚)?\ ?\)?",
    re.IGNORECASE,
)


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
    """
    match = _DATE.fullmatch(folded)
    year = _number(match["year"]) if match else None
    if match is None or year is None or not 1000 <= year <= 9999:
        return None
    month, day = _number(match["month"]), _number(match["day"])
    if month is None or not 1 <= month <= 12:
        return f"{year}"
    if day is None or not 1 <= day <= 31:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}"


def _number(digits: str | None) -> int | None:
    return value(digits.replace("○", "〇").replace("o", "〇")) if digits else None
