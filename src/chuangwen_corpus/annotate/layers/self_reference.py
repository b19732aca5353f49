"""`self_reference`: words by which speakers mean themselves or their side (我, 我们, 我局, 本人)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, Spans

OWN_UNIT = (
    r"(?:我们?|咱们?|本|敝)(?:县|市|区|镇|乡|村|街道|社区|小区|局|委(?!员)|办(?!法)|厅|处(?!理|于|在)|科|所|站|队|馆|园(?!林)|台(?!湾|阶)|社(?!会|区)|店|中心|校|院|厂|公司|集团|"
    r"单位|部门|系统|支队|大队|中队|支部|党委|党组|协会|学校|医院|企业|银行|行(?!动|为)|班|家(?=物业|单位)|部(?!分)|省|旗|州)"
)
"""A unit named as one's own. 本 takes no 们; 本市 and 本届 differ in that only the first is a unit."""
_SELF = re.compile(
    rf"{OWN_UNIT}|我们|咱们|我国|本人|笔者|(?<![自忘小大唯本])我(?![行们国]|先行|参与|奉献|快乐|能行|点赞|受益)|我(?=行动|行使)"
)
_SOME = re.compile("[我咱本敝]|笔者")
"""What every one of them holds at least."""
_NONE = re.compile(
    r"功成不必在我|功成必定有我|从我做起|我行我素|忘我|自我|你追我赶|你中有我|人人为我|我为人人|舍我其谁|我为群众办实事|我的中国梦|你来我往"
)


class SelfReference(AnnotationRow):
    """A word for the speaker or the speaker's side."""

    kind: Literal["person", "group", "unit", "country"] = Field(
        description="person (我), group (我们), unit (我局) or country (我国)."
    )


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    for sentence in reading.holding(_SOME):
        none = [m.span() for m in _NONE.finditer(folded, sentence.start, sentence.end)]
        names = reading.inside("quoted_term", sentence.start, sentence.end)
        none += [(n.start, n.end) for n in names if n.attributes["kind"] == "campaign"]
        closed = Spans(none)
        for match in _SELF.finditer(folded, sentence.start, sentence.end):
            start, end = match.span()
            if closed.meet(start, start + 1):
                continue
            if match[0][0] == "本" and (len(match[0]) > 2 or match[0] in _THESE) and match[0] != "本人":
                if match[0] not in _OWN:
                    continue
            if _names_another(folded, end, match[0], sentence.end):
                end = start + (2 if match[0][1] == "们" else 1)
            yield Mark(start, end, "self_reference.word", {"kind": _kind(folded[start:end])})


_THESE = frozenset(("本科", "本班", "本行", "本办", "本队"))
_OWN = frozenset(
    (
        "本单位",
        "本部门",
        "本公司",
        "本系统",
        "本街道",
        "本社区",
        "本中心",
        "本集团",
        "本学校",
        "本支队",
        "本大队",
        "本队",
    )
)


def _names_another(folded: str, end: int, form: str, limit: int) -> bool:
    """Whether the unit goes on to be another word: 我市场, 我们区域, 我们办事."""
    behind = folded[end : min(end + 2, limit)]
    last = form[-1]
    return form != "我们" and any(
        last == unit and behind.startswith(rest)
        for unit, rest in (
            ("市", "场"),
            ("市", "民"),
            ("区", "域"),
            ("区", "别"),
            ("局", "面"),
            ("办", "事"),
            ("办", "好"),
            ("办", "理"),
            ("院", "子"),
            ("队", "伍"),
            ("所", "有"),
            ("所", "以"),
            ("所", "在"),
            ("班", "子"),
            ("队", "员"),
            ("所", "做"),
            ("村", "民"),
            ("所", "说"),
            ("所", "能"),
            ("站", "在"),
            ("站", "起"),
            ("所", "处"),
            ("校", "园"),
            ("所", "从"),
            ("所", "承"),
            ("行", "业"),
            ("队", "长"),
            ("所", "面"),
        )
    )


def _kind(form: str) -> str:
    if form in ("我", "本人", "笔者"):
        return "person"
    if form in ("我们", "咱们"):
        return "group"
    return "country" if form == "我国" else "unit"


LAYER = Layer("self_reference", "self_references", SelfReference, _annotate, requires=("quoted_term",))
