"""Where a line of the page ends: pages on one line are split, lines broken inside sentences joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.address import salutation_length
from chuangwen_corpus.genre.markers import section_marker, speech_marker
from chuangwen_corpus.genre.titles import read_title

PARAGRAPH_BREAK = "space.paragraph_break"
_TERMINAL = "。!?…"
_CLOSERS = '"”’』」)）》】'
_LINE_EDGE = re.compile(r"\A\s+|\s+\Z| *\n\s*")
_GAP = re.compile(r" +")
_RUN_IN_MARKER = re.compile(
    r'(?<=[。!?:"])(?=(?:[二三四五六七八九十]|十[一二三四五六七八九])、(?!.{0,12}[二三四五六七八九]、))'
    r"|(?<=[。!?])(?=一、)"
    r"|(?<=[。!?:])(?=\([一二三四五六七八九十]{1,3}\))"
)


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
    if breaks or len(line) > 400:
        breaks += [
            Change(start + match.start(), start + match.start(), "\n", "layout.run_in_marker")
            for match in _RUN_IN_MARKER.finditer(line)
            if start + match.start() not in known
        ]
    yield from sorted(breaks)


def _breaks(line: str, gaps: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The gaps of a line that part paragraphs; the others are stray spaces."""
    if not gaps:
        return
    starts = [0] + [b for _, b in gaps]
    ends = [a for a, _ in gaps] + [len(line)]
    chunks = [_Chunk(line, a, b) for a, b in zip(starts, ends, strict=True)]
    sides = list(pairwise(chunks))
    wide = [gap for gap in gaps if gap[1] - gap[0] > 1]
    # Where most wide gaps follow a full stop, wide gaps are how this page parts its paragraphs.
    wide_part = sum(1 for a, _ in wide if _closes(line, a)) * 2 >= len(wide)
    evident = [left.closes or left.heads or right.heads for left, right in sides]
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
            parts = clear or left.is_heading
        else:
            parts = (left.closes and right.heads) or left.is_salutation or left.is_marker
            parts = parts or bool(left.title and right.heads)
        if parts and not (line[a - 1].isascii() and line[b].isascii() and not (left.heads or right.heads)):
            yield a, b


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
        self.is_heading = bool(section and len(text) <= 40 and not re.search("[。!?;]", text))
        self.heads = bool(self.title or marker or section or salutation_length(line, start))


def _closes(line: str, at: int) -> bool:
    return ends_sentence(line[max(0, at - 4) : at]) or line[at - 1 : at] == ":"


def _starts_head(line: str, at: int) -> bool:
    return bool(section_marker(line, at) or speech_marker(line, at))


def join_changes(folded: str) -> Iterator[Change]:
    """Line feeds inside sentences, and inside a title, go; `folded` is the shadow of a text of lines.

    Pages made from print break every line at the same width; there a line of full width that
    ends inside a sentence goes on in the next one.
    """
    lines = folded.split("\n")
    width = _wrap_width(lines)
    position = 0
    for line, following in pairwise(lines):
        position += len(line)
        if _goes_on(line, following, width):
            latin = line[-1:].isascii() and line[-1:].isalnum() and following[:1].isascii()
            yield Change(
                position, position + 1, " " if latin and following[:1].isalnum() else "", "line.joined"
            )
        position += 1


def _width(line: str) -> float:
    """Width of a line in Han characters; ASCII is half as wide."""
    return sum(0.5 if c.isascii() else 1 for c in line)


def _wrap_width(lines: list[str]) -> float | None:
    """The width at which a page breaks its lines, or None if it doesn't."""
    open_widths = [_width(line) for line in lines if len(line) > 14 and not ends_sentence(line)]
    if len(open_widths) < 3:
        return None
    bins = Counter(round(width) for width in open_widths)
    best = max(range(14, 81), key=lambda w: (bins[w - 1] + bins[w] + bins[w + 1], w))
    near = bins[best - 1] + bins[best] + bins[best + 1] + bins[best - 2]
    longest = sum(1 for line in lines if _width(line) > best + 3)
    return best if near >= 3 and near * 2 >= len(open_widths) and longest * 5 <= len(lines) else None


def _goes_on(line: str, following: str, width: float | None) -> bool:
    if not line or not following or _starts_head(following, 0) or ends_sentence(line):
        return False
    if read_title(following) and not read_title(line + following):
        return False
    title = read_title(line)
    if not title and line[-1:] in ",、":
        return True
    if salutation_length(line) == len(line) or line.endswith(":"):
        return False
    if _halves_of_title(line, following):
        return True
    return bool(width and not title and _width(line) >= width - 3 and _width(following) <= width + 3)


def _halves_of_title(line: str, following: str) -> bool:
    """Whether two lines are one title, broken inside a word or before its last words."""
    if len(following) > 30 or len(line) < 6 or section_marker(line) or _STOP.search(line + following):
        return False
    whole = read_title(line + following)
    return bool(whole and not read_title(line) and _OPENS_TITLE.match(line))


_STOP = re.compile(r"[。!?;,]")
_OPENS_TITLE = re.compile(r"(?:20\d\d年?)?(?:在|关于|创建|.{0,20}(?:大会|会议|推进会|动员会|会上))")
