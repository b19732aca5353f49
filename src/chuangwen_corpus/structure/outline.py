"""What of a page is kept: its title and its speeches, each line with its part in the speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.titles import is_collection
from chuangwen_corpus.structure.boundaries import choose
from chuangwen_corpus.structure.extent import body_end, body_start, linked, signature
from chuangwen_corpus.structure.headlines import (
    LONGEST_NAME,
    label_before_title,
    names_in_full,
    read_head,
    title_parts,
)
from chuangwen_corpus.structure.heads import Head, Page, candidates
from chuangwen_corpus.structure.lines import Line, read_lines
from chuangwen_corpus.structure.page_title import led_title, page_title
from chuangwen_corpus.structure.parts import Evidence, Outline, Part, SpeechOutline
from chuangwen_corpus.structure.repeats import without_preview, without_repeats, without_title
from chuangwen_corpus.structure.spoken import ends_a_speech, is_speech, is_told
from chuangwen_corpus.structure.turns import label_before_address, turn_label

LONGEST_KIND = 4
"""Characters of a title that says nothing but the kind of speech (主持词): under a page's title that ends so it is none."""
SHORTEST_UNHEADED = 150
"""Characters of running text before the first head that may be a speech, and no editor's lead."""
_MARKER_STOPS = " ：:、.，,"


def find_speeches(text: AlignedText) -> Outline:
    """Finds the title and the speeches of a clean page."""
    lines = read_lines(text.text)
    page = Page.read(lines, text)
    heads = choose(page, candidates(page))
    title_at = _page_title(page, [head for head, _ in heads])
    speeches = [*_speeches(page, heads, title_at)]
    speeches = without_repeats(text.text, [speech for speech in speeches if speech.one("body")])
    title, subtitle = _title_parts(lines, title_at, speeches)
    if title is None and speeches:
        title = led_title(lines, speeches[0])
    speeches = [without_preview(text.text, speech, title) for speech in speeches]
    if title and speeches:
        speeches[0] = without_title(text.text, speeches[0], title)
    if len(speeches) == 1 and title is None and (own_title := _opening_title(speeches[0])):
        title, subtitle = own_title, speeches[0].one("subtitle")
        left = tuple(part for part in speeches[0].parts if part not in (title, subtitle))
        speeches = [replace(speeches[0], parts=left)]
    if len(speeches) == 1 and title and not speeches[0].one("title"):
        # The title of a page with one speech is the speech's own.
        own = [replace(title, role="page title")] + (
            [replace(subtitle, role="page subtitle")] if subtitle else []
        )
        speeches = [replace(speeches[0], parts=(*own, *(p for p in speeches[0].parts if p != subtitle)))]
    rest = lines[0 if title_at is None else title_at + 1 :] if not speeches else []
    rest = [line for line in rest if line.site != "certain"]
    return Outline(title, tuple(speeches), tuple(Part(x.start, x.end, "rest") for x in rest), subtitle)


def _speeches(
    page: Page, heads: list[tuple[Head, tuple[Evidence, ...]]], title_at: int | None
) -> Iterator[SpeechOutline]:
    lines = page.lines
    if not heads or (len(heads) == 1 and heads[0][0].style in ("title", "salutation")):
        # One head, or none: whatever stands before the text is its head.
        if heads and _has_its_own_title(page, heads[0][0], title_at):
            yield from _unheaded(page, title_at, heads[0][0])
            if not is_told(lines[heads[0][0].body :]):
                yield _speech(page, heads[0][0], len(lines), heads[0][1], title_at)
            return
        first = title_at if title_at is not None else 0
        evidence = heads[0][1] if heads else (("whole page", 1.0),)
        if heads and heads[0][0].first > first:
            unheaded = [*_unheaded(page, title_at, heads[0][0])]
            if unheaded:
                yield from unheaded
                yield _speech(page, heads[0][0], len(lines), heads[0][1], title_at)
                return
        body = body_start(lines, title_at + 1 if title_at is not None else 0, len(lines))
        if is_speech(lines, title_at, body, headed=bool(heads)):
            head = Head(first, title_at, first if title_at is None else title_at + 1, None, "whole page")
            yield _speech(page, head, len(lines), evidence, title_at)
        return
    if len(heads) > 1 and is_told(lines[heads[0][0].first :]):
        return
    yield from _unheaded(page, title_at, heads[0][0])
    ends = [head.first for head, _ in heads[1:]] + [len(lines)]
    for (head, evidence), end in zip(heads, ends, strict=True):
        if len(heads) > 1 or not is_told(lines[head.body : end]):
            yield _speech(page, head, end, evidence, title_at)


def _has_its_own_title(page: Page, head: Head, title_at: int | None) -> bool:
    """Whether a speech has another title than the page above it."""
    if head.title_line is None:
        return False
    if title_at is None:
        return _is_under_speaker(page.lines, head.title_line) or ends_a_speech(page.lines[: head.first])
    if head.title_line <= title_at:
        return False
    own, pages = page.lines[head.title_line], page.lines[title_at].title
    if not own.title or not pages or own.dashed or own.title.core == pages.core:
        return False
    return not (len(own.title.core) <= LONGEST_KIND and pages.core.endswith(own.title.core))


