"""`cited_work`: what stands in 《…》, the marks not included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.data import words
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.lazy import regex

_WORK = regex(r"《([^《》\n]+(?:《[^《》\n]*》[^《》\n]*)*)》")
_NESTED = regex(r"《([^《》\n]+)》")
_W = "work_kinds"
_KINDS = (
    ("assessment_system", regex(words(_W, "assessment_system"))),
    ("site", regex(f"{words(_W, 'site:end')}$", re.IGNORECASE)),
    ("local_rule", regex(rf"{words(_W, 'local_rule:end')}$|(?:文明|市民)[^,]{{0,6}}规范$")),
    ("policy_document", regex(f"{words(_W, 'policy_document')}|{words(_W, 'policy_document:end')}$")),
)
"""The kinds by what a name of each says, or ends in; the first that fits."""


class CitedWork(AnnotationRow, frozen=True):
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
