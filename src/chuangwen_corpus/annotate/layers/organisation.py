"""`organisation`: a particular organ or unit, in full, contracted, with a placeholder, or as one's own.

Classes of units (各部门, 窗口单位, 学校) are none. 市委、市政府 are two, 市委政府 too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.data import forms, rows, tree, words
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, SentenceSpan, Spans, longest
from chuangwen_corpus.annotate.layers.self_reference import OWN_UNIT
from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.lazy import regex

_FUNCTION = tree(row["function"] for row in rows("organ_functions"))
_BLANK = r"(?<![a-zA-Z\d])(?:[xX]{1,4}|[×*○△]{1,4}|某{1,3}|_{2,})"


def _organs(*kinds: str) -> str:
    return words("organs", *kinds)


_AREA = _organs("region")
_NOT_NAME = "的了和与及在对为将把向由从到以按让被给各全每本该这那我你他她它是有要就也都个名条项等、"
"""Function words, which no name of an organ holds."""
_NAME = rf"[{HAN}]{{2,4}}"
_REGION = rf"(?:{_BLANK}{_AREA}|{_BLANK})"
_LEVEL = _organs("level")
_BEHIND_LEVEL = _organs("behind_level")
_SUFFIX = _organs("organ")
_UNDER = rf"(?:{_organs('force')}?{_organs('squad')}|(?:[\u4e00-\u9fff]{{2,3}})?分局|办公室)?"
_INSTITUTION = _organs("institution")
_BRANCH = _organs("branch")
_CENTRAL = rf"{_organs('central')}|国家[一-龥]{{2,6}}?(?:局|委|署)(?!长|员|书)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("organisation.own", regex(OWN_UNIT)),
    ("organisation.central", regex(_CENTRAL)),
    ("organisation.behind_level", regex(rf"{_REGION}?{_LEVEL}{_BEHIND_LEVEL}")),
    ("organisation.government", regex(r"(?<=委)、?(?P<name>政府)")),
    ("organisation.function", regex(
        rf"(?:{_REGION}?{_LEVEL}|{_REGION})?(?:委)?(?:{_FUNCTION}){_SUFFIX}{_UNDER}(?:党组|党委)?")),
    ("organisation.youth", regex(rf"共青团(?:{_BLANK}|{_NAME})?{_AREA}委")),
    ("organisation.known", regex(_organs("known"))),
    ("organisation.level", regex(
        rf"(?:{_REGION})?(?:中央|全国|省|市|州|区|县)(?:级)?(?:直属)?(?![民场长级里])[{HAN}]{{2,8}}?{_organs('of_level')}")),
    ("organisation.institution", regex(rf"(?:国网|国家电网|中国)?{_REGION}{_INSTITUTION}{_BRANCH}?")),
    ("organisation.of_area", regex(rf"{_BLANK}{_AREA}(?:{_FUNCTION})?(?:{_SUFFIX}|{_INSTITUTION}){_BRANCH}?")),
    ("organisation.zone", regex(rf"(?:{_BLANK})?{_organs('zone')}{_organs('zone_organ')}")),
    ("organisation.blank", regex(
        rf"{_BLANK}(?:[{HAN}]{{2,8}}?(?:公司|指挥部(?:办公室)?)|局(?!长|部|面|势)|公司|集团|学校|医院|中学|小学)")),
    ("organisation.work_committee", regex(
        r"(?:街道|镇|乡|[园市县]?区|开发区)?党工委|(?<=党工委、)(?P<name>办事处|管委会)|(?:分局|支队|大队)党委")),
    ("organisation.area", regex(rf"{_BLANK}(?:{_AREA}|村|社区|小区)(?![{HAN}]?(?:特色|道上))")),
    ("organisation.system", regex(rf"(?:全市|全区|全县)?(?P<name>(?:{_FUNCTION}|{_organs('system')})系统)")),
)  # fmt: skip
_ANCHORS = {
    "organisation.behind_level": regex(_BEHIND_LEVEL),
    "organisation.government": regex("政府"),
    "organisation.function": regex(rf"(?:{_FUNCTION})(?:{_SUFFIX})"),
    "organisation.level": regex(_organs("of_level")),
    "organisation.institution": regex(r"[xX×*○△某_]"),
    "organisation.of_area": regex(r"[xX×*○△某_]"),
    "organisation.zone": regex(rf"{_organs('zone')}{_organs('zone_organ')}"),
    "organisation.area": regex(r"[xX×*○△某_]"),
    "organisation.blank": regex(r"[xX×*○△某_]"),
    "organisation.work_committee": regex("党工?委"),
    "organisation.system": regex("系统"),
}  # fmt: skip
"""What the matches of a pattern hold at least, for `Reading.holding`."""
_SOME_LISTED = regex("部门|单位")
_LISTED = regex(
    rf"(?:(?:{_FUNCTION})、){{1,9}}(?:{_FUNCTION})(?=(?:等)?(?:相关|有关|职能|多个|各)?(?:部门|单位))"
)
_FUNCTIONS = regex(_FUNCTION)
_NAMED_SUFFIX = regex(f"{_organs('place')}{_organs('place_organ')}?")
_NOT_UNITS = forms("organs", "no_unit")
_OF_PLACE = forms("organs", "of_place")
_GENERIC = forms("organs", "generic")
_AREA_NAME_TAGS = ("ns", "nr", "nz", "nt", "nrt", "nrfg")
_TYPE_PLACES = {"in": "{}", "end": "{}$", "whole": "^{}$", "state": "^国家.*{}$"}
_TYPES = tuple(
    (kind, regex(_TYPE_PLACES[place].format(tree(row["form"] for row in group))))
    for (kind, place), group in itertools.groupby(
        rows("organ_types"), lambda row: (row["class"], row["place"])
    )
)
"""The type of an organ by a form in its name, at its end, or its whole name; the first that fits."""
_OFFICES = regex(f"{_BRANCH}?{_organs('office_rank')}?副?{_organs('office')}")


class Organisation(AnnotationRow, frozen=True):
    """A particular organ or unit (experimental)."""

    type: str = Field(
        description="party, government, congress, cppcc, discipline, court, mass_organisation, school, "
        "hospital, enterprise, residential, system, area or unit."
    )
    level: Literal["central", "province", "city", "county", "township", "village"] | None = Field(
        description="Level of administration, where the name tells."
    )
    own: bool = Field(description="Whether the speaker's own unit is meant (我局, 我们单位).")


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    found: dict[SentenceSpan, list[Mark]] = {}
    for rule, pattern in _PATTERNS:
        for sentence in reading.holding(_ANCHORS.get(rule, pattern)):
            for match in pattern.finditer(folded, sentence.start, sentence.end):
                span = match.span(match.lastgroup or 0)
                if mark := _mark(reading, *span, rule, sentence.start):
                    found.setdefault(sentence, []).append(mark)
    for sentence in reading.holding(_NAMED_SUFFIX):
        found.setdefault(sentence, []).extend(_named(reading, sentence.start, sentence.end))
    for sentence in reading.holding(_SOME_LISTED):
        for match in _LISTED.finditer(folded, sentence.start, sentence.end):
            for part in _FUNCTIONS.finditer(folded, *match.span()):
                attributes = {"type": "government", "own": "false"}
                found.setdefault(sentence, []).append(Mark(*part.span(), "organisation.listed", attributes))
    for sentence, marks in found.items():
        offices = Spans(
            (mark.start, mark.end) for mark in marks if _OFFICES.match(folded, mark.end) and not _own(mark)
        )
        for mark in longest(reading.free(marks)):
            if offices.meet(mark.start, mark.end):
                continue  # a title of office: 县委书记, 财政局局长
            if _NO_ORGAN.fullmatch(folded[mark.start : mark.end]) or _splits_area(folded, mark):
                continue
            if _HEAD.match(folded, mark.end - 1):
                continue  # 李大河|市长
            if folded[mark.start] in "各每" or (
                mark.start > sentence.start and folded[mark.start - 1] == "各"
            ):
                continue
            yield from _parted(folded, mark)


def _own(mark: Mark) -> bool:
    return mark.attributes["own"] == "true"


_HEAD = regex("[省市县区州镇乡]长(?![江安沙春远期效久足])")
_NO_ORGAN = regex("中心|副?(?:省|市|县|区)长")


def _splits_area(folded: str, mark: Mark) -> bool:
    """Whether 区 or 乡 of a span is the first or last character of 区域 or 家乡."""
    text = folded[mark.start : mark.end]
    return (
        (folded.startswith("域", mark.start + 1) and text[0] == "区")
        or text.endswith("家乡")
        or (text.endswith("区") and folded.startswith("域", mark.end))
    )


def _parted(folded: str, mark: Mark) -> Iterator[Mark]:
    """市委政府 is two organs."""
    text = folded[mark.start : mark.end]
    if not re.search("委.{0,4}(?:人民)?政府$", text):
        yield mark
        return
    cut = mark.start + text.index("委") + 1
    for start, end in ((mark.start, cut), (cut, mark.end)):
        yield Mark(start, end, mark.rule, mark.attributes | {"type": _type(folded[start:end])})


def _mark(reading: Reading, start: int, end: int, rule: str, first: int) -> Mark | None:
    folded = reading.folded
    own = rule == "organisation.own" or folded[start] == "我"
    text = folded[start:end]
    if own:
        if not any(m.start == start and m.end == end for m in reading.inside("self_reference", start, end)):
            return None
        if text.endswith("小区") or folded[end : end + 2] in _NOT_UNITS or text == "本科":
            return None
    elif text[0] not in "xX×*某_○△":
        if not reading.word_starts(start):
            return None
        start = _with_region(reading, start, first)
    if rule == "organisation.level" and any(c in text[1:] for c in _NOT_NAME):
        return None
    text = folded[start:end]
    attributes = {"type": _type(text), "own": str(own).lower()}
    if level := _level(text):
        attributes["level"] = level
    return Mark(start, end, rule, attributes)


def _with_region(reading: Reading, start: int, first: int) -> int:
    """Where the organ's name starts with the region before it (清河|市教育局)."""
    words = reading.words(max(first, start - 6), start)
    if words and words[-1].end == start and words[-1].xpos in _AREA_NAME_TAGS and len(words[-1].form) >= 2:
        return words[-1].start
    return start


