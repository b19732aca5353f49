"""`four_character` (四字格): expressions of four characters that a dictionary lists as fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate import lexicon
from chuangwen_corpus.annotate.data import longest_of, rows
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading

_LISTED = longest_of(row["term"] for row in rows("four_character"))
_FREE = frozenset(
    [row["term"] for row in rows("free_combinations")] + [entry.term for entry in lexicon.entries()]
)
"""What is no evidence: free combinations, and the tags of our own lexicon for the segmenter."""
_EVIDENCE = {"i": "idiom", "l": "phrase"}
_JOINT = re.compile(r"[、,;]")


class FourCharacter(AnnotationRow):
    """A fixed expression of four characters."""

    evidence: Literal["idiom", "phrase", "lexicon"] = Field(
        description="idiom (tag i of jieba's dictionary) or phrase (its tag l), both without free "
        "combinations of two common words; lexicon (data/four_character.tsv)."
    )
    run: str = Field(description="annotation_id of the first of the expressions that follow at once.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    found = {match.start(): "lexicon" for match in _LISTED.finditer(reading.folded)}
    _, _, tags, _, starts, ends = reading.tokens
    for tag, start, end in zip(tags, starts, ends, strict=True):
        if tag in _EVIDENCE and end - start == 4 and reading.folded[start:end] not in _FREE:
            if not any(start + shift in found for shift in (-3, -2, -1, 1, 2, 3)):
                found.setdefault(start, _EVIDENCE[tag])
    run, last = -1, -1
    for start, evidence in sorted(found.items()):
        if reading.sentence_at(start) is None:
            continue
        joined = start == last or (start == last + 1 and _JOINT.match(reading.folded, last))
        run, last = (run if joined else start), start + 4
        yield Mark(start, last, f"four_character.{evidence}", {"evidence": evidence, "run": str(run)})


LAYER = Layer("four_character", "four_character_expressions", FourCharacter, _annotate, reference="run")
