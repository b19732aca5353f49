"""What was dropped from a page, why, and whether sentences of the speaker are among it.

Rules are wrong at times. So what they took away is looked at once more, by evidence that is not theirs: a dropped
sentence is where it belongs if the site speaks in it (`genre.site`), if the text that is kept says it, too, or if its
rule has seen more than its words: a line of many pages, a hidden element, a list of links.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from chuangwen_corpus.clean import furniture, html
from chuangwen_corpus.clean.aligned import AlignedText, Change, SourceEdit
from chuangwen_corpus.genre import site
from chuangwen_corpus.genre.folding import HAN, HAN_CHARACTER, HAN_RUN, fold, has_han
from chuangwen_corpus.genre.own import Lists, in_use
from chuangwen_corpus.genre.remembered import LONGEST, MOST
from chuangwen_corpus.lazy import cached_property, regex
from chuangwen_corpus.structure.keep import ABOVE_LEAD

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
    ABOVE_LEAD: "led in",
}
"""Reasons that a rule has seen for itself, whatever the text says."""

_A_STOP = rf"(?:[。！？!?；;]|(?<=[{HAN}])[.．])"
_CLOSERS = "[\"'”’」』）)】》]*"
_STOP = regex(_A_STOP)
_END = regex(rf"{_A_STOP}+{_CLOSERS}|\n")
_UP_TO_LAST_END = regex(rf"(?s:.*)(?:{_END.pattern})")
_AT_END = regex(rf"{_A_STOP}{_CLOSERS}\s*\Z")
_WORD = regex(r"\w")
_LEADS = regex("小编|网友[^。]{0,12}投稿")


class Dropped(NamedTuple):
    """Text that an edit took away."""

    source_start: int
    source_end: int
    text: str
    """As a page shows it, without markup."""
    rule: str
    reason: str
    """hidden, markup, gloss, links, recurring, led in · site: the site speaks in it · repeat: what is kept says it, too ·
    no sentence: too short to be judged · none: a sentence is lost."""


class _Piece:
    """What an edit took away, as the page shows it."""

    def __init__(self, page: AlignedText, edit: SourceEdit) -> None:
        self.edit = edit
        self.source = page.source[edit.source_start : edit.source_end]
        self.markup, self.shown = _shown(self.source)
        new = len(_WORD.findall(page.text, edit.start, edit.end))
        self.is_replaced = new > 0 and new >= len(_WORD.findall(self.shown.text))
        """Whether as many letters stand in its place."""

    def row(self, start: int, end: int, reason: str) -> Dropped:
        """A part of it, by its place in what is shown; white space at its edges is left out."""
        words = self.shown.text[start:end]
        left = start + len(words) - len(words.lstrip())
        at, until = self.shown.to_source(left, start + len(words.rstrip()))
        places = (self.edit.source_start + at, self.edit.source_start + until)
        return Dropped(*places, words.strip(), self.edit.rule, reason)


def _shown(source: str) -> tuple[Sequence[Change], AlignedText]:
    """What a page shows of a piece of its source; a site's furniture is the same on all of its pages."""
    return _known(source) if len(source) <= LONGEST else _read(source)


def _read(source: str) -> tuple[Sequence[Change], AlignedText]:
    markup = html.read(source).changes
    return markup, AlignedText(source).apply(markup)


_known = lru_cache(MOST)(_read)


def dropped(page: AlignedText) -> Iterator[Dropped]:
    """All text that was dropped from a page, in order, a row a line; white space, marks and markup are left out."""
    bad = [row.source_start for row in lost(page)]
    found = _Page(page)
    for edit in page.edits:
        yield from found.rows(_Piece(page, edit), bad)


def lost(page: AlignedText) -> Iterator[Dropped]:
    """The sentences that were dropped or broken, and that nothing says a reason for."""
    found = _Page(page)
    for edit in page.edits:
        if edit.rule in REASONS or edit.source_end - edit.source_start <= edit.end - edit.start:
            continue
        source = page.source[edit.source_start : edit.source_end]
        if HAN_CHARACTER.search(source) or "&" in source:
            yield from found.lost(_Piece(page, edit))


def _line_around(text: str, start: int, end: int) -> str:
    """The line of a text that a sentence stands in."""
    feed = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : feed if feed >= 0 else len(text)]


