"""`four_character` (四字格): expressions of four characters that are fixed.

Fixed is what a dictionary of idioms has (`data/idioms.txt`), or the list of the genre's own set phrases (`data/four_character.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.fixed import IDIOMS, SET_PHRASES
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading

_JOINT = re.compile(r"[、,;]")


class FourCharacter(AnnotationRow):
    """A fixed expression of four characters."""

    evidence: Literal["idiom", "lexicon"] = Field(
        description="idiom (a dictionary of idioms has it) or lexicon (data/four_character.tsv)."
    )
    run: str = Field(description="annotation_id of the first of the expressions that follow at once.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    folded = reading.folded
    found: dict[int, str] = {}
    free = 0
    for start in reading.tokens[4]:
        words = folded[start : start + 4]
        evidence = "lexicon" if words in SET_PHRASES else "idiom" if words in IDIOMS else None
        if evidence and start >= free and reading.word_ends(start + 4):
            found[start] = evidence
            free = start + 4
    run, last = -1, -1
    for start, evidence in sorted(found.items()):
        if reading.sentence_at(start) is None:
            continue
        joined = start == last or (start == last + 1 and _JOINT.match(reading.folded, last))
        run, last = (run if joined else start), start + 4
        yield Mark(start, last, f"four_character.{evidence}", {"evidence": evidence, "run": str(run)})


LAYER = Layer("four_character", "four_character_expressions", FourCharacter, _annotate, reference="run")
