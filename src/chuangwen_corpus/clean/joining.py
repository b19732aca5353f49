"""Lines that are broken inside sentences are joined: print, converters and inline marks break them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from chuangwen_corpus.clean import furniture
from chuangwen_corpus.clean.aligned import AlignedText, Change
from chuangwen_corpus.clean.layout import ends_sentence, starts_head
from chuangwen_corpus.clean.punctuation import is_lost_character
from chuangwen_corpus.genre.address import addresses, salutation_length
from chuangwen_corpus.genre.dates import date_span
from chuangwen_corpus.genre.folding import HAN, HAN_CHARACTER, fold
from chuangwen_corpus.genre.markers import ordinal_marker, section_marker
from chuangwen_corpus.genre.offices import read_speaker
from chuangwen_corpus.genre.titles import GENRE, read_title, with_own_titles
from chuangwen_corpus.genre.units import names_speaker
from chuangwen_corpus.lazy import regex

_ONLY_CLOSES = regex(r"[。!?;,、:)》】…”’」』]+")
_ONLY_OPENS = regex(r"[(《【“‘「『]")
_ONLY_RUN = regex(r"[(《【“‘「『)》】”’」』、,]|\d{1,6}")
_ADDRESSED = regex(rf"(?:同志|同学|老师|朋友|[{HAN}]{{2}}(?:同志|朋友))们[,!]|各位[{HAN}]{{2,6}}[,!、]")
"""How a paragraph begins that speaks to the audience anew."""
_BRACKETED = regex(r"\([^()]*\)")
_PROSE = regex("[,。;]")
_LATIN = regex(r"[A-Za-z]{3}.*[A-Za-z]{3}")
_MARKUP = regex(r"<[^<>]*>|&#?\w{1,8};")
_WORDS = regex(r"\w")
LONGEST_HEADING = 40
SHORTEST_BROKEN = 14
"""Characters of a line that may be a broken one, wherever the page breaks its lines."""
_KIND = regex(rf"(?:上的|的)?(?:{GENRE})(?:稿|材料|提纲)?")
_OF_MEETING = regex("会|工作|精神|活动|仪式|典礼|行动|学习|教育|创建|比赛|论坛")
_COUPLET = regex(rf"(?P<half>[{HAN}]{{4,9}})[ ,、]+[{HAN}]{{4,9}}")
"""A couplet on one line, as titles open with."""
_TITLE_HALF = range(6, 24)
"""Characters of each line of a title that stands in two lines of one length, as couplets do."""


def changes(text: AlignedText) -> Iterator[Change]:
    """Line feeds inside sentences, inside a list of people addressed and inside a title go.

    Pages made from print break every line at the same width; there a line of full width goes on in
    the next one, unless an indent or a blank line in the source says that a paragraph begins.
    """
    raw = text.text.split("\n")
    lines = fold(text.text).split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    page = _Broken.read(text, raw, lines, starts)
    for i, (line, following) in enumerate(pairwise(lines)):
        if page.goes_on(i):
            latin = line[-1:].isascii() and line[-1:].isalnum() and following[:1].isascii()
            new = " " if latin and following[:1].isalnum() else ""
            yield Change(starts[i + 1] - 1, starts[i + 1], new, "line.joined")


@dataclass(frozen=True, slots=True)
class _Broken:
    """The lines of a page, and how the page breaks them."""

    raw: list[str]
    lines: list[str]
    apart: list[bool]
    """For each line, whether something was dropped between it and the next."""
    print_page: _Print
    at_marks: bool
    """Whether a converter has broken the lines at quotes, brackets and numbers."""
    often: bool
    """Whether many lines of running text end inside a sentence."""

    @classmethod
    def read(cls, text: AlignedText, raw: list[str], lines: list[str], starts: list[int]) -> _Broken:
        """Finds out how a page breaks its lines."""
        gaps = [_gap(text, start) for start in starts[:-1]]
        apart = [bool(_WORDS.search(gap)) for gap in gaps[1:]] + [False]
        prose = [line for line in lines if len(line) >= SHORTEST_BROKEN and _PROSE.search(line)]
        broken = sum(not ends_sentence(line) and line[-1:] not in ":;" for line in prose)
        runs = sum(bool(_ONLY_RUN.fullmatch(line)) for line in raw)
        openings = _openings(gaps)
        often = broken > 1 and broken * 10 >= len(prose) * 3
        return cls(raw, lines, apart, _Print.read(lines, openings), runs > 1, often)

    def goes_on(self, i: int) -> bool:
        """Whether line `i` goes on in the next."""
        line, following = self.lines[i], self.lines[i + 1]
        if not line or not following:
            return False
        if _is_translation(line) != _is_translation(following):
            return False
        if line[-1] == ")" and _PART_OF_SERIES.search(line):
            return False
        if _ONLY_CLOSES.fullmatch(self.raw[i + 1]) or _ONLY_OPENS.fullmatch(self.raw[i]):
            return True
        if self.at_marks and not self._parts(i):
            return True
        if self.print_page.goes_on(i):
            return True
        if self.apart[i] or ends_sentence(line):
            return False
        third = self.lines[i + 2] if i + 2 < len(self.lines) else ""
        return (
            _goes_on(line, following, third)
            or _is_list_of_people(line, following)
            or _is_couplet(line, following, third)
            or _is_title_and_kind(line, following, third)
            or (self.often and self._breaks_off(i))
        )

    def _parts(self, i: int) -> bool:
        """Whether a paragraph or a head plainly ends with line `i`, on a page that is broken at marks."""
        line, following = self.lines[i], self.lines[i + 1]
        if ends_sentence(line) or line[-1:] in ":;" or starts_head(following, 0):
            return True
        if section_marker(line) and len(line) <= LONGEST_HEADING and not _ONLY_RUN.fullmatch(self.raw[i + 1]):
            return True
        return bool(read_title(line) or salutation_length(line) == len(line) or date_span(line))

    def _breaks_off(self, i: int) -> bool:
        """Whether line `i` is running text that stops inside a sentence, and no paragraph begins behind it."""
        line, following = self.lines[i], self.lines[i + 1]
        if len(line) < SHORTEST_BROKEN or not _PROSE.search(line):
            return False
        if line[-1:] in ":;" or self.print_page.begins_paragraph(i + 1):
            return False
        marked = section_marker(line) or ordinal_marker(line)
        if (marked and "。" not in line) or _BRACKETED.fullmatch(line):
            return False
        if salutation_length(following) == len(following) or _ADDRESSED.match(following):
            return False
        if starts_head(following, 0) or read_title(following) or date_span(following):
            return False
        return not (salutation_length(line) == len(line) or furniture.rule_of_line(following.strip()))


_PART_OF_SERIES = regex(r"\((?:[一二三四五六七八九十\d]{1,3}|[上中下])\)\Z")
"""How the title of one of several pages ends: …集锦(三)."""


def _is_translation(line: str) -> bool:
    """Whether a line is of Latin words alone, as every second line of a bilingual text is."""
    return not HAN_CHARACTER.search(line) and bool(_LATIN.search(line))


def _gap(text: AlignedText, start: int) -> str:
    """What stands in the source before the line that begins at `start`, behind the text of the line before."""
    at = text.to_source(start, start + 1)[0] if start < len(text.text) else len(text.source)
    before = text.to_source(start - 2, start - 1)[1] if start > 1 else 0
    return _MARKUP.sub("", text.source[max(before, at - 400) : at])


def _openings(gaps: list[str]) -> list[str]:
    """How each line opens in the source: "indent", "blank" (a blank line before it) or "plain".

    Where all lines are indented, as in a column of print, it is the deeper ones that are.
    """
    widths = [_indent(gap) for gap in gaps]
    margin = 0
    if sum(width > 1 for width in widths) * 5 > len(widths) * 3:
        common = Counter(widths)
        margin = min((width for width, count in common.items() if width > 1 < count), default=0)
        if all(width <= margin for width in widths):
            margin = 0
    found = []
    for width, gap in zip(widths, gaps, strict=True):
        if width > margin + 1:
            found.append("indent")
        else:
            feeds = gap.count("\n") or gap.count("\r")
            found.append("blank" if feeds > 1 else "plain")
    return found


def _indent(gap: str) -> int:
    """The width of the white space before a line, in ASCII characters; an ideographic space is two."""
    feed = max(gap.rfind("\n"), gap.rfind("\r"))
    space = gap[feed + 1 :]
    return 0 if feed < 0 or space.strip() else len(space) + space.count("\u3000")


def _opens_list(line: str) -> bool:
    """Whether a line goes on with people who are addressed."""
    return salutation_length(line) > 0 or addresses(line.rstrip(",、:! "))


def _is_list_of_people(line: str, following: str) -> bool:
    """Whether two lines are one salutation, broken inside its list."""
    if line.endswith(":") or not re.search("各位|尊敬|敬爱|亲爱|[、,]", line):
        return False
    if salutation_length(following) == len(following) and _names_in_full(line):
        return False  # who speaks, above a salutation that is whole
    whole = line + following
    return salutation_length(line) == 0 and 0 < len(following) <= salutation_length(whole) <= len(whole) + 1


def _names_in_full(line: str) -> bool:
    """Whether a line is one person with offices and a name, as nobody is addressed: 党总支副书记、校长冯远山."""
    said = read_speaker(line)
    return said.office is not None and said.name is not None


def _is_couplet(line: str, following: str, third: str) -> bool:
    """Whether two lines are a title in two lines of one length, right above a salutation or a sub-title."""
    if _COUPLET.fullmatch(line) and third.startswith("——") and len(following) in range(6, 31):
        return not re.search(r"[。!?;:\d(]", following) and not names_speaker(following)
    if len(line) not in _TITLE_HALF or abs(len(line) - len(following)) > 1 or line == following:
        return False
    if not (salutation_length(third) == len(third) > 0 or third.startswith("——")):
        return False
    plain = (
        not re.search(r"[。!?;:,\d(【]", line + following)
        and not read_title(line)
        and not section_marker(line)
    )
    return plain and not names_speaker(line) and not names_speaker(following)


def _is_title_and_kind(line: str, following: str, third: str) -> bool:
    """Whether a title's last word stands on a line of its own, right above a salutation: …学习研讨|交流发言|同志们:"""
    if not with_own_titles(_KIND).fullmatch(following) or not (salutation_length(third) or date_span(third)):
        return False
    plain = 8 <= len(line) <= 44 and not re.search(r"[。!?;:>|\d]|(?:网|站|频道|栏目|平台)$", line)
    return plain and bool(_OF_MEETING.search(line)) and not read_title(line) and not names_speaker(line)


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
        broken = [line for line in lines if len(line) > 14 and not ends_sentence(line)]
        found = [(*_wrap_width(lines, broken, measure), measure) for measure in (len, _width)]
        near, width, measure = max(found, key=lambda option: option[0])
        counts = Counter(openings)
        paragraph = None
        if counts["indent"] >= 2:
            paragraph = "indent"
        elif counts["blank"] >= 2 and counts["plain"] >= 2:
            paragraph = "blank"
        return cls(lines, openings, measure, width if near else None, paragraph)

    def begins_paragraph(self, i: int) -> bool:
        """Whether white space in the source says that a paragraph begins with line `i`."""
        return self.openings[i] == self.paragraph if self.paragraph else self.openings[i] != "plain"

    def goes_on(self, i: int) -> bool:
        """Whether line `i` is broken off by the width and goes on in the next."""
        line, following = self.lines[i], self.lines[i + 1]
        if not self.width or not following:
            return False
        if self.measure(line) < self.width - 3 or self.measure(following) > self.width + 3:
            return False
        if starts_head(following, 0) or read_title(line) or read_title(following):
            return False
        if section_marker(line) and _ADDRESSED.match(following):
            return False
        if date_span(following) or (ends_sentence(line) and names_speaker(following)):
            return False  # a signature, which is often not indented
        if self.paragraph:
            return self.openings[i + 1] != self.paragraph
        ended = ends_sentence(line) and not is_lost_character(line + following, len(line) - 1)
        return not ended and salutation_length(line) != len(line)


