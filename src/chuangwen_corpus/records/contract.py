"""What holds between the parts of a document: spans, order, cover, and the way back to the source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chuangwen_corpus.records.base import Span
from chuangwen_corpus.records.fields import DocumentFields
from chuangwen_corpus.records.text import Annotation, Anomaly, Speech

CORRECTION = "correction"
"""The rule of a value that a builder has corrected (`corrections.toml`), in `head_evidence`."""
CORRECTED_TITLE = f"title {CORRECTION}"


def faults(document: DocumentFields) -> Iterator[str]:
    """Everything in which a document breaks the contract."""
    yield from _span_faults(document)
    yield from _edit_faults(document)
    yield from _sentence_faults(document)
    yield from _token_faults(document)


def rebuild_source(document: DocumentFields) -> str:
    """The source text, made from clean text and edits alone."""
    edits, text = document.edits, document.text
    pieces, position = [], 0
    for start, end, source_text in zip(edits.start_char, edits.end_char, edits.source_text, strict=True):
        pieces += [text[position:start], source_text]
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _span_faults(document: DocumentFields) -> Iterator[str]:
    text = document.text
    if document.speech_count != len(document.speeches):
        yield f"speech_count is {document.speech_count}, but there are {len(document.speeches)}"
    if not text.startswith(document.title or "") and CORRECTED_TITLE not in document.head_evidence:
        yield "the clean text does not open with the title"
    spans: list[tuple[Span, str]] = [(a, a.text) for a in document.annotations]
    for speech in document.speeches:
        spans.append((speech, speech.text))
        spans += [(child, child.text) for child in speech.paragraphs]
        spans += [(child, child.text) for child in speech.sentences]
        yield from _title_faults(speech, text)
    spans += [(sentence, sentence.text) for sentence in document.text_sentences]
    for span, said in spans:
        # A slice stops at the text's end by itself, so its text says nothing of an end behind it.
        if text[span.start_char : span.end_char] != said or span.end_char > len(text):
            yield f"{span!r} does not say what stands in the clean text at its offsets"
    for one, two in pairwise(document.speeches):
        if two.start_char < one.end_char:
            yield f"{two.speech_id} starts before {one.speech_id} ends"
    owned: tuple[Speech | Annotation | Anomaly, ...] = (
        *document.speeches,
        *document.annotations,
        *document.anomalies,
    )
    for record in owned:
        if record.document_id != document.document_id:
            yield f"{record!r} belongs to another document than {document.document_id}"
    for anomaly in document.anomalies:
        if anomaly.end_char > len(text) or anomaly.source_end_char > len(document.source_text):
            yield f"{anomaly!r} reaches outside the text"


def _title_faults(speech: Speech, text: str) -> Iterator[str]:
    if speech.title and speech.title_start_char is None and speech.title_end_char is None:
        if CORRECTED_TITLE not in speech.head_evidence:
            yield f"{speech.speech_id}: the title is not what stands at its offsets: it has none"
        elif speech.title in text:
            yield f"{speech.speech_id}: the corrected title is printed, but has no offsets"
    elif speech.title != (text[slice(speech.title_start_char or 0, speech.title_end_char or 0)] or None):
        yield f"{speech.speech_id}: the title is not what stands at its offsets"


def _edit_faults(document: DocumentFields) -> Iterator[str]:
    e = document.edits
    for starts, ends, texts, whole in (
        (e.start_char, e.end_char, e.text, document.text),
        (e.source_start_char, e.source_end_char, e.source_text, document.source_text),
    ):
        position = 0
        for start, end, text in zip(starts, ends, texts, strict=True):
            if start < position or end < start or whole[start:end] != text:
                yield f"the edit at {start} is out of order or does not say what stands there"
            position = end
        if position > len(whole):
            yield f"the edit that ends at {position} reaches outside the text"
    if rebuild_source(document) != document.source_text:
        yield "clean text and edits do not give the source text"


def _sentence_faults(document: DocumentFields) -> Iterator[str]:
    if document.text_sentences and document.speeches:
        yield "there are speeches, and sentences that belong to none"
    for sentence in document.text_sentences:
        if sentence.speech_id or sentence.section_id or sentence.paragraph_id:
            yield f"{sentence!r} belongs to no speech, but names one or a part of one"
        if sentence.document_id != document.document_id:
            yield f"{sentence!r} belongs to another document than {document.document_id}"
    for one, two in pairwise(document.text_sentences):
        if two.start_char < one.end_char:
            yield f"{two!r} overlaps the one before it"
    for speech in document.speeches:
        inside = "".join(s.text for s in speech.sentences if s.end_char <= speech.end_char)
        if _squeeze(inside) != _squeeze(speech.text):
            yield f"the sentences of {speech.speech_id} do not cover it"


def _token_faults(document: DocumentFields) -> Iterator[str]:
    tokens, text = document.tokens, document.text
    position = 0
    for start, end, form in zip(tokens.start_char, tokens.end_char, tokens.form, strict=True):
        if start < position or not form or text[start:end] != form:
            yield f"the token at {start} is out of order or does not say what stands there"
        position = end
    if position > len(text):
        yield f"the token that ends at {position} reaches outside the text"
    sentences = document.sentences
    covered = "".join(sentence.text for sentence in sentences)
    if tokens.form and "".join(tokens.form) != _squeeze(covered):
        yield "the tokens do not cover the sentences"
    counted = sum(speech.token_count for speech in document.speeches)
    if counted != len(tokens) and not document.text_sentences:
        yield "the token counts of the speeches do not add up to the tokens"
    if tokens.sentence and max(tokens.sentence) >= len(sentences):
        yield "a token stands in a sentence that is not there"


def _squeeze(text: str) -> str:
    return "".join(text.split())
