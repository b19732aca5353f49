"""Where a line of the page ends: pages on one line are split into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chuangwen_corpus.clean import run_in
from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.address import salutation_length
from chuangwen_corpus.genre.markers import section_marker, speech_marker
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.lazy import regex

PARAGRAPH_BREAK = "space.paragraph_break"
_TERMINAL = "。!?…"
_CLOSERS = '"”’』」)）》】'
_CLOSERS_AND_SPACE = _CLOSERS + " "
_TERMINALS = frozenset(_TERMINAL)
_LINE_EDGE = regex(r"\A\s+|(?<!\s)\s++\Z|(?<! ) *+\n\s*")  # each run of white space is tried once
_GAP = regex(r" +")
_HEADING = range(4, 46)
"""Characters of a heading that a single space parts from its text."""
_STOPPED = regex("[。!?;:]")
_RUN_IN_MARKER = regex(
    r'(?<=[。!?:"])(?=(?:[二三四五六七八九十]|十[一二三四五六七八九])、(?!.{0,12}[二三四五六七八九]、))'
    r"|(?<=[。!?:])(?=一、(?![二两三四]、))"
    r"|(?<=[。!?:])(?=\([一二三四五六七八九十]{1,3}\))"
)

_SOME_MARKER = regex(r'[。!?:"](?:[一二三四五六七八九十]{1,2}、|\()')
"""What every one of them holds at least; much quicker to look for."""


def ends_sentence(line: str) -> bool:
    """Whether a line ends in a full stop, an exclamation or a question mark, quotes aside."""
    return line.rstrip(_CLOSERS_AND_SPACE)[-1:] in _TERMINALS


def split_changes(text: str, folded: str) -> Iterator[Change]:
    """Breaks at line ends, and inside lines that hold several paragraphs.

    Lines of the result have no white space at their edges; blank lines go.
    """
    position = 0
    for match in _LINE_EDGE.finditer(folded):
        yield from _inside(folded, position, match.start())
        at_edge = match.start() == 0 or match.end() == len(folded)
        new = "" if at_edge else "\n"
        if text[match.start() : match.end()] != new:
            yield Change(match.start(), match.end(), new, "space.edge" if at_edge else PARAGRAPH_BREAK)
        position = match.end()
    yield from _inside(folded, position, len(folded))


def _inside(folded: str, start: int, end: int) -> Iterator[Change]:
    line = folded[start:end]
    gaps = [match.span() for match in _GAP.finditer(line)] if " " in line else []
    breaks = [Change(start + a, start + b, "\n", PARAGRAPH_BREAK) for a, b in _breaks(line, gaps)]
    known = {change.start for change in breaks} | {change.end for change in breaks}
    glued = [(at, "layout.glued_head") for at in run_in.cuts(line)]
    markers: list[tuple[int, str]] = []
    if _SOME_MARKER.search(line):
        markers = [(match.start(), "layout.run_in_marker") for match in _RUN_IN_MARKER.finditer(line)]
    if breaks or glued or len(markers) > 1 or len(line) > 400:
        glued += markers
    for at, rule in glued:
        if start + at not in known:
            space = at - len(line[:at].rstrip(" "))
            breaks.append(Change(start + at - space, start + at, "\n", rule))
    if breaks:
        yield from sorted(breaks)


def _breaks(line: str, gaps: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The gaps of a line that part paragraphs; the others are stray spaces."""
    if not gaps:
        return
    chunks = _chunks(line, gaps)
    found = zip(gaps, pairwise(chunks), strict=True)
    kept = [(a, b) for (a, b), (left, right) in found if not _between_words(line, a, b, left, right)]
    if len(kept) < len(gaps):
        gaps, chunks = kept, _chunks(line, kept)
    sides = list(pairwise(chunks))
    evident = [left.closes or left.heads or right.heads for left, right in sides]
    wide = [clear for (a, b), clear in zip(gaps, evident, strict=True) if b - a > 1]
    # Where most wide gaps stand at evident breaks, wide gaps are how this page parts paragraphs.
    wide_part = sum(wide) * 2 >= len(wide)
    # A converter that folded white space leaves single spaces, most of them at evident breaks.
    narrow_part = (
        not wide
        and len(line) > 200
        and sum(evident) >= 3
        and sum(evident) * 2 >= len(evident)
        and any(chunk.heads for chunk in chunks)
    )
    # A heading may stand before one space and its text; on a line full of stray spaces that is no sign of one.
    stray = sum(not clear and not left.is_heading for (left, _), clear in zip(sides, evident, strict=True))
    headings_part = stray <= 2 * sum(left.is_heading for left, _ in sides) + 1
    for (a, b), (left, right), clear in zip(gaps, sides, evident, strict=True):
        if b - a > 1:
            parts = wide_part or clear
        elif narrow_part:
            parts = clear
        else:
            parts = (left.closes and right.heads) or left.is_salutation or left.is_marker
            parts = (
                parts
                or bool(left.title and right.heads)
                or (left.is_heading and (headings_part or left.is_couplet) and bool(_STOPPED.search(line, b)))
            )
        if parts and not (left.title and left.title.declared_count is None and right.numbers):
            yield a, b


def _chunks(line: str, gaps: list[tuple[int, int]]) -> list[_Chunk]:
    starts = [0] + [b for _, b in gaps]
    ends = [a for a, _ in gaps] + [len(line)]
    return [_Chunk(line, a, b) for a, b in zip(starts, ends, strict=True)]


def _between_words(line: str, a: int, b: int, left: _Chunk, right: _Chunk) -> bool:
    """Whether a gap stands between words that are written apart, as in ISO 9001: such a gap parts nothing.

    A marker that the left chunk opens with says nothing of its end; what does is a chunk that is a head as a
    whole, or a stop. In the shadow the stops of a Chinese sentence are ASCII, too.
    """
    if not (line[a - 1].isascii() and line[b].isascii()):
        return False
    if right.heads or left.title or left.is_salutation or left.is_marker:
        return False
    said = line[max(0, a - 8) : a].rstrip(_TERMINAL + _CLOSERS + ":")
    return not left.closes or said[-1:].isascii()


class _Chunk:
    """What stands between two gaps of a line."""

    def __init__(self, line: str, start: int, end: int) -> None:
        text = line[start:end]
        marker = speech_marker(line, start)
        self.title = read_title(text) if 4 <= len(text) <= 90 else None
        self.closes = _closes(line, end)
        addressed = salutation_length(line, start)
        self.is_salutation = end > start and addressed == end - start
        self.is_marker = bool(marker and marker.length >= end - start)
        section = section_marker(line, start)
        behind = text[section.length :].lstrip() if section else ""
        salutation = salutation_length(line, start + marker.length) if marker else 0
        self.numbers = bool(marker and (self.is_marker or salutation))
        """Whether it is the number of the title before it, with the text behind it or without."""
        self.is_heading = len(behind) in _HEADING and not _STOPPED.search(behind)
        """Whether it is a marker and a phrase without a stop."""
        self.is_couplet = self.is_heading and len(behind) >= 10 and "," in behind
        """Whether the phrase has two halves: a gap behind it is no stray one."""
        self.heads = bool(self.title or marker or section or addressed)


def _closes(line: str, at: int) -> bool:
    return ends_sentence(line[max(0, at - 4) : at]) or line[at - 1 : at] == ":"


def starts_head(line: str, at: int) -> bool:
    """Whether a marker of a section or of a speech stands at `at`."""
    return bool(section_marker(line, at) or speech_marker(line, at))
