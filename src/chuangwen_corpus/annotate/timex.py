"""The value of an expression of time, after TIMEX3 (TimeML annotation guidelines 1.2.1): 2035, 2025-Q2, P18M."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

from chuangwen_corpus.annotate.data import rows
from chuangwen_corpus.genre.dates import partial_iso
from chuangwen_corpus.genre.numerals import bounds
from chuangwen_corpus.genre.numerals import value as number
from chuangwen_corpus.lazy import regex

_N = r"[\d一二两三四五六七八九十百]+"
_DATE = regex(
    r"(?P<date>(?:\d{4}(?![多余\d个])|[一二][〇零○一二三四五六七八九]{3}) ?年?度?(?:的?(?:\d{1,2}月|[一二三四五六七八九十]{1,2}月)(?:份)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?)?)"
)
_DEIXIS = {row["form"]: int(row["offset"]) for row in rows("years")}
_YEAR = regex("|".join(_DEIXIS))
_PART = regex(
    rf"(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<month>{_N})月份?(?:(?P<day>{_N})[日号])?"
)
_LENGTH = regex(
    rf"(?P<n>{_N}|半)(?P<half>个半)?(?:多|余)?个?(?P<unit>工作日|年(?P<years_half>半)?|月|星期|礼拜|周|天|日|季度|小时|分钟|昼夜)"
)
_EVERY = regex(rf"每一?(?P<n>{_N})?个?(?P<unit>半年|年|月|星期|礼拜|周|天|日|季度?|旬|小时|晚|学期)")
_CODES = {
    "年": "Y",
    "月": "M",
    "星期": "W",
    "礼拜": "W",
    "周": "W",
    "天": "D",
    "日": "D",
    "晚": "D",
    "昼夜": "D",
    "工作日": "D",
}


@lru_cache(2048)
def value(text: str, kind: str, spoken: str | None) -> str | None:
    """The value of an expression; None where it has none.

    Args:
        text: The folded expression.
        kind: Its kind in the layer `time`.
        spoken: The date of the speech as YYYY, YYYY-MM or YYYY-MM-DD, from which 去年 and days without a year are counted.

    >>> value("2025年第二季度", "date", None), value("18个月", "period", None), value("7月1日", "date", None)
    ('2025-Q2', 'P18M', 'XXXX-07-01')
    >>> value("明年3月前", "deadline", "2024-09-20"), value("每周", "frequency", None)
    ('2025-03', 'P1W')
    """
    if kind == "frequency":
        every = _EVERY.match(text)
        return _length(every["n"] or "一", every["unit"]) if every else None
    dated = _DATE.search(text)
    part = _PART.search(text, dated.end() if dated else 0)
    if dated:
        whole = dated["date"].replace("年度", "年").replace("年的", "年").replace("月份", "月")
        iso = partial_iso(whole if "年" in whole else f"{whole}年")
        return _refined(iso, part) if iso and len(iso) == 4 else iso
    year = _YEAR.search(text)
    if year:
        base = int(spoken[:4]) + _DEIXIS[year[0]] if spoken and spoken[:4].isdigit() else None
        return _refined(str(base), _PART.search(text, year.end())) if base else None
    if part and part["month"] and part["day"]:
        known = spoken[:4] if spoken and spoken[:4].isdigit() else "XXXX"
        return _refined(known, part)
    length = _LENGTH.search(text)
    if length and kind in ("period", "deadline") and not part:
        return _length(
            length["n"], length["unit"].removesuffix("半"), half=bool(length["half"] or length["years_half"])
        )
    return None


def _refined(year: str, part: re.Match[str] | None) -> str:
    if part is None:
        return year
    if part["half"]:
        return f"{year}-H{1 if part['half'] == '上' else 2}"
    if part["quarter"]:
        return f"{year}-Q{number(part['quarter'])}"
    month = number(part["month"])
    if month is None or not 1 <= month <= 12:
        return year
    day = number(part["day"]) if part["day"] else None
    known = int(year) if year.isdecimal() else 2000  # a leap year, where none is known
    longest = monthrange(known, month)[1]
    return f"{year}-{month:02}" + (f"-{day:02}" if day and 1 <= day <= longest else "")


def _length(printed: str, unit: str, *, half: bool = False) -> str | None:
    if unit == "半年" or (printed == "半" and unit == "年"):
        return "P6M"
    count = None if bounds(printed) else number(printed.replace("两", "二"))
    if count is None or half:
        return f"P{count * 12 + 6}M" if count is not None and unit == "年" else None
    if unit in ("季度", "季"):
        return f"P{count * 3}M"
    if unit == "旬":
        return f"P{count * 10}D"
    if unit in ("小时", "分钟"):
        return f"PT{count}{'H' if unit == '小时' else 'M'}"
    return f"P{count}{_CODES[unit]}" if unit in _CODES else None
