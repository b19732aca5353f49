"""What was dropped from a page, why, and whether sentences of the speaker are among it.

Rules are wrong at times. So what they took away is looked at once more, by evidence that is not theirs: a dropped
sentence is where it belongs if the site speaks in it (`genre.site`), if the text that is kept says it, too, or if its
rule has seen more than its words: a line of many pages, a hidden element, a list of links.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from chuangwen_corpus.clean import furniture, html
from chuangwen_corpus.clean.aligned import AlignedText, SourceEdit
from chuangwen_corpus.genre import site
from chuangwen_corpus.genre.folding import HAN, fold

SENTENCE = 8
"""Han characters of a run that is looked at as a sentence."""
OF_OTHERS = 0.3
"""The share of a sentence's Han characters that may stand in clauses which do not show the site."""
MOST_LOOKED_FOR = 500
"""So many clauses of a page are looked for in the text that is kept; each takes a pass over it."""
_INDENT = 4
"""Characters by which an indent, or a sign that may not begin a line, makes a line of print shorter."""
_LONGEST = 1000
"""Characters around a piece in which the rest of its sentence is looked for."""

REASONS = {
    "html.hidden": "hidden",
    "html.no_text": "hidden",
    "html.comment": "hidden",
    "html.declaration": "markup",
    "html.tag": "markup",
    "html.break": "markup",
    "html.entity": "markup",
    "html.white_space": "markup",
    "html.unfinished": "markup",
    "html.ruby": "gloss",
    "html.link_line": "links",
    "furniture.recurring": "recurring",
}
"""Reasons that a rule has seen for itself, whatever the text says."""

_STOP = rf"[。！？!?；;]|(?<=[{HAN}])[.．]"
_CLOSERS = "\"'”’」』）)】》"
_END = re.compile(rf"(?:{_STOP})+[{_CLOSERS}]*|\n")
_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"\w")
_RUN = re.compile(f"[{HAN}]+")


class Dropped(NamedTuple):
    """Text that an edit took away."""

    source_start: int
    source_end: int
    text: str
    """As a page shows it, without markup."""
    rule: str
    reason: str
    """hidden, markup, gloss, links, recurring · site: the site speaks in it · repeat: what is kept says it, too ·
    no sentence: too short to be judged · none: a sentence is lost."""


def dropped(page: AlignedText) -> Iterator[Dropped]:
    """All text that was dropped from a page, in order, a row a line; white space, marks and markup are left out."""
    found = _Page(page)
    for edit in page.edits:
        yield from found.rows(edit)


def lost(page: AlignedText) -> Iterator[Dropped]:
    """The sentences that were dropped or broken, and that nothing says a reason for."""
    found = _Page(page)
    for edit in page.edits:
        if edit.rule not in REASONS and edit.source_end - edit.source_start > edit.end - edit.start:
            yield from found.lost(edit)


