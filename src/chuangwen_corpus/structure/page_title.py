"""Which line of a page is its title: weighed by its words, its place and what the page makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.offices import read_speaker
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.lines import Line
from chuangwen_corpus.structure.parts import Evidence, Part, SpeechOutline

LEAST = 1.0
"""What speaks for a line must come to, for it to be a title."""
FARTHEST = 40
"""Lines from the top in which a title is looked for."""
LONGEST = 90
_NUMBERS = regex(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}:\d{2}|\d+(?:\.\d+)?\s?(?:kb|mb|k)\b", re.IGNORECASE)
_NAVIGATION = regex(
    r"[>»]|(?<!\|)\|(?!\|)|^(?:首页|新闻|栏目|频道|搜索|登录|注册|微信|微博)|(?:网|网站|频道|信箱|专栏|客户端|日报|晚报)$"
)
_BARE = regex(r"(?:重要|精彩|最新|优秀|领导|精选)?(?:讲话|发言|演讲|演辞|演词|致辞|致词)(?:稿|全文|材料)?")
"""The kind of a speech and nothing else, as a site names a part of itself."""
_REMARK = regex(r"[\(\[【](?P<inside>[^()\[\]【】]*)[\)\]】]$|[\])】」》]")
_LED = regex(
    r"(?:整理|收集|搜集|准备|分享|带来|分享)了?的?(?:关于|有关)?(?:一[篇份])?[\"《“]?(?P<title>[^,。:;!?\"《》]{8,60})[\"》”]?(?:,|。|$)"
    r"|《(?P<file>[^《》]{8,60}?)(?:\.\w{3,4})?》由(?:会员|用户|网友)(?:上传|提供)?分享"
)
"""Where an editor names the text that follows."""
SHORTEST_LED = 8
"""Characters of a title that an editor names: a shorter one is a kind of text."""
_SENTENCE = regex(r"[。!;].")
_HEADINGS = ("h1", "h2", "h3")


def page_title(lines: Sequence[Line], text: AlignedText, before: int | None = None) -> int | None:
    """The line of the page's title; None if no line above the text is one.

    Args:
        lines: The lines of the page.
        text: The page.
        before: The line above which it is looked for; by default, where the text begins.
    """
    end = _opens(lines) if before is None else min(before, _opens(lines))
    weights = [
        (sum(weight for _, weight in evidence(lines, i, end, text)), -i)
        for i in range(end)
        if _may_be(lines[i]) or _is_headline(lines, i)
    ]
    best = max(weights, default=(0.0, 0))
    return -best[1] if best[0] >= LEAST else None


def led_title(lines: Sequence[Line], speech: SpeechOutline) -> Part | None:
    """The title that an editor's words above a speech name, where the page prints it nowhere else: 下面是小编为大家整理的…讲话,供大家参考。"""
    first = min(part.start for part in speech.parts)
    if speech.one("title"):
        return None
    for line in lines:
        if line.start >= first:
            return None
        for match in _LED.finditer(line.folded) if line.site else ():
            group = "title" if match["title"] else "file"
            title = read_title(match[group])
            if title and len(title.core) >= SHORTEST_LED:
                start = line.start + match.start(group)
                return Part(start + title.start, start + title.end, "title")
    return None


def _opens(lines: Sequence[Line]) -> int:
    """The first line that is spoken or addresses somebody: no title of the page is behind it."""
    for i, line in enumerate(lines[:FARTHEST]):
        if line.salutation and line.site != "certain":
            return i
        if (line.spoken and not _is_led(lines, i) and not _is_long_title(lines, i)) or (
            line.section and not line.title and not line.date_line
        ):
            return i
        if line.bare_marker or (line.leads_away and i and any(map(_may_be, lines[:i]))):
            return i
    return min(len(lines), FARTHEST)


def _is_led(lines: Sequence[Line], i: int) -> bool:
    """Whether a sentence is an editor's, whatever it says: the title is printed behind it, for the first time or again."""
    above = {line.folded for line in lines[:i] if line.title}
    below = [line for line in lines[i + 1 : i + 3] if line.title and not line.closed]
    return any(not above or line.folded in above for line in below)


