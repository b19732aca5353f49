"""Numbers as the genre prints them: 十二, 12, ⑫, 〇. Works on folded text."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from chuangwen_corpus.lazy import regex

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8,
    "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
_CIRCLED = {chr(first + i): i + 1 for first in (0x2460, 0x2474, 0x2488) for i in range(20)}
"""① ⑴ ⒈"""

HAN_NUMERAL = "[〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾廿卅]{1,4}"
"""A Chinese numeral, as a regular expression."""

NUMERAL = rf"(?:\d{{1,3}}|{HAN_NUMERAL})"
"""A number in digits or Chinese, as a regular expression."""


@lru_cache(2048)
def value(numeral: str) -> int | None:
    """The value of a folded numeral, or None if it is none.

    >>> value("十二"), value("二十"), value("12"), value("⑫"), value("⒓"), value("二〇"), value("城")
    (12, 20, 12, 12, 12, 20, None)
    """
    if len(numeral) < 10 and numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if numeral in _CIRCLED:
        return _CIRCLED[numeral]
    if not numeral or any(c not in _DIGITS and c not in _UNITS for c in numeral):
        return None
    if not any(c in _UNITS for c in numeral):  # 二〇 reads digit by digit
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = digit = 0
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in "廿卅":
            total += _UNITS[c]
        else:
            total += (digit or 1) * _UNITS[c]
            digit = 0
    return total + digit


_LARGE = {"万": 10_000, "亿": 100_000_000}
_SMALL = {c: _UNITS[c] for c in "十百千"}
_SCALES = _SMALL | _LARGE
_SERIES = frozenset(map("".join, pairwise("一二三四五六七八九"))) | {"一两", "两三", "三五"}
"""Digits that name a range side by side: each with the next one, and 三五; 三八 and 五四 are days."""
_BOUNDS = regex(
    "(?P<before>(?:.*[十百千万亿])?)(?P<low>[一二两三四五六七八九])(?P<high>[一二两三四五六七八九])(?P<behind>[十百千]?[万亿]*)"
)
_FIGURES = regex(r"(\d+(?:,\d{3})*(?:\.\d+)?)([十百千万亿]*)")


@lru_cache(2048)
def amount(numeral: str) -> float | None:
    """The value of an amount as printed: digits with 万 or 亿 behind, or a whole Chinese numeral; None if it is none, or names a range (`bounds`).

    >>> amount("1.8万"), amount("一万二千"), amount("九十"), amount("三点五"), amount("数百")
    (18000.0, 12000.0, 90.0, 3.5, None)
    >>> amount("一亿二千万"), amount("一万亿")
    (120000000.0, 1000000000000.0)
    >>> amount("三点五万"), amount("一百五"), amount("二三十")
    (35000.0, 150.0, None)
    """
    match = _FIGURES.fullmatch(numeral)
    if match:
        result = float(match[1].replace(",", ""))
        for unit in match[2]:
            result *= _SCALES[unit]
        return round(result, 6)
    whole, _, decimals = numeral.partition("点")
    unit = decimals.lstrip("".join(_DIGITS)) if decimals else ""
    decimals = decimals.removesuffix(unit)
    if (
        not whole
        or _BOUNDS.fullmatch(numeral)
        or any(c not in _LARGE for c in unit)
        or any(c not in _DIGITS and c not in _SCALES for c in whole + decimals)
    ):
        return None
    total = section = last = 0
    digit: int | None = None
    for c in whole:
        if c in _DIGITS:
            digit = _DIGITS[c] if digit is None or not digit else digit * 10 + _DIGITS[c]
        elif c in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[c]
            digit = None
        else:
            section += digit or 0
            # 万亿 multiplies all that stands before it; the 万 of 一亿二千万 only what stands behind 亿.
            rises = _LARGE[c] > last
            total = (total + section) * _LARGE[c] if rises else total + section * _LARGE[c]
            section, digit, last = 0, None, _LARGE[c]
    if digit and whole[-2:-1] in _SCALES:
        digit *= _SCALES[whole[-2]] // 10  # 一百五, 三万五: the next unit is left out
    result = (
        total
        + section
        + (digit or 0)
        + float(f"0.{''.join(str(_DIGITS[c]) for c in decimals)}" if decimals else 0)
    )
    for c in unit:
        result *= _LARGE[c]
    return float(round(result, 6))


def bounds(numeral: str) -> tuple[float, float] | None:
    """The lower and the upper end of a numeral that names a range by two digits (Lü Shuxiang 1999, 概数); None of any other.

    >>> bounds("三四"), bounds("二三十"), bounds("十五六"), bounds("两三千"), bounds("二十三"), bounds("三八")
    ((3.0, 4.0), (20.0, 30.0), (15.0, 16.0), (2000.0, 3000.0), None, None)
    """
    match = _BOUNDS.fullmatch(numeral)
    if match is None:
        return None
    low, high = (amount(f"{match['before']}{match[end]}{match['behind']}") for end in ("low", "high"))
    follow = match["low"] + match["high"] in _SERIES
    return (low, high) if follow and low is not None and high is not None else None
