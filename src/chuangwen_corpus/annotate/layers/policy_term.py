"""`policy_term` (提法): set formulas of Party and state from a list, the longest match.

On official formulas as a genre: Schoenhals (1992), Doing Things with Words in Chinese Politics.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from chuangwen_corpus.annotate.data import longest_of, rows
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading, Spans
from chuangwen_corpus.genre.folding import fold

_ENTRIES = {fold(row["term"]): row for row in rows("policy_terms")}
_TERMS = longest_of(_ENTRIES)


class PolicyTerm(AnnotationRow):
    """A set formula of policy."""

    type: str = Field(description="concept, formula, programme or campaign.")
    programme: str = Field(description="The programme or body of thought it belongs to.")
    first_year: int | None = Field(description="Year it is first known from, where known.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    for sentence in reading.holding(_TERMS):
        works = Spans((w.start, w.end) for w in reading.inside("cited_work", sentence.start, sentence.end))
        for match in _TERMS.finditer(reading.folded, sentence.start, sentence.end):
            if works.meet(*match.span()) or not reading.is_words(*match.span()):
                continue
            entry = _ENTRIES[match[0]]
            attributes = {"type": entry["type"], "programme": entry["programme"]}
            if entry["first_year"]:
                attributes["first_year"] = entry["first_year"]
            yield Mark(*match.span(), "policy_term.list", attributes)


LAYER = Layer("policy_term", "policy_terms", PolicyTerm, _annotate, requires=("cited_work",))
