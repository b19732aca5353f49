"""`organisation`: a particular organ or unit, in full, contracted, with a placeholder, or as one's own.

Classes of units (各部门, 窗口单位, 学校) are none. 市委、市政府 are two, 市委政府 too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.data import rows, tree
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, SentenceSpan, Spans, longest
from chuangwen_corpus.annotate.layers.self_reference import OWN_UNIT
from chuangwen_corpus.genre.folding import HAN

_FUNCTION = tree(row["function"] for row in rows("organ_functions"))
_BLANK = r"(?<![a-zA-Z\d])(?:[xX]{1,4}|[×*○△]{1,4}|某{1,3}|_{2,})"
_AREA = "自治区|自治州|自治县|开发区|高新区|经开区|经济技术开发区|高新技术产业开发区|新区|工业园区|省|市|区|县|州|旗|镇|乡|街道"
_NOT_NAME = "的了和与及在对为将把向由从到以按让被给各全每本该这那我你他她它是有要就也都个名条项等、"
_NAME = rf"[{HAN}]{{2,4}}"
_REGION = rf"(?:{_BLANK}(?:{_AREA})|{_BLANK})"
_LEVEL = r"(?:中央|全国|国家|省|自治区|市|州|区|县|旗|镇|乡|街道|街|村|社区|高新区|开发区|经开区|新区|局|院|校|厅|集团|公司)"
_PARTY = (
    r"委常委会|委督查室|委政研室|委巡察办|委办公室|委办|政府办公室|政府办|人大常委会|人民政府|委宣传部|委组织部|委统战部|委政法委|委老干部局|纪委监委|纪检监察委员会|纪委|监委|监察委|直机关工委|直机关党工委|直工委|人大|政协|"
    r"委(?!员|托|屈|书记|副书记|常委(?!会))|政府|党委|党组|党总支|党支部|团委|工会|总工会|妇联|残联|科协|文联|工商联|关工委|红十字会|供销合作社|供销社|文联|法院|检察院|人民法院|人民检察院|创文指挥部|创建指挥部|指挥部"
)
_SUFFIX = r"局|委员会|委(?!员|托|屈)|办公室|办(?!法|理|好|事|公|实|学|证|税|展|会|起|结|成)|厅|部(?!门|署|分|队|位|级|委)|指挥部|支队|大队|中队|总队|分局|中心|总站|监督所|处(?!理|罚|置|于|在|长)|总公司|公司|集团(?:有限)?公司|集团"
_UNDER = r"(?:(?:交警|消防|消防救援|治安|巡特警|执法|城管|监察|特勤|机动|交通)?(?:支队|大队|中队)|(?:[\u4e00-\u9fff]{2,3})?分局|办公室)?"
_INSTITUTION = (
    r"(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司|集团(?:公司)?|(?:人民|中心|中|妇幼保健|第[一二三四五六七八]人民|附属|妇女儿童)?医院|(?:实验|中心|第[一二三四五六七八九十]|外国语|希望|民族)?(?:小学|中学|高中|幼儿园|学校)|"
    r"[一二三四五六七八九十]中|大学|学院|职业技术学院|银行|供电公司|火车站|汽车站|客运站|博物馆|图书馆|文化馆|体育馆|"
    r"物业(?:服务)?(?:公司|企业)?|管委会|管理委员会|党工委|办事处|派出所|卫生院|卫生服务中心|居委会|村委会|居民委员会|村民委员会|村|社区|小区|派出所|林场|市场|商场|超市"
)
_CENTRAL = (
    r"党中央|中共中央|国务院|中央文明委|中央文明办|中央宣传部|中宣部|中央组织部|中组部|中央纪委|中央军委|中央政治局|中央(?!广场|大街|公园|空调|商务|企业|财政|电视|台|预算)|全国人大|全国政协|教育部(?!门)|公安部(?!门)|住建部(?!门)|住房和城乡建设部|生态环境部|国家卫健委|国家发改委|"
    r"民政部(?!门)|财政部(?!门)|司法部(?!门)|交通运输部(?!门)|文化和旅游部|自然资源部(?!门)|水利部(?!门)|农业农村部(?!门)|工业和信息化部|工信部(?!门)|人力资源社会保障部|人力资源和社会保障部|人社部(?!门)|应急管理部(?!门)|商务部(?!门)|科学技术部|科技部(?!门)|外交部(?!门)|国防部(?!门)|退役军人事务部|审计署|海关总署|国家卫生健康委|国家[一-龥]{2,6}?(?:局|委|署)(?!长|员|书)|国家统计局|国家测评组|中央测评组|共青团中央|团中央|全国妇联|全国总工会"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("organisation.own", re.compile(OWN_UNIT)),
    ("organisation.central", re.compile(_CENTRAL)),
    ("organisation.party", re.compile(rf"{_REGION}?{_LEVEL}(?:{_PARTY})")),
    ("organisation.party_second", re.compile(r"(?<=委)、?(?P<name>政府)|(?<=委、)(?P<name2>政府)")),
    ("organisation.function", re.compile(
        rf"(?:{_REGION}?{_LEVEL}|{_REGION})?(?:委)?(?:{_FUNCTION})(?:{_SUFFIX}){_UNDER}")),
    ("organisation.youth", re.compile(rf"共青团(?:{_BLANK}|{_NAME})?(?:{_AREA})委|团(?:省|市|区|县|州)委|(?:总工会|妇联|残联|科协|工商联|关工委|文明办|文明委|创文办|创城办|创建办|纪委监委|党工委|交警支队|交警大队|公安分局)")),
    ("organisation.level", re.compile(
        rf"(?:{_REGION})?(?:中央|全国|省|市|州|区|县)(?:级)?(?:直属)?(?![民场长级里])[{HAN}]{{2,8}}?(?:局|办公室|委员会|指挥部|管理处|中心|协会|支队|大队|集团|公司|银行|书店|剧院|电视台|领导小组|联席会议|医院|中学|小学)(?!长|面|域)")),
    ("organisation.institution", re.compile(rf"(?:国网|国家电网|中国)?{_REGION}(?:{_INSTITUTION})(?:党支部|党委|党组|党工委)?")),
    ("organisation.of_area", re.compile(rf"{_BLANK}(?:{_AREA})(?:{_FUNCTION})?(?:{_SUFFIX}|{_INSTITUTION})(?:党支部|党委|党组|党工委)?")),
    ("organisation.zone", re.compile(r"(?:高新区|开发区|经开区|新区|园区|景区|保税区)(?:党工委|管委会)")),
    ("organisation.area", re.compile(rf"{_BLANK}(?:{_AREA}|村|社区|小区)(?![{HAN}]?(?:特色|道上))")),
    ("organisation.system", re.compile(
        rf"(?:全市|全区|全县)?(?P<name>(?:{_FUNCTION}|政法|医疗|医疗卫生|卫生健康|金融)系统)")),
)  # fmt: skip
_ANCHORS = {
    "organisation.party": re.compile(_PARTY),
    "organisation.function": re.compile(rf"(?:{_FUNCTION})(?:{_SUFFIX})"),
    "organisation.level": re.compile("局|办公室|委员会|指挥部|管理处|中心|协会|支队|大队|集团|公司|银行|书店|剧院|电视台|领导小组|联席会议|医院|[中小]学"),
    "organisation.institution": re.compile(r"[xX×*○△某_]"),
    "organisation.of_area": re.compile(r"[xX×*○△某_]"),
    "organisation.area": re.compile(r"[xX×*○△某_]"),
    "organisation.system": re.compile("系统"),
}  # fmt: skip
"""What the matches of a pattern hold at least, for `Reading.holding`."""
_SOME_LISTED = re.compile("部门|单位")
_LISTED = re.compile(
    rf"(?:(?:{_FUNCTION})、){{1,9}}(?:{_FUNCTION})(?=(?:等)?(?:相关|有关|职能|多个|各)?(?:部门|单位))"
)
_FUNCTIONS = re.compile(_FUNCTION)
_NAMED_SUFFIX = re.compile(
    r"(?:街道办事处|街道办|街道|社区(?:居委会|党支部|党委)?|镇(?!街|村|区)|乡(?!村|亲|镇|土|风|愁|情)|村(?!民|庄|镇|居|级|组|规|村)|派出所|卫生院|中心小学|县|区|市)(?:党工委|党委|政府|人民政府)?"
)
_NOT_UNITS = frozenset(("家乡", "区域", "中心", "家园"))
_GENERIC = frozenset(
    "文明 老旧 和谐 平安 美丽 绿色 智慧 示范 农村 城市 城镇 集镇 包保 共建 联系 全国 全市 全区 全县 全镇 全 各 本 该 "
    "试点 重点 先进 后进 乡镇 建制 特色 中心 主 城 新 老 行政 自然 城中 城郊 郊 山 辖 市 县 区 街道 乡 镇 村 基层 附近 周边 社区 "
    "住宅 文明 卫生 园林 森林 双拥 宜居 海绵 模范 生活 服务 居民 管 景 厂 校 片 责任 网格 单位 沿街 无 有 每个 一个 这个 个 多个 所有 不少 部分 开展 建设 我们".split()
)
_AREA_NAME_TAGS = ("ns", "nr", "nz", "nt", "nrt", "nrfg")
_TYPES = (
    ("government", r"^(?:教育|公安|财政|民政|司法|水利|商务|科技|外交|国防|住建|交通运输|生态环境|自然资源|农业农村|应急管理|退役军人事务|工信|人社|文化和旅游|住房和城乡建设|工业和信息化|人力资源和?社会保障|科学技术)部$|署$|^国家.*(?:局|委|署)$|公安|警"),
    ("discipline", r"纪委|监委|监察"), ("congress", r"人大"), ("cppcc", r"政协"),
    ("government", r"政府|国务院|局|厅|管委会|办事处|街道办|支队|大队|派出所|行政|人民政府|交警"),
    ("mass_organisation", r"工会|妇联|团委|共青团|团(?:省|市|区|县)委|残联|科协|文联|工商联|协会|红十字"),
    ("school", r"学校?$|中学|小学|幼儿园|高中|学院|校$|[一二三四五六七八九十]中$"),
    ("hospital", r"医院|卫生院|卫生服务|院$"), ("court", r"法院|检察院"),
    ("party", r"委$|党|办$|办公室|宣传部|组织部|统战部|常委会|中央|文明委|指挥部|领导小组|部$"),
    ("enterprise", r"公司|集团|银行|物业|商场|超市|市场|企业|厂$|行$"),
    ("residential", r"社区|小区|村|居委会"), ("system", r"系统$"),
    ("area", r"(?:省|市|区|县|州|旗|镇|乡|街道)$"),
)  # fmt: skip
_COMPILED_TYPES = tuple((kind, re.compile(pattern)) for kind, pattern in _TYPES)


_OFFICES = re.compile(
    r"(?:党组|党委|党工委)?(?:常务|第一)?副?(?:书记|局长|厅长|部长|主任|秘书长|主席|院长|校长|检察长|支队长|大队长|队长|站长|所长|处长|科长|总经理|经理|董事长|会长|委员(?!会)|常委(?!会)|行长|镇长|乡长|县长|市长|区长|省长|台长|社长)"
)


class Organisation(AnnotationRow):
    """A particular organ or unit."""

    type: str = Field(
        description="party, government, congress, cppcc, discipline, court, mass_organisation, school, "
        "hospital, enterprise, residential, system, area or unit."
    )
    level: Literal["central", "province", "city", "county", "township", "village"] | None = Field(
        description="Level of administration, where the name tells."
    )
    own: bool = Field(description="Whether the speaker's own unit is meant (我局, 我们单位).")


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    found: dict[SentenceSpan, list[Mark]] = {}
    for rule, pattern in _PATTERNS:
        for sentence in reading.holding(_ANCHORS.get(rule, pattern)):
            for match in pattern.finditer(folded, sentence.start, sentence.end):
                span = match.span(match.lastgroup or 0)
                if mark := _mark(reading, *span, rule, sentence.start):
                    found.setdefault(sentence, []).append(mark)
    for sentence in reading.holding(_NAMED_SUFFIX):
        found.setdefault(sentence, []).extend(_named(reading, sentence.start, sentence.end))
    for sentence in reading.holding(_SOME_LISTED):
        for match in _LISTED.finditer(folded, sentence.start, sentence.end):
            for part in _FUNCTIONS.finditer(folded, *match.span()):
                attributes = {"type": "government", "own": "false"}
                found.setdefault(sentence, []).append(Mark(*part.span(), "organisation.listed", attributes))
    for sentence, marks in found.items():
        works = Spans((w.start, w.end) for w in reading.inside("cited_work", sentence.start, sentence.end))
        offices = Spans(
            (mark.start, mark.end) for mark in marks if _OFFICES.match(folded, mark.end) and not _own(mark)
        )
        for mark in longest(marks):
            if offices.meet(mark.start, mark.end):
                continue  # a title of office: 县委书记, 财政局局长
            if _NO_ORGAN.fullmatch(folded[mark.start : mark.end]) or _splits_area(folded, mark):
                continue
            if folded[mark.start] in "各每" or (
                mark.start > sentence.start and folded[mark.start - 1] == "各"
            ):
                continue
            if not works.meet(mark.start, mark.end):
                yield from _parted(folded, mark)


def _own(mark: Mark) -> bool:
    return mark.attributes["own"] == "true"


_NO_ORGAN = re.compile("中心|副?(?:省|市|县|区)长")


def _splits_area(folded: str, mark: Mark) -> bool:
    """Whether 区 or 乡 of a span is the first or last character of 区域 or 家乡."""
    text = folded[mark.start : mark.end]
    return (
        (folded.startswith("域", mark.start + 1) and text[0] == "区")
        or text.endswith("家乡")
        or (text.endswith("区") and folded.startswith("域", mark.end))
    )


def _parted(folded: str, mark: Mark) -> Iterator[Mark]:
    """市委政府 is two organs."""
    text = folded[mark.start : mark.end]
    if not re.search("委.{0,4}(?:人民)?政府$", text):
        yield mark
        return
    cut = mark.start + text.index("委") + 1
    for start, end in ((mark.start, cut), (cut, mark.end)):
        yield Mark(start, end, mark.rule, mark.attributes | {"type": _type(folded[start:end])})


def _mark(reading: Reading, start: int, end: int, rule: str, first: int) -> Mark | None:
    folded = reading.folded
    own = rule == "organisation.own" or folded[start] == "我"
    text = folded[start:end]
    if own:
        if not any(m.start == start and m.end == end for m in reading.inside("self_reference", start, end)):
            return None
        if text.endswith("小区") or folded[end : end + 2] in _NOT_UNITS or text == "本科":
            return None
    elif text[0] not in "xX×*某_○△":
        if not reading.word_starts(start):
            return None
        start = _with_region(reading, start, first)
        if rule == "organisation.level" and any(c in text[1:] for c in _NOT_NAME):
            return None
    text = folded[start:end]
    attributes = {"type": _type(text), "own": str(own).lower()}
    if level := _level(text):
        attributes["level"] = level
    return Mark(start, end, rule, attributes)


def _with_region(reading: Reading, start: int, first: int) -> int:
    """Where the organ's name starts with the region before it (清河|市教育局)."""
    words = reading.words(max(first, start - 6), start)
    if words and words[-1].end == start and words[-1].xpos in _AREA_NAME_TAGS and len(words[-1].form) >= 2:
        return words[-1].start
    return start


