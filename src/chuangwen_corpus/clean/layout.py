"""Where a line of the page ends: pages on one line are split, lines broken inside sentences joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from chuangwen_corpus.clean.aligned import AlignedText, Change
from chuangwen_corpus.clean.punctuation import is_lost_character
from chuangwen_corpus.genre.address import salutation_length
from chuangwen_corpus.genre.dates import date_span
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.markers import section_marker, speech_marker
from chuangwen_corpus.genre.titles import LONGEST_TITLE, read_title
from chuangwen_corpus.genre.units import names_speaker

PARAGRAPH_BREAK = "space.paragraph_break"
_TERMINAL = "。!?…"
_CLOSERS = '"”’』」)）》】'
_COLON = re.compile("[:!]")
_ADDRESS = re.compile("尊敬|敬爱|亲爱|各位|同志|同学|老师|市民|朋友|女士|父老|全体|广大")
_BRACKET_BEHIND = re.compile(r"\([^()]{4,16}\)$")
_LINE_EDGE = re.compile(r"\A\s+|(?<!\s)\s++\Z|(?<! ) *+\n\s*")  # each run of white space is tried once
_GAP = re.compile(r" +")
_RUN_IN_MARKER = re.compile(
    r'(?<=[。!?:"])(?=(?:[二三四五六七八九十]|十[一二三四五六七八九])、(?!.{0,12}[二三四五六七八九]、))'
    r"|(?<=[。!?])(?=一、)"
    r"|(?<=[。!?:])(?=\([一二三四五六七八九十]{1,3}\))"
)

_SOME_MARKER = re.compile(r'[。!?:"](?:[一二三四五六七八九十]{1,2}、|\()')
"""What every one of them holds at least; much quicker to look for."""


def ends_sentence(line: str) -> bool:
    """Whether a line ends in a full stop, an exclamation or a question mark, quotes aside."""
    return line.rstrip(_CLOSERS + " ")[-1:] in tuple(_TERMINAL)


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
    gaps = [match.span() for match in _GAP.finditer(line)]
    breaks = [Change(start + a, start + b, "\n", PARAGRAPH_BREAK) for a, b in _breaks(line, gaps)]
    known = {change.start for change in breaks} | {change.end for change in breaks}
    glued = [(at, "layout.glued_head") for at in _glued_head(line)]
    markers: list[tuple[int, str]] = []
    if _SOME_MARKER.search(line):
        markers = [(match.start(), "layout.run_in_marker") for match in _RUN_IN_MARKER.finditer(line)]
    if breaks or glued or len(markers) > 1 or len(line) > 400:
        glued += markers
    breaks += [Change(start + at, start + at, "\n", rule) for at, rule in glued if start + at not in known]
    yield from sorted(breaks)


def _glued_head(line: str) -> Iterator[int]:
    """Where title, date and salutation part that a converter has run together."""
    stop = _COLON.search(line, 0, LONGEST_TITLE + 60) if len(line) > LONGEST_TITLE else None
    for match in _ADDRESS.finditer(line, 4, stop.end()) if stop else ():
        at = match.start()
        if not stop or salutation_length(line, at) != stop.end() - at:
            continue
        bracket = _BRACKET_BEHIND.search(line, 0, at)
        title_end = bracket.start() if bracket and date_span(bracket[0]) else at
        if read_title(line[:title_end]):
            yield from sorted({title_end, at})
            return


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
    for (a, b), (left, right), clear in zip(gaps, sides, evident, strict=True):
        if b - a > 1:
            parts = wide_part or clear
        elif narrow_part:
            parts = clear
        else:
            parts = (left.closes and right.heads) or left.is_salutation or left.is_marker
            parts = parts or bool(left.title and right.heads)
        if parts:
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
        self.is_salutation = end > start and salutation_length(line, start) == end - start
        self.is_marker = bool(marker and marker.length >= end - start)
        section = section_marker(line, start)
        self.heads = bool(self.title or marker or section or salutation_length(line, start))


def _closes(line: str, at: int) -> bool:
    return ends_sentence(line[max(0, at - 4) : at]) or line[at - 1 : at] == ":"


def _starts_head(line: str, at: int) -> bool:
    return bool(section_marker(line, at) or speech_marker(line, at))


def join_changes(text: AlignedText) -> Iterator[Change]:
    """Line feeds inside sentences, and inside a title, go.

    Pages made from print break every line at the same width; there a line of full width goes on in
    the next one, unless an indent or a blank line in the source says that a paragraph begins.
    """
    lines = fold(text.text).split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    print_page = _Print.read(lines, [_opening(text, start) for start in starts[:-1]])
    for i, (line, following) in enumerate(pairwise(lines)):
        third = lines[i + 2] if i + 2 < len(lines) else ""
        if print_page.goes_on(i) or _goes_on(line, following, third):
            latin = line[-1:].isascii() and line[-1:].isalnum() and following[:1].isascii()
            new = " " if latin and following[:1].isalnum() else ""
            yield Change(starts[i + 1] - 1, starts[i + 1], new, "line.joined")


def _opening(text: AlignedText, start: int) -> str:
    """How a line opens in the source: "indent", "blank" (a blank line before it) or "plain"."""
    at = text.to_source(start, start + 1)[0] if start < len(text.text) else len(text.source)
    before = text.source[max(0, at - 40) : at]
    gap = before[len(before.rstrip()) :]
    if re.search(r"[\n\r][^\S\n\r]{2,}$|[\n\r][^\S\n\r]*\u3000$", gap):
        return "indent"
    return "blank" if gap.count("\n") > 1 or gap.count("\r") > 1 + gap.count("\n") else "plain"


@dataclass(frozen=True, slots=True)
class _Print:
    """A page whose lines are broken at one width, as print breaks them."""

    lines: list[str]
    openings: list[str]
    measure: Callable[[str], float]
    width: float | None
    """The width in the page's measure; None if the page's lines end where paragraphs do."""
    paragraph: str | None
    """What opens a paragraph on this page: "indent", "blank", or None if nothing does."""

    @classmethod
    def read(cls, lines: list[str], openings: list[str]) -> _Print:
        """Finds out whether and how a page is broken."""
        # Some pages count characters, some the width on paper, where ASCII is half as wide.
        found = [(*_wrap_width(lines, measure), measure) for measure in (len, _width)]
        near, width, measure = max(found, key=lambda option: option[0])
        counts = Counter(openings)
        paragraph = None
        if counts["indent"] >= 2:
            paragraph = "indent"
        elif counts["blank"] >= 2 and counts["plain"] >= 2:
            paragraph = "blank"
        return cls(lines, openings, measure, width if near else None, paragraph)

    def goes_on(self, i: int) -> bool:
        """Whether line `i` is broken off by the width and goes on in the next."""
        line, following = self.lines[i], self.lines[i + 1]
        if not self.width or not following:
            return False
        if self.measure(line) < self.width - 3 or self.measure(following) > self.width + 3:
            return False
        if _starts_head(following, 0) or read_title(line) or read_title(following):
            return False
        if date_span(following) or (ends_sentence(line) and names_speaker(following)):
            return False  # a signature, which is often not indented
        if self.paragraph:
            return self.openings[i + 1] != self.paragraph
        ended = ends_sentence(line) and not is_lost_character(line + following, len(line) - 1)
        return not ended and salutation_length(line) != len(line)


def _width(line: str) -> float:
    """Width of a line in Han characters; ASCII is half as wide."""
    return sum(0.5 if c.isascii() else 1 for c in line)


def _wrap_width(lines: list[str], measure: Callable[[str], float]) -> tuple[int, float | None]:
    """How many lines break off at one width, and that width; 0 and None if the page isn't so."""
    widths = [measure(line) for line in lines if len(line) > 14 and not ends_sentence(line)]
    bins = Counter(round(width) for width in widths)
    if len(widths) < 3:
        return 0, None
    best = max(range(14, 81), key=lambda w: (bins[w - 1] + bins[w] + bins[w + 1], w))
    near = sum(bins[best + step] for step in (-2, -1, 0, 1))
    longer = sum(1 for line in lines if measure(line) > best + 3)
    if near < 3 or near * 2 < len(widths) or longer * 5 > len(lines):
        return 0, None
    return near, best


def _goes_on(line: str, following: str, third: str) -> bool:
    """Whether a line goes on in the next by what the two say, wherever it is broken."""
    if not line or not following or _starts_head(following, 0) or ends_sentence(line):
        return False
    if read_title(following) and not read_title(line + following):
        return False
    if not read_title(line) and line[-1:] in ",、":
        return True
    if line.endswith(":"):
        return False
    return _halves_of_title(line, following) or (
        not read_title(following) and _halves_of_title(line, following + third)
    )


def _halves_of_title(line: str, following: str) -> bool:
    """Whether two lines are one title, broken inside a word or before its last words."""
    if len(following) > 30 or len(line) < 6 or section_marker(line) or _STOP.search(line + following):
        return False
    whole = read_title(line + following)
    return bool(whole and not read_title(line) and _OPENS_TITLE.match(line))


_STOP = re.compile(r"[。!?;,]")
_OPENS_TITLE = re.compile(r"(?:20\d\d年?)?(?:在|关于|创建|.{0,20}(?:大会|会议|推进会|动员会|会上))")
