"""A row of `cues.tsv` tried on a sentence: whether the cue does in it what its class says.

The project's tests run every row so, and `lists.read_lists` the rows of a user.
"""

from __future__ import annotations

from chuangwen_corpus.annotate.clauses import KINDS
from chuangwen_corpus.annotate.engines import engine
from chuangwen_corpus.annotate.heads import Head
from chuangwen_corpus.annotate.layer import Mark, Reading, SentenceSpan, SpeechInfo
from chuangwen_corpus.annotate.layers import annotate
from chuangwen_corpus.annotate.tokens import tokenize
from chuangwen_corpus.annotate.vocabulary import Row
from chuangwen_corpus.genre import own
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.sentences import split

_FRAMES = (
    "purpose", "past", "past_time", "perfect", "report", "happening", "thing", "consequence", "question", "copula",
    "stated_aim",
)  # fmt: skip
"""What they stand in is no act."""
_CLOSING = ("past", "past_time", "report", "stated_aim")
"""Nor is what follows."""
_OUTSIDE = ("conjunction", "ordinal")
"""They stand before the act."""
_PREDICATE = regex("【(.*)】")


def bare(sentence: str) -> str:
    """A sentence without the brackets around its predicate."""
    return sentence.replace("【", "").replace("】", "")


def works(row: Row, sentence: str) -> bool:
    """Whether a cue does in a sentence what its class says.

    Args:
        row: The cue, with the columns form and class.
        sentence: What a pledge by 我局 says; 【…】 holds the predicate that is to be found.
    """
    form, kind, (text, found) = row["form"], row["class"], _acts(bare(sentence))
    if wanted := _PREDICATE.search(sentence):
        return wanted[1] in _values(found, "predicate")
    if kind in KINDS:
        return form in _values(found, "marker")
    if kind in _FRAMES:
        return not (
            found if kind in _CLOSING else [act for act in found if form in text[act.start : act.end]]
        )
    if kind in _OUTSIDE:
        return bool(found) and not any(form in text[act.start : act.end] for act in found)
    if kind == "announcement":
        return _values(found, "marker") == ["承诺"]
    if kind == "knowing":
        return bool(found) and all(form in text[act.start : act.end] for act in found)
    if kind == "linking":
        return "我局" in _values(found, "agent")
    name = "agent" if kind.startswith("own") else "target"
    return any(form in value for value in _values(found, name))


def is_idle(row: Row, sentence: str) -> bool:
    """Whether a cue's form stands in a sentence and does nothing of what its class says."""
    form, kind, (text, found) = row["form"], row["class"], _acts(bare(sentence))
    if wanted := _PREDICATE.search(sentence):
        return wanted[1] != form and _values(found, "predicate") == [wanted[1]]
    if kind in KINDS:
        return form not in _values(found, "marker")
    if kind in _CLOSING:
        return any(form in text[act.start : act.end] for act in found)
    if kind == "announcement":
        return _values(found, "marker") == ["将"]
    return not found


def _acts(sentence: str) -> tuple[str, list[Mark]]:
    """The folded sentence, and its commitments and directives as those of a pledge."""
    folded = fold(sentence)
    spans = split(sentence)
    whole = (0, len(sentence))
    reading = Reading(
        sentence,
        folded,
        (SpeechInfo(*whole, Head("表态发言")),),
        tuple(SentenceSpan(*span, "body", 0, whole, -1) for span in spans),
        tokenize(sentence, spans, engine(lists=own.in_use())),
    )
    marks = annotate(reading, ("commitment", "directive"))
    return folded, [*marks["commitment"], *marks["directive"]]


def _values(found: list[Mark], name: str) -> list[str]:
    return [act.attributes.get(name, "") for act in found]
