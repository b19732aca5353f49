"""What kind of body a unit is, by how its name ends (`bodies.tsv`). Works on folded text."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.levels import MINISTRIES
from chuangwen_corpus.genre.own import in_use
from chuangwen_corpus.genre.wordlists import longest_first, rows
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.records.text import UnitKind

PARTY_ORGAN = "党委|党组|党工委|机关党委|直属党委|党支部|党总支"
"""Organs of the party inside a body; they do not tell of which kind the body is."""

_PLACES = ("自治区", "自治州", "省", "市", "县", "区", "旗", "州", "镇", "乡")
_SET: tuple[tuple[re.Pattern[str], UnitKind | None], ...] = (
    (regex(r".*委[、和]?[省市县区旗州镇乡]?(?:人民)?政府"), "party"),
    (regex(r"[我本全]?校"), "school"),
    (regex(r".*(?:政协|人民政治协商会议).*委员会"), "consultative"),
    (regex(r".*武警.*[队部]"), "military"),
    (regex(r"(?:民革|民盟|民建|民进|农工党|致公党|九三|台盟).*委(?:员会)?"), None),
    (regex(r"共青团.*委(?:员会)?|.*(?:团[省市县区州旗]|[省市县区校]团)委"), "organisation"),
    (regex(rf"(?:国家)?(?:{MINISTRIES})部"), "government"),
    (regex(r"(?:.*(?:自治区|[省市县区旗州盟镇乡地])|中共.*)委|(?:中共|中国共产党).*委员会|(?:中共|党)中央"), "party"),
    (regex(r".*(?:(?:[初高大研][一二三四]|年级)(?: ?\([^()]{1,3}\)|[一二三四五六七八九十\d]{1,3}(?=班))?班?|\d{1,4}班|\([^()]{1,3}\)班)"), "school"),
)  # fmt: skip
"""Shapes that no ending tells; the first that fits counts."""
_ORGAN = regex(rf"(?P<body>.*?)(?:{PARTY_ORGAN})")
_PART = regex(rf".*[{HAN}](?:办公室|支队|大队|中队|[处科组站所]|中心|部)")
_GENERAL = regex(
    r"(?:(?:文明|卫生|园林|森林|模范|示范|宜居|智慧|现代化|省会|旅游|中心)?城市)|城乡|城镇|城区|农村|(?:美丽)?乡村|市场|辖区|片区|地区|郊区"
)
"""Words for places in general, which no unit is named by alone."""
_LIKE_A_UNIT = regex(rf".*[{HAN}](?:办公室|中心|平台|系统|联盟|车间|[局办委处科组站所队团会社店园馆院部])")


class Body(NamedTuple):
    """A unit, by its name."""

    kind: UnitKind | None
    """What kind of body it is; None where the name does not tell."""
    known: bool
    """Whether the ending is known, so that an office may not say otherwise."""
    is_place: bool
    """Whether it is a place and not a body in it: XX镇, for which the party or the government may speak."""


@cache
def _kinds() -> dict[str, UnitKind | None]:
    return {str(row["ending"]): cast("UnitKind | None", row["kind"]) for row in rows("bodies")}


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{longest_first(list(_kinds()))})\Z")


def ending_of(unit: str) -> str | None:
    """The longest ending of `bodies.tsv` that a unit has.

    >>> ending_of("清河街道办事处"), ending_of("水务局"), ending_of("晨光")
    ('街道办事处', '局', None)
    """
    match = _endings().search(unit)
    return match[0] if match else None


def read_body(unit: str) -> Body | None:
    """What kind of body a unit is; None where the name does not end like a unit's.

    >>> read_body("市教育局"), read_body("青石镇")
    (Body(kind='government', known=True, is_place=False), Body(kind='government', known=True, is_place=True))
    >>> read_body("云山林场办公室"), read_body("林若水")
    (Body(kind=None, known=False, is_place=False), None)
    """
    if "、" in unit:
        return _row(unit.split("、"))
    for shape, kind in _SET:
        if shape.fullmatch(unit):
            return Body(kind, known=True, is_place=False)
    if _GENERAL.fullmatch(unit):
        return None
    organ = _ORGAN.fullmatch(unit)
    if organ:
        inside = read_body(organ["body"])
        if inside and (inside.is_place or organ["body"].endswith("街道")):
            return Body("party", known=True, is_place=False)
        return inside or Body(None, known=False, is_place=False)
    ending = ending_of(unit)
    if ending:
        return Body(_kinds()[ending], known=True, is_place=ending in _PLACES)
    if is_own_place(unit):
        return Body(None, known=True, is_place=True)
    if not _LIKE_A_UNIT.fullmatch(unit):
        return None
    return Body(_kind_of_whole(unit), known=False, is_place=False)


def _row(units: list[str]) -> Body | None:
    """Several units that one speaker stands for: of the kind that all have, or the party's, if its organ is named first.

    >>> _row(["市委", "市政府"]).kind, _row(["教育局", "市医院"]).kind
    ('party', None)
    """
    bodies = [read_body(unit) for unit in units]
    if None in bodies:
        return None
    kinds = [body.kind for body in bodies if body]
    led = kinds[0] == "party" and any(unit.endswith(("政府", "办事处")) for unit in units)
    return Body(kinds[0] if led or len(set(kinds)) == 1 else None, known=True, is_place=False)


def is_own_place(unit: str) -> bool:
    """Whether a name is that of a place by the lists in use and by nothing else."""
    lists = in_use()
    return lists is not None and unit in lists.places and ending_of(unit) is None


def opens_with_own_place(words: str) -> bool:
    """Whether words begin with a place of the lists in use: 前 in 前海 is no former office."""
    lists = in_use()
    return lists is not None and any(map(words.startswith, lists.places))


def _kind_of_whole(part: str) -> UnitKind | None:
    """The kind of the body that a department belongs to: 市教育局基建科."""
    if not _PART.fullmatch(part):
        return None
    for end in range(len(part) - 1, 1, -1):
        ending = ending_of(part[:end])
        if ending and ending not in _PLACES:
            return _kinds()[ending]
    return None


_OWN = r"(?:我们?|咱们?|本|代表(?:全体)?)"
_MENTIONS: dict[UnitKind, re.Pattern[str]] = {
    "school": regex(
        rf"国旗下|{_OWN}(?:的)?(?:学校|校(?!园|准|对|验|正|服|车|徽)|班级?|幼儿园|学院|大学|中学|小学)"
    ),
    "hospital": regex(rf"{_OWN}(?:的)?(?:医院|院(?!校|士|落|子|系)|科室)"),
    "enterprise": regex(rf"{_OWN}(?:的)?(?:公司|集团|企业|厂(?!区)|项目部|酒店|分公司|支行|银行)"),
    "community": regex(rf"{_OWN}(?:的)?(?:社区|居委会|村委会|村两委|小区)"),
}
_CARES = regex("医院|护士|护理|医生|医护|医疗|患者|病人|门诊")
"""What tells a hospital from a court and a college, which say 我院, too."""
_FEW = 2
"""Mentions of another kind of body that one of a speaker's own outweighs, at least."""


def kind_of_mentions(folded: str) -> UnitKind | None:
    """The kind of body that a speech calls its own (我校, 我们公司, 代表医院); None where it names none, or several.

    An organ of the party or the government is not told so: 我市 and 我县 are said by both.

    >>> kind_of_mentions("我代表学校向同学们祝贺,我校今年有三百名毕业生"), kind_of_mentions("我校和我们公司")
    ('school', None)
    """
    counts = {kind: len(pattern.findall(folded)) for kind, pattern in _MENTIONS.items()}
    if not _CARES.search(folded):
        counts["hospital"] = 0
    ranked = sorted(counts, key=lambda kind: -counts[kind])
    first, second = counts[ranked[0]], counts[ranked[1]]
    return ranked[0] if first and first >= _FEW * second and (first > 1 or not second) else None
