"""Who speaks and who is spoken to, each found by a named rule.

Rules run on folded text; group `name` is the answer. The first rule that finds something wins,
so they stand in the order of how sure they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from chuangwen_corpus.genre.address import addressee as salutation_addressee
from chuangwen_corpus.genre.bodies import read_body
from chuangwen_corpus.genre.folding import HAN, fold
from chuangwen_corpus.genre.names import NAME, SURNAMES
from chuangwen_corpus.genre.title_person import GOES_ON, HEAD_OFFICE, PERSON
from chuangwen_corpus.genre.titles import GENRE, genre_of, with_own_titles
from chuangwen_corpus.genre.topics import NAME_IN_TITLE
from chuangwen_corpus.genre.units import OFFICE, UNIT, names_speaker, with_own_places
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.parts import SpeechOutline
from chuangwen_corpus.structure.sections import SpeechSpans

_CLAUSE = r"(?:^|(?<=[,。;:!?\n\"、]))"
_OWNER = rf"(?!(?:中秋|春|国庆|元旦|端午|清明|重阳|元宵|劳动|[{HAN}]{{1,3}})节(?![能水约目]))(?![^()]*(?:创建|文明城市|创文|创城)[^()]*?(?:的)?(?:表态|发言|讲话|承诺))(?P<name>{UNIT}(?:{OFFICE})?)"
"""Who opens a title; the campaign, whose name ends like a city's, is nobody."""
_NOT_ALL = (
    r"(?!新一?届|上一?届|全|各|每|本|这|该|其|我|你|他|把|将|以|为|要|使|让|切实|坚决|始终|市委|县委|区委|省委|党)"
    r"(?![^,。\n]{0,14}(?:文明城市|工作)(?:作为|将))"
)
"""What opens a clause that has no one speaker, or another one, for its subject."""


_ON_BEHALF = (
    rf"(?:我们?|并|,谨)(?:谨|仅|还|也|要|想)?(?:在此)?(?:再次)?代表(?P<name>(?!全体|大家|广大)(?:[{HAN}]{{2,14}}?(?:党委|党组|党政|班子|政府|两委)(?=[向作做对])|{UNIT}|[{HAN}]{{2,14}}?(?:党委|党组|党政|班子|政府|两委))"
    rf"(?:(?:党委|党组|党政工团|党政工|党政|行政|班子|[、和及](?:{UNIT}))*))(?=全体|向|作|做|表|对|在|,|的|就|郑重|谈|讲|提)"
)
_COURTESY = r"(?:向大会(?:作|报告)|(?:,?就[^。,]{0,30})?,?[再先]?[谈讲提]|[^。!?]{0,120}?(?:(?:表示|致以|送上|献上|送去|道以|给予|致)[^。,!?]{0,14}(?:祝贺|祝愿|祝福|感谢|谢意|欢迎|问候|慰问|敬意|歉意|悼念|哀悼|节日)|衷心感谢|热烈祝贺|道一声))"
"""Behind whom somebody speaks for: what hosts and guests say. Who says it is a person, and not the body."""


@dataclass(frozen=True, slots=True)
class PersonRule:
    """A rule that finds a speaker or an addressee."""

    id: str
    where: str
    """title, speaker (the line under the title), text or signature"""
    pattern: str
    reason: str
    example: str


