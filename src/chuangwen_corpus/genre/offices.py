"""Who a speaker is: unit, office and name in what is printed as the speaker. Works on folded text.

The office is looked for first, from the left: what stands before it must be a unit, a name or nothing, what stands behind it
a name, another office or nothing. Where that does not hold the words are no office (书记处, 校长室). Without an office the
words are a unit, a unit and a name, or a name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chuangwen_corpus.genre.bodies import Body, ending_of, is_own_place, opens_with_own_place, read_body
from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.levels import level_of
from chuangwen_corpus.genre.office_words import (
    implied,
    is_of_party,
    last_office,
    name_behind,
    of_another_committee,
    office_pattern,
)
from chuangwen_corpus.genre.persons import is_surname, name_in
from chuangwen_corpus.genre.remembered import remembered
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.records.text import UnitKind, UnitLevel

Stretch = tuple[int, int]
"""Start and end in a string, half open."""

LONGEST_SPEAKER = 60
"""Characters; what is longer is no speaker."""

_STATUS = regex("署理|时任|候任|新任|现任|拟任|当选|原任|[原前]")
_LABEL = regex(
    r"\(?(?:(?:发言|讲话|演讲|致辞|汇报|报告|表态|承诺|倡议|主讲)(?:人|单位|者)|作者|单位|职务) ?: ?"
)
_NOBODY = regex(r"全体|各位|广大|尊敬|所有|各|我们?|你|他|她|大家|同志|[,。;:!?、]")
_NO_SPEAKER = regex(r"[。!?;\"]|(?:发言|讲话|致辞|致词|演讲|表态|承诺|汇报|述职|材料|倡议书|承诺书|报告)\Z")
_SHARED = regex(r"(?:自治区|[省市县区旗州盟镇乡村])(?=长|委|支书|主任)|[局厅署院所部处站厂校社](?=长)")
"""What unit and office share where one character stands for both: 临江县长, 水务局长."""
_HIDDEN = regex("[某xX×*○]+")
_PARTS = ("代表", "志愿者")
"""Parts that a group of people gives its name to, an open list: 环卫工人代表."""
_NO_LEVEL: frozenset[UnitKind] = frozenset({"enterprise", "school", "hospital"})
"""Kinds whose rank their place does not tell: a town's school may be the county's."""


class Speaker(NamedTuple):
    """What is printed as the speaker, taken apart. A place's last character may belong to unit and office: 临江县长."""

    unit: Stretch | None = None
    """The body the speaker stands for; None where the office implies it (县长, 市委书记)."""
    office: Stretch | None = None
    """The office as printed, from the first to the last where there are several."""
    name: Stretch | None = None
    """The person's name; None, too, where an office stands inside it (滕市长云起)."""
    kind: UnitKind | None = None
    """Kind of the unit, by the unit and the first office."""
    level: UnitLevel | None = None
    """Administrative level of the unit."""


@remembered
def read_speaker(folded: str) -> Speaker:
    """Takes apart what is printed as the speaker of a speech.

    All spans count in `folded`. A value that is not sure is None; a string that names nobody (全体运动员) gives a
    speaker without any.

    >>> read_speaker("青石镇党委书记 林若水")
    Speaker(unit=(0, 3), office=(3, 7), name=(8, 11), kind='party', level='township')
    >>> read_speaker("县长冉松野")
    Speaker(unit=None, office=(0, 2), name=(2, 5), kind='government', level='county')
    >>> read_speaker("全体运动员")
    Speaker(unit=None, office=None, name=None, kind=None, level=None)
    """
    start, end = _trimmed(folded)
    words = folded[start:end]
    if not words or len(words) > LONGEST_SPEAKER or _NOBODY.match(words) or _NO_SPEAKER.search(words):
        return Speaker()
    found = _with_bracket(words) or _with_office(words) or _without_office(words)
    return found._replace(
        unit=_moved(found.unit, start), office=_moved(found.office, start), name=_moved(found.name, start)
    )


def _moved(span: Stretch | None, by: int) -> Stretch | None:
    return (span[0] + by, span[1] + by) if span else None


def _trimmed(folded: str) -> Stretch:
    """Where the speaker stands in a line: without spaces, a label, brackets around all of it, a colon behind it."""
    end = len(folded.rstrip(" :"))
    label = _LABEL.match(folded)
    start = label.end() if label else len(folded) - len(folded.lstrip())
    if folded[start:end].startswith("(") and folded.find(")", start) == end - 1:
        start, end = start + 1, end - 1
    elif label and folded.startswith("(") and folded[:end].endswith(")"):
        end -= 1
    status = _STATUS.match(folded, start, end)
    if status and office_pattern().search(folded, status.end(), end):
        start = start if opens_with_own_place(folded[start:end]) else status.end()
    return start, end