def _named(reading: Reading, start: int, end: int) -> Iterator[Mark]:
    """Units and regions by a name of their own: 城南镇, 幸福社区, 清河区."""
    folded = reading.folded
    for match in _NAMED_SUFFIX.finditer(folded, start, end):
        words = reading.words(max(start, match.start() - 4), match.end() + 2)
        before = [word for word in words if word.end <= match.start()]
        whole = next((w for w in words if w.start < match.start() < w.end), None)
        if whole:  # the name and what it is are one word: 城南镇
            tail = folded[match.start() : whole.end]
            known = (
                whole.xpos == "ns"
                and not whole.form.endswith("城市")
                and len(whole.form) > 2
                and whole.end == match.start() + len(tail)
            )
            if (
                known
                and tail in ("镇", "乡", "村", "县", "区", "市", "街道", "社区")
                and whole.form[: -len(tail)] not in _GENERIC
            ):
                yield _named_mark(folded, _behind_date(folded, whole.start), max(whole.end, match.end()))
            continue
        if not before or before[-1].end != match.start():
            continue
        name = before[-1]
        proper = (
            name.xpos in _AREA_NAME_TAGS
            or _is_speaker(reading, name.start, match.end())
            or (
                match[0].startswith(("社区", "街道", "镇", "村"))
                and name.xpos in ("a", "x", "s", "f", "z")
                and len(name.form) > 1
            )
            or (match[0][0] in "镇乡" and name.xpos in ("s", "n") and name.form in _OF_PLACE)
        )
        if (
            proper
            and name.form not in _GENERIC
            and not name.form.endswith(("市", "区", "县"))
            and len(name.form) < 5
        ):
            yield _named_mark(folded, _behind_date(folded, name.start), match.end())


