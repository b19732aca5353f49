"""Headings that a converter has glued to the text under them, so that no sign tells where they end. Works on folded text.

Two things must come together: words that headings end in (…的信心和决心) and behind them words that begin a sentence of its
own: a date (今年以来,我市…), a subject (创建国家卫生城市是…), who is told (各单位要…), a speaker (我将…), or the heading's own
words said again.
"""

from __future__ import annotations

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.lazy import regex

SHORTEST = 6
"""Characters of a heading that is glued to its text."""
LONGEST = 48
SHORTEST_TEXT = 16
"""Characters of the sentence behind it."""
SHORTEST_AGAIN = 4
"""Characters of the heading that the text says again as its first ones."""
_LAST = (
    "意识|责任|重任|任务|信心|决心|信念|目标|形势|局面|气象|风气|风尚|氛围|热潮|高潮|成效|成果|重点|措施|力度|水平|基础|合力|格局|步伐|能力"
    "|质量|作风|纪律|队伍|大局|工作|情况|判断|台账|精神|方向|底线|防线|机制|体系|短板|差距|进展|打算|紧迫感|使命感|责任感|危机感|必要性|重要性|紧迫性"
    "|主动性|自觉性|到位|到底|实处|(?:思想|提高|统一|深化|增强|凝聚)认识"
)
"""Words that a heading ends in."""
_ENDS = regex(rf"(?:(?<!把)(?<!把[{HAN}])(?:{_LAST})|的\"[^\"]{{2,8}}\")\Z")
_DEED = regex(rf"[讲抓促惠守保谋][{HAN}]{{2}}\Z")
"""What a heading ends in before 我将: 常怀赤诚之心讲政治."""
_NO_HEADING = regex(
    r"(?:我|今年|去年|近年|刚才|大家|同志|根据|按照|为了|各级|全[市县区省镇乡]|当前|目前|首先|一是|[^,]{0,8}(?:指出|强调|要求|认为))"
    r"|.*(?:[。;:!?…]|[一二]是)"
)
"""What is a sentence from its first word on, and no heading."""
_OPEN = regex(
    r".*(?:(?:认识到|看到|知道|明白|体现|说明)(?!成绩|差距|不足)[^,]{0,20}|《[^》]*|\([^)]*|[,、 ]|把[^,]{0,8}(?<!到位|到底)|(?:^|,)(?:以|用|凭)[^,]*的[^,的]{2,4})\Z"
)
"""What a heading does not end in: a claim, and a bracket or a list that goes on."""
_GOES_ON = regex(rf"(?:{_LAST}|[感性的和与及或、,;:.是作为在上中下里要就也都还更最之而来去\"\)])")
"""What does not begin a sentence behind a heading's last word."""
_TIME = regex(
    r"(?:今年|去年|年初|近年|近[几两三]年|这[几些]年|多年|一年|长期|入[春夏秋冬汛]|开年|新年伊始)(?:以?来)?,"
    r"|(?:今年|年初|近年|近[几两三]年|这[几些]年|入[春夏秋冬汛])(?:以?来)?(?=(?:我[市县区省镇乡局院校]|全[市县区省镇乡局院校]|我们|在)(?!.{0,8}的)[^,。]{0,30},)"
    rf"|(?:自|自从)[^,。;]{{2,20}}以来,|[春夏秋冬][{HAN}]{{2,6}}(?:以后|之后|以来|期间),|(?:当前|目前|眼下|最近|现阶段|前一阶段),"
)
_SUBJECT = regex(
    rf"(?P<subject>[*xX×某]{{1,4}}[省市县区镇乡]?|[{HAN}\"《》()]{{4,18}}?),?是(?![否不]|要|[^,。]{{0,4}}是)[^,。]{{4,}}"
)
_ALL = regex(
    r"(?:各(?:级|地|乡|镇|村|县|街道|部门|单位|科室|学校)|全[市县区省镇乡局校])[^,。;]{0,24}?(?:要(?!求|点)|必须|应当)"
)
_SPEAKER = regex(r"我们?(?:将|必须|会)|我们要(?!求)")
_PHRASE = regex(
    "围绕|立足|着眼|聚焦|依托|借助|依靠|根据|以|用|靠|本着|紧扣|瞄准|对|面对|针对|关于|随着|经过|通过|作为|由于|因为|按|结合|有了|没有|只[要有]|不管|无论|虽然|尽管|接下来|下一步|带着|凭|为|在|从|给|让|把"
)
"""What opens a phrase before those who are to act, as often as a heading."""
_NO_SUBJECT = regex(rf".*(?:的|[不正]|如何|就|也|都|更|而|但|要|应该|可以|认为|{_LAST})\Z|.*(?:我|这|那|它)")


def glued_heading(folded: str) -> int:
    """Length of the heading that opens the text behind a marker and runs on without a sign into its paragraph; 0 if none does.

    >>> said = "看到成绩、找准差距,坚定创卫的信心和决心创建国家卫生城市,是改善人居环境的重要途径。"
    >>> said[:glued_heading(said)], glued_heading("提高思想认识是做好创建工作的前提,必须放在首位。")
    ('看到成绩、找准差距,坚定创卫的信心和决心', 0)
    >>> said = "盯紧任务,落实举措,形成工作新气象今年以来,各乡镇主动作为,成效明显。"
    >>> said[:glued_heading(said)]
    '盯紧任务,落实举措,形成工作新气象'
    """
    for end in range(SHORTEST, min(LONGEST, len(folded) - SHORTEST_TEXT) + 1):
        heading = folded[:end]
        if _NO_HEADING.match(heading):
            return 0
        if not _OPEN.match(heading) and _begins_anew(heading, folded, end):
            return end
    return 0


def _begins_anew(heading: str, folded: str, at: int) -> bool:
    """Whether a sentence of its own begins behind what may be a heading."""
    speaks = _SPEAKER.match(folded, at) is not None
    if _says_again(heading, folded, at) or (speaks and _DEED.search(heading)):
        return True
    if not _ENDS.search(heading):
        return False
    told = _ALL.match(folded, at) is not None
    if (speaks or told) and _PHRASE.match(heading):
        return False
    if speaks or _GOES_ON.match(folded, at):
        return speaks
    return (
        told
        or _TIME.match(folded, at) is not None
        or _has_subject(folded, at)
        or _opens_alike(heading, folded, at)
    )


def _has_subject(folded: str, at: int) -> bool:
    """Whether a subject and 是 stand here: 创建国家卫生城市是…"""
    found = _SUBJECT.match(folded, at)
    return found is not None and not _NO_SUBJECT.match(found["subject"])


def _opens_alike(heading: str, folded: str, at: int) -> bool:
    """Whether the heading's own words open what stands here."""
    again = folded[at : at + SHORTEST_AGAIN]
    return "," not in again and again in heading


def _says_again(heading: str, folded: str, at: int) -> bool:
    """Whether the last clause of a heading, or all of it, stands again right behind it: 全面总结各项工作全面总结各项工作,对于…"""
    clause = heading[heading.rfind(",") + 1 :]
    return len(clause) >= SHORTEST and folded.startswith((f"{clause},", f"{clause}是"), at)
