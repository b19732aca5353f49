"""A speaker at the head of a title: 禾川市人民政府市长岳照临新春致辞. Patterns run on folded text."""

from __future__ import annotations

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.names import NAME
from chuangwen_corpus.genre.titles import GENRE, with_own_titles
from chuangwen_corpus.genre.topics import NAME_IN_TITLE
from chuangwen_corpus.genre.units import OFFICE, UNIT, with_own_places
from chuangwen_corpus.lazy import regex

GOES_ON = rf"(?=在|于|出席|关于|就|致|向|给|的|:|\ |\d|新|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|[元春]|国庆|中秋|教师节|{GENRE}|[^,。]{{2,12}}(?:会|典礼|仪式|致辞|致词|献词|寄语|讲话))"
HEAD_OFFICE = "|".join(office for office in OFFICE.split("|") if office[-1] in "长记任席裁理监校官事统")
"""The offices of which a body has one, or few: not 代表, 委员, 居民."""
PERSON = rf"(?!在|给|致|最新|关于|有关)(?:(?:{UNIT}|某)?(?:党[工组]?委)?(?:候任|代理|常务|执行)?副?(?:{HEAD_OFFICE})(?:、(?:{UNIT})?副?(?:{HEAD_OFFICE}))?(?:同志)?(?:{NAME_IN_TITLE})?(?:同志|议员|先生|女士)?|[{HAN}]{{2,14}}?副?(?:{HEAD_OFFICE}|[{HAN}]{{2}}长){NAME_IN_TITLE}(?=在)|{NAME}(?:{HEAD_OFFICE}|同志|先生|女士|议员))"
"""An office, with its unit and a name or without, or a name with an office behind it."""
_PERSON = regex(rf"(?:{PERSON}){GOES_ON}")


def opens_with_person(folded: str) -> bool:
    """Whether a title opens with who speaks.

    >>> opens_with_person("水质小组主席叶知微议员的发言"), opens_with_person("在全市创城大会上的讲话")
    (True, False)
    """
    return bool(with_own_places(with_own_titles(_PERSON)).match(folded))