def _width(line: str) -> float:
    """Width of a line in Han characters; ASCII is half as wide."""
    return len(line) - len(line.encode("ascii", "ignore")) / 2


def _wrap_width(
    lines: list[str], broken: list[str], measure: Callable[[str], float]
) -> tuple[int, float | None]:
    """How many of the lines that break off do so at one width, and that width; 0 and None if the page isn't so."""
    if len(broken) < 3:
        return 0, None
    widths = [measure(line) for line in broken]
    bins = Counter(round(width) for width in widths)
    best = max(range(14, 81), key=lambda w: (bins[w - 1] + bins[w] + bins[w + 1], w))
    near = sum(bins[best + step] for step in (-2, -1, 0, 1))
    longer = sum(1 for line in lines if measure(line) > best + 3)
    if near < 3 or near * 2 < len(widths) or longer * 5 > len(lines):
        return 0, None
    return near, best


def _goes_on(line: str, following: str, third: str) -> bool:
    """Whether a line that ends no sentence goes on in the next by what the two say, wherever it is broken."""
    if _OCCASION.search(line) and with_own_titles(_BARE_GENRE).fullmatch(re.sub(r"\ ", "", following)):
        return len(line) <= LONGEST_OCCASION and not re.search("[,。;:|>]", line) and not read_title(line)
    if starts_head(following, 0):
        return False
    if read_title(following) and not read_title(line + following):
        return False
    if not read_title(line) and line[-1:] in ",、":
        return not addresses(line[:-1]) or _opens_list(following)
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


LONGEST_OCCASION = 40
"""Characters of a line that names a meeting, above the kind of speech given at it."""
_OCCASION = regex("(?:大会|年会|会议|典礼|仪式|论坛|晚会|运动会|开学|座谈会|推进会|动员会)(?:上的?)?$")
_BARE_GENRE = regex(rf"(?:的|动员|表态|总结)?(?:{GENRE})稿?")
_STOP = regex(r"[。!?;,]")
_OPENS_TITLE = regex(r"(?:20\d\d年?)?(?:在|关于|创建|.{0,20}(?:大会|会议|推进会|动员会|会上))")
