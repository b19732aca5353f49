"""Numbers as the genre prints them: 十二, 12, １２, ⑫, 〇."""

from __future__ import annotations

from functools import lru_cache

from chuangwen_corpus.lazy import regex

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8,
    "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}

HAN_NUMERAL = "[〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾廿卅]{1,4}"
"""A Chinese numeral, as a regular expression."""

NUMERAL = rf"(?:\d{{1,3}}|{HAN_NUMERAL})"
"""A number in digits or Chinese, as a regular expression."""


@lru_cache(2048)
def value(numeral: str) -> int | None:
    """The value of a folded numeral, or None if it is none.

    >>> value("十二"), value("二十"), value("12"), value("⑫"), value("二〇"), value("城")
    (12, 20, 12, 12, 20, None)
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
_FIGURES = regex(r"(\d+(?:,\d{3})*(?:\.\d+)?)([十百千万亿]*)")


@lru_cache(2048)
def amount(numeral: str) -> float | None:
    """The value of an amount as printed: digits with 万 or 亿 behind, or a whole Chinese numeral.

    >>> amount("1.8万"), amount("一万二千"), amount("九十"), amount("三点五"), amount("数百")
    (18000.0, 12000.0, 90.0, 3.5, None)
    >>> amount("一亿二千万"), amount("一万亿")
    (120000000.0, 1000000000000.0)
    """
    match = _FIGURES.fullmatch(numeral)
    if match:
        result = float(match[1].replace(",", ""))
        for unit in match[2]:
            result *= (_SMALL | _LARGE)[unit]
        return round(result, 6)
    whole, _, decimals = numeral.partition("点")
    if not whole or any(c not in _DIGITS and c not in _SMALL and c not in _LARGE for c in whole + decimals):
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
    result = float(total + section + (digit or 0))
    if decimals:
        result += float("0." + "".join(str(_DIGITS.get(c, 0)) for c in decimals if c in _DIGITS))
    return result
