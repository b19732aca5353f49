"""Where a line of the page ends: pages on one line are split, lines broken inside sentences joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.address import salutation_length
from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.markers import section_marker, speech_marker
from chuangwen_corpus.genre.titles import Title, read_title

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
_HAN = re.compile(f"[{HAN}]")


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
    wide = [gap for gap in gaps if gap[1] - gap[0] > 1]
    after_stop = sum(1 for a, _ in wide if _closes(line, a))
    wide_part = after_stop * 2 >= len(wide)
    # Converters that fold white space leave one space where a paragraph ended.
    narrow_part = not wide and len(line) > 200
    starts = [0] + [b for _, b in gaps]
    ends = [a for a, _ in gaps] + [len(line)]
    titles = [_title(line[a:b]) for a, b in zip(starts, ends, strict=True)]
    for i, (a, b) in enumerate(gaps):
        if not (_HAN.match(line, a - 1) or not line[a - 1].isascii() or line[a - 1] in '!?:)"'):
            if not (_starts_head(line, b) and _HAN.match(line, b + 2)):
                continue
        closes = _closes(line, a)
        if (
            (b - a > 1 and (wide_part or closes or titles[i] or titles[i + 1]))
            or (closes and (narrow_part or _starts_head(line, b) or titles[i + 1]))
            or _is_salutation(line, starts[i], a)
            or (titles[i] and (titles[i + 1] or salutation_length(line, b) or speech_marker(line, b)))
            or (_is_bare_speech_marker(line, starts[i], a) and titles[i + 1])
        ):
            yield a, b


def _title(chunk: str) -> Title | None:
    return read_title(chunk) if 4 <= len(chunk) <= 90 else None


def _closes(line: str, at: int) -> bool:
    return ends_sentence(line[max(0, at - 4) : at]) or line[at - 1 : at] == ":"


def _starts_head(line: str, at: int) -> bool:
    return bool(section_marker(line, at) or speech_marker(line, at))


def _is_salutation(line: str, start: int, end: int) -> bool:
    return end > start and salutation_length(line, start) == end - start


def _is_bare_speech_marker(line: str, start: int, end: int) -> bool:
    marker = speech_marker(line, start)
    return bool(marker and marker.length >= end - start)


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
