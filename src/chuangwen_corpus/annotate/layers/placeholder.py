"""`placeholder`: what a site or an author put in place of a name, a year or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading

_PLACEHOLDER = re.compile(
    r"(?P<year>(?:19|20)(?:[xX×*○]{1,2}|\d[xX×*○]|_{1,2}))(?![a-zA-Z\d])"
    r"|(?<![a-zA-Z\d])(?P<sign>[xX]{1,4}|[×*○△□]{1,6})(?![a-zA-Z])(?!\d(?!\d?[条个项件]))"
    r"|(?P<blank>_{2,}|(?<=[\u4e00-\u9fff]) ?\( *\)(?=[\u4e00-\u9fff])|…(?=[年月日市区县镇局])(?<!……))"
    r"|(?P<some>某{2,4}|某(?![某些种天日时次人物事地处样一程方面]))"
)
_SOME = re.compile(r"19|20|[xX×*○△□_(…某]")
"""What every one of them holds at least."""
_PLACE = re.compile(
    r"(?:省|市(?!场|民|容|政|里|值)|区(?!域|间|别)|县|旗|州|盟|镇|乡(?!村|亲)|街(?!上)|路|街道|社区|村(?!民)|特色|大道"
    r"|片区|新区|开发区|地区|文明网|文明\d|人(?!大|次|民)|城|精神|形象)"
)
_ORGANISATION = re.compile(
    r"(?:公司|集团|医院|学校|中学|小学|大学|学院|幼儿园|局|部门?|委|办|厅|处|科|所|站|队|中心|单位|银行|企业|协会"
    r"|[\u4e00-\u9fff]{1,6}(?:公司|集团|医院|学校|局|银行|小学|中学|厂|物业|超市|酒店))"
)
_NUMBER = re.compile(
    r" ?(?:年|月|日|号|个|名|人(?!民)|次|万|亿|元|%|处|条|户|项|家|公里|平方|吨|场|届|座|辆|分|米|多|余|期|篇|岁|栋|件|点)"
)
_PERSON = re.compile(
    r"(?:同志|书记|主任|局长|市长|区长|县长|镇长|乡长|校长|院长|老师|先生|女士|主席|部长|代表|总(?=[,，。]))"
)
_SURNAME = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
)
_ROLE_BEFORE = re.compile(
    r"(?:书记|主任|局长|市长|区长|县长|镇长|校长|院长|同志|我是|我叫|主席|部长|队长|经理|[:：])$"
)


class Placeholder(AnnotationRow):
    """A blank or a sign in place of what was taken out."""

    stands_for: Literal["place", "organisation", "person", "year", "number"] = Field(
        description="What was taken out, by what stands around it."
    )


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    for sentence in reading.holding(_SOME):
        for match in _PLACEHOLDER.finditer(folded, sentence.start, sentence.end):
            kind = match.lastgroup or ""
            before, behind = folded[sentence.start : match.start()], folded[match.end() : sentence.end]
            stands = "year" if kind == "year" else _stands_for(before, behind, match[0])
            yield Mark(match.start(), match.end(), f"placeholder.{kind}", {"stands_for": stands})


def _stands_for(before: str, behind: str, form: str) -> str:
    if behind.startswith("年") and len(form) >= 2 and form[0] != "某":
        return "year"
    if _NUMBER.match(behind) and form[0] != "某" and not _PLACE.match(behind):
        return "number"
    if form[0] == "某" and _SURNAME.search(before[-1:]) and not _PLACE.match(behind):
        return "person"
    if _PLACE.match(behind):
        return "place"
    if _PERSON.match(behind):
        return "person"
    if _ORGANISATION.match(behind):
        return "organisation"
    if _ROLE_BEFORE.search(before) or (_SURNAME.search(before[-1:]) and form[0] in "某×*"):
        return "person"
    return "place"


LAYER = Layer("placeholder", "placeholders", Placeholder, _annotate)
