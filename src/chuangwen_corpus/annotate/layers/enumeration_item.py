"""`enumeration_item`: one item of a counted list inside the text (一是…/二是…, 一要…, 第一，…, 首先…, ——…).

An item starts with its marker and ends before the stop that closes it: at the next item's marker, or,
for the last one, where the list ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import Field

from chuangwen_corpus.annotate.data import forms, rows, tree
from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark, Reading
from chuangwen_corpus.genre.numerals import value
from chuangwen_corpus.lazy import regex

_ADVERBS = {row["form"]: row["number"] for row in rows("list_marks") if row["class"] == "adverb"}
_MODALS = tree(forms("list_marks", "modal"))
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("is", regex(r"(?P<n>[一二三四五六七八九十]{1,2})(?P<m>是)(?!一|否)")),
    ("modal", regex(rf"(?P<n>[一二三四五六七八九十]{{1,2}})(?P<m>{_MODALS})")),
    ("ordinal", regex(r"(?P<n>第[一二三四五六七八九十]{1,2})(?P<m>[,、:]|(?=要|就是|是))")),
    ("adverb", regex(rf"(?P<n>{tree(_ADVERBS)})(?P<m>[,、:]?)")),
    ("bracket", regex(r"(?P<n>[(][一二三四五六七八九十\d]{1,2}[)]|[①-⑳])(?P<m>)")),
)  # fmt: skip
_BOUNDARY = regex(r"(?:^|[。;:!?,\n、\"])\s?$")
_STOPS = "。;,!?:、；，！？： \n"


class EnumerationItem(AnnotationRow, frozen=True):
    """One item of a counted list inside the text."""

    marker: str = Field(description="What opens the item, such as 一是, 第一 or 首先.")
    number: int = Field(description="The item's number in its list, from 1.")
    list_id: str = Field(description="annotation_id of the list's first item.")


class _Opening(NamedTuple):
    start: int
    marker: str
    number: int
    style: str


def _annotate(reading: Reading) -> Iterator[Mark]:
    owner = {s.paragraph: (s.speech, s.section) for s in reading.sentences if s.paragraph}
    paragraphs = sorted({s.paragraph for s in reading.body() if s.paragraph})
    yield from _counted(reading, paragraphs, owner)
    yield from _dashed(reading, paragraphs, owner)


def _counted(
    reading: Reading, paragraphs: list[tuple[int, int]], owner: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[Mark]:
    for style, pattern in _STYLES:
        openings: list[tuple[_Opening, int]] = []
        for at, (start, end) in enumerate(paragraphs):
            for match in pattern.finditer(reading.folded, start, end):
                if not _BOUNDARY.search(reading.folded[max(start, match.start() - 2) : match.start()]):
                    continue
                number = _number(match["n"], openings[-1][0].number if openings else 0)
                if number:
                    marker = reading.text[match.start() : match.end()].rstrip("，、：,:")
                    openings.append((_Opening(match.start(), marker, number, style), at))
        for group in _groups(openings, paragraphs, owner):
            yield from _items(reading, group, paragraphs)


def _number(numeral: str, last: int) -> int:
    known = _ADVERBS.get(numeral)
    if known == "last":
        return last + 1 if last else 0
    return int(known) if known else value(numeral.strip("第()")) or 0


def _groups(
    openings: list[tuple[_Opening, int]],
    paragraphs: list[tuple[int, int]],
    owner: dict[tuple[int, int], tuple[int, int]],
) -> Iterator[list[tuple[_Opening, int]]]:
    """Openings whose numbers count up from 1, in one section; two at least."""
    group: list[tuple[_Opening, int]] = []
    for opening, at in openings:
        expected = group[-1][0].number + 1 if group else 1
        near = (
            not group
            or owner[paragraphs[group[-1][1]]] == owner[paragraphs[at]]
            or (at == group[-1][1] + 1 and owner[paragraphs[group[-1][1]]][0] == owner[paragraphs[at]][0])
        )
        if group and near and opening.number in (expected, expected + 1):
            group.append((opening, at))
            continue
        if len(group) > 1:
            yield group
        group = [(opening, at)] if opening.number == 1 else []
    if len(group) > 1:
        yield group


def _items(
    reading: Reading, group: list[tuple[_Opening, int]], paragraphs: list[tuple[int, int]]
) -> Iterator[Mark]:
    long = False
    for i, (opening, at) in enumerate(group):
        limit = paragraphs[at][1]
        if i + 1 < len(group) and group[i + 1][1] == at:
            end = group[i + 1][0].start
            long = long or any(c in reading.folded[opening.start : end].rstrip(_STOPS) for c in "。!?")
        elif i + 1 < len(group) or paragraphs[at][0] == opening.start:
            end = limit
        else:
            end = limit if long else _sentence_end(reading, opening.start, limit)
        while end > opening.start and reading.text[end - 1] in _STOPS:
            end -= 1
        attributes = {
            "marker": opening.marker, "number": str(opening.number), "list_id": str(group[0][0].start)
        }  # fmt: skip
        yield Mark(opening.start, end, f"enumeration_item.{opening.style}", attributes)


def _sentence_end(reading: Reading, start: int, limit: int) -> int:
    sentence = reading.sentence_at(start)
    return min(sentence.end, limit) if sentence else limit


def _dashed(
    reading: Reading, paragraphs: list[tuple[int, int]], owner: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[Mark]:
    group: list[tuple[int, int]] = []

    def close() -> Iterator[Mark]:
        if len(group) > 1:
            for number, (start, end) in enumerate(group, 1):
                while end > start and reading.text[end - 1] in _STOPS:
                    end -= 1
                attributes = {"marker": "——", "number": str(number), "list_id": str(group[0][0])}
                yield Mark(start, end, "enumeration_item.dash", attributes)

    last = -1
    for at, (start, end) in enumerate(paragraphs):
        if reading.folded.startswith(("——", "--"), start):
            if group and (at != last + 1 or owner[paragraphs[last]] != owner[paragraphs[at]]):
                yield from close()
                group.clear()
            group.append((start, end))
            last = at
    yield from close()


LAYER = Layer(
    "enumeration_item", "enumeration_items", EnumerationItem, _annotate, of_page=True, reference="list_id"
)