SPEAKER_RULES: tuple[PersonRule, ...] = (
    PersonRule(
        "speaker.line", "speaker", r"\(?(?P<name>.+?)\)?",
        "a short line between title and text names who speaks",
        "某街道党工委书记　张某",
    ),
    PersonRule(
        "speaker.title_is_name",
        "title",
        rf"(?P<name>(?:{UNIT})?(?:党[工组]?委)?(?:{OFFICE})?(?: ?(?!表态|发言|讲话|承诺|汇报)[{HAN}某×xX]{{2,4}})?)",
        "the title is nothing but a unit, an office, a name",
        "市教育局局长 王某某",
    ),
    PersonRule(
        "speaker.title_brackets", "title", rf".*[\(\[](?P<name>{UNIT}(?:{OFFICE})?|[^()词稿]{{2,20}}(?:{OFFICE})|[{SURNAMES}](?:{OFFICE})[{HAN}]{{2}})[\)\]]",
        "a unit or an office in brackets behind the title",
        "在创建大会上的表态发言（城管局）",
    ),
    PersonRule(
        "speaker.title_event_office", "title", rf".*(?:典礼|大会|会议|会上|论坛|年会|晚会|仪式|开学|学期|学年|春节|新春|新年|元旦|[{HAN}]节)(?P<name>{HEAD_OFFICE})(?:的)?(?:{GENRE})[稿词辞]?",
        "the title says whose speech it is behind what it is given at",
        "秋季新学期开学典礼校长致辞",
    ),
    PersonRule(
        "speaker.title_person", "title", rf"(?P<name>{PERSON}){GOES_ON}.+",
        "the title opens with an office or a name that has one beside it",
        "禾川市人民政府市长岳照临新春致辞",
    ),
    PersonRule(
        "speaker.title_name", "title", rf"(?P<name>{NAME_IN_TITLE})(?:同志)?(?:在|:).+",
        "the title opens with a name, and says where or what that person spoke",
        "王建国：在全市创城推进会上的讲话",
    ),
    PersonRule(
        "speaker.title_gives", "title", rf"(?P<name>(?:{UNIT})?(?:{OFFICE})?{NAME_IN_TITLE})(?:同志)?(?:发表|作(?!为)).+",
        "the title says who gives the speech",
        "黎淑娴发表全市人口普查电视动员讲话",
    ),
    PersonRule(
        "speaker.title_subject", "title", rf"(?P<name>{UNIT}(?:{OFFICE})?)(?:同志)?(?:在|于|关于).+",
        "the title opens with who speaks at the meeting",
        "城管局在创建全国文明城市工作动员大会上的讲话",
    ),
    PersonRule(
        "speaker.title_owner", "title", rf"{_OWNER}(?:的)?(?:表态|发言|讲话|承诺|交流|典型|动员).*",
        "the title opens with whose speech it is",
        "某局表态发言",
    ),
    PersonRule(
        "speaker.signature_person", "signature", rf"(?P<name>.*(?:{OFFICE}).*?)(?:敬上|谨启|敬启|谨上|宣)?",
        "the signature names a person and their office",
        "青垣集团总裁 陆归舟",
    ),
    PersonRule(
        "speaker.i_am", "text", rf"{_CLAUSE}我是(?!代表|来|在|从|一[个名位])(?:[^,。;:!?\n我]{0,16}的)?(?P<name>(?:来自)?[^,。;:!?\n的是]{{0,20}}?(?:{UNIT}|{OFFICE}|{NAME})(?:的)?(?:{NAME})?)(?=[,。;!\n])",
        "the speaker says who they are",
        "各位领导：我是某街道办事处主任李某，今天我发言。",
    ),
    PersonRule(
        "speaker.on_behalf", "text", rf"{_ON_BEHALF}(?!{_COURTESY})",
        "the speaker says for whom they speak",
        "下面，我代表市教育局作表态发言。",
    ),
    PersonRule(
        "speaker.in_capacity", "text", rf"{_CLAUSE}{_NOT_ALL}(?P<name>{UNIT})作为(?!一)[^,。]{{0,30}}(?:单位|部门|主体|主力军|主战场|窗口|先锋)",
        "a unit is named in its part in the campaign, where others would say we",
        "市文明办作为创建全国文明城市的重点责任单位，深感责任重大。",
    ),
    PersonRule(
        "speaker.as_member", "text", rf"{_CLAUSE}作为(?![^,。]{{0,14}}[的最])(?P<name>{UNIT})(?:的?(?:一员|负责人|{OFFICE}))?,(?:我|深感|将|必须|理应)",
        "the speaker names their part in the campaign",
        "作为市城管局，我们将全力以赴。",
    ),
    PersonRule(
        "speaker.will", "text", rf"{_CLAUSE}{_NOT_ALL}(?:下一步,)?(?P<name>{UNIT})(?:将|一定|坚决)(?!市|区|县|此|其)",
        "a unit promises, where others would say we",
        "总之，某区将以此次会议为契机，苦干实干。",
    ),
    PersonRule(
        "speaker.own_task", "text", rf"(?:完成|做好|抓好|推进)(?:好)?(?P<name>{UNIT})(?:的)?(?:创建|承担的|各项创建)",
        "the task the speaker promises to fulfil is this unit's",
        "圆满完成教育系统创建和包保社区创建任务！",
    ),
    PersonRule(
        "speaker.signature", "signature", r"(?:[^:]{0,4}(?:人|单位|者) ?: ?)?(?P<name>(?!.*\d{2}[\dxX*]{2}).*[^\d:].*[^:])",
        "the signature names who spoke",
        "某市城市管理局",
    ),
)  # fmt: skip

