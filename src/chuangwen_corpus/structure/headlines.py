"""The lines between the begin of a head and the text: title and sub-title, speaker, date, place; the rest is the site's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chuangwen_corpus.genre.offices import read_speaker
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.genre.units import OFFICE, speaker_kind
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.heads import Head
from chuangwen_corpus.structure.lines import Line
from chuangwen_corpus.structure.parts import Part

LONGEST_NAME = 40
"""Characters of a line that names the speaker."""
_INLINE_DASH = regex(r"(?<=.{4})(?<!\d)\ ?(?:—{1,3}|─{1,3}|-{2,4}|――)\ ?(?=\D.{3})")
_SPEECH_TIME = regex(r"(?:讲话|发言|演讲|致辞|会议|活动|举行|召开)?(?:时间|日期)?")
_LEAD = regex(
    r"(?:以下|下面|下文)(?:是|为)(?P<name>(?!小编|网友|本站|为)[^,。:;()]{2,24}?)(?:\([^()]{2,20}\))?(?:今日|昨日|今天|昨天|今|昨|于|在|就|出席|主持)"
    r"(?:[^。:]{0,4}?\((?P<day>(?:[^()年]{4}年)?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日)\))?"
)
"""What press releases print before a text: 以下为行政长官某某今日（六月三十日）出席酒会的致辞全文："""
_OFFICE = regex(OFFICE)
_BEFORE_TITLE = regex(r"[^。,;!?]{0,24}[|:>]\ *")
_PLACE = regex(r"(?:地点|地址|会场)\ ?:\ ?")


def title_parts(line: Line, role: str) -> tuple[Part, Part | None]:
    """A line of a title as its main title and, behind a dash, its sub-title; labels and markers are left out."""
    start, stop = line.opens_at, len(line.text)
    if line.title:
        start, stop = line.title.start, line.title.end
    elif line.speech or line.section:
        before = line.speech or line.section
        start = before.length if before else 0
    bar = line.folded.find("|", start, stop)
    if bar > start + 3 and read_title(line.folded[start:bar].strip()):
        stop = start + len(line.text[start:bar].rstrip())
    start += len(line.text[start:stop]) - len(line.text[start:stop].lstrip())
    if line.folded[start : start + 1] == "【" and line.folded.find("】", start) == stop - 1:
        start, stop = start + 1, stop - 1
    dash = _INLINE_DASH.search(line.folded, start, stop)
    if dash and not (line.title and line.folded[dash.end() : stop].isdigit()):
        main = Part(line.start + start, line.start + dash.start(), role)
        return main, Part(line.start + dash.end(), line.start + stop, "subtitle")
    return Part(line.start + start, line.start + stop, role), None


def label_before_title(line: Line, title: Line) -> int:
    """Length of what a site puts before the page's title where it prints it again: a date, a bar, a label with a colon."""
    if title.title is None or line is title or not line.folded.endswith(title.folded):
        return 0
    label = len(line.folded) - len(title.folded)
    return label if _BEFORE_TITLE.fullmatch(line.folded, 0, label) else 0


def date_of_speech(line: Line, *, above_title: bool = False) -> tuple[int, int] | None:
    """Where a line of the head dates the speech; None if it has no date, or one that the site put there.

    People write 2021年3月4日; systems print 2021-03-04, or the time of day in minutes. What stands above the title is a
    newspaper's or the site's, brackets aside.
    """
    date = line.date_line
    if date is None or date.clock or not _SPEECH_TIME.fullmatch(date.label):
        return None
    if not (date.written or date.bracketed) or (above_title and not date.bracketed):
        return None
    start, end = date.start, date.start + len(line.folded[date.start : date.end].rstrip())
    return (start, end) if end > start else None


def read_head(lines: Sequence[Line], head: Head, body: int, title_at: int | None) -> Iterator[Part]:
    """The parts of a head between its first line and the text, its title aside."""
    title = head.title_line
    first = head.first if title is None else min(head.first, title)
    if title is None and title_at is not None:
        first = max(first, title_at + 1)
    subtitled = False
    for i in range(first, body):
        line = lines[i]
        if i in (title, title_at) or line.bare_marker:
            continue
        above = title is not None and i < title
        date = date_of_speech(line, above_title=above or (title is None and not _opens_page(lines, i)))
        if date:
            yield Part(line.start + date[0], line.start + date[1], "date")
        elif lead := _LEAD.match(line.folded):
            yield from _led_in(line, lead)
        elif line.site == "certain" or line.foreign or above:
            continue
        elif line.dashed and names_in_full(line):
            yield Part(line.start + line.opens_at, line.end, "speaker")
        elif line.dashed and not subtitled and title_at not in (None, i) and title_at < i:
            subtitled = True
            yield title_parts(line, "subtitle")[0]
        elif line.speaker_label and line.speaker_label < len(line.text):
            yield Part(line.start + line.speaker_label, line.end, "speaker")
        elif _names_speaker(lines, i, body) or (
            i > first and _is_bare_label(lines[i - 1]) and len(line.text) <= LONGEST_NAME
        ):
            end = line.end - (1 if line.folded.endswith(":") else 0)
            yield Part(line.start, end, "speaker")
        elif _PLACE.match(line.folded) and len(line.text) <= LONGEST_NAME:
            yield Part(line.start, line.end, "place")


def names_in_full(line: Line) -> bool:
    """Whether a line is an office and a name behind a dash: ——某村党委书记孙长林."""
    said = read_speaker(line.folded[line.opens_at :].replace('"', ""))
    return said.office is not None and said.name is not None


def _is_bare_label(line: Line) -> bool:
    """Whether a line is a label such as 主讲人： whose value stands on the next."""
    return 0 < line.speaker_label >= len(line.text)


def _led_in(line: Line, lead: re.Match[str]) -> Iterator[Part]:
    """Speaker and day, as an editor's words before the text name them."""
    kind = speaker_kind(lead["name"])
    if kind in ("office", "named") or _OFFICE.search(lead["name"]):
        yield Part(line.start + lead.start("name"), line.start + lead.end("name"), "speaker")
    if lead["day"]:
        yield Part(line.start + lead.start("day"), line.start + lead.end("day"), "date")


def _opens_page(lines: Sequence[Line], i: int) -> bool:
    """Whether nothing but heads of a speech stands above line `i`."""
    return all(line.speaker or line.date_line or line.title for line in lines[:i])


def _names_speaker(lines: Sequence[Line], i: int, body: int) -> bool:
    """Whether a line of a head names the speaker; a name or a unit alone needs a neighbour that bears it out."""
    line = lines[i]
    bare = line.folded.rstrip(":").strip()
    kind = speaker_kind(bare)
    if kind is None or len(bare) > LONGEST_NAME or line.site:
        return False
    if kind in ("office", "named"):
        return True
    neighbours = [lines[j] for j in (i - 1, i + 1) if 0 <= j <= body and j < len(lines)]
    return any(n.date_line or n.salutation or n.speaker in ("office", "named") for n in neighbours) or (
        i + 1 == body and i > 0 and bool(lines[i - 1].title)
    )
