"""Candidates for the head of a speech, each with the evidence that speaks for it.

A detector looks at one line and its neighbours and gives evidence: a name and a weight. The
weights only rank: a candidate is worth taking when its evidence outweighs `boundaries.COST`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.title_person import opens_with_person
from chuangwen_corpus.genre.units import names_speaker, speaker_kind
from chuangwen_corpus.structure.lines import Line
from chuangwen_corpus.structure.page_title import page_title
from chuangwen_corpus.structure.parts import Evidence
from chuangwen_corpus.structure.site import hands_over
from chuangwen_corpus.structure.turns import turn_label

FARTHEST_LEAD = 8
"""Lines of an editor under a title."""


@dataclass(frozen=True, slots=True)
class Head:
    """A place where a speech may begin: lines `first` to `body` (exclusive) are its head."""

    first: int
    title_line: int | None
    """The line of the title; None for a marker without one."""
    body: int
    number: int | None
    style: str
    """How it is marked: heads of one compilation share a style."""
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def weight(self) -> float:
        """What the evidence adds up to."""
        return sum(weight for _, weight in self.evidence)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page and what is known of all of them together."""

    lines: Sequence[Line]
    text: AlignedText
    page_title: int | None
    cores: Counter[str]
    """How often each title core stands on the page."""

    turns: int
    """How many different speakers the page names before what they say."""

    @classmethod
    def read(cls, lines: Sequence[Line], text: AlignedText) -> Page:
        """Looks the whole page over once."""
        cores = Counter(line.title.core for line in lines if line.title)
        labels = (line.text[: label.name_end] for line in lines if (label := turn_label(line)))
        return cls(lines, text, page_title(lines, text), cores, len(set(labels)))

    def is_repeated_page_title(self, i: int) -> bool:
        """Whether line `i` says the page's title once more."""
        if self.page_title is None:
            return False
        return i > self.page_title and self.lines[i].folded == self.lines[self.page_title].folded


def candidates(page: Page) -> list[Head]:
    """Every place where a speech may begin, in order, with its evidence."""
    heads = []
    for i in range(len(page.lines)):
        head = _shape(page, i)
        if head:
            evidence = tuple(e for detector in DETECTORS for e in detector(page, head))
            heads.append(Head(head.first, head.title_line, head.body, head.number, head.style, evidence))
    return heads


def _shape(page: Page, i: int) -> Head | None:
    line = page.lines[i]
    following = page.lines[i + 1] if i + 1 < len(page.lines) else None
    if line.bare_marker and line.speech:
        has_title = bool(following and _titles(following))
        return Head(i, i + 1 if has_title else None, i + 1 + has_title, line.speech.number, "marker line")
    before = page.lines[i - 1] if i else None
    if (
        page.turns > 1
        and (label := turn_label(line))
        and not (label.end == len(line.text) and before and before.title)
    ):
        return Head(i, i, i + 1, None, "turn")
    if line.site == "certain":
        return None
    if before and before.bare_marker and not line.title:
        return None
    if line.speech and not line.prose:
        return Head(i, i, i + 1, line.speech.number, "marker and title")
    if line.title and not line.closed and not line.salutation:
        if line.title.level:
            style = f"level {line.title.level} and title"
        else:
            style = "title and number" if line.title.number else "title"
        return Head(i, i, i + 1, line.title.number, style)
    if line.section and line.section.level <= 2 and _names_speaker_behind_marker(line):
        return Head(i, i, i + 1, line.section.number, f"level {line.section.level} and speaker")
    if line.salutation and before and (before.thanks or (before.date and i > 2)):
        return Head(i, None, i, None, "salutation")
    return None


def _titles(line: Line) -> bool:
    """Whether a line under a bare marker is the title: built like one, or short and nothing else."""
    if line.title:
        return line.title.number is None or line.title.level != 0
    text = line.prose or line.section or line.salutation or line.bare_marker or line.date
    return not text and not names_speaker(line.folded) and not re.search("[,;:]", line.folded)


def _names_speaker_behind_marker(line: Line) -> bool:
    if line.prose or line.section is None:
        return False
    rest = line.folded[line.section.length :].strip()
    return 3 <= len(rest) <= 30 and speaker_kind(rest) in ("office", "named")


