"""The body of a speech to sections, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure import sentences
from chuangwen_corpus.structure.glued import glued_heading
from chuangwen_corpus.structure.lines import PROSE, Line, lines_of
from chuangwen_corpus.structure.parts import SpeechOutline

SHORT_HEADING = 24
"""Characters of a first sentence that is plainly a heading, if its fellows are as short."""
LONGEST_HEADING = 40
"""Characters of a heading; a longer first sentence is text, unless all its fellows are as long."""
LONGEST_PLAIN = 26
"""Characters of a heading without a number."""
FEWEST_ALIKE = 2
"""Headings without a number that a speech has, if it has any; those with a comma, and no couplets, are one more."""
_QUOTES = regex("[\"']")
_PLAIN = regex(r"[^。!?;:…|>]*[^。!?;:…|>,、]")
_BEFORE_COLON = regex(r"(?P<heading>[^，。：；:;,、？！]{2,16})(?P<stop>[：:])(?=.{4})")
_RUNS_ON = regex(r".{4}(?<![，,；;：:])(?:一是|一要|首先[，,]|第一[，,])")
"""A first item that the heading runs into: where it ends, no sign says."""
_CLOSING_CUE = regex(
    r"(?:总之|总而言之|综上|最后|各位领导|各位代表|同志们|朋友们|市民朋友|让我们|谢谢|我的(?:发言|讲话)|"
    r"以上(?:是|就是|发言|表态)|我们(?:相信|坚信|将|一定|有(?:信心|决心))|在今后|今后|下一步|"
    r"创建.{0,12}(?:任重道远|使命光荣|永远在路上|号角)|.{0,6}(?:征程|蓝图|号角|冲锋)|发言完毕|大家好)"
)


@dataclass(slots=True)
class SentenceSpan:
    """A sentence; `paragraph` and `section` are places in the speech's lists."""

    start: int
    end: int
    kind: str
    section: int
    paragraph: int | None


@dataclass(slots=True)
class SectionSpan:
    """A section; `parent` is a place in the list of sections."""

    start: int
    end: int
    level: int
    role: str
    parent: int | None = None
    marker: tuple[int, int] | None = None
    number: int | None = None
    heading: tuple[int, int] | None = None


@dataclass(slots=True)
class SpeechSpans:
    """A speech divided; all spans in offsets of the clean text."""

    start: int
    end: int
    salutation: tuple[int, int] | None = None
    sections: list[SectionSpan] = field(default_factory=list)
    paragraphs: list[tuple[int, int, int]] = field(default_factory=list)
    """start, end, place of the section"""
    sentences: list[SentenceSpan] = field(default_factory=list)
    _open: list[int] = field(default_factory=list, repr=False)
    """Places of the sections that the next may stand in, by rising level."""

    def add(self, section: SectionSpan) -> None:
        """Adds a section, in the nearest one of a higher rank since which none of its own or a higher has begun."""
        while self._open and self.sections[self._open[-1]].level >= section.level:
            self._open.pop()
        above = self.sections[self._open[-1]] if self._open else None
        if above and (section.marker or section.heading) and (above.marker or above.heading):
            section.parent = self._open[-1]
        self._open.append(len(self.sections))
        self.sections.append(section)


def divide(text: str, outline: SpeechOutline) -> SpeechSpans:
    """Divides a speech, whose parts are offsets of `text`."""
    lines = lines_of(text, [(part.start, part.end) for part in outline.all("body")])
    speech = SpeechSpans(lines[0].start, lines[-1].end)
    closing_from = _closing_from(lines)
    headings = _Headings.read(lines)
    marked = [i for i, line in enumerate(lines) if line.section]
    plain = _unnumbered(lines, closing_from)
    first_marked = min([*marked, *plain], default=len(lines))
    for i, line in enumerate(lines):
        start = line.start
        if line.section and i < closing_from:
            start = _open_section(speech, lines, i, headings)
        elif i in plain:
            start = _open_unnumbered(speech, line, 1 if not marked or i < marked[0] else None)
        elif i == 0 and first_marked > 0:
            role = "opening" if marked or plain else "body"
            speech.add(SectionSpan(start, line.end, 1, role))
        elif i == closing_from:
            speech.add(SectionSpan(start, line.end, 1, "closing"))
        if i == 0 and line.salutation:
            start = _salutation(speech, line)
        _paragraph(speech, text, start, line.end)
    for section in reversed(speech.sections):
        if section.parent is not None:
            parent = speech.sections[section.parent]
            parent.end = max(parent.end, section.end)
    for part in outline.all("signature"):
        last = len(speech.sections) - 1
        speech.sentences.append(SentenceSpan(part.start, part.end, "signature", last, None))
    return speech