def _behind_date(folded: str, start: int) -> int:
    """Where a name begins that the segmenter has joined with the last character of a date: 6月12|日云溪|镇."""
    return start + (folded[start] in "日号" and folded[start - 1 : start].isdigit())


def _is_speaker(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch is the unit that the head of the speech names."""
    sentence = reading.sentence_at(start)
    return sentence is not None and reading.heads[sentence.speech].tells("names", reading.folded[start:end])


def _named_mark(folded: str, start: int, end: int) -> Mark:
    text = folded[start:end]
    own = folded.endswith("我们", 0, start) or folded.endswith("咱们", 0, start)
    attributes = {"type": _type(text), "own": str(own).lower()}
    if level := _level(text):
        attributes["level"] = level
    return Mark(start, end, "organisation.named", attributes)


@lru_cache(2048)
def _type(text: str) -> str:
    return next((kind for kind, pattern in _TYPES if pattern.search(text)), "unit")


@lru_cache(2048)
def _level(text: str) -> str | None:
    if re.match(_CENTRAL, text) or text.startswith(("全国", "国家")):
        return "central"
    if re.search(r"团省委|^省|省(?:委|政府|级|直|文明)", text):
        return "province"
    for level, pattern in (
        ("village", r"社区|村|居委会|小区"),
        ("township", r"街道|镇(?!江|海|平)|乡(?!村振兴)"),
        ("county", r"(?<!自治)(?<!开发)(?<!高新)(?<!经开)(?<!新)(?<!园)(?<!景)(?<!税)区|县|旗"),
        ("city", r"市(?!场|容|政(?!府|协|法|务|数))|州"),
        ("province", r"省|自治区"),
    ):
        if re.search(pattern, text):
            return level
    return None


LAYER = Layer(
    "organisation",
    "organisations",
    Organisation,
    _annotate,
    requires=("self_reference",),
    blocked_by=("cited_work", "policy_term"),
)
