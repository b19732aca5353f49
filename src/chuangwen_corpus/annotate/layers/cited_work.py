"""`cited_work`: what stands in 《…》, the marks not included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading

_WORK = re.compile(r"《([^《》\n]+(?:《[^《》\n]*》[^《》\n]*)*)》")
_NESTED = re.compile(r"《([^《》\n]+)》")
_KINDS = (
    ("assessment_system", re.compile(r"测评|评价(?:指标|体系)|考评|考核(?:办法|细则|标准)|评估|操作手册")),
    ("site", re.compile(r"(?:网|网站|公众号|客户端|app|频道|平台|微博|专栏|栏目|热线)$", re.IGNORECASE)),
    (
        "local_rule",
        re.compile(r"(?:条例|公约|守则|规约|\d+条|民约|章程|文明[^,]{0,6}规范|行为规范|市民[^,]{0,4}规范)$"),
    ),
    (
        "policy_document",
        re.compile(
            r"纲要|意见|通知|方案|规划|决定|办法|规定|法$|计划|报告|决议|细则|实施|要点|部署|清单|责任[书状]"
            r"|宪法|准则|指南|指引|标准|分解表|战略|通报|批复|函$|制度$|若干|指导|文件"
        ),
    ),
)
"""The kinds by what a name of each says or ends in; the first that fits. Compiled here."""


class CitedWork(AnnotationRow):
    """The name of a document, a rule or a medium in book-title marks."""

    kind: Literal["policy_document", "assessment_system", "local_rule", "site", "other"] = Field(
        description="What the name stands for, by what it says."
    )


def _annotate(reading: Reading) -> Iterator[Mark]:
    for sentence in reading.sentences:
        for match in _WORK.finditer(reading.text, sentence.start, sentence.end):
            yield _mark(reading, *match.span(1))
            for nested in _NESTED.finditer(reading.text, *match.span(1)):
                yield _mark(reading, *nested.span(1))


def _mark(reading: Reading, start: int, end: int) -> Mark:
    name = reading.folded[start:end]
    kind = next((kind for kind, pattern in _KINDS if pattern.search(name)), "other")
    return Mark(start, end, "cited_work.book_title_marks", {"kind": kind})


LAYER = Layer("cited_work", "cited_works", CitedWork, _annotate)
