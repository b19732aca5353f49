"""`four_character` (四字格): expressions of four characters that a dictionary lists as fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate import lexicon
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading

_PHRASES = frozenset(
    entry.term for entry in lexicon.entries() if entry.type == "phrase" and len(entry.term) == 4
) - frozenset("表态发言 动员大会 动员部署 工作动员 誓师大会 满意答卷 优异成绩 规定动作 自选动作".split())
_JOINT = re.compile(r"[、,;]")


class FourCharacter(AnnotationRow):
    """A fixed expression of four characters."""

    evidence: Literal["idiom", "phrase", "lexicon"] = Field(
        description="idiom (tag i of jieba's dictionary), phrase (its tag l), lexicon (the domain's own)."
    )
    run: str = Field(description="annotation_id of the first of the expressions that follow at once.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    _, _, tags, _, starts, ends = reading.tokens
    run, last = -1, -1
    for tag, start, end in zip(tags, starts, ends, strict=True):
        if end - start != 4:
            continue
        form = reading.folded[start:end]
        evidence = "lexicon" if form in _PHRASES else {"i": "idiom", "l": "phrase"}.get(tag)
        if evidence is None:
            continue
        joined = start == last or (start == last + 1 and _JOINT.match(reading.folded, last))
        run, last = (run if joined else start), end
        yield Mark(start, end, f"four_character.{evidence}", {"evidence": evidence, "run": str(run)})


LAYER = Layer("four_character", "four_character_expressions", FourCharacter, _annotate, reference="run")
