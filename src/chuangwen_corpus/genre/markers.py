"""Number markers: of sections inside a speech, and of speeches inside a compilation.

The levels are those of Chinese official documents (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）).
All patterns run on folded text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chuangwen_corpus.genre.numerals import HAN_NUMERAL, NUMERAL, value
from chuangwen_corpus.lazy import regex


class Marker(NamedTuple):
    """A number marker at the start of a line: its level, value and length.

    Levels are 1 to 4 for 一、 （一） 1. （1）, and 0 for a speech's marker.
    """

    level: int
    number: int
    length: int
    formal: bool = False
    """Whether it is a numeral of accounts, as 壹、, which stands above 一、."""


_SECTION = regex(
    r"""
    (?P<l0>[壹贰叁参肆伍陆柒捌玖拾]{1,3})\ ?、
  | (?P<l1>[一二三四五六七八九十]{1,3})\ ?(?:、\.?|[.,:](?!\d)\ ?)
  | \(\ ?(?P<l2>[一二三四五六七八九十]{1,3})\ ?\)[、.,]?
  | (?P<l3>\d{1,2})\ ?(?:、|\.(?![\d.]))
  | \(\ ?(?P<l4>\d{1,2})\ ?\)[、.]?
  | (?P<l5>[\u2460-\u2473])[、.]?
  | (?P<l6>\d{1,2})\)[、.]?
  | (?P<l7>[\u2488-\u249b])[、.]?
  | (?P<l8>[\u2474-\u2487])[、.]?
    """,
    re.VERBOSE,
)
_ORDINAL = regex(r"第(?P<number>[一二三四五六七八九十]{1,3})[,、:]\ ?(?=.{2})")
_LEVEL = {"l0": 1, "l1": 1, "l2": 2, "l3": 3, "l4": 4, "l5": 4, "l6": 4, "l7": 3, "l8": 4}

_SPEECH = regex(
    rf"""
    (?:
        【\ ?(?:第\ ?(?P<a>{NUMERAL})\ ?篇|(?:篇|范文|例文)\ ?(?P<b>{NUMERAL}))\ ?】
      | \(\ ?(?:第\ ?(?P<c>{NUMERAL})\ ?篇|(?:篇|范文|例文)\ ?(?P<d>{NUMERAL}))\ ?\)
      | 第\ ?(?P<e>{NUMERAL})\ ?篇
      | (?:篇|范文|例文|样文|模板|稿件)\ ?(?P<f>(?>{NUMERAL}))(?![\d篇年月日个份])
      | 【\ ?(?P<g>{HAN_NUMERAL})\ ?】
    )
    \ ?[:、.,]?\ ?
    """,
    re.VERBOSE,
)


def section_marker(folded: str, start: int = 0) -> Marker | None:
    """The section marker that stands at `start`, if one does.

    >>> section_marker("⒈绿化有序"), section_marker("⑵管护到位")
    (Marker(level=3, number=1, length=1, formal=False), Marker(level=4, number=2, length=1, formal=False))
    >>> section_marker("(二)补齐短板"), section_marker("1.8万平方米"), section_marker("2020年")
    (Marker(level=2, number=2, length=3, formal=False), None, None)
    """
    match = _SECTION.match(folded, start)
    if not match or not match.lastgroup:
        return None
    number = value(match[match.lastgroup])
    if not number:
        return None
    return Marker(_LEVEL[match.lastgroup], number, match.end() - start, match.lastgroup == "l0")


def ordinal_marker(folded: str) -> Marker | None:
    """The ordinal with a comma that opens a line, as a marker of the second level: it heads a part where it heads a line.

    >>> ordinal_marker("第二,夯实责任"), ordinal_marker("第二次会议")
    (Marker(level=2, number=2, length=3, formal=False), None)
    """
    match = _ORDINAL.match(folded)
    number = value(match["number"]) if match else None
    return Marker(2, number, match.end()) if match and number else None


def speech_marker(folded: str, start: int = 0) -> Marker | None:
    """The marker of a speech in a compilation that stands at `start`, if one does.

    >>> speech_marker("篇1:某局发言"), speech_marker("【第二篇】"), speech_marker("篇幅很长")
    (Marker(level=0, number=1, length=3, formal=False), Marker(level=0, number=2, length=5, formal=False), None)
    """
    match = _SPEECH.match(folded, start)
    if not match or not match.lastgroup:
        return None
    number = value(match[match.lastgroup])
    return Marker(0, number, match.end() - start) if number else None