def _named(reading: Reading, start: int, end: int) -> Iterator[Mark]:
    """Units and regions by a name of their own: 城南镇, 幸福社区, 清河区."""
    folded = reading.folded
    for match in _NAMED_SUFFIX.finditer(folded, start, end):
        words = reading.words(max(start, match.start() - 4), match.end() + 2)
        before = [word for word in words if word.end <= match.start()]
        whole = next((w for w in words if w.start < match.start() < w.end), None)
        if whole:  # the name and what it is are one word: 城南镇
            tail = folded[match.start() : whole.end]
            known = (
                whole.xpos == "ns"
                and not whole.form.endswith("城市")
                and len(whole.form) > 2
                and whole.end == match.start() + len(tail)
            )
            if (
                known
                and tail in ("镇", "乡", "村", "县", "区", "市", "街道", "社区")
                and whole.form[: -len(tail)] not in _GENERIC
            ):
                yield _named_mark(folded, whole.start, max(whole.end, match.end()))
            continue
        if not before or before[-1].end != match.start():
            continue
        name = before[-1]
        proper = (
            name.xpos in _AREA_NAME_TAGS
            or (
                match[0].startswith(("社区", "街道", "镇", "村"))
                and name.xpos in ("a", "x", "s", "f", "z")
                and len(name.form) > 1
            )
            or (
                match[0][0] in "镇乡"
                and name.xpos in ("s", "n")
                and name.form in ("城南", "城北", "城东", "城西", "城关")
            )
        )
        if (
            proper
            and name.form not in _GENERIC
            and not name.form.endswith(("市", "区", "县"))
            and len(name.form) < 5
        ):
            yield _named_mark(folded, name.start, match.end())


