"""How well the layers do on passages of real speeches: precision and recall of spans, and how often their values are right.

A gold file is JSON, one a passage (docs/evaluation.md):

    {"kind": "pledge" or "mobilisation", "unit": who speaks, "date": when or null, "text": the passage,
     "spans": [[layer, text or [texts that are right], which occurrence, {attribute: value or [values that are right]}], …]}

A span whose attributes have ``"optional": true`` counts neither where it is found nor where it is missed. A span is right if the layer and
both ends are.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chuangwen_corpus.annotate import registry
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate.figures import Share
from chuangwen_corpus.evaluate.gold import HINT, Readings
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Annotation

VALUES = ("predicate", "polarity", "marker", "agent", "target", "kind", "iso")
"""Attributes that are judged on spans that are right, where the gold gives them."""
_HEADS = {
    "pledge": "{unit}在工作会议上的表态发言\n{date}各位领导、同志们：\n",
    "mobilisation": "{unit}在动员大会上的讲话\n{date}同志们：\n",
}
_FOOT = "\n我的发言完毕，谢谢大家！\n"


class Passage(BaseModel):
    """A passage with its gold."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["pledge", "mobilisation"]
    unit: str
    date: str | None = None
    text: Annotated[str, Field(min_length=1)]
    spans: list[tuple[str, Readings, Annotated[int, Field(ge=1)], dict[str, Any]]]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Gold:
    layer: str
    places: tuple[tuple[int, int], ...]
    """Every span that is right."""
    values: Mapping[str, Any]
    optional: bool


@dataclass(slots=True)
class PassageScore:
    """Counts of a layer in a passage, and what differs."""

    right: int = 0
    """Spans found that are right."""
    found: int = 0
    expected: int = 0
    values: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Right and judged values of an attribute."""
    differences: list[str] = field(default_factory=list)

    @property
    def precision(self) -> Share:
        """Of the spans found those that are right."""
        return Share(self.right, self.found)

    @property
    def recall(self) -> Share:
        """Of the spans of the gold those that are found."""
        return Share(self.right, self.expected)

    def add(self, other: PassageScore) -> None:
        """Adds the counts of another passage."""
        self.right += other.right
        self.found += other.found
        self.expected += other.expected
        self.differences += other.differences
        for name, (right, judged) in other.values.items():
            before = self.values.get(name, (0, 0))
            self.values[name] = (before[0] + right, before[1] + judged)


def evaluate_passages(folder: Path) -> dict[str, dict[str, PassageScore]]:
    """Annotates the passages of a folder and compares: by the name of the file, by layer.

    Raises:
        ChuangwenError: There is no gold, a file of it is broken, or it names a layer or a span there is not.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise ChuangwenError("holds no gold files (*.json).", path=folder)
    return {file.stem: _judge(file) for file in files}


def totals(passages: Mapping[str, Mapping[str, PassageScore]]) -> dict[str, PassageScore]:
    """The counts of each layer over all passages."""
    found: dict[str, PassageScore] = defaultdict(PassageScore)
    for scores in passages.values():
        for layer, score in scores.items():
            found[layer].add(score)
    return {layer: found[layer] for layer in registry() if layer in found}


def write_passage_rows(file: Path, passages: Mapping[str, Mapping[str, PassageScore]]) -> None:
    """Writes a CSV file: a row a passage and layer, without text: counts of spans, right and judged values of each attribute."""
    names = ["passage", "layer", "right", "found", "expected"]
    names += [f"{value}_{what}" for value in VALUES for what in ("right", "judged")]
    # A folder's or a file's name may be no Unicode.
    with file.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        writer = csv.DictWriter(stream, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_rows(passages))


