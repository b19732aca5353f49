"""The lines of a page: what stands in each, what between two of them, and which are the site's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from chuangwen_corpus.clean.html.elements import Element
from chuangwen_corpus.clean.html.tokens import Other, Tag, Text
from chuangwen_corpus.clean.html.tree import Place

_SEPARATORS = " \t\r\n\u3000\xa0|·>»›-—/,，、:：[]【】()（）•*#"

_STOPS = ("。", "！", "？", "!", "?", "：", ":")


class Hidden(NamedTuple):
    """What an element takes away: its text, and the markup in it."""

    start: int
    end: int
    rule: str


class Shown(NamedTuple):
    """A run of text that stays."""

    text: Text
    element: Element


Between = Tag | Other | Text | Hidden
"""What may stand between two runs that stay; such a `Text` is blank."""


@dataclass(slots=True)
class Line:
    """A line and what stands between it and the one before it, in order."""

    gap: list[Between] = field(default_factory=list)
    parts: list[Between | Shown] = field(default_factory=list)

    @property
    def shown(self) -> list[Shown]:
        """The runs of text in it."""
        return [part for part in self.parts if isinstance(part, Shown)]

    @property
    def start(self) -> int:
        """Where its text starts in the source."""
        return self.shown[0].text.start

    @property
    def end(self) -> int:
        """Where its text ends in the source."""
        return self.shown[-1].text.end

    def is_links(self, text: str) -> bool:
        """Whether it is nothing but links: then it is the site's. A heading may be one, and so may a sentence or a salutation."""
        last = ""
        for run, element in self.shown:
            if element.heading:
                return False
            words = said(text, run).strip()
            if words.strip(_SEPARATORS):
                if not element.link:
                    return False
                last = words
        return bool(last) and not last.endswith(_STOPS)


def said(text: str, run: Text) -> str:
    """What a run of text says, its references resolved."""
    position, parts = run.start, []
    for change in run.changes:
        parts += [text[position : change.start], change.text]
        position = change.end
    return "".join((*parts, text[position : run.end]))


def lines(
    pieces: Sequence[Tag | Other | Text], places: dict[int, Place], keep: Collection[int] = ()
) -> Iterator[Line]:
    """The lines of a page in order; the last is empty and holds what stands at the page's end.

    Args:
        pieces: The page.
        places: Where its runs of text stand that are not blank.
        keep: Runs that are lines of their own, whatever they stand in.
    """
    line = Line()
    gap: list[Between] = []
    root: Element | None = None  # of what was hidden last in this gap
    at = 0  # and where in the gap that is
    alone = True
    for i, piece in enumerate(pieces):
        place = places.get(i)
        if place is None or not isinstance(piece, Text):
            gap.append(piece)
        elif i not in keep and (dropped := place.element.dropped):
            if dropped is not root:
                root, at = dropped, len(gap)
                gap.append(piece)
            start = gap[at].start
            gap[at:] = [Hidden(start, piece.end, dropped.rule)]
        else:
            if line.parts and (place.breaks or alone or i in keep):
                yield line
                line = Line()
            if line.parts:
                line.parts += gap
            else:
                line.gap = gap
            line.parts.append(Shown(piece, place.element))
            gap, root, alone = [], None, i in keep
    if line.parts:
        yield line
    yield Line(gap)
