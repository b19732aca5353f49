"""Names of units and offices, as patterns on folded text."""

from __future__ import annotations

import re

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.remembered import remembered

_SUFFIX = (
    "文明办|创文办|创建办|创城办|办事处|办公室|街道办|街道|委员会|管委会|居委会|村委会|党工委|党委|党组|党支部|支部|"
    "指挥部|领导小组|总工会|工会|团市委|团县委|团区委|团委|妇联|文联|科协|残联|工商联|法院|检察院|公安|分局|局|"
    "支队|大队|中队|中心|系统|小学|中学|学校|学院|大学|幼儿园|医院|卫生院|公司|集团|银行|电视台|报社|"
    "协会|志愿服务队|社区|乡|镇|村|区|县|市|旗|州|厅|部|处|站|所|队|委|办|院"
)
UNIT = rf"[{HAN}a-zA-Z×*]{{0,14}}?(?:{_SUFFIX})"
"""A unit: a name or a placeholder, and the kind of unit it is."""

OFFICE = (
    "书记|副书记|市长|副市长|县长|副县长|区长|副区长|镇长|副镇长|乡长|主任|副主任|局长|副局长|"
    "部长|副部长|主席|副主席|院长|校长|园长|队长|支队长|大队长|行长|经理|总经理|董事长|秘书长|"
    "组长|站长|所长|处长|科长|常委|代表|委员|教师|学生|队员|志愿者|负责人|居民|市民"
)
"""An office or a part a speaker may have."""

_NAME = rf"[{HAN}](?: ?[{HAN}某×xX*]){{1,3}}"
_SPEAKER_LINE = re.compile(
    rf"\(?(?P<unit>{UNIT})?(?:党[工组]?委)? ?"
    rf"(?:(?P<office>(?:{OFFICE})(?:、(?:{OFFICE}))*)(?: *{_NAME})?|(?<=.) +{_NAME}|[{HAN}] ?某 ?某?)?(?:同志)?\)?"
)
_SPACED_NAME = re.compile(rf"[{HAN}] +[{HAN}某×xX*](?: *[{HAN}某×xX*])?")


@remembered
def names_speaker(folded: str) -> bool:
    """Whether a short line is a unit, an office, or a name as printed under a title.

    >>> names_speaker("清河街道党工委书记 张某某"), names_speaker("郑 某 某"), names_speaker("提高认识")
    (True, True, False)
    """
    if _SPACED_NAME.fullmatch(folded):
        return True
    match = _SPEAKER_LINE.fullmatch(folded)
    return bool(match and (match["unit"] or match["office"] or "某" in folded))
