"""What of a page is kept: its title and its speeches, each line with its part in the speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.units import names_speaker
from chuangwen_corpus.structure.boundaries import SHORTEST_SPEECH, choose
from chuangwen_corpus.structure.heads import Evidence, Head, Page, candidates
from chuangwen_corpus.structure.lines import Line, read_lines

LONGEST_HEAD_LINE = 30
"""Characters a line of speaker, office or date may have."""
_SIGNER = re.compile("^(?:表态|发言|讲话|承诺|倡议|宣誓|汇报)?(?:人|单位|者) ?: ?")
_FIRST_PERSON = re.compile("我们|我局|我区|我县|我市|我镇|我街道|我校|我单位|我代表|我宣誓|同志们|大家好")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one line and its part: title, speaker, date, body or signature."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class SpeechOutline:
    """A speech of the page, as parts in order of the text."""

    parts: tuple[Part, ...]
    marker: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def all(self, role: str) -> list[Part]:
        """The parts with this role, in order."""
        return [part for part in self.parts if part.role == role]

    def one(self, role: str) -> Part | None:
        """The first part with this role."""
        return next(iter(self.all(role)), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's title and speeches; for a page without a speech, the rest of its text."""

    title: Part | None
    speeches: tuple[SpeechOutline, ...]
    rest: tuple[Part, ...] = ()
    subtitle: Part | None = None
    """The line under the title that a dash opens, without the dash."""


def find_speeches(text: AlignedText) -> Outline:
    """Finds the title and the speeches of a clean page."""
    lines = read_lines(text.text)
    page = Page.read(lines)
    chosen = choose(page, candidates(page))
    title_at = _page_title(page, [head for head, _ in chosen])
    speeches: list[SpeechOutline] = []
    if chosen:
        speeches += _unheaded(lines, title_at, chosen[0][0])
        ends = [head.first for head, _ in chosen[1:]] + [len(lines)]
        for (head, evidence), end in zip(chosen, ends, strict=True):
            speeches.append(_speech(lines, head, end, evidence, title_at))
    elif _reads_like_a_speech(lines, title_at):
        body = 0 if title_at is None else title_at + 1
        while body < len(lines) and page.is_repeated_page_title(body):
            body += 1
        head = Head(body, None, body, None, "whole page")
        speeches.append(_speech(lines, head, len(lines), (("whole page", 1.0),), title_at))
    speeches = [speech for speech in speeches if speech.one("body")]
    if len(speeches) == 1 and title_at is not None and not speeches[0].one("title"):
        # The title of a page with one speech is the speech's own.
        own = Part(lines[title_at].start, lines[title_at].end, "page title")
        speeches = [replace(speeches[0], parts=(own, *speeches[0].parts))]
    title = None if title_at is None else Part(lines[title_at].start, lines[title_at].end, "title")
    rest = lines[0 if title_at is None else title_at + 1 :] if not speeches else []
    return Outline(title, tuple(speeches), tuple(Part(x.start, x.end, "rest") for x in rest))


def _page_title(page: Page, heads: Sequence[Head]) -> int | None:
    """The line of the page's title; the one speech's title if the page has no other."""
    lines = page.lines
    before = heads[0].first if heads else len(lines)
    at = page.page_title
    if at is not None and at < before:
        return at
    if len(heads) == 1 and heads[0].title_line == at:
        return at
    return None


def _unheaded(lines: Sequence[Line], title_at: int | None, first: Head) -> Iterator[SpeechOutline]:
    """A speech before the first head found: the page's title stands for its own."""
    start = 0 if title_at is None else title_at + 1
    before = lines[start : first.first]
    opens = any(line.salutation for line in before)
    sections = sum(1 for line in before if line.section and line.prose)
    prose = sum(len(line.text) for line in before if line.prose)
    if prose > 150 and (opens or sections > 1 or first.number == 2):
        skip = next((i for i, line in enumerate(before) if line.salutation), 0)
        head = Head(start + skip, None, start + skip, None, "unheaded")
        yield _speech(lines, head, first.first, (("text before the first head", 1.0),), title_at)


def _reads_like_a_speech(lines: Sequence[Line], title_at: int | None) -> bool:
    prose = [line for line in lines if line.prose]
    if sum(len(line.text) for line in prose) < SHORTEST_SPEECH:
        return False
    titled = title_at is not None and lines[title_at].title is not None
    spoken = sum(1 for line in prose if _FIRST_PERSON.search(line.folded))
    return (titled and spoken > 0) or any(line.salutation for line in lines[:8])


def _speech(
    lines: Sequence[Line], head: Head, end: int, evidence: tuple[Evidence, ...], title_at: int | None
) -> SpeechOutline:
    parts: list[Part] = []
    marker = None
    if head.title_line is not None:
        line = lines[head.title_line]
        start, stop = 0, len(line.text)
        if line.title:
            start, stop = line.title.start, line.title.end
            marker = line.title.marker
        elif line.speech or line.section:
            before = line.speech or line.section
            start = before.length if before else 0
            marker = line.text[:start].strip()
            start += len(line.text[start:]) - len(line.text[start:].lstrip())
        if stop > start and head.title_line != title_at:
            parts.append(Part(line.start + start, line.start + stop, "title"))
    if head.first < head.body and lines[head.first].bare_marker:
        marker = lines[head.first].text
    body = head.body
    while body < end and (role := _head_role(lines, body, end)):
        if role != "repeated":
            parts.append(Part(lines[body].start, lines[body].end, role))
        body += 1
    tail = _tail(lines, body, end)
    parts += (Part(line.start, line.end, "body") for line in lines[body : tail[0]])
    parts += (Part(line.start, line.end, "signature") for line in lines[tail[0] : tail[1]])
    return SpeechOutline(tuple(parts), marker, evidence)


def _head_role(lines: Sequence[Line], i: int, end: int) -> str | None:
    """The part of a line between title and text: speaker, date or another title; None for text."""
    line = lines[i]
    if line.date:
        return "date"
    if line.salutation or line.section or line.closed or len(line.text) > LONGEST_HEAD_LINE:
        return None
    if re.search(r"[,;:]", line.folded):
        return None
    if line.title:
        return "repeated"
    followed = i + 1 < end and (lines[i + 1].salutation or lines[i + 1].prose or lines[i + 1].date)
    followed = followed or names_speaker(line.folded)
    return "speaker" if followed else None


def _tail(lines: Sequence[Line], body: int, end: int) -> tuple[int, int]:
    """Where the signature under the speech begins and ends; what is behind it is no speech."""
    stop = end
    while (
        stop > body and not lines[stop - 1].prose and (lines[stop - 1].title or lines[stop - 1].bare_marker)
    ):
        stop -= 1  # titles of other pages, left over from a list of links
    start = stop
    while start > body and stop - start < 4 and _signs(lines[start - 1]):
        start -= 1
    if start == body or not lines[start - 1].closed:
        return stop, stop
    return start, stop


def _signs(line: Line) -> bool:
    said = _SIGNER.sub("", line.folded)
    short = len(said) <= LONGEST_HEAD_LINE and not re.search(r"[,;:!。]", said)
    return bool(line.date) or (short and not line.section and not line.closed)
