"""What a title of the genre looks like, taken apart.

All patterns run on folded text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.markers import section_marker, speech_marker
from chuangwen_corpus.genre.numerals import HAN_NUMERAL, NUMERAL, value
from chuangwen_corpus.genre.own import Lists, in_use
from chuangwen_corpus.genre.remembered import remembered
from chuangwen_corpus.genre.screen import Screened
from chuangwen_corpus.genre.wordlists import longest_first
from chuangwen_corpus.lazy import regex

GENRES: dict[str, str] = {
    # as printed: as named in the column `genre`
    "表态性发言": "表态发言", "表态发言": "表态发言", "表态讲话": "表态发言", "表态": "表态发言",
    "承诺发言": "表态发言", "交流发言": "交流发言", "经验交流": "交流发言", "典型发言": "交流发言",
    "动员讲话": "动员讲话", "动员发言": "动员讲话", "动员会讲话": "动员讲话", "动员令": "动员讲话",
    "动员大会讲话": "动员讲话", "总结讲话": "总结讲话", "主持讲话": "主持词", "主持词": "主持词", "主持稿": "主持词", "串词": "主持词",
    "倡议书": "倡议书", "倡议": "倡议书", "承诺书": "承诺书", "誓词": "誓词", "宣誓词": "誓词", "誓师词": "誓词",
    "决心书": "承诺书", "请战书": "承诺书", "挑战书": "承诺书",
    "演讲": "演讲", "演说": "演讲", "演词": "演讲", "演辞": "演讲", "讲演": "演讲",
    "致辞": "致辞", "致词": "致辞", "献词": "致辞", "献辞": "致辞", "贺词": "致辞", "贺辞": "致辞", "祝词": "致辞", "祝辞": "致辞",
    "欢迎辞": "致辞", "欢迎词": "致辞", "答谢词": "致辞", "答谢辞": "致辞", "开幕词": "致辞", "开幕辞": "致辞", "闭幕词": "致辞",
    "闭幕辞": "致辞", "致谢辞": "致辞", "致谢词": "致辞", "谢辞": "致辞", "感谢辞": "致辞", "欢送词": "致辞", "欢送辞": "致辞", "开场词": "致辞", "结束语": "致辞", "寄语": "致辞", "训词": "致辞", "悼词": "致辞",
    "谈话": "讲话", "国旗下讲话": "讲话", "国旗下的讲话": "讲话", "国旗下演讲": "演讲", "讲话": "讲话", "讲稿": "讲话", "发言": "发言",
    "公开信": "公开信", "慰问信": "公开信", "感谢信": "公开信", "贺信": "公开信", "拜年信": "公开信", "新年信": "公开信",
    "工作报告": "工作报告", "施政报告": "工作报告", "述职报告": "述职", "汇报": "汇报", "述职": "述职",
    "感言": "发言", "宣言": "誓词", "推介词": "致辞", "推介辞": "致辞", "颁奖词": "致辞", "颁奖辞": "致辞", "讲课稿": "讲话",
}  # fmt: skip

GENRE = longest_first(list(GENRES))
"""The kinds of speech as the alternatives of a pattern."""
_GENRES = regex(GENRE)
PAPER = "(?:稿件|材料|提纲|文稿|范文|范本|模板|范例|例文|稿子|稿|辞|词|书|报告|文)"
"""What the text of a speech is called behind its kind: 发言提纲, 讲话范文."""
_FORM = r"(?:(?:应该|要)?(?:怎么|如何|怎样)写\??|(?:文字)?(?:全文|实录|摘要|摘登|摘编|摘录|要点|节选|选登|原文|录音整理|简版|修改版|完整版|文字版|如下))"
"""In which form the text is given: whole, in parts, taken down."""
_COUNT = regex(
    rf"(?<![第\d])(?:通用|精选|共|共计|推荐|优秀|最新|热门|实用|合集|汇编|集锦|精品)*\ ?"
    rf"(?P<n>{NUMERAL})\ ?篇(?!章|幅|[一二三四五六七八九十\d])"
)
_COLLECTED = "合集|汇编|集锦|汇总|大全|精选|通用|多篇|几篇"
_COLLECTION = regex(rf"{_COLLECTED}|\d篇")
_TITLE = regex(
    rf"""
    (?P<core>(?:.*(?:{GENRE})){PAPER}{{0,4}}(?:{_FORM})?(?:(?<=稿)\ ?:\ ?[^:,。!?;…()]{{4,24}}(?=\ *$))?)
    (?:[{HAN}]{{2,8}}?(?=\ ?(?:(?:{_COLLECTED}|共)?\ ?{NUMERAL}\ ?篇|篇\ ?{NUMERAL})))?
    (?P<dress>(?:\ ?[\(【\[](?!\ ?(?:第\ ?{NUMERAL}\ ?篇|篇?{NUMERAL})\ ?[\)】\]]\ *:?\ *$)[^()【】\[\]]{{0,24}}[\)】\]]
        |\ ?(?:{_COLLECTED}|共)?\ ?{NUMERAL}\ ?篇
        |\ ?(?:{_COLLECTED})|\ ?\d{{2,5}}\ ?字|\ ?(?:20\d\d年?|20xx年?)
        |\ ?\|\ ?[^|]{{2,16}}){{0,6}})
    (?P<tail>\ ?(?:第\ ?{NUMERAL}\ ?篇|(?:篇|范文|之)\ ?{NUMERAL}|[\(【]\ ?(?:第\ ?{NUMERAL}\ ?篇|篇?\ ?{NUMERAL})\ ?[\)】]
        |{HAN_NUMERAL}|\d{{1,2}}))?
    \ ?[:]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = Screened(_TITLE.pattern, _TITLE.flags)
