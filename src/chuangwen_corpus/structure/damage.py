"""Damage and doubt: what in a page is kept as it is and reported.

A detector looks at the finished text and gives findings. A new kind of anomaly is a new detector.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chuangwen_corpus.clean.aligned import AlignedText, SourceEdit
from chuangwen_corpus.clean.punctuation import is_lost_character
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.lookalikes import LOOKALIKE, han_of
from chuangwen_corpus.genre.offices import LONGEST_SPEAKER, read_speaker
from chuangwen_corpus.genre.titles import declared_count, is_collection
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure import mojibake
from chuangwen_corpus.structure.declared import by_editor
from chuangwen_corpus.structure.dropped import lost
from chuangwen_corpus.structure.lines import BROKEN_OFF, Line
from chuangwen_corpus.structure.parts import Outline
from chuangwen_corpus.structure.sections import SectionSpan, SpeechSpans
from chuangwen_corpus.structure.sentences import is_complete
from chuangwen_corpus.structure.site import speaks, withholds

LONGEST_HEADING = 40
"""Characters of a line without a stop that may be whole."""
LONGEST_NOTICE = 300
"""Characters of a notice that the rest is for members."""
SHORTEST_BROKEN = 10
"""Characters of a line behind a whole paragraph that is the beginning of another."""
_PAYWALLS = ("furniture.paywall", "furniture.paywall_words")
_SHOWS_LESS = regex(
    r"(?:预览|试读)[^。]{0,6}(?:结束|完毕|到此)|还(?:剩|有余?\ ?\d)|剩余|余下|隐藏|省略|权限|未完|内容过长|全文|全部(?!免费)|完整"
    r"|(?:查看|阅览|阅读|试读)(?!\ ?(?:量|数|次|人|:|\d))"
)
"""What a paywall says if it stands for text: that there is more, or that members read it. A download or a membership that
is offered says nothing of what the page shows."""
_LOGIN = regex("登[录陆]")
_TAG = regex("<[^<>]*>")
_SAMPLE = regex(
    r"(?:.{0,30}[\d元币分券|/·\ ])?[\[【\(]?(?:免费|在线|点击|立即|开始|抢先){0,3}(?:试读|试看|试阅)(?:本文|全文|部分|文档|章节|版)?[\]】\)]?"
)
"""A site's label for what it shows of a text that it sells: the rest is for others if the text breaks off, too."""
_LEFT_OUT = regex(
    r"[\(【\[](?:以[上下]|中间|[上下前后]文|[上下前后中]|其余|(?:[^()【】\[\],;。]{0,6}(?:内容|部分|段落|名单|附件|附表|图表|表格|图片|照片|数据|数字|案例|事例|议程|详情|情况)))?"
    r"(?:从|均|皆|都|已)?略[\)】\]]"
)
"""A remark in a sentence that something is left out, which stays in its sentence: 获奖单位（名单略）。"""
_PAUSE = regex(
    r"(?:[。！!；;？?]|请[^。，；]{2,40}(?:发言|讲话|致辞|致词|表态|领奖|上台)[；;]?)\s*(?:…{1,4}|\.{3,12})\s*$"
)
"""Dots behind a whole sentence, or behind the call of a speaker: there somebody else has the floor."""
_CLAUSES = regex("[,;]")
_LOOKALIKES = regex(f"[{LOOKALIKE}]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """An anomaly at a place of the clean text, or of the source if the place was edited."""

    kind: str
    start: int
    end: int
    message: str
    source: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it will be published."""

    text: AlignedText
    outline: Outline
    speeches: tuple[SpeechSpans, ...]


def find(page: Finished) -> list[Finding]:
    """All anomalies of a page, in order of their place in the clean text."""
    found = [finding for detector in DETECTORS for finding in detector(page)]
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind))


def stray_space(page: Finished) -> Iterator[Finding]:
    """White space inside a sentence, between two Han characters."""
    starts = [speech.start for speech in page.speeches]
    for edit in page.text.edits:
        if edit.rule != "space.between_han":
            continue
        at = bisect_right(starts, edit.start) - 1
        if (
            at >= 0
            and edit.start <= page.speeches[at].end
            and not _is_before_name(page.text.text, edit.start)
        ):
            yield Finding(
                "stray_space", edit.start, edit.end, "white space inside a sentence was taken out",
                (edit.source_start, edit.source_end),
            )  # fmt: skip