def _rows(passages: Mapping[str, Mapping[str, PassageScore]]) -> Iterator[dict[str, str | int]]:
    for name, scores in passages.items():
        for layer, score in scores.items():
            row: dict[str, str | int] = {
                "passage": name, "layer": layer, "right": score.right, "found": score.found, "expected": score.expected,
            }  # fmt: skip
            for value in VALUES:
                right, judged = score.values.get(value, (0, 0))
                row |= {f"{value}_right": right, f"{value}_judged": judged}
            yield row


def _judge(file: Path) -> dict[str, PassageScore]:
    try:
        passage = Passage.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except (ValidationError, ValueError) as error:
        raise ChuangwenError(f"is no gold of a passage ({error}).", path=file, hint=HINT) from None
    gold = list(_gold(passage, file))
    date = f"{passage.date}\n" if passage.date else ""
    head = _HEADS[passage.kind].format(unit=passage.unit, date=date)
    document = parse(f"{head}{passage.text}{_FOOT}")
    found = defaultdict(list)
    for annotation in document.annotations:
        # The parser may part lines, so places are compared in the source.
        start, end = document.to_source(annotation.start_char, annotation.end_char)
        place = (start - len(head), end - len(head))
        if place[0] >= 0 and place[1] <= len(passage.text):
            found[annotation.layer].append((place, annotation))
    layers = {span.layer for span in gold} | found.keys() & _JUDGED
    return {layer: _score(layer, gold, found[layer], passage.text, file) for layer in sorted(layers)}


_JUDGED = frozenset(
    "commitment directive organisation quantity time parallelism four_character metaphor_war policy_term quoted_term "
    "self_reference placeholder cited_work".split()
)
"""The layers that readers mark in passages."""


def _gold(passage: Passage, file: Path) -> Iterator[_Gold]:
    for layer, texts, which, values in passage.spans:
        if layer not in _JUDGED:
            raise ChuangwenError(f"{layer!r} is no layer that is judged.", path=file)
        places = tuple(_place(passage.text, text, which, file) for text in texts)
        said = {name: value for name, value in values.items() if name != "optional"}
        yield _Gold(layer, places, said, bool(values.get("optional")))


def _place(text: str, part: str, which: int, file: Path) -> tuple[int, int]:
    start = -1
    for _ in range(which):
        start = text.find(part, start + 1)
        if start < 0:
            raise ChuangwenError(f"{part!r} does not stand {which} times in the text.", path=file)
    return start, start + len(part)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _score(
    layer: str,
    gold: list[_Gold],
    found: list[tuple[tuple[int, int], Annotation]],
    text: str,
    file: Path,
) -> PassageScore:
    score = PassageScore()
    open_spans = [span for span in gold if span.layer == layer]
    for place, annotation in found:
        match = next((span for span in open_spans if place in span.places), None)
        if match:
            open_spans.remove(match)
            if match.optional:
                continue
            score.right += 1
            score.expected += 1
            score.found += 1
            _values(score, match, annotation, file)
        elif not any(span.optional and _meets(span, place) for span in gold if span.layer == layer):
            score.found += 1
            score.differences.append(f"{file.stem}: {layer}: too many: {annotation.text}")
    for span in open_spans:
        if not span.optional:
            score.expected += 1
            score.differences.append(f"{file.stem}: {layer}: missed: {text[slice(*span.places[0])]}")
    return score


def _meets(span: _Gold, place: tuple[int, int]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in span.places)


def _values(score: PassageScore, span: _Gold, annotation: Annotation, file: Path) -> None:
    for name in VALUES:
        if name not in span.values:
            continue
        said = annotation.attributes.get(name)
        right = any(_plain(said) == _plain(value) for value in _list(span.values[name]))
        before = score.values.get(name, (0, 0))
        score.values[name] = (before[0] + right, before[1] + 1)
        if not right:
            wanted = span.values[name]
            score.differences.append(
                f"{file.stem}: {annotation.layer}: {name} of {annotation.text}: {said}, not {wanted}"
            )


def _plain(value: Any) -> str:
    return "" if value is None else "".join(fold(str(value)).split())