def _salutation(speech: SpeechSpans, line: Line) -> int:
    """Takes the salutation off a line; returns where the rest begins."""
    end = line.start + line.salutation
    speech.salutation = (line.start, end)
    speech.sentences.append(SentenceSpan(line.start, end, "salutation", len(speech.sections) - 1, None))
    return end


def _open_section(speech: SpeechSpans, lines: Sequence[Line], i: int, headings: _Headings) -> int:
    """Opens the section whose marker stands on line `i`; returns where its text begins."""
    line = lines[i]
    marker = line.section
    assert marker is not None
    level = min(4, marker.level + (headings.formal and not marker.formal))
    section = SectionSpan(line.start, line.end, level, "body", number=marker.number)
    marker_text = line.text[: marker.length].rstrip()
    section.marker = (line.start, line.start + len(marker_text))
    speech.add(section)
    heading_end = _heading_end(lines, i, marker.length, headings)
    if not heading_end:
        # The marker belongs to the first sentence of its paragraph.
        return line.start
    rest = line.text[marker.length :]
    start = line.start + marker.length + len(rest) - len(rest.lstrip())
    stop = line.start + heading_end
    section.heading = (
        start,
        start + len(line.text[start - line.start : heading_end].rstrip("。！？：；:;，,. ")),
    )
    last = len(speech.sections) - 1
    speech.sentences.append(SentenceSpan(line.start, stop, "heading", last, None))
    return stop


def _unnumbered(lines: Sequence[Line], end: int) -> set[int]:
    """The lines before `end` that are headings without a number: short, without a stop, above running text, and not alone.

    What looks like one but stands behind a sentence that goes on is a part of that.
    """
    found = [i for i in range(1, min(end, len(lines))) if _is_plain_heading(lines, i)]
    uneven = any(not _is_even(lines[i].folded) for i in found)
    return set(found) if len(found) >= FEWEST_ALIKE + uneven else set()


def _is_even(folded: str) -> bool:
    """Whether a line has one clause, or two of one length: 青春不负凌云志,岁月终酬有心人."""
    halves = _QUOTES.sub("", folded).split(",")
    return len(halves) == 1 or (len(halves) == 2 and len(halves[0]) == len(halves[1]))


def _is_plain_heading(lines: Sequence[Line], i: int) -> bool:
    before, line = lines[i - 1], lines[i]
    if line.prose or line.section or line.salutation or line.thanks or line.foreign or line.site:
        return False
    if not 2 <= len(line.text) <= LONGEST_PLAIN or not _PLAIN.fullmatch(line.folded) or line.dashed:
        return False
    whole_before = before.closed or before.folded.endswith(":") or before.salutation > 0
    if line.speaker or line.date_line or not whole_before:
        return False
    if i + 1 == len(lines):
        return "," not in line.folded or len(line.text) < PROSE // 2
    below = lines[i + 1]
    return below.may_be_spoken and not below.salutation and len(below.text) > len(line.text)


def _open_unnumbered(speech: SpeechSpans, line: Line, level: int | None) -> int:
    """Opens the section of a heading without a number, below the numbered one it stands in; returns where its text begins."""
    if level is None:
        numbered = [s for s in speech.sections if s.marker]
        level = min(4, numbered[-1].level + 1) if numbered else 1
    section = SectionSpan(line.start, line.end, level, "body", heading=(line.start, line.end))
    speech.add(section)
    last = len(speech.sections) - 1
    speech.sentences.append(SentenceSpan(line.start, line.end, "heading", last, None))
    return line.end