def _is_before_name(text: str, place: int) -> bool:
    """Whether a place stands between an office and the name of who holds it, on a line of their own."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    end = end if end >= 0 else len(text)
    line = text[start:end].lstrip("—-")
    if len(line) > LONGEST_SPEAKER:
        return False
    said = read_speaker(fold(line))
    return said.office is not None and said.name is not None and end - len(line) + said.name[0] == place


def lost_character(page: Finished) -> Iterator[Finding]:
    """A question mark, a replacement character or a box where a character must have stood."""
    text = page.text.text
    for match in re.finditer("[?\ufffd□]", text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", match.end())
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        if match[0] != "?" or is_lost_character(line, match.start() - line_start):
            yield Finding(
                "lost_character", match.start(), match.end(),
                f"{match[0]} stands where a character was lost",
            )  # fmt: skip


def truncated_text(page: Finished) -> Iterator[Finding]:
    """A paragraph that stops inside a sentence; on a page without a speech its last line alone is looked at."""
    text = page.text.text
    if not page.speeches:
        start = text.rfind("\n") + 1
        if _may_break_off(text, start) and not is_complete(text[start:]):
            yield Finding("truncated_text", start, len(text), "the page stops inside a sentence")
    for speech in page.speeches:
        last = {s.paragraph: s for s in speech.sentences if s.paragraph is not None}
        for i, (start, end, _) in enumerate(speech.paragraphs):
            if i + 1 < len(speech.paragraphs) and _PAUSE.search(text[start:end]):
                continue
            if not is_complete(text[start:end]):
                yield Finding("truncated_text", last[i].start, end, "the paragraph stops inside a sentence")
        yield from _cut_behind_heading(speech)


def _may_break_off(text: str, start: int) -> bool:
    """Whether the last line of a page without a speech is running text: long, in clauses, or behind a whole paragraph."""
    line = Line(start, len(text), text[start:], fold(text[start:]))
    if len(line.text) >= LONGEST_HEADING:
        return True
    if _CLAUSES.search(line.folded):
        return len(line.text) >= BROKEN_OFF
    above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    plain = not (line.speaker or line.date_line or line.title or line.site or line.section)
    follows = len(above) >= LONGEST_HEADING and is_complete(above)
    return plain and follows and len(line.text) >= SHORTEST_BROKEN


def _cut_behind_heading(speech: SpeechSpans) -> Iterator[Finding]:
    """A speech that ends in a heading, though there is text under its fellows, or no fellow."""
    *before, last = speech.sections or [SectionSpan(0, 0, 1, "body")]
    if last.heading is None or any(start >= last.start for start, _, _ in speech.paragraphs):
        return
    text_under = {section for _, _, section in speech.paragraphs}
    fellows = [i for i, other in enumerate(before) if other.level == last.level and other.heading]
    if all(i in text_under or speech.sections[i + 1].parent == i for i in fellows):
        yield Finding("truncated_text", last.start, last.end, "the speech ends in a heading")


def no_speech(page: Finished) -> Iterator[Finding]:
    """A page in which no speech was found: empty, a preview, another genre or language."""
    if not page.speeches:
        what = "the page holds no speech of the genre" if page.text.text else "the page holds no text"
        yield Finding("no_speech", 0, 0, what)


def text_hidden(page: Finished) -> Iterator[Finding]:
    """Chinese text in the source that a reader of the HTML page does not see; it is dropped."""
    for start, end in page.text.zones.hidden:
        at = page.text.to_clean(start, end)
        yield Finding("text_hidden", *at, "text that the page hides was dropped", (start, end))


def text_omitted(page: Finished) -> Iterator[Finding]:
    """A place where the site says that it left text out, or shows no more of it; lines side by side are one place."""
    spans: list[tuple[int, int]] = []
    for edit in page.text.edits:
        says = edit.rule == "furniture.omission" or _is_withheld(page.text, edit) or _is_sample(page, edit)
        if not says and edit.rule not in _PAYWALLS:
            continue
        if spans and not page.text.source[spans[-1][1] : edit.source_start].strip():
            spans[-1] = (spans[-1][0], edit.source_end)
        elif says:
            spans.append((edit.source_start, edit.source_end))
    for span in spans:
        yield Finding("text_omitted", *page.text.to_clean(*span), "the site left text out here", span)
    for match in _LEFT_OUT.finditer(fold(page.text.text)):
        yield Finding("text_omitted", *match.span(), "a remark says that text was left out here")


def _is_withheld(text: AlignedText, edit: SourceEdit) -> bool:
    """Whether what was dropped as the site's says that the rest of the text is for others."""
    if edit.rule in _PAYWALLS:
        words = fold(text.source[edit.source_start : edit.source_end])
        return bool(_SHOWS_LESS.search(words)) or (bool(_LOGIN.search(words)) and _breaks_off(text, edit))
    if not 8 <= edit.source_end - edit.source_start <= LONGEST_NOTICE:
        return False
    if not edit.rule.startswith(("furniture.", "structure.outside")) or edit.rule == "furniture.recurring":
        return False
    return withholds(fold(text.source[edit.source_start : edit.source_end].strip()))