"""The same, to ask whether a line has a kind of speech at all."""
_STOPS = regex(r"[。!;…]|\?.|,.*,.*,")
_REPORT = regex(
    rf"^(?:以下|下面|下文)(?:是|为)|我们?(?:向|代表|将|郑重|一定|要)|(?:我们?|特此?|现|谨|在此)(?:在此|现|特|共同|联合)?(?:郑重)?(?:发出|提出|作出|做出|发起)(?:(?:以下|如下|下列)(?:几点|几条|几项|[一二三四五六七八九十]点)?)?(?:{GENRE})(?:如下)?:?$|(?:发出|提出|作出|做出|发起)(?:以下|如下|下列)[^,。的]{{0,6}}(?:{GENRE}):?$|(?:{GENRE})如下:?$|^(?:按照|根据|下面|现在?|现将|就)[^在]{{2,50}}(?:作|做|向)[^在]{{0,20}}(?:{GENRE})$|^(?:时间|来源|作者|日期|发布|栏目|分类|标签|推荐访问)[^:]{{0,4}}:|"
    rf"并(?:作|做|发表|进行)?了?(?:重要|动员|总结|热情洋溢的)?(?:{GENRE})$"
    rf"|^(?:[^在]{{0,16}}(?:认真|专题|集中|迅速|组织|召开会议)?(?:传达|学习贯彻|学习传达|收听收看|聆听|听取))[^在]*.*(?:{GENRE})(?:精神)?$"
    rf"|^(?:怎样|怎么|如何|浅谈|浅析|漫谈|谈谈?)[^在]{{0,6}}(?:写|撰写|起草|准备)[^在]{{0,12}}(?:{GENRE})$"
    rf"|^[^在]*(?:学习|聆听|收听|收看|听取|贯彻|落实)[^在,]{{0,20}}(?:{GENRE})$"
)
"""A headline of news, which says that somebody speaks or that others study what they said, or of an essay on how to write; or a sentence that announces
what follows: 我们在此发出以下倡议."""
_YEAR = regex(r"(?<!\d)((?:19|20)\d\d|20[xX×*]{2}|201[xX×*]|202[xX×*])(?!\d)")
_LABEL = regex(
    r"[\[【](?P<words>[^\[\]【】]{1,16})[\]】]\ *(?=.{6})|附件\d{0,2}\ ?:?\ *(?=在|关于|[^,。;]{8})"
)
_SHELF = regex(
    r"(?:领导|重要|精品|热门|最新|原创|优秀|精彩)?(?:讲话稿?|发言稿?|致辞|演讲稿?|公文|范文|文章|推荐|原创|精品|转载|转|荐|热|顶|置顶)"
)
"""What a site calls the shelf that a text stands on, printed in brackets in front of its title."""
LONGEST_TITLE = 60


def known_genres() -> Mapping[str, str]:
    """The kinds of speech of the package and of the lists in use, as printed to their names in the column `genre`."""
    lists = in_use()
    return GENRES | dict(lists.titles) if lists and lists.titles else GENRES


