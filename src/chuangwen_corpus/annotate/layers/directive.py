"""`directive`: a clause that tells others what to do.

A directive speech act (Searle 1976): those who are addressed are the subject of a marker (各部门要, 全县上下务必), or a call stands before
them (请大家, 希望). In a speech that mobilises (动员讲话, 讲话) 我们要 and clauses without a subject are directives, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate import undertakings
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.records import AnnotationId


class Directive(AnnotationRow, frozen=True):
    """A clause that tells others what to do (experimental)."""

    target: str | None = Field(
        description="Who is told, as printed; that of the clause before where the clause names nobody."
    )
    marker: str = Field(description="The word that makes it a directive, such as 务必.")
    polarity: Literal["positive", "negative"] = Field(
        description="negative: they are told not to do it, or to prevent it."
    )
    predicate: str | None = Field(description="The main verb with its negation and its complement.")
    object: str | None = Field(description="What the predicate governs, or what 把 takes, as printed.")
    deadline: str | None = Field(description="By when, as printed.")
    deadline_id: AnnotationId | None = Field(
        description="The annotation of the deadline; null if the layer time was not made."
    )


def _annotate(reading: Reading) -> Iterator[Mark]:
    for act in undertakings.acts(reading):
        if act.kind == "directive":
            attributes = act.said(reading)
            if act.agent:
                attributes["target"] = reading.text[slice(*act.agent)]
            yield Mark(act.start, act.end, f"directive.{act.marker.kind}", attributes)


LAYER = Layer(
    "directive",
    "directives",
    Directive,
    _annotate,
    requires=undertakings.REQUIRES,
    links=(("deadline_id", "time"),),
)