def _is_sample(page: Finished, edit: SourceEdit) -> bool:
    """Whether a line that was dropped calls the text a sample, and the last paragraph on the page breaks off."""
    if not edit.rule.startswith(("furniture.", "structure.outside")) or not page.speeches:
        return False
    if edit.source_end - edit.source_start > LONGEST_NOTICE:
        return False
    shown = _TAG.sub("", page.text.source[edit.source_start : edit.source_end])
    if not _SAMPLE.fullmatch(fold(shown.strip())):
        return False
    paragraphs = page.speeches[-1].paragraphs
    return bool(paragraphs) and not is_complete(page.text.text[slice(*paragraphs[-1][:2])])


def _breaks_off(text: AlignedText, edit: SourceEdit) -> bool:
    """Whether a paragraph right above breaks off or ends in dots: a login asked for behind it is for the rest of it."""
    above = text.text[: edit.start].rstrip("\n").rpartition("\n")[2]
    return len(above) >= LONGEST_HEADING and (not is_complete(above) or above.endswith("…"))


def text_dropped(page: Finished) -> Iterator[Finding]:
    """A sentence that a rule took away, though neither it nor anything else says that it is the site's."""
    compiled = len(page.speeches) > 1 or (page.speeches and _is_compiled(page))
    above = min(part.start for part in page.outline.speeches[0].parts) if compiled else 0
    for sentence in lost(page.text):
        at = page.text.to_clean(sentence.source_start, sentence.source_end)[1]
        if at <= above and not speaks(fold(sentence.text)):
            continue  # what an editor writes on a kind of speech, above a compilation of them
        source = (sentence.source_start, sentence.source_end)
        message = f"a sentence was dropped by {sentence.rule} without a good reason"
        yield Finding("text_dropped", *page.text.to_clean(*source), message, source)


def _is_compiled(page: Finished) -> bool:
    title = page.outline.title
    numbered = any(speech.marker for speech in page.outline.speeches)
    return numbered or bool(title and is_collection(fold(page.text.text[title.start : title.end])))


def misread(page: Finished) -> Iterator[Finding]:
    """Text that was once decoded in the wrong encoding and saved like that."""
    for start, end, message in mojibake.find(page.text.source):
        yield Finding("mojibake", *page.text.to_clean(start, end), message, (start, end))


def lookalike(page: Finished) -> Iterator[Finding]:
    """Radicals and compatibility forms in the place of the Han characters that they look like."""
    han = han_of()
    for match in _LOOKALIKES.finditer(page.text.source):
        start, end = page.text.to_clean(*match.span())
        if start < end and any(map(han.__contains__, match[0])):
            looks = "".join(han.get(character, character) for character in match[0])
            message = f"{match[0]} looks like {looks} and is none"
            yield Finding("lookalike_character", start, end, message, match.span())


def private_use(page: Finished) -> Iterator[Finding]:
    """Characters without a meaning of their own: only the font that the page was made with shows them."""
    for match in re.finditer("[\ue000-\uf8ff\U000f0000-\U0010fffd]+", page.text.text):
        yield Finding("private_use", *match.span(), "characters that mean something in one font only")


def declared_count_mismatch(page: Finished) -> Iterator[Finding]:
    """The page says that it holds more or fewer speeches than were found."""
    title = page.outline.title
    declared = declared_count(fold(page.text.text[title.start : title.end])) if title else None
    place = (title.start, title.end) if title else (0, 0)
    source: tuple[int, int] | None = None
    if declared is None and (said := by_editor(page.text, page.outline)):
        declared, place, source = said.speeches, page.text.to_clean(*said.source), said.source
    if declared is not None and declared != len(page.speeches):
        yield Finding(
            "declared_count_mismatch", *place,
            f"the page declares {declared} speeches, {len(page.speeches)} were found", source,
        )  # fmt: skip


def section_numbering(page: Finished) -> Iterator[Finding]:
    """A section whose number does not follow from the one before it."""
    for speech in page.speeches:
        last: dict[tuple[int | None, int], int] = {}
        for section in speech.sections:
            if section.number is None or section.marker is None:
                continue
            key = (section.parent, section.level)
            expected = last.get(key, 0) + 1
            if section.number != expected:
                yield Finding(
                    "section_number", *section.marker,
                    f"the section is numbered {section.number} where {expected} was due",
                )  # fmt: skip
            last[key] = section.number


DETECTORS: tuple[Callable[[Finished], Iterator[Finding]], ...] = (
    stray_space,
    lost_character,
    no_speech,
    text_hidden,
    text_omitted,
    text_dropped,
    misread,
    lookalike,
    private_use,
    truncated_text,
    declared_count_mismatch,
    section_numbering,
)
