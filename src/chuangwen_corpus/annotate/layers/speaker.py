"""`speaker`: who speaks, where the page says it."""

from __future__ import annotations

from collections.abc import Iterator

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading


class Speaker(AnnotationRow, frozen=True):
    """The place where the page says who speaks."""


def _annotate(reading: Reading) -> Iterator[Mark]:
    for i, speech in enumerate(reading.speeches):
        if speech.speaker:
            yield Mark(speech.speaker.start, speech.speaker.end, speech.speaker.rule, {}, speech=i)


LAYER = Layer("speaker", "speakers", Speaker, _annotate, of_page=True)
