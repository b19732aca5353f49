"""`metaphor_war`: words of war said of the campaign, from a closed list (data/war_metaphors.tsv)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading


class WarMetaphor(AnnotationRow, frozen=True):
    """A word of war said of civil work (source domain WAR: Lakoff and Johnson 1980, chapter 1) (experimental)."""

    domain: str = Field(description="Part of the war frame: battle, place, force or signal.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    for start, end, entry in reading.listed("war_metaphors"):
        if not _names_battle(reading, start):
            yield Mark(start, end, "metaphor_war.list", {"domain": entry["domain"]})


def _names_battle(reading: Reading, start: int) -> bool:
    """Whether the name of a place stands right before the word: 淮海战役 was fought."""
    before = reading.words(max(0, start - 4), start)
    return bool(before) and before[-1].xpos == "ns" and before[-1].end == start


LAYER = Layer("metaphor_war", "war_metaphors", WarMetaphor, _annotate)
