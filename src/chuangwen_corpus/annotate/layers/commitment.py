"""`commitment`: a clause in which the speaker's side undertakes to act.

A commissive speech act (Searle 1976): the marker (将, 要, 坚决, 确保, …) stands before the predicate or before that of an earlier
clause of its scope, and the agent is the speaker's side. What others do or demand, what was done, purposes and forecasts are
none; what others are told to do is a `directive`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate import undertakings
from chuangwen_corpus.annotate.heads import Head
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.records import AnnotationId


class Commitment(AnnotationRow, frozen=True):
    """A clause in which the speaker's side undertakes to act (experimental)."""

    agent: str | None = Field(
        description="Who undertakes it, as printed; that of the clause before or the speaker where the clause names nobody."
    )
    agent_stated: bool = Field(description="Whether the clause itself names the agent.")
    modality: Literal[
        "vow",
        "promise",
        "certainty",
        "ensure",
        "resolve",
        "future",
        "obligation",
        "intention",
        "attempt",
        "willingness",
    ] = Field(description="Kind of undertaking, by its marker.")
    strength: Literal["strong", "medium", "weak"] = Field(description="How binding the marker is.")
    marker: str = Field(description="The word that makes it a commitment, such as 确保.")
    marker_stated: bool = Field(
        description="Whether the marker stands in the span; false where the clause takes it from one before."
    )
    polarity: Literal["positive", "negative"] = Field(
        description="negative: what is undertaken is not to do something, or to prevent it."
    )
    predicate: str | None = Field(description="The main verb with its negation and its complement: 不再受理.")
    object: str | None = Field(description="What the predicate governs, or what 把 takes, as printed.")
    beneficiary: str | None = Field(description="For whom, behind 为, 给 or 替, as printed.")
    deadline: str | None = Field(description="By when, as printed.")
    quantity: str | None = Field(description="How much or many, as printed.")
    deadline_id: AnnotationId | None = Field(
        description="The annotation of the deadline; null if the layer time was not made."
    )
    quantity_id: AnnotationId | None = Field(
        description="The annotation of the quantity; null if the layer quantity was not made."
    )
    chain: str | None = Field(description="annotation_id of the first commitment that shares the marker.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    text = reading.text
    for act in undertakings.acts(reading):
        if act.kind != "commitment":
            continue
        attributes = act.said(reading) | {
            "modality": act.marker.modality if act.marker.modality != "-" else "vow",
            "strength": act.marker.strength if act.marker.strength != "-" else "strong",
            "agent_stated": str(act.agent_stated).lower(),
            "marker_stated": str(act.marker_stated).lower(),
            "chain": str(act.chain),
        }
        attributes["agent"] = text[slice(*act.agent)] if act.agent else ""
        if act.predicate and act.predicate.beneficiary:
            attributes["beneficiary"] = text[slice(*act.predicate.beneficiary)]
        if quantities := reading.inside("quantity", act.start, act.end):
            attributes["quantity"] = text[quantities[0].start : quantities[0].end]
            attributes["quantity_id"] = str(quantities[0].start)
        yield Mark(act.start, act.end, f"commitment.{attributes['modality']}", attributes)


def _with_head(mark: Mark, _folded: str, head: Head) -> Mark:
    """The mark with who speaks as its agent, if nobody is named in it or before it."""
    if mark.attributes["agent"]:
        return mark
    named = {name: head.speaker if name == "agent" else value for name, value in mark.attributes.items()}
    if not head.speaker:
        del named["agent"]
    return Mark(mark.start, mark.end, mark.rule, named)


LAYER = Layer(
    "commitment",
    "commitments",
    Commitment,
    _annotate,
    with_head=_with_head,
    requires=undertakings.REQUIRES,
    reference="chain",
    links=(("deadline_id", "time"), ("quantity_id", "quantity")),
)