def _named_mark(folded: str, start: int, end: int) -> Mark:
    text = folded[start:end]
    own = folded.endswith("我们", 0, start) or folded.endswith("咱们", 0, start)
    attributes = {"type": _type(text), "own": str(own).lower()}
    if level := _level(text):
        attributes["level"] = level
    return Mark(start, end, "organisation.named", attributes)


def _type(text: str) -> str:
    if text == "政府":
        return "government"
    return next((kind for kind, pattern in _COMPILED_TYPES if pattern.search(text)), "unit")


def _level(text: str) -> str | None:
    if re.match(_CENTRAL, text) or text.startswith(("全国", "国家")):
        return "central"
    if re.search(r"团省委|^省|省(?:委|政府|级|直|文明)", text):
        return "province"
    for level, pattern in (
        ("village", r"社区|村|居委会|小区"),
        ("township", r"街道|镇(?!江|海|平)|乡(?!村振兴)"),
        ("county", r"(?<!自治)(?<!开发)(?<!高新)(?<!经开)(?<!新)(?<!园)(?<!景)(?<!税)区|县|旗"),
        ("city", r"市(?!场|容|政(?!府|协|法|务|数))|州"),
        ("province", r"省|自治区"),
    ):
        if re.search(pattern, text):
            return level
    return None


LAYER = Layer(
    "organisation", "organisations", Organisation, _annotate, requires=("self_reference", "cited_work")
)