def _is_under_speaker(lines: Sequence[Line], i: int) -> bool:
    """Whether a label with the speaker stands right above line `i`: a title there is the speech's, as the page's opens it."""
    above = lines[i - 1] if i else None
    return above is not None and 0 < above.speaker_label < len(above.text) <= LONGEST_NAME


def _opening_title(speech: SpeechOutline) -> Part | None:
    """The title of a speech, if nothing of the speech stands above it."""
    first = min(speech.parts, key=lambda part: part.start)
    return first if first.role == "title" else None


def _title_parts(
    lines: Sequence[Line], title_at: int | None, speeches: Sequence[SpeechOutline]
) -> tuple[Part | None, Part | None]:
    """The page's title and sub-title. A speech that stands under the same line has them for its own."""
    if title_at is None:
        return None, None
    title, subtitle = title_parts(lines[title_at], "title")
    below = title_at + 1
    while below < len(lines) and (lines[below].foreign or lines[below].site == "certain"):
        below += 1
    if subtitle is None and below < len(lines) and lines[below].dashed and not names_in_full(lines[below]):
        dashed = title_parts(lines[below], "subtitle")[0]
        if len(speeches) <= 1:
            subtitle = dashed
    return title, subtitle


def _page_title(page: Page, heads: Sequence[Head]) -> int | None:
    """The line of the page's title; the one speech's title if the page has no other."""
    before = heads[0].first if heads else len(page.lines)
    at = page.page_title
    if at is not None and at < before:
        return at
    if len(heads) > 1 and (first := heads[0].title_line) is not None:
        title = page.lines[first].title
        if title and title.number is None and is_collection(page.lines[first].folded):
            return first  # of all speeches, though the first has no other
    if len(heads) == 1 and (own := heads[0].title_line) is not None:
        # Behind the end of another speech, or under its speaker, the title is the speech's alone.
        before_it = page.lines[: heads[0].first]
        return None if _is_under_speaker(page.lines, own) or ends_a_speech(before_it) else own
    return page_title(page.lines, page.text, before) if len(heads) > 1 else None


def _unheaded(page: Page, title_at: int | None, first: Head) -> Iterator[SpeechOutline]:
    """A speech before the first head found, or the end of one: the page's title stands for its own."""
    lines = page.lines
    start = 0 if title_at is None else title_at + 1
    before = lines[start : first.first]
    opens = any(line.salutation for line in before)
    sections = sum(1 for line in before if line.section and line.prose)
    prose = sum(len(line.text) for line in before if line.spoken)
    whole = prose > SHORTEST_UNHEADED and (opens or sections > 1 or first.number == 2)
    if (whole or ends_a_speech(before)) and not is_told(before):
        skip = next((i for i, line in enumerate(before) if line.salutation), 0)
        head = Head(start + skip, None, start + skip, None, "unheaded")
        yield _speech(page, head, first.first, (("text before the first head", 1.0),), title_at)


def _speech(
    page: Page, head: Head, end: int, evidence: tuple[Evidence, ...], title_at: int | None
) -> SpeechOutline:
    lines = page.lines
    parts: list[Part] = []
    marker = None
    if head.first < head.body and lines[head.first].bare_marker:
        marker = lines[head.first].text.strip(_MARKER_STOPS)
    if head.title_line is not None and head.style != "turn":
        line = lines[head.title_line]
        title, subtitle = title_parts(line, "title")
        if title_at is not None and (before := label_before_title(line, lines[title_at])):
            title = replace(title, start=line.start + before)
        marker = marker or _marker(line)
        if title.end > title.start and head.title_line != title_at:
            parts += [title, subtitle] if subtitle else [title]
    above = lines[head.first - 1] if head.first and head.first - 1 != title_at else None
    if above and _is_under_speaker(lines, head.first):
        parts.insert(0, Part(above.start + above.speaker_label, above.end, "speaker"))
    elif above and above.speaker in ("named", "office") and head.style == "title":
        parts.insert(0, Part(above.start, above.end, "speaker"))
    label = turn_label(lines[head.first]) if head.style == "turn" else None
    body = head.body if label else body_start(lines, head.body, end)
    parts += read_head(lines, head, body, title_at)
    stop = body_end(lines, body, end)
    said_by = head.first
    if label is None and body < stop and (label := label_before_address(lines[body])):
        said_by, body = body, body + 1
    if label:
        line = lines[said_by]
        parts.append(Part(line.start, line.start + label.name_end, "speaker"))
        if label.end < len(line.text):
            parts.append(Part(line.start + label.end, line.end, "body"))
    links = linked(lines, body, stop)
    again = {i for i in range(body, min(stop, body + 3)) if page.is_repeated_page_title(i)}
    stays = (i for i in range(body, stop) if _stays(lines[i]) and i not in links and i not in again)
    parts += (Part(lines[i].start, lines[i].end, "body") for i in stays)
    parts += signature(lines, stop, end)
    return SpeechOutline(tuple(parts), marker, evidence)


def _marker(line: Line) -> str | None:
    if line.title:
        return line.title.marker.strip(_MARKER_STOPS) if line.title.marker else None
    return line.text[: line.speech.length].strip(_MARKER_STOPS) if line.speech else None


def _stays(line: Line) -> bool:
    """Whether a line between the first and the last of a speech is a part of it."""
    return not line.names_site
