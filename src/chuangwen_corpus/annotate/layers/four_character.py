"""`four_character` (四字格): expressions of four characters that are fixed.

Fixed is what a dictionary of idioms has (`data/idioms.txt`), or the list of the genre's own set phrases (`data/four_character.tsv`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.lazy import regex

_JOINT = regex(r"[、,;]")


class FourCharacter(AnnotationRow, frozen=True):
    """A fixed expression of four characters (experimental)."""

    evidence: Literal["idiom", "lexicon"] = Field(
        description="idiom (a dictionary of idioms has it) or lexicon (data/four_character.tsv)."
    )
    run: str = Field(description="annotation_id of the first of the expressions that follow at once.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    found = {hit.start: "idiom" for hit in reading.listed("idioms", at_edges=True)}
    found |= {hit.start: "lexicon" for hit in reading.listed("four_character", at_edges=True)}
    run, last = -1, -1
    for start, evidence in sorted(found.items()):
        if start < last:
            continue
        joined = start == last or (start == last + 1 and _JOINT.match(reading.folded, last))
        run, last = (run if joined else start), start + 4
        yield Mark(start, last, f"four_character.{evidence}", {"evidence": evidence, "run": str(run)})


LAYER = Layer("four_character", "four_character_expressions", FourCharacter, _annotate, reference="run")
