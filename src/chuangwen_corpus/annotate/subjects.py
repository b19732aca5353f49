"""The subject of a clause, and on whose side it is: the speaker's, those who are addressed, or a thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.clauses import Clause
from chuangwen_corpus.annotate.layer import Reading, SpeechInfo, Word, past

_NOMINAL = ("n", "r", "j", "s", "nz", "vn", "an")
_INSIDE = ("m", "q", "uj", "k", "b", "a", "x", "l", "i", "mq")
_OWN = re.compile(r"(?:我|本|咱)")
_MEMBERS = re.compile(
    r"(?![省市县区州][委局厅]|[省市县区]政府|[省市县区]人大|[省市县区]政协)(?:全体|广大|全(?:局|镇|乡|街道|社区|校|院|所|系统|公司|馆|村|队|站|司|厂|委|办|行|中心))?(?:局|支队|大队|中队|公司|集团|街道|社区|中心|学校|医院|协会|专班|学会|商会|党委|党组|党支部|支部|党工委|班子|镇|乡|村|县|市|区|院|校|站|所|办|委|队|厂|企业|银行|领导班子)*"
    r"(?:党组|班子|党委)?(?:成员|全体|干部|职工|党员|师生|员工|干警|民警|医护人员|队员|教职工|志愿者|同志|人员|[、和])*"
)
_ADDRESSED = re.compile(
    "^(?:各|每|大家|同志们|所有|全体|广大|全[省市县区镇乡村校]|你们|人人|谁|相关|有关|其他|县直|市直|区直|镇直)|"
    "(?:干部|党员|部门|单位|乡镇|街道|社区|村|镇|者|人员|河长|朋友|户|班子|企业|学校|负责人|书记|局长|镇长|主任|队伍|机关|支部|党委|上下|群众|市民|居民|同志|战线|老师|同学|家长|代表|委员|成员|责任人|员|民)$"
)
_CLOSES = re.compile("[）)]$|[长员者户办局委院校站所队]$")
"""How a bracket, or an unknown word for people or a body, ends a subject."""
_THINGS = re.compile("群众满意度|单位面积")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject by offsets."""

    start: int
    end: int
    side: Literal["own", "addressed", "thing"]
    is_all: bool = False
    """Whether it is 我们, which takes the audience in."""


def subject_of(
    reading: Reading, clause: Clause, limit: int, speech: SpeechInfo, *, own_only: bool = False
) -> Subject | None:
    """The noun phrase that a clause opens with, behind time and adverbs, with a marker or a predicate behind it.

    Args:
        reading: The page.
        clause: The clause.
        limit: Where its marker begins, or its end.
        speech: The speech it is of.
        own_only: Whether only the speaker's side counts.
    """
    words = reading.words(clause.start, clause.end)
    i = _past_time(reading, words, clause)
    first = i
    own = next(
        (
            m
            for m in reading.inside("self_reference", clause.start, limit)
            if i < len(words) and m.start == words[i].start
        ),
        None,
    )
    if own:
        i = past(words, i, own.end)
    while i < len(words) and words[i].start < limit and _belongs(words, i, first, clause):
        i += 1
        if words[i - 1].form in ("大家", "你们", "诸位"):
            break
    while (
        i > first
        and words[i - 1].xpos in ("uj", "m", "a", "c", "w", "x", "i", "l")
        and not _CLOSES.search(words[i - 1].form)
    ):
        i -= 1
    if own and (i == first or words[i - 1].end < own.end):
        return Subject(own.start, own.end, "own", own.attributes["kind"] == "group")
    if i == first or (i == len(words) and not own_only):
        return None
    start, end = words[first].start, words[i - 1].end
    name = reading.folded[start:end]
    if not any(w.xpos.startswith(_NOMINAL) for w in words[first:i]):
        return None
    side = _side(reading, name, speech)
    if own_only and side != "own":
        return None
    if side == "thing" and ((i < len(words) and words[i].xpos.startswith(("n", "x"))) or len(name) < 2):
        return None
    return Subject(start, end, side, name in ("我们", "咱们"))


def _past_time(reading: Reading, words: list[Word], clause: Clause) -> int:
    times = reading.ends("time", clause.start, clause.end)
    i = 0
    while i < len(words):
        if words[i].start in times:
            i = past(words, i, times[words[i].start])
        elif words[i].xpos in ("c", "f", "t", "s") or words[i].form in ("也", "还", "都", "就", "但", "而"):
            i += 1
        else:
            break
    return i


def _belongs(words: list[Word], i: int, first: int, clause: Clause) -> bool:
    """Whether a word goes on with the noun phrase that began at `first`."""
    word = words[i]
    if word.form == "上下" and i > first:
        return True
    if word.form in cues.forms("adverb") or word.form in cues.forms("negation"):
        return False
    if word.form in cues.forms("marker") or word.form in cues.forms("call"):
        return False
    if word.xpos.startswith(_NOMINAL) and word.xpos != "vn":
        return True
    if word.form in "、和及（）()" or clause.quoted(word.start):
        return i > first
    if word.xpos in _INSIDE or word.xpos == "vn":
        if i == first and word.xpos in ("x", "l", "i", "m", "a", "uj", "vn"):
            return (
                word.xpos in ("m", "a")
                and i + 1 < len(words)
                and words[i + 1].xpos.startswith(("q", "n", "uj", "vn"))
            )
        return True
    return False


def _side(reading: Reading, name: str, speech: SpeechInfo) -> Literal["own", "addressed", "thing"]:
    if _OWN.match(name):
        return "own"
    spoken_for = reading.folded[speech.speaker.start : speech.speaker.end] if speech.speaker else ""
    if spoken_for and (name in spoken_for or spoken_for in name):
        return "own"
    if re.match("各|每|大家|所有|全[省市县区镇乡村]", name):
        return "addressed"
    if _THINGS.search(name):
        return "thing"
    mobilising = speech.genre is not None and "表态" not in speech.genre
    if _MEMBERS.fullmatch(name) and not mobilising:
        return "own"
    return "addressed" if _ADDRESSED.search(name) else "thing"