def _is_long_title(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is long and has no stop, right above a salutation."""
    plain = not lines[i].closed and not _SENTENCE.search(lines[i].folded) and len(lines[i].text) <= LONGEST
    return plain and i + 1 < len(lines) and lines[i + 1].salutation > 0


def _may_be(line: Line) -> bool:
    asks = line.title is not None and line.folded.endswith("?")
    if (
        (line.closed and not asks)
        or line.salutation
        or line.foreign
        or line.bare_marker
        or line.speaker_label
    ):
        return False
    if line.date_line or len(line.text) > LONGEST or line.site == "certain":
        return False
    if line.title is None and (line.section or _is_remark(line.folded)):
        return False
    if _SENTENCE.search(line.folded):
        return False
    if line.title is not None:
        return True
    if line.speaker not in (None, "unit"):
        return False
    if "、" not in line.folded:
        return True
    said = read_speaker(line.folded)  # 市委常委、副市长 某某
    return not (said.office and said.name)


def _is_remark(folded: str) -> bool:
    """Whether a line is a remark in brackets that holds no title, or what is left of a row of buttons."""
    match = _REMARK.match(folded)
    return match is not None and not (match["inside"] and read_title(match["inside"]))


_DATELINE = regex(r".{0,20}\d{1,2}月\d{1,2}日(?:电|讯|消息)|.{0,24}\((?:记者|通讯员)")
"""How a report of an agency or a newspaper opens."""


def _is_headline(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands right above a report, though it reads like a speaker: 何安连任商会会长."""
    line = lines[i]
    below = lines[i + 1].folded if i + 1 < len(lines) else ""
    plain = not line.closed and line.site is None and 8 <= len(line.text) <= LONGEST
    return plain and bool(_DATELINE.match(below))


def evidence(lines: Sequence[Line], i: int, end: int, text: AlignedText) -> Iterator[Evidence]:
    """What speaks for line `i` as the title, above a text that begins at line `end`."""
    line = lines[i]
    if line.title:
        bare = _BARE.fullmatch(line.title.core)
        yield "built like a title", 0.5 if bare else 1.5 if len(line.title.core) < 4 else 3.0
        if line.title.number is not None:
            yield "numbered in a compilation", -2.0
        if line.title.declared_count and not line.dashed:
            yield "counts the speeches of the page", 1.5
    if line.opens_at and not line.dashed:
        yield "labelled as the title", 1.0
    if any(other.folded == line.folded for j, other in enumerate(lines[: end + 1]) if j != i):
        yield "printed twice", 1.5
    length = len(line.text)
    if 8 <= length <= 44:
        yield "as long as a title", 1.0
    elif length < 5:
        yield "very short", -1.5
    below = next(
        (j for j in range(i + 1, len(lines)) if lines[j].site != "certain" and not lines[j].foreign), None
    )
    if below is not None and (
        below >= end or lines[below].speaker in ("office", "named") or lines[below].dashed
    ):
        yield "right above the text", 1.0
    if below is not None and lines[below].dashed:
        yield "above a sub-title", 3.0
    if line.dashed:
        yield "a sub-title", -2.0
    if line.site == "likely" or _NAVIGATION.search(line.folded):
        yield "the site's words", -2.0
    if _NUMBERS.search(line.folded):
        yield "a system's date or size", -2.0
    if line.folded.endswith(":"):
        yield "ends in a colon", -1.0
    if i == 0:
        yield "first line", 0.5
    if _element(line, text) in _HEADINGS:
        yield "a heading of the page", 2.0


def _element(line: Line, text: AlignedText) -> str | None:
    """The element of the page around a line; None on a page that is no HTML."""
    if not text.zones.lines:
        return None
    start, end = text.to_source(line.start, line.end)
    zoned = next((zoned for zoned in text.zones.lines if zoned.start <= start and end <= zoned.end), None)
    return zoned.zone.name if zoned else None
