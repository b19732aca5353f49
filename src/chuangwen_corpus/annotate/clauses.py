"""Clauses of a sentence, and who acts in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from chuangwen_corpus.annotate.layer import Reading, SentenceSpan
from chuangwen_corpus.genre.units import OFFICE

_OPEN = {"“": "”", "《": "》", "「": "」", "『": "』", "（": "）", "(": ")"}
_STOPS = ",，;；:：。！？!?…"
_MARK = re.compile(f"[{re.escape(_STOPS + ''.join(_OPEN) + ''.join(_OPEN.values()))}]")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[是、]|[一二三四五六七八九十]{1,2}(?=要|抓)|第[一二三四五六七八九十]{1,2}[,、]?|首先|其次|再次|最后|同时|此外|另外|"
    r"其[一二三四五],?|\([一二三四五六七八九十\d]+\)|[①-⑳]|——)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by offsets, without the stop that ends it."""

    start: int
    end: int
    stop: str
    quotations: tuple[tuple[int, int], ...]
    counted: bool
    """Whether a marker of a list (一是, 首先) stood before `start`."""

    def quoted(self, place: int) -> bool:
        """Whether this place stands inside quotation or title marks or brackets."""
        return any(start < place < end for start, end in self.quotations)


def clauses(reading: Reading, sentence: SentenceSpan) -> list[Clause]:
    """The clauses of a sentence: cut at ， ； ： and the final stop, never inside marks."""
    text = reading.text
    found: list[Clause] = []
    start = sentence.start
    quotations: list[tuple[int, int]] = []
    closing: list[str] = []
    opened = 0
    for match in _MARK.finditer(text, sentence.start, sentence.end):
        c, i = match[0], match.start()
        if closing:
            if c == closing[-1]:
                closing.pop()
                if not closing:
                    quotations.append((opened, i))
            elif c in _OPEN:
                closing.append(_OPEN[c])
        elif c in _OPEN:
            closing.append(_OPEN[c])
            opened = i
        elif c in _STOPS:
            if i > start:
                found.append(_trimmed(reading, start, i, c, quotations))
            start, quotations = i + 1, []
    if start < sentence.end:
        found.append(_trimmed(reading, start, sentence.end, "", quotations))
    return found


def _trimmed(reading: Reading, start: int, end: int, stop: str, quotations: list[tuple[int, int]]) -> Clause:
    while start < end and reading.folded[start] in " \n":
        start += 1
    while end > start and reading.folded[end - 1] in " \n":
        end -= 1
    ordinal = _ORDINAL.match(reading.folded[start:end])
    if ordinal:
        start += ordinal.end()
    return Clause(start, end, stop, tuple(quotations), counted=ordinal is not None)


@dataclass(frozen=True, slots=True)
class Agent:
    """Who acts: the speaker's own side or others, as stated; or the speaker, where nobody is named."""

    side: Literal["own", "other", "speaker"]
    start: int = 0
    end: int = 0


