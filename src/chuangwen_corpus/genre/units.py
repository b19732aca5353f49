"""Names of units and offices, as patterns on folded text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.names import NAME, SPACED_NAME, SURNAMES, is_name
from chuangwen_corpus.genre.own import Lists, in_use
from chuangwen_corpus.genre.remembered import remembered
from chuangwen_corpus.genre.wordlists import longest_first
from chuangwen_corpus.lazy import regex

_SUFFIX = (
    "文明办|创文办|创建办|创城办|办事处|办公室|街道办|街道|委员会|管委会|居委会|村委会|党工委|党委|党组|党支部|支部|党总支|"
    "指挥部|小组|园区|物流园|产业园|工业园|科技园|总工会|工会|团市委|团县委|团区委|团委|妇联|文联|科协|残联|工商联|法院|检察院|公安|分局|局|"
    "支队|大队|中队|中心|系统|小学|中学|(?<=[一二三四五六七八九十附])中(?!学|全会)|学校|学院|大学|幼儿园|医院|卫生院|公司|集团|银行|电视台|报社|"
    "学生会|家委会|协会|商会|学会|联合会|联谊会|理事会|董事会|研究院|研究所|研究会|基金会|人民政府|政府|人大常委会|人大|政协|议会|"
    "志愿服务队|社区|乡|镇|村|区|县|市|省|旗|州|厅|部|处|站|所|队|委|办|院|署(?=副?署长)|司(?=副?司长)|厂(?=副?厂长|党)"
)
UNIT = rf"[{HAN}a-zA-Z×*]{{0,14}}?(?:{_SUFFIX})"
"""A unit: a name or a placeholder, and the kind of unit it is."""

OFFICE = (
    "书记|副书记|省长|副省长|市长|副市长|县长|副县长|区长|副区长|镇长|副镇长|乡长|副乡长|主任|副主任|局长|副局长|厅长|副厅长|"
    "部长|副部长|主席|副主席|院长|副院长|校长|副校长|园长|队长|支队长|大队长|行长|经理|总经理|副总经理|董事长|理事长|秘书长|会长|副会长|"
    "组长|站长|所长|处长|科长|司长|署长|厂长|总裁|校监|校董|董事|理事|总监|政委|检察长|行政长官|议长|委员长|总理|总统|"
    "常委|代表|委员|议员|教师|老师|学生|同学|队员|志愿者|负责人|居民|市民"
)
"""An office or a part a speaker may have."""

_OFFICES = rf"(?:原|常务|第一|执行|名誉|候任|代理|代|新任|党组|党委|总|首席)*副?(?:{OFFICE})"
_NAME_FIRST = regex(rf"{NAME}(?:{_OFFICES})(?:同志)?")
_CLASS = rf"[{HAN}\d()]{{2,16}}(?:班|中队|系)"
_SITES = regex(
    r"网$|网站|网络|新闻|编辑部|频道|栏目|专栏|公众号|平台|文库|资讯|首页|导航|专区|下载|中心$|办公室$|信息|服务|当前|所在|关注|版权|分享"
)
"""A unit of a site, or a label of one: it may stand where a speaker would."""
_LINE = regex(
    rf"\(?(?P<unit>{UNIT}|{_CLASS})?(?:党[工组]?委)? ?"
    rf"(?:(?P<office>(?:{_OFFICES})(?:(?:[、兼]| (?!{NAME}$))(?:{UNIT})?(?:{_OFFICES}))*)(?P<named>(?: *{NAME}| +[{HAN}](?: ?[{HAN}]){{1,3}}| *{SPACED_NAME})(?:议员)?)?"
    rf"|(?<=.) +(?P<name>{NAME}|{SPACED_NAME}|[{HAN}]{{2,4}})|(?<=...)(?P<close>[{SURNAMES}][{HAN}]{{2}})|(?P<hidden>[{HAN}]某某?|某某|[xX]{{2,3}}))?(?:同志)?\)?"
)
_UNIT = regex(UNIT)
_NO_UNIT = regex(
    r"(?:文明|卫生|园林|宜居|智慧|现代|全国|[的一每])[^。]{0,4}(?:城市|县城|城区)$|^(?:城市|城区|小区|农村|乡村|社区|市区|全[市县区镇村])$"
)


def with_own_places(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern that holds `UNIT`, with the places of the lists in use among the units."""
    lists = in_use()
    return _widened(pattern, lists) if lists and lists.places else pattern


@lru_cache(64)
def _widened(pattern: re.Pattern[str], lists: Lists) -> re.Pattern[str]:
    units = f"(?:{longest_first(sorted(lists.places))}|{UNIT})"
    return re.compile(pattern.pattern.replace(UNIT, units), pattern.flags)


Kind = Literal["office", "named", "name", "unit"]


@remembered
def speaker_kind(folded: str) -> Kind | None:
    """What a short line names of a speaker; None if it names nobody.

    Returns:
        "named": a name beside an office or a unit. "office": an office, with its unit or without. "name": a name
        alone. "unit": a unit alone, which a site prints for itself, too.

    >>> speaker_kind("清河街道党工委书记 张某某"), speaker_kind("县长"), speaker_kind("郑 某 某"), speaker_kind("市教育局")
    ('named', 'office', 'name', 'unit')
    """
    if len(folded) > 48:
        return None
    bare = folded.strip("()")
    if with_own_places(_UNIT).fullmatch(bare):
        return None if _NO_UNIT.search(bare) or _SITES.search(bare) else "unit"
    if _NAME_FIRST.fullmatch(bare):
        return "named"
    if is_name(bare):
        return "name"
    match = with_own_places(_LINE).fullmatch(folded)
    if not match or not bare:
        return None
    if match["office"]:
        return "named" if match["named"] else "office"
    if match["unit"] and not _NO_UNIT.search(match["unit"]) and not _SITES.search(folded):
        return "named" if match["name"] or match["close"] or match["hidden"] else "unit"
    return None


def names_speaker(folded: str) -> bool:
    """Whether a short line is a unit, an office, or a name as printed under a title.

    >>> names_speaker("清河街道党工委书记 张某某"), names_speaker("郑 某 某"), names_speaker("提高认识")
    (True, True, False)
    """
    return speaker_kind(folded) is not None
