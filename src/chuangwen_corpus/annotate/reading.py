"""What the earlier steps found on a page, as the layers of annotation read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chuangwen_corpus.annotate.heads import Head
from chuangwen_corpus.annotate.layer import Mark, Reading, SentenceSpan, SpeechInfo
from chuangwen_corpus.annotate.tokens import Columns
from chuangwen_corpus.genre import titles
from chuangwen_corpus.genre.dates import partial_iso
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.structure.parts import Outline
from chuangwen_corpus.structure.people import Found
from chuangwen_corpus.structure.sections import SpeechSpans


def read(
    text: str,
    outline: Outline,
    speeches: Sequence[SpeechSpans],
    speakers: Sequence[Found | None],
    addressees: Sequence[Found | None],
    tokens: Columns,
    rest: Sequence[tuple[int, int, tuple[int, int]]] = (),
) -> Reading:
    """The reading of a page whose speeches, people and tokens are known.

    Args:
        text: The clean text.
        outline: Its parts.
        speeches: Its speeches, divided.
        speakers: Who speaks in each.
        addressees: Who is spoken to in each.
        tokens: The tokens of all sentences.
        rest: The sentences of a page without a speech, each with its line, if they are to be read as one.
    """
    folded = fold(text)
    return Reading(
        text,
        folded,
        (_whole(folded, outline),)
        if rest
        else tuple(
            SpeechInfo(
                spans.start,
                spans.end,
                Head(genre(folded, outline, i), *_printed(text, folded, speaker), _date(folded, outline, i)),
                _mark(speaker),
                _mark(addressee),
            )
            for i, (spans, speaker, addressee) in enumerate(zip(speeches, speakers, addressees, strict=True))
        ),
        (
            *_sentences(speeches),
            *(SentenceSpan(start, end, "body", 0, line, -1) for start, end, line in rest),
        ),
        tokens,
    )


def _whole(folded: str, outline: Outline) -> SpeechInfo:
    """A text without a speech, read as one by nobody."""
    title = outline.title
    kind = titles.genre_of(folded[title.start : title.end]) if title else None
    return SpeechInfo(0, len(folded), Head(kind))


def genre(folded: str, outline: Outline, i: int) -> str | None:
    """The genre of a speech by its own title, or else by the page's."""
    for part in (outline.speeches[i].one("title"), outline.title):
        if part and (found := titles.genre_of(folded[part.start : part.end])):
            return found
    return None


def _date(folded: str, outline: Outline, i: int) -> str | None:
    part = outline.speeches[i].one("date")
    return partial_iso(folded[part.start : part.end].strip()) if part else None


def _printed(text: str, folded: str, found: Found | None) -> tuple[str, str]:
    """Who speaks, as printed and folded; empty if nobody is named."""
    return (text[found.start : found.end], folded[found.start : found.end]) if found else ("", "")


def _mark(found: Found | None) -> Mark | None:
    return Mark(found.start, found.end, found.rule) if found else None


def _sentences(speeches: Sequence[SpeechSpans]) -> Iterator[SentenceSpan]:
    for i, speech in enumerate(speeches):
        for sentence in speech.sentences:
            at = sentence.paragraph
            paragraph = None if at is None else speech.paragraphs[at][:2]
            yield SentenceSpan(sentence.start, sentence.end, sentence.kind, i, paragraph, sentence.section)