class _Page:
    def __init__(self, page: AlignedText) -> None:
        self.source = page.source
        self.text = page.text
        self.edits = page.edits
        self.looked_for = 0

    def rows(self, edit: SourceEdit) -> Iterator[Dropped]:
        """What an edit took away, line by line; what stands in the markup of its lines comes first."""
        piece, at = self.source[edit.source_start : edit.source_end], edit.source_start
        shown = _shown(piece)
        if self._replaces(edit, shown.text):
            return
        for change in html.read(piece).changes:
            if not change.text and change.rule in REASONS and _HAN.search(piece, change.start, change.end):
                words = piece[change.start : change.end].strip()
                yield Dropped(at + change.start, at + change.end, words, change.rule, REASONS[change.rule])
        bad = [] if edit.rule in REASONS else list(self.lost(edit))
        position = 0
        for line in shown.text.splitlines(keepends=True):
            start, end = (at + place for place in shown.to_source(position, position + len(line.rstrip())))
            position += len(line)
            words = line.strip()
            if words and (_WORD.search(words) or edit.rule.startswith("furniture.")):
                among = any(start <= sentence.source_start < max(end, start + 1) for sentence in bad)
                yield Dropped(
                    start, end, words, edit.rule, "none" if among else self._reason(words, edit.rule)
                )

    def _reason(self, line: str, rule: str) -> str:
        if rule in REASONS:
            return REASONS[rule]
        folded = fold(line)
        if len(_HAN.findall(folded)) < SENTENCE:
            return "no sentence"
        others = site.clauses_of_others(folded)
        if not others:
            return "site"
        return "repeat" if all(map(self._kept, others)) else "no sentence"

    def lost(self, edit: SourceEdit) -> Iterator[Dropped]:
        """The sentences that an edit took away, or broke, without a reason."""
        piece = self.source[edit.source_start : edit.source_end]
        if not _HAN.search(piece) and "&" not in piece:
            return
        shown = _shown(piece)
        if self._replaces(edit, shown.text):
            return
        inside = _inside_lines(edit.rule)
        for start, end in _sentences(shown.text):
            words = shown.text[start:end]
            before = self._before(edit.start) if inside and start == 0 else ""
            goes_on = end == len(shown.text) and not _ends(words)
            after = self._after(edit.end) if goes_on and (inside or self._is_full(words)) else ""
            if not _ends(words + after) or len(_HAN.findall(before + words + after)) < SENTENCE:
                continue
            others = site.clauses_of_others(fold(words))
            broken = inside and _HAN.search(before + after)
            if bool(others) if broken else self._are_lost(others, len(_HAN.findall(words))):
                left, right = shown.to_source(
                    start + len(words) - len(words.lstrip()), start + len(words.rstrip())
                )
                yield Dropped(
                    edit.source_start + left, edit.source_start + right, words.strip(), edit.rule, "none"
                )

    def _are_lost(self, clauses: list[str], length: int) -> bool:
        """Whether a sentence's worth of clauses is not in the text that is kept."""
        least = max(SENTENCE, OF_OTHERS * length)
        return sum(map(len, clauses)) >= least and (
            sum(len(clause) for clause in clauses if not self._kept(clause)) >= least
        )

    def _kept(self, clause: str) -> bool:
        """Whether the clean text says a clause, too."""
        self.looked_for += 1
        return self.looked_for <= MOST_LOOKED_FOR and clause in self._says

    @cached_property
    def _says(self) -> str:
        return "".join(_RUN.findall(fold(self.text)))

    def _replaces(self, edit: SourceEdit, shown: str) -> bool:
        """Whether an edit puts as many letters in the place of what it takes away."""
        new = len(_WORD.findall(self.text, edit.start, edit.end))
        return new > 0 and new >= len(_WORD.findall(shown))

    @cached_property
    def _width(self) -> float:
        """How long the lines of a page are that print has broken; endless on others."""
        starts = [
            (self.source.rfind("\n", 0, e.source_start), e) for e in self.edits if e.rule == "line.joined"
        ]
        widths = [e.source_start - start - 1 for start, e in starts]
        return min(widths) if len(widths) > 2 else math.inf

    def _is_full(self, line: str) -> bool:
        """Whether a line is as long as print makes it, so that its sentence goes on in the next one."""
        return len(line.strip()) >= self._width - _INDENT

    def _before(self, at: int) -> str:
        """What is kept of the sentence that is under way at a place."""
        start = max(0, at - _LONGEST)
        *_, (left, right) = (0, 0), *_sentences(self.text[start:at])
        said = self.text[start + left : start + right]
        return "" if _ends(said) or said.endswith("\n") else said

    def _after(self, at: int) -> str:
        """What is kept of the sentence from a place on, with its stop; print breaks it anywhere."""
        stop = re.compile(_STOP).search(self.text, at, at + _LONGEST)
        return self.text[at : stop.end()] if stop else ""


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans that end behind a stop or a line; together they are the text."""
    position = 0
    for match in _END.finditer(text):
        yield position, match.end()
        position = match.end()
    if position < len(text):
        yield position, len(text)


def _ends(sentence: str) -> bool:
    """Whether a sentence has its stop."""
    return bool(re.search(rf"(?:{_STOP})[{_CLOSERS}]*\s*\Z", sentence))


def _shown(piece: str) -> AlignedText:
    if "<" not in piece and "&" not in piece:
        return AlignedText(piece)
    return AlignedText(piece).apply(html.read(piece).changes)


@cache
def _inside_lines(rule: str) -> bool:
    """Whether a rule takes pieces out of lines; all others take whole lines."""
    room, _, name = rule.partition(".")
    if room == "furniture":
        return any(known.id == name and known.scope == "inline" for known in furniture.rules())
    return room not in ("structure", "html")
