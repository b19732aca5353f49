"""How well the layers of annotation do: precision, recall, F1 against spans marked by readers.

A span is right if layer and both ends are. Confidence intervals are of the percentile bootstrap over
speeches (Efron and Tibshirani 1993): speeches differ more than spans of one speech do.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chuangwen_corpus.annotate import registry
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate import standoff
from chuangwen_corpus.evaluate.figures import Score
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Document

NOT_JUDGED = frozenset(("speaker", "named_entity"))
"""Layers that the gold does not mark: the page evaluation judges speakers, and named entities are another model's."""
RESAMPLES = 2000


@dataclass(slots=True)
class LayerScore:
    """Counts of a layer, page by page, and what was confused."""

    layer: str
    pages: list[Score] = field(default_factory=list)
    attributes: Score = field(default_factory=Score)
    """Attributes that the gold gives, judged on spans that are right; found counts as expected."""
    confusions: list[str] = field(default_factory=list)

    @property
    def total(self) -> Score:
        """The counts over all pages."""
        return _sum(self.pages)

    def interval(self) -> tuple[float, float]:
        """The 95 % confidence interval of F1."""
        choose = random.Random(self.layer)  # noqa: S311  # the same interval for the same figures
        figures = sorted(_sum(choose.choices(self.pages, k=len(self.pages))).f1 for _ in range(RESAMPLES))
        return figures[int(RESAMPLES * 0.025)], figures[int(RESAMPLES * 0.975)]


def _sum(scores: Sequence[Score]) -> Score:
    return Score(sum(s.right for s in scores), sum(s.found for s in scores), sum(s.expected for s in scores))


def evaluate_layers(folder: Path) -> dict[str, LayerScore]:
    """Annotates each page of a folder that has an `.ann` file beside it, and compares.

    Raises:
        ChuangwenError: There is no gold, a file of it is broken, or it names a layer there is not.
    """
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise ChuangwenError("holds no gold files (*.ann).", path=folder)
    scores = {name: LayerScore(name) for name in registry() if name not in NOT_JUDGED}
    for file in files:
        page = file.with_suffix(".txt")
        try:
            document = parse(page)
        except ChuangwenError as error:
            raise ChuangwenError(f"cannot be used ({error}).", path=file) from None
        gold = standoff.read(file, document.source_text)
        if unknown := {span.layer for span in gold} - scores.keys():
            raise ChuangwenError(f"names a layer there is not: {', '.join(sorted(unknown))}.", path=file)
        _compare(scores, page.stem, document, gold)
    return scores


def _compare(scores: dict[str, LayerScore], page: str, document: Document, gold: list[standoff.Span]) -> None:
    found = {
        (a.layer, *document.to_source(a.start_char, a.end_char)): a.attributes
        for a in document.annotations
        if a.layer in scores
    }
    wanted = {(span.layer, span.start, span.end): span.attributes for span in gold}
    for layer, score in scores.items():
        got = {key for key in found if key[0] == layer}
        expected = {key for key in wanted if key[0] == layer}
        score.pages.append(Score(len(got & expected), len(got), len(expected)))
        for what, keys in (("missed", expected - got), ("too many", got - expected)):
            for _, start, end in sorted(keys):
                text = document.source_text[start:end]
                score.confusions.append(f"{page}: {layer}: {what}: {start}:{end} {text}")
        for key in sorted(got & expected):
            for name, value in wanted[key].items():
                right = _same(found[key].get(name), value)
                score.attributes.right += right
                score.attributes.expected += 1
                score.attributes.found += 1
                if not right:
                    text = document.source_text[key[1] : key[2]]
                    score.confusions.append(
                        f"{page}: {layer}: {name} of {text}: {found[key].get(name)}, not {value}"
                    )


def _same(found: str | None, wanted: str) -> bool:
    try:
        return found is not None and float(found) == float(wanted)
    except ValueError:
        return found == wanted