def with_own_titles(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern that holds `GENRE`, with the kinds of speech of the lists in use beside those of the package."""
    lists = in_use()
    return _widened(pattern, lists) if lists and lists.titles else pattern


@lru_cache(64)
def _widened(pattern: re.Pattern[str], lists: Lists) -> re.Pattern[str]:
    kinds = longest_first(list(GENRES | dict(lists.titles)))
    return re.compile(pattern.pattern.replace(GENRE, kinds), pattern.flags)


class Title(NamedTuple):
    """A line read as a title; offsets count in the line."""

    start: int
    """Where the title starts, behind a marker of the compilation."""
    end: int
    """Where it ends, before a 篇-marker behind it."""
    core: str
    """The folded title without markers and counts: what fellows of a compilation share."""
    genre: str
    number: int | None
    """The compilation's number for the speech, before or behind the title."""
    marker: str | None
    level: int | None
    """Level of the section marker before the title; 0 for a 篇-marker or a numeral behind it."""
    declared_count: int | None
    dressed_from: int = 0
    """Where what a site puts behind a title begins: a count, 通用, 精选."""


def declared_count(folded: str) -> int | None:
    """The number of speeches a title claims: 3篇, 三篇, 通用10篇.

    >>> declared_count("表态发言(通用10篇)"), declared_count("发言稿三篇"), declared_count("第三篇")
    (10, 3, None)
    """
    match = _COUNT.search(folded)
    return value(match["n"]) if match else None


def is_collection(folded: str) -> bool:
    """Whether a title says that the page holds several speeches."""
    return bool(_COLLECTION.search(folded)) or declared_count(folded) is not None


def stated_year(folded: str) -> str | None:
    """The first year in a title, as printed: 2020, 20XX."""
    match = _YEAR.search(folded)
    return match[1] if match else None


def mobilises(genre: str | None) -> bool:
    """Whether a speech of this kind tells others what to do, so that a subject that is left out is theirs.

    >>> mobilises("动员讲话"), mobilises("表态发言"), mobilises(None)
    (True, False, False)
    """
    return (
        genre is not None and not pledges(genre) and any(word in genre for word in ("动员", "讲话", "部署"))
    )


def pledges(genre: str | None) -> bool:
    """Whether a speech of this kind says what the speaker's side is going to do.

    >>> pledges("表态发言"), pledges("动员讲话"), pledges(None)
    (True, False, False)
    """
    return genre is not None and "表态" in genre


def genre_of(folded: str) -> str | None:
    """The kind of speech a title names last.

    >>> genre_of("在创建大会上的表态发言"), genre_of("工作方案")
    ('表态发言', None)
    """
    found = with_own_titles(_GENRES).findall(folded)
    if not found:
        return None
    genre = known_genres()[found[-1]]
    return "动员讲话" if genre == "讲话" and "动员" in folded else genre


def _behind_label(folded: str) -> int:
    """Where a title begins behind a site's label in brackets: its own first words, or the shelf it stands on."""
    label = _LABEL.match(folded)
    if not label:
        return 0
    rest = folded[label.end() :]
    words = label["words"]
    if words is None:
        return label.end()
    return label.end() if _SHELF.fullmatch(words) or (len(words) > 2 and rest.startswith(words[:3])) else 0


@remembered
def read_title(folded: str) -> Title | None:
    """Reads a line as the title of a speech or of a page; None if it is not built like one.

    >>> title = read_title("篇1:某局在创建大会上的表态发言")
    >>> title.start, title.number, title.genre
    (3, 1, '表态发言')
    >>> read_title("同志们,今天的发言很精彩。")
    """
    if not folded or len(folded) > LONGEST_TITLE + 30:
        return None
    lists = in_use()
    if not (lists and lists.titles) and not _KINDS.may_match(folded):
        return None
    before = speech_marker(folded) or section_marker(folded)
    start = before.length if before else _behind_label(folded)
    while start < len(folded) and folded[start] == " ":
        start += 1
    match = with_own_titles(_TITLE).fullmatch(folded, start)
    if not match or match.end("core") - start > LONGEST_TITLE or _STOPS.search(match["core"]):
        return None
    if with_own_titles(_REPORT).search(match["core"]):
        return None
    tail = (match["tail"] or "").strip()
    number = value(re.sub(r"[^\d〇-龥]|[第篇范文之]", "", tail)) if tail else None
    end = len(folded.rstrip(": "))
    marker: str | None = None
    level: int | None = None
    if tail:
        marker, level = tail, 0
        if re.match(r"第|篇|范文|[\(【]", tail):
            end = match.start("tail")
    if before:
        marker, level, number = folded[: before.length].strip(), before.level, before.number
    core = re.sub(r"\d|[xX×*]|\ ", "", match["core"])
    return Title(
        start, end, core, genre_of(match["core"]) or "发言", number, marker, level,
        declared_count(match["dress"]), match.end("core"),
    )  # fmt: skip
