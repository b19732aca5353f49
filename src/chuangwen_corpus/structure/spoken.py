"""Whether a text is spoken to an audience, or tells of a meeting in the third person."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.genre.screen import Screened
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.lines import PROSE, Line

SHORTEST_SPEECH = 10
"""Characters of running text below which nothing is a speech."""
_TELLS = Screened(
    r"记者|通讯员|本报讯|讲道|说道|(?:日|网|社)[^。]{0,8}(?:电|讯)\s?[(,:]|(?:会议|大会|会上|他|她)(?:还|并|上)?(?:指出|强调|要求|表示|认为|介绍|提出|透露)"
    r"|(?<![我们])(?:指出|强调|表示|介绍|说)[,:](?!我)|(?:出席|参加)[^。]{0,16}(?:会议|活动|仪式|大会)?并(?:讲话|致辞|发言|作|宣布)"
    r"|(?:近日|日前),|(?:发表|作|致)了?(?:重要|热情洋溢的|欢迎|精彩|总结)?(?:讲话|致辞|致词|欢迎辞|欢迎词|发言|报告)[,。][他她]"
    r"|(?:首先是|随后|接着|会上|仪式上)[^。请我]{0,40}(?:致辞|致词|讲话|发言)|由[^。我请]{2,40}主持(?!召开)"
    r"|(?:出席|参加)了(?:本次|此次|这次)?[^。我]{0,24}(?:会议|活动|仪式|大会)"
)
_MEETS = Screened(
    r"主持(?:召开)?(?:了)?(?:会议|大会|活动|仪式)|^(?:\d{4}年)?\d{1,2}月\d{1,2}日[^。]{0,60}(?:召开|举行|举办|开展)|传达学习"
)
"""What a report says of a meeting, and a speaker at times, too."""
_SPEAKS = regex(
    r"我(?![国校院市县区镇乡村局厂司行省州])|咱|同志们|同学们|老师们|乡亲们|大家|(?<![向对给为])各位|诸位|让我们|谢谢|多谢|你们|(?:值此|在此)[^。]{0,20}(?:之际|时刻|祝|向)|(?<!并)(?:恭|敬|衷心)?祝(?:愿|福|大家|各位)"
)
_OTHER_GENRE = regex(
    r"(?:方案|通知|办法|规定|计划|总结|简介|制度|细则|公告|通告|决定|批复|条例|规划|纲要|简报|纪要|名单|心得|体会|读后感|观后感)(?:\([^()]*\))?$"
)
"""Titles of what is written and not spoken."""
_LEAD = Screened(r"(?:以下|下面|下文)(?:是|为)[^。]{2,80}(?:全文|致辞|讲话|发言|谈话|演讲|内容)")
"""An editor's words before a text that is given whole."""
_WORK = regex(
    r"工作|任务|落实|班子|干部|群众|各级|部门|全[市县区镇校]|会议|同志|责任|推进|部署|建设|整治|发展"
)
_STOP = regex("[。!?]")
_QUOTED = regex('"[^"]*"')
_OPENS = Screened(
    r"今天[^。]{0,40}(?:召开|举行|开会|聚|相聚|开|站在)|下面[,,]?(?:我|就)|我(?:就|再)?[^。]{0,16}(?:讲|强调|谈|提|说)[^。]{0,6}(?:点|个|条|句|件)|"
    r"(?:谢谢|多谢|感谢)(?:大家|各位)|大家(?:早上|上午|中午|下午|晚上|新年)?好|同志们|我(?:谨|仅)?代表|我宣誓|我们?(?:倡议|呼吁|提议)|(?:希望|祝愿?|愿)(?:你们|同学们|大家)|让我们(?:在国旗下|一起|共同|携起?手)|组织上|请允许我|我很(?:荣幸|高兴)|我的(?:发言|讲话|演讲)|各位(?:领导|代表|同志|来宾|朋友|老师|同学)|"
    r"(?:刚才|今天)[^。]{0,30}(?:发言|讲话|部署|安排)|(?:发言|讲话|汇报)(?:完毕|到此)"
)
_FAREWELL = regex(
    r"(?:谢谢|多谢|感谢)(?:大家|各位|同志们|同学们|朋友们|老师们?|领导|主席|主持人|[你您]们)?(?:的?(?:聆听|倾听|收听))?[!。~ ]*$"
    r"|(?:我的|我|今天的?)[^。!?]{0,8}(?:讲话|发言|演讲|汇报|致辞)[^。!?]{0,6}(?:完毕|完了|到此(?:结束|为止)?|到这里)[!。,]?(?:谢谢[^。!?]{0,6}[!。]*)?$"
)
"""How a speaker ends; a site thanks for reading, and asks for more."""


def ends_a_speech(lines: Sequence[Line]) -> bool:
    """Whether running text on these lines ends with a speaker's last words: of a speech whose head stands on another page."""
    left = [line for line in lines if line.site != "certain" and not line.foreign]
    while left and (left[-1].date_line or left[-1].speaker):
        left.pop()
    spoken = sum(len(line.text) for line in left if line.spoken)
    return (
        bool(left) and left[-1].site is None and bool(_FAREWELL.search(left[-1].folded)) and spoken >= PROSE
    )


def is_told(lines: Sequence[Line]) -> bool:
    """Whether lines tell of a meeting in the third person, quotations aside."""
    told, said = _counts(lines)
    return told > 0 and told > said and not any(line.salutation for line in lines)


def is_speech(lines: Sequence[Line], title_at: int | None, body: int, *, headed: bool) -> bool:
    """Whether a page whose text begins at line `body` holds one speech.

    A salutation says so; else a title of the genre with words to an audience, or text that plainly opens a speech.
    """
    text = lines[body:]
    if text and text[0].salutation and _is_long_enough([line for line in text if line.may_be_spoken]):
        return True
    prose = [line for line in text if line.prose and not line.foreign and line.site is None]
    if not _is_long_enough(prose):
        return False
    told, said = _counts(text)
    if told and told > said:
        return False
    if any(_LEAD.search(line.folded) for line in lines[:body]):
        return said > 0
    if title_at is not None and _OTHER_GENRE.search(lines[title_at].folded):
        return False
    titled = title_at is not None and lines[title_at].title is not None
    if titled or headed:
        return said > 0 or not told
    if said > 1 and not told and _is_official(prose):
        return True
    opens = sum(bool(_OPENS.search(line.folded)) for line in prose)
    return opens > 0 and said * 3 >= len(prose) and said > told


def _is_long_enough(prose: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in prose) >= SHORTEST_SPEECH


def _is_official(prose: Sequence[Line]) -> bool:
    """Whether most of a text is of public work, and it says we: a part of a speech whose head is lost."""
    of_work = sum(len(_WORK.findall(line.folded)) > 1 for line in prose)
    ours = sum(
        "我们" in line.folded or "我区" in line.folded or "我县" in line.folded or "我市" in line.folded
        for line in prose
    )
    return of_work * 2 > len(prose) and ours * 4 >= len(prose)


def _counts(lines: Sequence[Line]) -> tuple[int, int]:
    """How many sentences tell of somebody who speaks, and how many speak to somebody; quotations aside."""
    said = told = 0
    for line in lines:
        if line.prose and not line.foreign and line.site is None:
            for sentence in _STOP.split(_QUOTED.sub("", line.folded)):
                tells = bool(_TELLS.search(sentence))
                tells = tells or (bool(_MEETS.search(sentence)) and not _OPENS.search(sentence))
                told += tells
                said += bool(_SPEAKS.search(sentence)) and not tells
    return told, said