class _Page:
    def __init__(self, page: AlignedText) -> None:
        self.source = page.source
        self.text = page.text
        self.edits = page.edits
        self.looked_for = 0

    def rows(self, piece: _Piece, bad: list[int]) -> Iterator[Dropped]:
        """What an edit took away, line by line; what stands in the markup of its lines comes first.

        Args:
            piece: What it took away.
            bad: Where the sentences begin that are lost.
        """
        if piece.is_replaced:
            return
        rule, base = piece.edit.rule, piece.edit.source_start
        for change in piece.markup:
            if (
                not change.text
                and change.rule in REASONS
                and HAN_CHARACTER.search(piece.source, change.start, change.end)
            ):
                words = piece.source[change.start : change.end].strip()
                yield Dropped(
                    base + change.start, base + change.end, words, change.rule, REASONS[change.rule]
                )
        position = 0
        for line in piece.shown.text.splitlines(keepends=True):
            start, position = position, position + len(line)
            if _WORD.search(line) or (line.strip() and rule.startswith("furniture.")):
                row = piece.row(start, position, self._reason(line.strip(), rule))
                is_lost = bisect_left(bad, row.source_start) < bisect_left(
                    bad, max(row.source_end, row.source_start + 1)
                )
                yield row._replace(reason="none") if is_lost else row

    def _reason(self, line: str, rule: str) -> str:
        if rule in REASONS:
            return REASONS[rule]
        folded = fold(line)
        if not has_han(folded, SENTENCE):
            return "no sentence"
        others = site.clauses_of_others(folded)
        if not others:
            return "site"
        return "repeat" if all(map(self._kept, others)) else "no sentence"

    def lost(self, piece: _Piece) -> Iterator[Dropped]:
        """The sentences that an edit took away, or broke, without a reason."""
        if piece.is_replaced:
            return
        edit, shown = piece.edit, piece.shown.text
        inside = _inside_lines(edit.rule, in_use()) and not self._is_whole_line(piece)
        for start, end in _sentences(shown):
            words = shown[start:end]
            before = self._before(edit.start) if inside and start == 0 else ""
            goes_on = end == len(shown) and not _AT_END.search(words)
            after = self._after(edit.end) if goes_on and (inside or self._is_full(words)) else ""
            if not _AT_END.search(words + after) or not has_han(before + words + after, SENTENCE):
                continue
            if _LEADS.search(fold(_line_around(shown, start, end))):
                continue  # an editor's lead, which is the site's in all its sentences
            others = site.clauses_of_others(fold(words))
            broken = inside and HAN_CHARACTER.search(before + after)
            if bool(others) if broken else self._are_lost(others, len(HAN_CHARACTER.findall(words))):
                yield piece.row(start, end, "none")

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
        return "".join(HAN_RUN.findall(fold(self.text)))

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

    def _is_whole_line(self, piece: _Piece) -> bool:
        """Whether an edit took a line with its line feed: no sentence is broken then, whatever its rule takes elsewhere."""
        start = piece.edit.start
        return piece.shown.text.endswith("\n") and self.text[start - 1 : start] in ("", "\n")

    def _before(self, at: int) -> str:
        """What is kept of the sentence that is under way at a place."""
        start = max(0, at - _LONGEST)
        last = _UP_TO_LAST_END.match(self.text, start, at)
        return self.text[last.end() if last else start : at]

    def _after(self, at: int) -> str:
        """What is kept of the sentence from a place on, with its stop; print breaks it anywhere."""
        stop = _STOP.search(self.text, at, at + _LONGEST)
        return self.text[at : stop.end()] if stop else ""


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans that end behind a stop or a line; together they are the text."""
    position = 0
    for match in _END.finditer(text):
        yield position, match.end()
        position = match.end()
    if position < len(text):
        yield position, len(text)


@lru_cache(512)
def _inside_lines(rule: str, lists: Lists | None) -> bool:  # noqa: ARG001  # they are in use
    """Whether a rule takes pieces out of lines; all others take whole lines."""
    room, _, name = rule.partition(".")
    if room == "furniture":
        return any(known.id == name and known.scope == "inline" for known in furniture.rules())
    return room not in ("structure", "html")
