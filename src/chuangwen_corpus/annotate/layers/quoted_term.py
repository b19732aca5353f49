"""`quoted_term`: what stands in quotation marks, the marks not included; nested ones too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from chuangwen_corpus.annotate.data import words
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.lazy import regex

OPEN = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_QUOTES = regex("[“”‘’「」『』]")
_SOME = regex('["‘『]')  # the same, as the shadow has them
_CAMPAIGN = regex(
    r'[”"’」』]?(?:[、,和与及]?“[^”]*”){0,4}(?:等)?'
    f"{words('quotation_words', 'between')}*{words('quotation_words', 'campaign')}"
)
"""What stands behind the name of a campaign."""
_SLOGAN = regex(rf"""[”"’」』](?:的|为|这一)*{words("quotation_words", "slogan")}""")
_NAMED = regex(f"{words('quotation_words', 'campaign_end')}$|^{words('quotation_words', 'campaign_name')}$")
"""How the name of a campaign ends, or is."""


class QuotedTerm(AnnotationRow, frozen=True):
    """What stands in quotation marks."""

    kind: Literal["term", "slogan", "campaign"] = Field(
        description="campaign: the name of a campaign; slogan: a clause or more; term: all else."
    )
    depth: int = Field(description="1, or 2 for a quotation inside a quotation.")


def _annotate(reading: Reading) -> Iterator[Mark]:
    for sentence in reading.holding(_SOME):
        open_at: list[int] = []
        for match in _QUOTES.finditer(reading.text, sentence.start, sentence.end):
            character, i = match[0], match.start()
            if character in OPEN:
                open_at.append(i)
            elif open_at and character == OPEN[reading.text[open_at[-1]]]:
                start = open_at.pop() + 1
                if start < i:
                    kind, rule = _kind(reading, start, i, sentence.end)
                    yield Mark(start, i, rule, {"kind": kind, "depth": str(len(open_at) + 1)})


def _kind(reading: Reading, start: int, end: int, limit: int) -> tuple[str, str]:
    content = reading.folded[start:end]
    behind = reading.text[end:limit]
    if _NAMED.search(content):
        return "campaign", "quoted_term.campaign_name"
    clause = any(mark in content for mark in ",;。!?") or (len(content) > 4 and "、" in content)
    words = reading.words(start, end)
    if _SLOGAN.match(behind) and len(content) > 4:
        return "slogan", "quoted_term.slogan_head"
    if _CAMPAIGN.match(behind) and not clause:
        return "campaign", "quoted_term.campaign_head"
    if "、" in content and _CAMPAIGN.match(behind[:8]):
        return "campaign", "quoted_term.campaign_head"
    if clause:
        return "slogan", "quoted_term.clauses"
    verbs = sum(word.xpos.startswith(("v", "p", "d")) and word.xpos != "vn" for word in words)
    if len(content) > 6 or (len(content) > 4 and verbs > 1 and len(words) > 2):
        if (verbs and not words[-1].xpos.startswith("n")) or verbs > 1 or "半" in content:
            return "slogan", "quoted_term.clause"
    return "term", "quoted_term.term"


LAYER = Layer("quoted_term", "quoted_terms", QuotedTerm, _annotate)