def _marker(_page: Page, head: Head) -> Iterator[Evidence]:
    """A marker of the compilation: 篇一, 第一篇, a numeral behind the title."""
    if head.style in ("marker line", "marker and title", "title and number"):
        yield "marker", 2.0
    elif head.style.startswith("level"):
        yield "section marker before title", 0.5


def _turn(_page: Page, head: Head) -> Iterator[Evidence]:
    """The speaker stands before what is said, as others do on the page."""
    if head.style == "turn":
        yield "speaker before the text", 3.0


def _title(page: Page, head: Head) -> Iterator[Evidence]:
    """A line built like a title of the genre."""
    line = None if head.title_line is None else page.lines[head.title_line]
    if head.style.endswith("and speaker"):
        yield "names a speaker", 0.5
    if line and line.title:
        yield "title", 1.5
        if len(line.title.core) < 5:
            yield "short title", -0.5
        if opens_with_person(line.folded[line.title.start :]):
            yield "names who speaks", 0.5


def _nearer_title(page: Page, head: Head) -> Iterator[Evidence]:
    """Another title stands between this one and the text: that one heads the speech."""
    if head.title_line is None:
        return
    for line in page.lines[head.body : head.body + 4]:
        if line.site == "certain":
            continue
        if line.prose or line.section or line.salutation:
            return
        if line.title and line.folded != page.lines[head.title_line].folded:
            yield "another title is nearer to the text", -1.0
            return


def _led_to_another(page: Page, head: Head) -> Iterator[Evidence]:
    """An editor hands over below this title, and another title stands under that: what is between is the editor's."""
    if head.title_line is None:
        return
    for i in range(head.body, min(len(page.lines), head.body + FARTHEST_LEAD)):
        line = page.lines[i]
        if line.salutation or line.section:
            return
        if hands_over(line.folded):
            behind = page.lines[i + 1 : i + 4]
            if any(other.title and not other.closed for other in behind):
                yield "an editor leads to another title", -3.0
            return


def _likeness(page: Page, head: Head) -> Iterator[Evidence]:
    """A title like the page's own, or like its fellows."""
    title = None if head.title_line is None else page.lines[head.title_line].title
    if not title or not title.core:
        return
    own = None if page.page_title is None else page.lines[page.page_title].title
    if own and head.title_line != page.page_title and _alike(title.core, own.core):
        yield "like the page's title", 1.0
    fellows = page.cores[title.core] - (own is not None and own.core == title.core)
    if fellows > 1:
        yield "like its fellows", 0.5


def _alike(core: str, other: str) -> bool:
    return core == other or core in other or other in core or core[-6:] == other[-6:]


def _salutation(page: Page, head: Head) -> Iterator[Evidence]:
    """A salutation right behind the head, or behind the lines of speaker and date."""
    for line in page.lines[head.body : head.body + 4]:
        if line.salutation:
            yield "salutation follows", 1.0
            return
        if line.prose:
            return


def _closing(page: Page, head: Head) -> Iterator[Evidence]:
    """The text before is brought to an end, or breaks off."""
    before = page.lines[head.first - 1] if head.first else None
    if before is None:
        return
    if before.thanks:
        yield "thanks before", 1.5 if head.style == "salutation" else 0.75
    elif before.closed or before.date:
        yield "closed before", 0.5
    elif before.prose:
        yield "open sentence before", -0.5


def _restart(page: Page, head: Head) -> Iterator[Evidence]:
    """The numbering of the sections starts again."""
    for line in page.lines[head.body : head.body + 12]:
        if line.section and line.section.level <= 2:
            if line.section.number == 1:
                yield "sections start again", 0.5
            return


def _repeat(page: Page, head: Head) -> Iterator[Evidence]:
    """The page's title said once more heads nothing, unless the page has one speech."""
    if head.title_line is not None and page.is_repeated_page_title(head.title_line):
        yield "repeats the page's title", -0.5


Detector = Callable[[Page, Head], Iterator[Evidence]]
DETECTORS: tuple[Detector, ...] = (
    _marker,
    _turn,
    _title,
    _nearer_title,
    _led_to_another,
    _likeness,
    _salutation,
    _closing,
    _restart,
    _repeat,
)
"""One small function a kind of evidence; a new kind is a new entry."""
