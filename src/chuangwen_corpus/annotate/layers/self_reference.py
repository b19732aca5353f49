"""`self_reference`: words by which speakers mean themselves or their side (我, 我们, 我局, 本人)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.data import forms, words
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, Spans
from chuangwen_corpus.lazy import regex

OWN_UNIT = f"{words('self_words', 'head')}{words('self_words', 'unit')}"
"""A unit named as one's own. 本 takes no 们; 本市 and 本届 differ in that only the first is a unit."""
_SELF = regex(
    rf"{OWN_UNIT}|我们|咱们|我国|本人|笔者|(?<![自忘小大唯本])我(?![行们国]|先行|参与|奉献|快乐|能行|点赞|受益)|我(?=行动|行使)"
)
_SOME = regex("[我咱本敝]|笔者")
"""What every one of them holds at least."""
_NONE = regex(words("self_words", "none"))
_OWN = forms("self_words", "own")
"""Units in three characters or more with 本 that are the speaker's own."""
_THIS = forms("self_words", "this")
"""Words of two that are none: 本科."""


class SelfReference(AnnotationRow, frozen=True):
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
            if match[0][0] == "本" and match[0] not in _OWN and (len(match[0]) > 2 or match[0] in _THIS):
                continue
            yield Mark(start, end, "self_reference.word", {"kind": _kind(folded[start:end])})


def _kind(form: str) -> str:
    if form in ("我", "本人", "笔者"):
        return "person"
    if form in ("我们", "咱们"):
        return "group"
    return "country" if form == "我国" else "unit"


LAYER = Layer("self_reference", "self_references", SelfReference, _annotate, requires=("quoted_term",))
