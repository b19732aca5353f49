"""The administrative level of a unit, by the places that open its name. Works on folded text.

A name is read from the left as a row of places, 安平县 青石镇 东沟村, and then the body; the last place counts. Words that
only look like one (城市, 市场, 乡村) are masked first. A zone (开发区) has no level of its own.
"""

from __future__ import annotations

import re
from collections import Counter

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.records.text import UnitLevel

LEVELS: dict[str, UnitLevel] = {
    "自治区": "province", "省": "province", "自治州": "city", "市": "city", "州": "city", "盟": "city", "地区行署": "city",
    "县": "county", "区": "county", "旗": "county", "镇": "township", "乡": "township", "街道": "township",
    "街办": "township", "社区": "village", "村": "village", "居委会": "village", "居民委员会": "village",
}  # fmt: skip
"""What ends the name of a place, and its level. A city of the rank of a county cannot be told from others: city."""

_ZONE = regex(
    r"新区|开发区|高新区|经开区|示范区|试验区|保税区|合作区|保护区|度假区|功能区|工业区|特区|园区|景区|特别行政区"
)
_NO_PLACE = regex(
    r"城市(?=管理|建设|综合|规划|执法|更新|运|发展|投资|公|社|学|银|商|园林|服务|道路|燃气|排水|供水|轨道|文明)|^城市|城乡|城区|郊区"
    r"|城镇|乡村|农村|乡镇|村镇|市场|市政(?!府|协|法|务|研|数)|市民(?!政|族|宗|生|办|间|营)|市容|^市区|区域|地区(?!行署)|区块|区划|县域|小区|校区"
    r"|辖区|片区|街区|厂区|库区|山区|林区|牧区|灾区|老区|专区|军区|战区|都市(?=圈|区|农|报)|超市|夜市|股市|上市|集市"
    r"|社区(?=矫正|卫生|教育|治理|工作|事务|发展|营造)"
)
"""What only looks like the name of a place."""
_STARTS_LIKE_A_LEVEL = r"(?!镇[江远雄平安巴原海赉康坪沅宁]|乡[宁城]|市[中南北]区|省会|旗袍)"
_MUNICIPALITY = regex(r"(?:中共)?(?:北京|上海|天津|重庆)市?(?!.*[区县镇村]|.*街道)")
_FRONT = regex(
    r"(?:中共|中国共产党|共青团|国家税务总局(?=.*税务)|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|[全我本])?团?"
)
MINISTRIES = (
    "教育|公安|国家安全|财政|民政|司法|水利|商务|外交|国防|科学技术|科技|工业和信息化|工信|自然资源|生态环境|环境保护|交通运输|农业农村|农业|"
    "文化和旅游|文化|应急管理|住房和城乡建设|住建|人力资源和社会保障|退役军人事务|国土资源|卫生"
)
"""What 部 stands behind in the names of ministries, today's and earlier ones."""
_NATIONAL = regex(
    r"全国(?!文明)|中华全国|国务院|中共中央|党中央|最高人民|国家(?=.*(?:局|委|委员会|办|总局|中心|部)$)"
    r"|中央(?=文明|宣传|组织|统战|政法|纪|办公|军委|党校|政治局|书记处|网信|社会|广播电视总台)"
    rf"|(?:{MINISTRIES})部$"
)
_SHORT = "".join(ending for ending in LEVELS if len(ending) == 1 and ending not in "州盟")
"""Without 州 and 盟, which end a place only before certain words."""
_SUFFIX = "|".join(["自治[县旗]", *(ending for ending in LEVELS if len(ending) > 1), f"[{_SHORT}]"])
_INSIDE = f"[^{_SHORT}□]"
_BARE = regex(rf"{_STARTS_LIKE_A_LEVEL}(?P<suffix>{_SUFFIX}|[州盟](?=[委政人教公财民司])|[州盟]$)")
_NAMED = regex(rf"[{HAN}a-zA-Z×*○]{_INSIDE}{{0,9}}?(?P<suffix>{_SUFFIX}|州(?=委|政府|政协|人大|人民|\Z))")
_HONGKONG = regex(r"香港|澳门")
_OWN_LEVEL = regex(r"分局|派出所")


