"""The meeting or occasion that a title names: 在全市创城推进会上的讲话 names 全市创城推进会.

An event is a noun phrase that ends in a word for a meeting and stands before the kind of speech. So it is read from
its end: 委员会, 社会 and 两会 end in 会, too, but no speech is given at them. All patterns run on folded text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chuangwen_corpus.genre.names import NAME
from chuangwen_corpus.genre.own import Lists, in_use
from chuangwen_corpus.genre.titles import known_genres
from chuangwen_corpus.genre.topics import NAME_IN_TITLE
from chuangwen_corpus.genre.units import OFFICE, UNIT
from chuangwen_corpus.genre.wordlists import longest_first
from chuangwen_corpus.lazy import regex

_MEETING = (
    "大会|推进会|动员会|部署会|座谈会|交流会|现场会|调度会|誓师会|培训会|总结会|表彰会|点评会|通气会|碰头会|茶叙会|发布会|记者会|"
    "联谊会|茶话会|团拜会|恳谈会|研讨会|年会|例会|全会|酒会|招待会|晚会|报告会|分析会|协调会|专题会|促进会|洽谈会|博览会|运动会|"
    "家长会|班会|民主生活会|家属会|见面会|欢迎会|欢送会|答谢会|推介会|启动会|观摩会|评审会|验收会|听证会|音乐会|展览会|宴会|早会|会议|"
    "仪式|典礼|论坛|峰会|沙龙|讲坛|晚宴|午宴|午餐会|晚餐会|宴|活动|庆典|开幕式|闭幕式|开学礼|毕业礼|颁奖礼|奠基礼|交接班?|生日会|比赛|大赛|竞赛|[咏诵讲唱]赛|"
    "全委会|常委会|党代会|职代会|教代会|团代会|妇代会|人代会|代表会|全席会"
)
_BARE = r"(?<!委员)(?<!社)(?<!学)(?<!商)(?<!协)(?<!两)(?<!机)(?<!不)(?<!理事)(?<!董事)(?<!联合)(?<!基金)(?<!工)(?<!议)会"
"""会 alone, where it is no body of people and no chance."""
_EVENT_END = regex(
    rf"(?:{_MEETING}|{_BARE})议?(?:开幕式|闭幕式|开幕典礼|闭幕会|启动仪式)?(?:\([^()]{{1,12}}\))?"
)
_BEHIND = regex(
    r"(?:(?:结束|开始|召开|闭幕|开幕|期间)(?:时|后)?|暨)?(?:的?(?:即席|主旨|开场|主题|欢迎|热情|重要|总结|表态|主持|动员|闭幕|开幕|新年)*|上的?|中的?|时的?|前的?|后的?|的)*"
    rf"(?:(?:{OFFICE}|领导)(?:{NAME})?(?:的|作|做)?)?"
)
_IN = regex(r"(?:(?<![现存潜内])在(?!线)|(?<![关由至属对])于|出席|参加)(?=.{3})")
_COMPILER = regex(r"^(?:最新|有关|关于|最全|精选|优秀|热门|推荐|经典|简短|实用|附件|某某)+")
_YEAR = regex(r"^(?:(?:19|20)[\dxX*]{2}|[二〇零一九]{4})(?:\ ?年度?|(?=[^\d年-]))(?=.{4})(?!新春|新年|春节)")
_OWNER = regex(
    rf"^(?:(?:{UNIT})?(?:党[工组]?委)?(?:副|总)?(?:{OFFICE}|领导|总裁|司长|署长|行政长官)(?:同志)?(?:{NAME_IN_TITLE})?(?:同志|议员)?|{NAME}(?:{OFFICE}|总裁|同志))"
)
_SAYS = regex(r"[。!?;]")


def stated_event(folded: str) -> tuple[int, int] | None:
    """Where a title names the event, as offsets; None if it names none.

    >>> title = "区委书记在省禁毒委员会全体委员会议上的讲话"
    >>> title[slice(*stated_event(title))]
    '省禁毒委员会全体委员会议'
    >>> stated_event("县长创城讲话"), stated_event("致全体市民的倡议书")
    (None, None)
    """
    for genre in _genres(in_use()).finditer(folded):
        found = _before(folded, genre.start())
        if found:
            return found
    if folded.rstrip(")").endswith("上"):  # 政府工作报告——在…会议上
        return _before(folded, len(folded))
    return None


@lru_cache(4)
def _genres(lists: Lists | None) -> re.Pattern[str]:  # noqa: ARG001  # they are in use
    return re.compile(longest_first([kind for kind in known_genres() if "会" not in kind]))


def _before(folded: str, genre: int) -> tuple[int, int] | None:
    """The event whose name ends right before the kind of speech at `genre`."""
    ends = [match.end() for match in _EVENT_END.finditer(folded, 0, genre)]
    end = next((at for at in reversed(ends) if _BEHIND.fullmatch(folded, at, genre)), None)
    if end is None:
        return None
    start = 0
    for match in _IN.finditer(folded, 0, end):
        start = match.end()
        break
    else:
        clause = max(folded.rfind(mark, 0, end) for mark in ",:—|)")
        start = clause + 1 if clause >= 0 else 0
        owner = _OWNER.match(folded[start:end])
        if owner and len(folded[start:end]) - owner.end() >= 3:
            start += owner.end()
    for lead in (_COMPILER, _YEAR):
        dressing = lead.match(folded[start:end])
        start += dressing.end() if dressing else 0
    while start < end and folded[start] in ' "的在':
        start += 1
    return (start, end) if end - start >= 3 and not _SAYS.search(folded[start:end]) else None
