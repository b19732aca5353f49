"""Salutations: who is spoken to, at the head of a speech.

All patterns run on folded text.
"""

from __future__ import annotations

import re

LONGEST_SALUTATION = 80

_ADDRESSED = (
    "领导|同志们|同志|朋友们|朋友|来宾|嘉宾|代表|委员|同事们|同事|同仁|市民|居民|村民|群众|"
    "女士们|先生们|女士|先生|乡亲们|乡亲|父老|老师们|老师|同学们|同学|家长们|家长|战友们|战友|"
    "书记|市长|县长|区长|镇长|乡长|局长|主任|部长|组长|院长|校长|主席|常委|秘书长|"
    "党员们|党员|干部|职工|员工|志愿者|志愿者们|姐妹们|兄弟们|伙伴们|评委|观众|"
    "同行|叔叔阿姨|叔叔|阿姨|爷爷奶奶|小朋友们|小朋友|孩子们|邻居|街坊|工友|学员|校友|听众|网友|家人|官兵|师傅|伙伴|会员|客人|企业家|商户|业主|司机|青年|少年|队员们|队员|各位|大家|全体人员|单位"
)
_PART = re.compile(
    rf"(?:(?:尊敬|敬爱|亲爱|可敬|在座)的)*(?:各位|全体|广大|在座的|全市|全县|全区|全镇|诸位)*"
    rf"[^,、。;:!?\"《]{{0,14}}?(?:{_ADDRESSED})们?"
)
_ORGAN = re.compile(
    r"(?:[省市区县州镇乡]|街道)?[^,、。;:!?\"《]{0,6}(?:委|政府|人大|政协|党工委|办事处|局|办|部门)"
)
"""An organ whose people are addressed: 区委、区政府各位领导."""
_STOP = re.compile(r"[:!]")


def salutation_length(folded: str, start: int = 0) -> int:
    """Length of the salutation at `start`, with its stop; 0 if there is none.

    A salutation lists people and ends in a colon or an exclamation mark.

    >>> salutation_length("尊敬的各位领导、同志们:今天"), salutation_length("各位领导高度重视。")
    (12, 0)
    >>> salutation_length("区委、区政府各位领导,同志们:")
    15
    """
    stop = _STOP.search(folded, start, start + LONGEST_SALUTATION)
    if not stop:
        return 0
    parts = [part.strip() for part in re.split("[、,]", folded[start : stop.start()])]
    while len(parts) > 1 and _ORGAN.fullmatch(parts[0]):
        del parts[0]
    if not all(_PART.fullmatch(part) for part in parts):
        return 0
    return stop.end() - start


def addressee(folded_salutation: str) -> tuple[int, int]:
    """Where in a salutation the people addressed stand, without 尊敬的 and the stop."""
    lead = re.match(r"(?:(?:尊敬|敬爱|亲爱|可敬)的)*", folded_salutation)
    start = lead.end() if lead else 0
    return start, len(folded_salutation.rstrip(":! "))