def level_of(unit: str) -> UnitLevel | None:
    """The level of the last place in a unit's name; None where no place is named or the level cannot be told.

    >>> level_of("市教育局"), level_of("安平县青石镇东沟村"), level_of("全国政协")
    ('city', 'village', 'national')
    >>> level_of("市场监管局"), level_of("高新区管委会"), level_of("江滨公司")
    (None, None, None)
    """
    if _HONGKONG.match(unit) or _OWN_LEVEL.search(unit):
        return None
    if _MUNICIPALITY.match(unit):
        return "province"
    front = _FRONT.match(unit)
    rest = _masked(unit[front.end() if front else 0 :])
    level: UnitLevel | None = None
    place = _place(rest)
    while place:
        level, rest = LEVELS[re.sub("自治(?=[县旗])", "", place["suffix"])], rest[place.end() :]
        place = _place(rest)
    if _ZONE.search(unit) and level not in ("township", "village"):
        return None
    return level or ("national" if _NATIONAL.match(unit) else None)


def _place(rest: str) -> re.Match[str] | None:
    """The place that the rest of a name opens with, behind what is masked."""
    at = len(rest) - len(rest.lstrip("□"))
    return _BARE.match(rest, at) or _NAMED.match(rest, at)


def _masked(name: str) -> str:
    hidden = _ZONE.sub(lambda match: "□" * len(match[0]), name)
    return _NO_PLACE.sub(lambda match: "□" * len(match[0]), hidden)


_MENTION = regex(
    r"[全我](?P<suffix>省|市(?!场|民|容|政|值|价)|县(?!域)|区(?!域|块|间|别|分)|旗(?!帜|舰)|镇|乡(?!村|镇|亲))"
)
_ORGAN = regex(r"(?P<suffix>[省市县区镇乡])委(?:[、和]?(?P=suffix))?(?:人民)?政府")
_FEWEST_WITH_ORGANS = 3
_FEWEST_MENTIONS = 2
_SHARE_OF_MENTIONS = 0.75


def level_of_mentions(folded: str) -> UnitLevel | None:
    """The level that a speech names its own area by again and again, 全市, 我市 or 市委、市政府; None where it names several.

    It tells who speaks only where those who speak lead the area: in a speech that mobilises, not in a bureau's pledge.

    >>> level_of_mentions("全市动员，让我市更美，不负全省期望，建好我市"), level_of_mentions("全市场推广，全县和全市")
    ('city', None)
    >>> level_of_mentions("全市开了会，全县跟着开会，今天轮到我镇。我镇的任务不轻。")
    'township'
    >>> level_of_mentions("市委、市政府作了部署，市委市政府抓了落实，请市委、市政府放心。"), level_of_mentions("县委、县政府和市委、市政府")
    ('city', None)
    """
    mentions = list(_MENTION.finditer(folded))
    areas = [match["suffix"] for match in mentions]
    own = [match["suffix"] for match in mentions if match[0][0] == "我"]
    level = _most_named(areas, _FEWEST_MENTIONS) or _most_named(own, _FEWEST_MENTIONS)
    if level:
        return level
    organs = [match["suffix"] for match in _ORGAN.finditer(folded)]
    return _most_named(areas + organs, _FEWEST_WITH_ORGANS)


_OWN_BODY = regex(
    r"[我本](?:局|院|校|公司|处|办|中心|站|队|社区|村|街道|单位|部门|科|系统|行|厂|集团|企业|委(?!员)|所|馆|社|园|班|会)|我们(?:局|学校|医院|公司|单位|部门|社区|村|街道|企业)"
)


def speaks_for_area(folded: str) -> bool:
    """Whether a speech without a title may be that of an area: it calls no smaller body its own.

    >>> speaks_for_area("我市要再加一把劲"), speaks_for_area("我局将落实市委、市政府的部署")
    (True, False)
    """
    return not _OWN_BODY.search(folded)


def _most_named(found: list[str], fewest: int) -> UnitLevel | None:
    """The level that is named most, if hardly any other is."""
    if len(found) < fewest:
        return None
    suffix, count = Counter(found).most_common(1)[0]
    return LEVELS[suffix] if count >= len(found) * _SHARE_OF_MENTIONS else None
