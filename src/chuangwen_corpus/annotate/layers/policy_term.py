"""`policy_term` (提法): set formulas of Party and state from a list, the longest match.

On official formulas as a genre: Schoenhals (1992), Doing Things with Words in Chinese Politics.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading


class PolicyTerm(AnnotationRow, frozen=True):
    """A set formula of policy (experimental)."""

    type: str = Field(description="concept, formula, programme or campaign.")
    programme: str = Field(description="The programme or body of thought it belongs to.")
    first_year: int | None = Field(description="Year it is first known from, where known.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    for start, end, entry in reading.listed("policy_terms"):
        attributes = {"type": entry["type"], "programme": entry["programme"]}
        if entry["first_year"]:
            attributes["first_year"] = entry["first_year"]
        yield Mark(start, end, "policy_term.list", attributes)


LAYER = Layer("policy_term", "policy_terms", PolicyTerm, _annotate, blocked_by=("cited_work",))