@dataclass(frozen=True, slots=True)
class _Headings:
    """How a speech prints its headings."""

    run_in: int
    """How long one that is run into its paragraph may be: longer where all its fellows are longer."""
    before_colon: bool
    """Whether they stand before a colon: 一、文明在路上：红灯停一停。"""
    run_in_items: bool
    """Whether items (1. and lower) have headings run in: most of them open with a short sentence."""
    formal: bool
    """Whether 壹、 stands above 一、, which is one level lower then."""

    @classmethod
    def read(cls, lines: Sequence[Line]) -> _Headings:
        """Looks at all marked lines of a speech together."""
        marked = [line for line in lines if line.section]
        before = sum(bool(_BEFORE_COLON.match(_behind_marker(line))) for line in marked)
        formal = any(line.section.formal for line in marked if line.section)
        items = [sentences.split(_behind_marker(line)) for line in marked if _level(line) > 2]
        short = sum(len(spans) < 2 or spans[0][1] <= SHORT_HEADING for spans in items)
        return cls(
            _run_in_limit(lines),
            before > 1 and before * 3 >= len(marked) * 2,
            short * 2 >= len(items),
            formal,
        )


def _behind_marker(line: Line) -> str:
    return line.text[line.section.length :].lstrip() if line.section else ""


def _heading_end(lines: Sequence[Line], i: int, marker: int, headings: _Headings) -> int:
    """Where the heading behind a marker ends in its line, its stop included; 0 if there is none."""
    line = lines[i]
    rest = line.text[marker:]
    spans = sentences.split(rest)
    if not spans:
        return 0
    first_end = spans[0][1]
    colon = _BEFORE_COLON.match(rest.lstrip()) if headings.before_colon else None
    if colon:
        return marker + len(rest) - len(rest.lstrip()) + colon.end("stop")
    glued = glued_heading(fold(rest.lstrip())) if _level(line) <= 2 else 0
    if glued:
        return marker + len(rest) - len(rest.lstrip()) + glued
    if _RUNS_ON.search(rest[: spans[0][1]]):
        return 0
    run_in = headings.run_in
    if len(spans) == 1:
        following = lines[i + 1] if i + 1 < len(lines) else None
        item = following is None or 0 < _level(following) <= _level(line)
        if (
            re.search("[；;]", rest)
            or rest.endswith(("，", ","))
            or len(rest) > max(run_in, LONGEST_HEADING) + 20
        ):
            return 0
        if not line.closed:
            # What breaks off at the end of the text heads nothing: 五、遇到灾害，
            return 0 if following is None and len(rest) > 20 and "，" in rest else len(line.text)
        return 0 if item and (len(rest) > 25 or "，" in rest) else len(line.text)
    if _level(line) > 2 and not headings.run_in_items:
        return 0
    return marker + first_end if first_end <= run_in else 0


def _run_in_limit(lines: Sequence[Line]) -> int:
    """How long a heading run into its paragraph may be: longer where all its fellows are longer."""
    lengths = []
    for line in lines:
        if line.section and line.section.level <= 2:
            spans = sentences.split(line.text[line.section.length :])
            if len(spans) > 1:
                lengths.append(spans[0][1])
    if len(lengths) >= 2 and max(lengths) <= 60:
        return max(LONGEST_HEADING, int(median(lengths) * 1.5))
    return LONGEST_HEADING


def _closing_from(lines: Sequence[Line]) -> int:
    """The line where the closing begins; the number of lines if there is none."""
    marked = [i for i, line in enumerate(lines) if line.section]
    if not marked:
        return len(lines)
    last = marked[-1]
    own_line = [i for i in marked if not lines[i].closed and len(lines[i].text) < 60]
    shortest = last + (2 if last in own_line else 1)
    lengths = [b - a - 1 for a, b in pairwise(marked) if _level(lines[b]) <= _level(lines[a])]
    usual = max(lengths, default=0)
    for i in range(shortest, len(lines)):
        if _CLOSING_CUE.match(lines[i].folded):
            return i
    if lengths and usual <= 1:
        return max(shortest, last + 1 + usual) if last + 1 + usual < len(lines) else len(lines)
    if not lengths and len(lines) - shortest == 1:
        return shortest
    return len(lines)


def _level(line: Line) -> int:
    return line.section.level if line.section else 0


def _paragraph(speech: SpeechSpans, text: str, start: int, end: int) -> None:
    """Adds a paragraph with its sentences to the section opened last."""
    while start < end and text[start].isspace():
        start += 1
    section = len(speech.sections) - 1
    speech.sections[section].end = max(speech.sections[section].end, end)
    if start >= end:
        return
    speech.paragraphs.append((start, end, section))
    speech.sentences.extend(
        SentenceSpan(start + a, start + b, "body", section, len(speech.paragraphs) - 1)
        for a, b in sentences.split(text[start:end])
    )