ADDRESSEE_RULES: tuple[PersonRule, ...] = (
    PersonRule(
        "addressee.promised_to", "text",
        rf"向(?P<name>[{HAN}、]{{2,24}}?)(?:交出?上?|递交|呈上|作出|做出|郑重|庄严)(?:一份|了|最|满意|优异|承诺|表态|合格|保证)",
        "the promise is made to them",
        "以新担当新作为向市委、市政府交上一份满意的答卷！",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the clean text and the rule that found it."""

    start: int
    end: int
    rule: str


_VERB = regex("感谢|感激|欢迎|祝贺|衷心|表示|[会们]向|带着|怀着|走进|来到|的$")
"""What no name of a speaker holds: the sentence goes on."""
_BARE = regex(
    r"(?:全国|省级|国家)?(?:文明|卫生|园林|森林|模范|智慧)[^,。]{0,4}(?:城市|城区|县城|县|区)|"
    "(?:全|各|本|这|该)?(?:街道|社区|小区|农村|乡村|村|镇|乡|县|区|市|省|州|厅|局|部|处|站|所|队|委|办|院|系统|幼儿园|医院|大学|中学|小学|学校|公司|集团|企业|中心|单位|部门)"
)
"""A kind of unit without a name: of which one it is nothing is said."""
_TEAM = regex(r"(?:新一?届|本届)?(?P<body>.*?)(?:新一?届|本届)?(?:党政|行政|领导)*班子(?:成员)?")
_NAMELESS = regex("党委|政府|党组|两委|党委、?政府|党支部|.")
"""An organ, or a place, of which only the meeting knows whose or which it is."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def apply(rule: PersonRule, text: str) -> tuple[int, int] | None:
    """Where in `text` the rule finds its name; rules of the title and of lines want it whole."""
    pattern = with_own_places(with_own_titles(_compiled(rule.pattern)))
    folded = fold(text)
    match = pattern.search(folded) if rule.where == "text" else pattern.fullmatch(folded)
    if not match or not match["name"].strip():
        return None
    if rule.id == "speaker.title_is_name" and (not names_speaker(folded) or genre_of(folded)):
        return None
    if (rule.where == "text" or rule.id == "speaker.title_subject") and _BARE.fullmatch(match["name"]):
        return None
    if rule.where == "text" and _VERB.search(match["name"]):
        return None
    start = match.start("name")
    start += len(match["name"]) - len(match["name"].lstrip())
    return start, start + len(match["name"].strip())


def speaker(text: str, outline: SpeechOutline, spans: SpeechSpans) -> Found | None:
    """Who speaks: by the speaker's line, the title, what is said, or the signature."""
    return _first(SPEAKER_RULES, text, outline, spans)


_REPRESENTED = PersonRule(
    "unit.on_behalf", "text", _ON_BEHALF,
    "the body for which the speaker says something",
    "在此，我代表县委、县政府向受表彰的同志表示祝贺！",
)  # fmt: skip


_OF_NEW_TERM = PersonRule(
    "unit.of_new_term", "text", rf"{_CLAUSE}(?:新一?|本)届(?P<name>{UNIT})(?:将|必将|一定|坚决)(?!市|区|县|此|其)",
    "the body whose new members promise something: who says it is one of them",
    "站在新起点，新一届市人大常委会将扛起责任。",
)  # fmt: skip


def represented(text: str, outline: SpeechOutline, spans: SpeechSpans) -> Found | None:
    """The body for which the speaker says something (我代表县委、县政府…), whoever they are themselves."""
    found = _first((_REPRESENTED, _OF_NEW_TERM), text, outline, spans)
    return _without_team(text, found) if found else None


def _without_team(text: str, found: Found) -> Found | None:
    """The body whose 班子 somebody speaks for; None where the text does not say which body that is.

    A 班子 is the people who lead a body: 市水务局领导班子 is of 市水务局, 院领导班子 might be anyone's.
    """
    team = _TEAM.fullmatch(fold(text[found.start : found.end]))
    if team is None:
        return found
    body = team["body"]
    if _BARE.fullmatch(body) or _NAMELESS.fullmatch(body) or read_body(body) is None:
        return None
    return replace(found, start=found.start + team.start("body"), end=found.start + team.end("body"))


def addressee(text: str, outline: SpeechOutline, spans: SpeechSpans) -> Found | None:
    """Who is spoken to: by the salutation, or by whom the promise is made to."""
    if spans.salutation:
        start, end = spans.salutation
        left, right = salutation_addressee(fold(text[start:end]))
        return Found(start + left, start + right, "addressee.salutation")
    return _first(ADDRESSEE_RULES, text, outline, spans)


def _first(
    rules: tuple[PersonRule, ...], text: str, outline: SpeechOutline, spans: SpeechSpans
) -> Found | None:
    places = {
        "title": [(p.start, p.end) for p in outline.parts if p.role in ("title", "page title")],
        "speaker": [(p.start, p.end) for p in outline.all("speaker")],
        "text": [(spans.start, spans.end)],
        "signature": [(p.start, p.end) for p in outline.all("signature")],
    }
    for rule in rules:
        for start, end in places[rule.where]:
            found = apply(rule, text[start:end])
            if found:
                return Found(start + found[0], start + found[1], rule.id)
    return None
