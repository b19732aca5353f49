"""An act of a speech, a clause that undertakes or demands something, and what the layers of both kinds say of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from chuangwen_corpus.annotate.cues import Cue
from chuangwen_corpus.annotate.layer import Mark, Reading
from chuangwen_corpus.annotate.predicate import Predicate


class Act(NamedTuple):
    """A clause that undertakes or demands something."""

    kind: Literal["commitment", "directive"]
    start: int
    end: int
    marker: Cue
    marker_stated: bool
    agent: tuple[int, int] | None
    """The subject as printed; None where the speaker is meant and nothing names them."""
    agent_stated: bool
    predicate: Predicate | None
    negative: bool
    chain: int
    """Start of the first act that shares the marker."""

    def said(self, reading: Reading) -> dict[str, str]:
        """What both layers say of it."""
        text = reading.text
        attributes = {"marker": self.marker.form, "polarity": "negative" if self.negative else "positive"}
        if self.predicate:
            attributes["predicate"] = text[self.predicate.start : self.predicate.end]
            if self.predicate.object:
                attributes["object"] = text[slice(*self.predicate.object)]
        deadline = _first(reading.inside("time", self.start, self.end), "deadline")
        if deadline:
            attributes["deadline"] = text[deadline.start : deadline.end]
            attributes["deadline_id"] = str(deadline.start)
        return attributes


def _first(marks: Sequence[Mark], kind: str) -> Mark | None:
    return next((found for found in marks if found.attributes["kind"] == kind), None)