def _with_bracket(words: str) -> Speaker | None:
    """A name, and who that is in brackets or behind a comma: 陈岩(市水利局局长)."""
    match = re.fullmatch(r"(?P<name>[^(),]{2,12}) ?(?:\((?P<in>[^()]+)\)|, ?(?P<behind>.+))", words)
    if not match or not name_in(match["name"], apart=False):
        return None
    group = "in" if match["in"] else "behind"
    found = _with_office(match[group]) or _without_office(match[group])
    if found.name or not (found.office or found.unit):
        return None
    by = match.start(group)
    return found._replace(
        unit=_moved(found.unit, by), office=_moved(found.office, by), name=match.span("name")
    )


def _with_office(words: str) -> Speaker | None:
    for start in range(len(words)):
        first = office_pattern().match(words, start)
        if not first or of_another_committee(words, first):
            continue
        end = last_office(words, first.end())
        name = name_behind(words, end)
        if name is None and end < len(words) and not is_surname(words[:start]):
            continue
        before = _before(words, start, first, name)
        if before:
            unit, own_name = before
            if is_surname(words[:start]):  # 滕市长云起 has no name in one piece
                name, own_name = None, None if words[end:].strip() else (0, start)
            if unit is None and own_name is None and first["base"].endswith(_PARTS):
                unit, start = _part_of(words, start)
            return Speaker(unit, (start, end), name or own_name, *_kind_and_level(words, unit, first))
    return None


def _part_of(words: str, start: int) -> tuple[Stretch | None, int]:
    """The unit, and where the office starts, before 代表 and the like: 环卫工人代表, 环卫处环卫工人代表."""
    for cut in range(start - 2, 1, -1):
        body = read_body(words[:cut])
        if body and body.kind:
            return (0, cut), cut
    return None, 0


def _before(
    words: str, start: int, first: re.Match[str], name: Stretch | None
) -> tuple[Stretch | None, Stretch | None] | None:
    """The unit and the name before an office; None where what stands there is neither."""
    end = len(words[:start].rstrip())
    former = re.search(rf"(?:{_STATUS.pattern})\Z", words[:end])
    end = former.start() if former and former.start() > 1 else end
    if end == 0 or is_surname(words[:end]):
        return None, None
    before = words[:end]
    shared = _shared_unit(before, first, name) if start == end else None
    if shared:
        return (0, shared), None
    unit, own_name = _unit_and_name(before)
    if unit or own_name:
        return unit, own_name
    return (None, None) if re.fullmatch(f"[{HAN}a-zA-Z0-9()·]+", before) else None


def _shared_unit(before: str, first: re.Match[str], name: Stretch | None) -> int | None:
    """Where a unit ends that reaches into the office: 云山县委 in 云山县委书记; None where none does."""
    shared = _SHARED.match(first[0])
    of_city = before.endswith("州") and shared and shared[0] != "州"  # 扬州市长: 扬州 is no whole name
    if (read_body(before) and not (of_city or is_own_place(before))) or not re.fullmatch(
        f"[{HAN}a-zA-Z×*○]+", before
    ):
        return None
    if first["committee"]:
        return first.end("committee") + 1
    if before == "某":
        return None  # 某县长 is a head of a county, and of no county in particular
    sure = name or _HIDDEN.fullmatch(before) or not name_in(before, apart=False)
    if not shared or not sure or "的" in before or not read_body(before + shared[0]):
        return None
    return first.start() + shared.end()


def _unit_and_name(words: str) -> tuple[Stretch | None, Stretch | None]:
    """A unit, a name, or a unit and a name behind it."""
    name = name_in(words, apart=False)
    if name and _no_unit(words):
        return None, (0, len(name))
    if " " not in words and read_body(words):
        return (0, len(words)), None
    for cut in range(len(words) - 2, 1, -1):
        unit = read_body(words[:cut])
        gap = words[cut] == " "
        name = name_in(words[cut + gap :], apart=gap) if unit and (gap or unit.known) else None
        if name:
            return (0, cut), (cut + gap, cut + gap + len(name))
    return None, None


def _no_unit(words: str) -> bool:
    """Whether what may be a name is no unit; of two characters an ending of one tells nothing (王镇)."""
    body = read_body(words)
    return not body or (len(words) == 2 and (not body.known or len(ending_of(words) or words) == 1))


def _without_office(words: str) -> Speaker:
    unit, name = _unit_and_name(words)
    if not unit:
        return Speaker(name=name)
    printed = words[slice(*unit)]
    body = read_body(printed)
    return Speaker(unit, None, name, body.kind if body else None, _level(printed, body))


def _level(unit: str, body: Body | None) -> UnitLevel | None:
    return None if body and body.kind in _NO_LEVEL else level_of(unit)


def _kind_and_level(
    words: str, unit: Stretch | None, office: re.Match[str]
) -> tuple[UnitKind | None, UnitLevel | None]:
    kind, level = implied(office)
    if not unit:
        return kind, level
    printed = words[slice(*unit)]
    body = read_body(printed)
    level = _level(printed, body)
    if body and body.is_place and is_of_party(office):
        return "party", level
    if body and (body.kind or (body.known and not body.is_place)):
        return body.kind, level
    return kind, level
