"""The changes that take the markup out of a page, made in the order of the source."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.clean.html import title
from chuangwen_corpus.clean.html.elements import BLOCK, Element
from chuangwen_corpus.clean.html.lines import Hidden, Line, Shown, lines, said
from chuangwen_corpus.clean.html.tokens import Other, Piece, Tag, Text
from chuangwen_corpus.clean.html.tree import places
from chuangwen_corpus.clean.zones import ZonedLine, Zones
from chuangwen_corpus.genre.folding import HAN, HAN_CHARACTER
from chuangwen_corpus.lazy import regex

_GAP = regex(r"(?<![^\S\n\r])[^\S\n\r]*+[\n\r]\s*")
_CHINESE = regex(f"[{HAN}，。；：！？、（）《》“”‘’…—]")
_BREAKS = ("\n", "\r", "\t", "\f")


class Page(NamedTuple):
    """What is made of the markup of a page."""

    changes: Sequence[Change]
    zones: Zones


class Reader:
    """One page, read in the order of its source."""

    def __init__(self, text: str, found: list[Piece], is_page: bool) -> None:
        self.text = text
        self.pieces = found
        self.is_page = is_page
        self.runs = [
            i for i, piece in enumerate(found) if isinstance(piece, Text) and said(text, piece).strip()
        ]
        self.places = places(text, found, self.runs)

    def read(self) -> Page:
        """The changes and the zones."""
        titles = {i for i in self.runs if self.places[i].element.name == "title"}
        if self.is_page:
            found = list(lines(self.pieces, self.places))
            titles = set(self._title(titles, found))
        if titles or not self.is_page:
            found = list(lines(self.pieces, self.places, titles))
        changes: list[Change] = []
        zones: list[ZonedLine] = []
        for line in found:
            links = self.is_page and line.is_links(self.text)
            changes += self._between(line, breaks=bool(zones and line.parts and not links))
            if links:
                changes.append(Change(line.start, line.end, "", "html.link_line"))
            elif line.parts:
                changes += self._inside(line)
                zones.append(ZonedLine(line.start, line.end, line.shown[0].element.box))
        return Page(changes, Zones(tuple(zones) if self.is_page else (), tuple(self._hidden())))

    def _title(self, titles: Collection[int], found: Sequence[Line]) -> Iterator[int]:
        """The title element, if the page has no other title; the site's name goes from its end."""
        first = min(titles, default=None)
        if first is None or title.is_in(self.text, found):
            return
        run = self.pieces[first]
        assert isinstance(run, Text)
        end = title.end(self.text, run)
        if end is None:
            return
        if end < run.end:
            kept = tuple(change for change in run.changes if change.end <= end)
            self.pieces[first] = Text(run.start, run.end, (*kept, Change(end, run.end, "", "html.site_name")))
        yield first

    def _hidden(self) -> Iterator[tuple[int, int]]:
        """Spans that hold Chinese text and that a reader does not see."""
        root: Element | None = None
        start = end = 0
        for i in self.runs:
            dropped, run = self.places[i].element.dropped, self.pieces[i]
            assert isinstance(run, Text)
            unclosed = run.end == len(self.text) and dropped and dropped.rule == "html.no_text"
            if (
                dropped
                and (unclosed or dropped.rule == "html.hidden")
                and HAN_CHARACTER.search(said(self.text, run))
            ):
                if root and root is not dropped:
                    yield start, end
                start = run.start if root is not dropped else start
                root, end = dropped, run.end
        if root:
            yield start, end
        last = self.pieces[-1]
        if (
            isinstance(last, Other)
            and last.rule == "html.unfinished"
            and HAN_CHARACTER.search(self.text, last.start)
        ):
            yield last.start, last.end

    def _between(self, line: Line, *, breaks: bool) -> Iterator[Change]:
        """What stands before a line: markup beside markup is one change; the last of them becomes the line end."""
        if not self.is_page:
            yield from self._between_in_text(line, breaks=breaks)
            return
        made: list[Change] = []
        markup = False
        for part in line.gap:
            rule = "html.white_space" if isinstance(part, Text) else _dropped(part).rule
            own = isinstance(part, Hidden)
            if markup and not own:
                last = made[-1]
                made[-1] = Change(last.start, part.end, "", min(last.rule, rule))
            else:
                made.append(Change(part.start, part.end, "", rule))
            markup = not own
        if breaks and markup:
            made[-1] = made[-1]._replace(text="\n", rule="html.break")
        elif breaks:
            made.append(Change(line.start, line.start, "\n", "html.break"))
        yield from made

    def _between_in_text(self, line: Line, *, breaks: bool) -> Iterator[Change]:
        """The same in plain text, whose line ends stay; the last tag that makes lines becomes one."""
        tags = [part for part in line.gap if isinstance(part, Tag)]
        ends = [tag for tag in tags if tag.name in BLOCK] or tags
        end = ends[-1] if breaks and ends else None
        for part in line.gap:
            if isinstance(part, Text):
                yield from part.changes
            else:
                yield _dropped(part)._replace(text="\n" if part is end else "")
        if breaks and not end:
            yield Change(line.start, line.start, "\n", "html.break")

    def _inside(self, line: Line) -> Iterator[Change]:
        """The changes inside a line; where the source breaks it off, nothing or a blank comes."""
        waiting: list[Change] = []  # white space, and the markup behind it
        before = ""
        preformatted = False
        for part in line.parts:
            if isinstance(part, Shown):
                run, preformatted = part.text, part.element.preformatted
            elif isinstance(part, Text):
                run = part
            else:
                waiting.append(_dropped(part))
                continue
            position = run.start
            for change in (*self._changes(run, preformatted), Change(run.end, run.end, "", "")):
                if position < change.start:
                    yield from _joined(waiting, before, self.text[position])
                    waiting, before = [], self.text[change.start - 1]
                if change.rule == "html.entity" and change.text:
                    yield from _joined(waiting, before, change.text[0])
                    waiting, before = [change], change.text[-1]
                elif change.rule:
                    waiting.append(change)
                position = change.end
        yield from _joined(waiting, before, "")

    def _changes(self, run: Text, preformatted: bool) -> list[Change]:
        """The references of a run, and its line ends, which mean nothing."""
        if not self.is_page or preformatted:
            return list(run.changes)
        # Of a title element the end is the site's name, with the line ends in it; nothing comes behind.
        end = next((c.start for c in run.changes if c.rule == "html.site_name"), run.end)
        gaps = [
            Change(match.start(), match.end(), "", "html.white_space")
            for match in _GAP.finditer(self.text, run.start, end)
        ]
        references = [
            c._replace(text="", rule="html.white_space") if c.text in _BREAKS else c for c in run.changes
        ]
        return sorted(gaps + references)


def _joined(waiting: Sequence[Change], before: str, after: str) -> Iterator[Change]:
    """What stands between two characters of a line: a blank in the place of white space, but not beside Chinese."""
    blank = " " if before and after and not _CHINESE.match(before) and not _CHINESE.match(after) else ""
    for change in waiting:
        if change.rule == "html.white_space":
            yield change._replace(text=blank)
            blank = ""
        else:
            yield change


def _dropped(part: Tag | Other | Hidden) -> Change:
    if isinstance(part, Tag):
        return Change(part.start, part.end, "", "html.break" if part.name in BLOCK else "html.tag")
    return Change(part.start, part.end, "", part.rule)
