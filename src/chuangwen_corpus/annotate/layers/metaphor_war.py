"""`metaphor_war`: words of war said of the campaign, from a closed list (data/war_metaphors.tsv)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from chuangwen_corpus.annotate.data import longest_of, rows
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading

_DOMAINS = {row["term"]: row["domain"] for row in rows("war_metaphors")}
_TERMS = longest_of(_DOMAINS)


class WarMetaphor(AnnotationRow):
    """A word of war said of civil work (source domain WAR: Lakoff and Johnson 1980, chapter 1)."""

    domain: str = Field(description="Part of the war frame: battle, place, force or signal.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    for sentence in reading.sentences:
        for match in _TERMS.finditer(reading.folded, sentence.start, sentence.end):
            if not reading.is_words(*match.span()) or _names_battle(reading, match.start()):
                continue
            yield Mark(*match.span(), "metaphor_war.list", {"domain": _DOMAINS[match[0]]})


def _names_battle(reading: Reading, start: int) -> bool:
    """Whether the name of a place stands right before the word: 淮海战役 was fought."""
    before = reading.words(max(0, start - 4), start)
    return bool(before) and before[-1].xpos == "ns" and before[-1].end == start


LAYER = Layer("metaphor_war", "war_metaphors", WarMetaphor, _annotate)