_LEAD = re.compile(
    r"(?:但是?|而且?|所以|因此|因而|今后|下一步|接下来|下面|会后|为此|对此|同时|此外|当前|现在|今天|在此|未来|总之|这里|借此机会|我想|也|"
    r"[,、 ])*"
)
_OWN_SHORT = re.compile(
    r"(?:(?:全(?:局|镇|乡|街道|社区|校|院|所|系统|公司|馆|村|队|站|司|厂|委|办|行|中心)|支队|大队|协会|中心|公司|学校|街道|社区|集团|医院|支部|班子|专班|党委|党组|党支部|局党组)"
    r"(?:全体|广大|将全体)?(?:董事会|班子|上下|党员|干部|职工|师生|员工|干警|民警|医护人员|志愿者|同仁|人员|队员|教职工|[、和])*|(?:\d+[余多]?名)(?:队员|党员|干部|职工|员工|教师|志愿者|民警|干警)|(?:全[市区县镇])?(?:广大|全体)(?:干部职工|师生|教职工|环卫工人|党员干部|员工|干警|民警|医护人员|队员|教职工|党员干部|志愿者))"
)
_CALL = re.compile(
    r"(?:让我们|请|恳请|希望|期望|号召|倡议|呼吁|要求|愿大家)(?!领导放心|组织放心|各位放心|大家放心|.{2,8}(?:监督|检验|考验|放心))"
)
_OTHERS = re.compile(
    r"(?:全[市区县镇省]\d|各(?!项|方面|类|种|自|界)[^,]{1,8}|大家|同志们|全[市区县省国][^,]{0,4}(?:上下|干部|群众|市民|党员|人民)|广大[^,]{2,8}|他们?|她们?|你们?|对方|有的|"
    r"谁|人人|每[个一位名](?!周|月|天|年|季)|领导(?!小组)|市民|居民|群众|业主|商户|教师|学生|家长|孩子|部门|单位|责任人|负责人|一把手|国家|历史|实践|时间)"
)
_THING = re.compile(
    r"(?:这|那|它|[^,对向把为以在按从用让将]{0,10}(?:目标|工作|问题|成绩|生活|城市|家园|环境|文明|事业|行动|蓝图|明天|未来|胜利|梦想|面貌|困难|成效|结果|任务|经费|资金|力量|局面|形象|水平))(?:也|都|就|才)?"
)
_GOVERNED = re.compile(
    r"(?:对|向|给|把|与|和|跟|请|让|为|由|使|同|代表|支持|带领|要求|关心|作为|有|在|以|按照?|对照|根据|围绕|贯彻|落实|完成|执行|服从|拥护|接受|配合|响应)$"
)


def agent_of(reading: Reading, clause: Clause, limit: int, speaker: str | None) -> Agent | None:
    """Who a clause says acts in it, looking no further than `limit`; None if it says nothing.

    An organ is the speaker's side if it is `speaker` (folded); any organ is, if `speaker` is None.
    """
    folded = reading.folded
    start = clause.start + _length(_LEAD, folded, clause.start, limit)
    if _CALL.match(folded, start, clause.end):
        return Agent("other", start, start + 1)
    for mark in reading.inside("self_reference", start, limit):
        if clause.quoted(mark.start) or _GOVERNED.search(folded[start : mark.start]):
            continue
        if folded.startswith("的", mark.end) and limit - mark.end < 12:
            continue
        if mark.start == start or not _others(reading, clause, start, mark.start, speaker):
            return Agent("own", mark.start, mark.end)
    return _others(reading, clause, start, limit, speaker)


def _others(reading: Reading, clause: Clause, start: int, limit: int, speaker: str | None) -> Agent | None:
    folded = reading.folded
    for mark in reading.inside("organisation", start, limit):
        if mark.attributes.get("own") == "true" or clause.quoted(mark.start):
            continue
        if mark.start == start or (
            mark.start - start < 4 and not _GOVERNED.search(folded[start : mark.start])
        ):
            own = _same(folded[mark.start : mark.end], speaker)
            return Agent("own" if own else "other", mark.start, mark.end)
    short = _OWN_SHORT.match(folded, start, limit)
    if short:
        return Agent("own", start, short.end())
    others = _OTHERS.search(folded, start, min(start + 14, limit))
    if others and (
        others.start() == start or (limit < clause.end and _opens(reading, start, others.start()))
    ):
        return Agent("other", others.start(), others.end())
    if limit < clause.end and _THING.fullmatch(folded, start, limit):
        return Agent("other", start, limit)
    return None


def _opens(reading: Reading, start: int, place: int) -> bool:
    """Whether what stands before a place can be the opening of the noun phrase there."""
    before = reading.words(start, place)
    return not any(word.xpos.startswith(("v", "p")) and word.xpos != "vn" for word in before)


_SUFFIX = re.compile(r"(?<=..)(?:系统|局|厅)$")
_NOT_NAME = re.compile(rf"[xX×*某_○△]+|^[省市区县州镇乡](?!委|政府|人大)|全体|上下|的|(?:{OFFICE}).*$")


def _same(organ: str, speaker: str | None) -> bool:
    if not speaker:
        return speaker is None
    if organ in speaker:
        return True
    plain = [_SUFFIX.sub("", _NOT_NAME.sub("", name)) for name in (organ, speaker)]
    return not all(plain) or plain[0] in plain[1] or plain[1] in plain[0] or plain[0][-3:] == plain[1][-3:]


def _length(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() - start if match else 0
