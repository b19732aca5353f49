"""`time`: expressions built on a unit of the calendar or the clock.

After TimeML's TIMEX3 (Pustejovsky and others 2003), less what names no unit (当前, 将来, 下一步).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate import timex
from chuangwen_corpus.annotate.data import rows, tree, words
from chuangwen_corpus.annotate.heads import Head
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, SentenceSpan, Spans, longest
from chuangwen_corpus.lazy import regex

_N = r"(?:\d{1,9}(?:\.\d{1,6})?|[一两二三四五六七八九]十?[两三四五六七八九](?=个|天|年|日)|[一二两三四五六七八九十百千零〇]{1,9}|[xX×*]{1,2}|_{2,}|数|几|半)"
_Y = r"(?:\d{4}|(?:19|20)[xX×*\d_]{1,2}|[一二][〇零○一二三四五六七八九]{3}|[xX×*]{2,4}|_{2,4})"
_M = r"(?:\d{1,2}|[xX×*]{1,2}|_{2}|十[一二]?|[一二三四五六七八九])"
_D = r"(?:\d{1,2}|[xX×*]{1,2}|_{2}|[一二三四五六七八九十]{1,3})"
_DEIXIS_YEAR = words("calendar", "year")
_DAY = words("calendar", "day")
_HALF = words("calendar", "part")
_FEAST = words("calendar", "feast")
_WEEK = words("calendar", "near")
_POINT = (
    rf"(?:(?:{_Y} ?年(?:度)?|{_DEIXIS_YEAR})(?:{_HALF}|(?:的)?{_M}月(?:份)?(?:{_D}[日号]|初|中|底|末|[上中下]旬)?|[初中底末])?"
    rf"|{_M}月(?:份)?(?:{_D}[日号]|初|中旬?|底|末|[上中下]旬)|{_M}月份?(?!工)|(?<!\d)(?:{_D}日|\d{{1,2}}号)(?!常|夜|益|子|用|报|线|召|楼|令)|(?:农历)?(?:正月|腊月)(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|三十)|(?:{words('calendar', 'month')})(?:{_D}[日号]|[初中底末]|[上中下]旬)"
    rf"|(?:{_WEEK}|{_DAY})(?:[上下中]午|早上|晚上|晚|凌晨)?|{_HALF}|(?:{_FEAST})(?:期间|前夕|前后|之后|过后|后)?)"
)
_UNIT = rf"(?:个?半?{words('calendar', 'unit')})"
_SPAN = (
    rf"(?:(?:{words('calendar', 'about')})?{_N}(?:多|余|几)?{_UNIT}(?:多|半)?|{words('calendar', 'length')})"
)
_FREQUENCY = (
    rf"每(?:一|逢)?(?:{_N}?(?:个)?(?:年|月|周末|周[一二三四五六日](?![次趟场轮回篇期小大])|周|天|日|季度|季|星期|学期|晚|小时|旬|半年|分钟|逢周[一二三四五六日]))"
    rf"|{words('calendar', 'repeated')}"
)
_PATTERNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("frequency", "time.frequency", regex(_FREQUENCY)),
    ("deadline", "time.by", regex(rf"(?<!收)(?:到|至)(?:{_POINT})(?:之前|以前|前|为止)?|用(?:不到|不超过|最多)?{_SPAN}(?:左右)?的?时间")),
    ("deadline", "time.season", regex(rf"(?:{tree(row['form'] for row in rows('seasons'))})(?:到来)?之?(?:以前|前)(?![列线沿后期])")),
    ("relative", "time.since", regex(rf"(?:{_POINT})以来")),
    ("period", "time.so_far", regex(rf"{_SPAN}(?:以)?来(?![到临的])")),
    ("deadline", "time.until", regex(
        rf"(?:{_POINT})(?:之前|以前|前(?!后|来|往|面|列|夕|所|进|行|沿|期|三)|为止|截止)|(?:截止到?|截至)(?:{_POINT})(?:底|末)?")),
    ("deadline", "time.within", regex(rf"{_SPAN}(?:之内|以内|内(?!部|容|外|在|心|涵))|(?<!\d){words('calendar', 'bounded')}")),
    ("relative", "time.ago", regex(
        rf"(?:近|约)?{_N}(?:多|余|几)?(?:个?多?(?:年|月|星期|季度|小时|世纪)|天|周)(?:以前|之前|前(?!后|来|往|面|列|夕|所|进|行|沿|期|三|完成|要|必须|务必|全部|确保|到位|达到|实现))")),
    ("period", "time.from_to", regex(
        rf"{_Y}(?:年)?(?:—|--?|至|到|~)+{_Y}年|{_Y}年{_M}月(?:{_D}日)?(?:—|-|至|到|~)+(?:{_Y}年)?{_M}月(?:{_D}日)?"
        rf"|{_M}月{_D}日(?:—|-|至|到|~)+(?:{_M}月)?{_D}日|(?:{_DEIXIS_YEAR}的?)?{_M}(?:—|-|至|到|~)+{_M}月(?!初|底|末|[上中下]旬)")),
    ("period", "time.plan", regex(r'"?十[一二三四五六]五"?(?:时期|期间|规划期)')),
    ("point", "time.point", regex(_POINT)),
    ("date", "time.clock", regex(
        rf"{words('calendar', 'hour')}{_N}点(?:半|钟|整|\d\d?分)?|{_N}点(?:半|钟|整)")),
    ("period", "time.span", regex(_SPAN)),
    ("year", "time.bare_year", regex(r"(?<![\da-zA-Z.])(?:19\d\d|20(?:\d\d|[xX×*]{2}))(?=[至到和、—~,;。:!?)\"以前后底初 -]|$)")),
)  # fmt: skip
_ANCHORS = {
    "time.by": regex("[到至用]"),
    "time.season": regex("前"),
    "time.since": regex("以来"),
    "time.so_far": regex("来"),
    "time.until": regex("前|为止|截"),
    "time.within": regex("内"),
    "time.ago": regex("前"),
    "time.from_to": regex(r"[年月日\d〇零○一二三四五六七八九十xX×*_](?:—|-|至|到|~)"),
    "time.plan": regex("十[一二三四五六]五"),
    "time.point": regex("[年月日号天周季旬节]|[今昨]晚|今[早晨]|星期|学期|[寒暑]假|近期|岁末|元旦|清明|[五六七八十]一|端午|中秋|国庆|重阳|除夕|元宵"),
    "time.clock": regex(r"[\d一二两三四五六七八九十百千零〇xX×*_数几半]点"),
    "time.span": regex("[年月周天日载]|星期|礼拜|季度|小时|学期|世纪|分钟|秒|昼夜|钟头|春秋"),
    "time.bare_year": regex("19|20"),
}  # fmt: skip
"""What the matches of a pattern hold at least, for `Reading.holding`."""
_NONE = regex(words("calendar", "none"))
_RELATIVE = regex(rf"{_DEIXIS_YEAR}|{_DAY}|{_WEEK}|近年来|近几年来?|多年来|{_HALF}")


class Time(AnnotationRow, frozen=True):
    """An expression of time (experimental)."""

    kind: Literal["date", "year", "period", "deadline", "frequency", "relative"] = Field(
        description="date: a month or day; year; period: a length of time; deadline: by when; frequency: "
        "how often; relative: counted from the speech (今年, 上周)."
    )
    iso: str | None = Field(
        description="The value of a TIMEX3: 2035, 2025-Q2, 2026-H1, XXXX-07-01, P18M; relative ones where the speech is dated."
    )


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    found: dict[SentenceSpan, list[Mark]] = {}
    for kind, rule, pattern in _PATTERNS:
        for sentence in reading.holding(_ANCHORS.get(rule, pattern)):
            for match in pattern.finditer(folded, sentence.start, sentence.end):
                first = folded[match.start()]
                if _is_number_of(reading, match):
                    continue
                if (
                    reading.word_starts(match.start())
                    or not first.isalpha()
                    or first in "今明去前后本当上下每近到用"
                ):
                    found.setdefault(sentence, []).append(_mark(match, kind, rule))
    for sentence, marks in found.items():
        none = Spans(m.span() for m in _NONE.finditer(folded, sentence.start, sentence.end))
        yield from longest(m for m in reading.free(marks) if not none.meet(m.start, m.end))


def _is_number_of(reading: Reading, match: re.Match[str]) -> bool:
    """Whether 号 numbers a thing, whose name follows: 3号填埋场."""
    if not match[0].endswith("号") or "月" in match[0]:
        return False
    behind = reading.words(match.end(), match.end() + 6)
    return bool(behind) and behind[0].start == match.end() and behind[0].xpos in ("n", "nz", "nt")


def _mark(match: re.Match[str], kind: str, rule: str) -> Mark:
    text = match[0]
    if text.startswith(("近年", "近几年")) or text == "多年来":
        kind = "relative"
    if kind == "point":
        kind = _point_kind(text)
    return _valued(Mark(*match.span(), rule, {"kind": kind}), text, None)


def _valued(mark: Mark, folded: str, date: str | None) -> Mark:
    kind = mark.attributes["kind"]
    iso = timex.value(folded, kind, date)
    return Mark(mark.start, mark.end, mark.rule, {"kind": kind} | ({"iso": iso} if iso else {}))


def _with_head(mark: Mark, folded: str, head: Head) -> Mark:
    """The mark with its value, counted from the date of the speech if it has one."""
    return _valued(mark, folded, head.date) if head.date else mark


@lru_cache(2048)
def _point_kind(text: str) -> str:
    if re.fullmatch(rf"{_Y} ?年(?:度)?", text):
        return "year"
    if re.search(rf"{_M}月|{_D}[日号]|{_FEAST}", text) and not re.match(r"[上下这]个?月|本月$", text):
        return "date"
    if re.match(rf"{_Y} ?年", text):
        return "date"
    return "relative" if _RELATIVE.match(text) else "date"


LAYER = Layer(
    "time",
    "times",
    Time,
    _annotate,
    with_head=_with_head,
    blocked_by=("cited_work", "policy_term", "organisation"),
)
