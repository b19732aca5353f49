"""What holds between the parts of a document: spans, order, cover, and the way back to the source.

Rules run on rows (see `records.rows`): records are held against them when they are made, rows of a build before they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import le
from typing import Any

Row = dict[str, Any]

CORRECTION = "correction"
"""The rule of a value that a builder has corrected (`corrections.toml`), in `head_evidence`."""
CORRECTED_TITLE = f"title {CORRECTION}"

PARTS = ("sections", "paragraphs", "sentences")
"""What a speech is divided into."""


def faults(document: Row) -> Iterator[str]:
    """Everything in which a document breaks the contract, but for what holds within each of its speeches."""
    yield from _span_faults(document)
    yield from _edit_faults(document)
    yield from _sentence_faults(document)
    yield from _token_faults(document)


def speech_faults(speech: Row) -> Iterator[str]:
    """Everything in which the parts of a speech do not belong to it."""
    mine = speech["speech_id"], speech["document_id"]
    start, end = speech["start_char"], speech["end_char"]
    for name in PARTS:
        for child in speech[name]:
            if (child["speech_id"], child["document_id"]) != mine:
                yield f"{_named(child)} belongs to another speech than {mine[0]}"
            if (child["start_char"] < start or child["end_char"] > end) and child.get("kind") != "signature":
                yield f"{_named(child)} reaches outside its speech"
    if any(sentence["section_id"] is None for sentence in speech["sentences"]):
        yield f"a sentence of {mine[0]} stands in no section"
    for name in ("paragraphs", "sentences"):
        yield from _overlaps(speech[name])
    if speech["sentence_count"] != len(speech["sentences"]):
        yield f"sentence_count is {speech['sentence_count']}, not {len(speech['sentences'])}"


def rebuild_source(text: str, edits: Row) -> str:
    """The source text, made from clean text and the columns of the edits alone."""
    pieces, position = [], 0
    for start, end, source_text in zip(
        edits["start_char"], edits["end_char"], edits["source_text"], strict=True
    ):
        pieces += [text[position:start], source_text]
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _span_faults(document: Row) -> Iterator[str]:
    text, length = document["text"], len(document["text"])
    speeches, document_id = document["speeches"], document["document_id"]
    if document["speech_count"] != len(speeches):
        yield f"speech_count is {document['speech_count']}, but there are {len(speeches)}"
    if not text.startswith(document["title"] or "") and CORRECTED_TITLE not in document["head_evidence"]:
        yield "the clean text does not open with the title"
    spans: list[Row] = [*document["annotations"], *document["text_sentences"]]
    for speech in speeches:
        spans.append(speech)
        spans += speech["paragraphs"]
        spans += speech["sentences"]
        yield from _title_faults(speech, text)
    for span in spans:
        start, end = span["start_char"], span["end_char"]
        # A slice stops at the text's end by itself, so its text says nothing of an end behind it.
        if text[start:end] != span["text"] or end > length:
            yield f"{_named(span)} does not say what stands in the clean text at its offsets"
    for one, two in pairwise(speeches):
        if two["start_char"] < one["end_char"]:
            yield f"{two['speech_id']} starts before {one['speech_id']} ends"
    for record in (*speeches, *document["annotations"], *document["anomalies"]):
        if record["document_id"] != document_id:
            yield f"{_named(record)} belongs to another document than {document_id}"
    source_length = len(document["source_text"])
    for anomaly in document["anomalies"]:
        if anomaly["end_char"] > length or anomaly["source_end_char"] > source_length:
            yield f"{_named(anomaly)} reaches outside the text"


def _title_faults(speech: Row, text: str) -> Iterator[str]:
    title, start, end = speech["title"], speech["title_start_char"], speech["title_end_char"]
    if title and start is None and end is None:
        if CORRECTED_TITLE not in speech["head_evidence"]:
            yield f"{speech['speech_id']}: the title is not what stands at its offsets: it has none"
        elif title in text:
            yield f"{speech['speech_id']}: the corrected title is printed, but has no offsets"
    elif title != (text[slice(start or 0, end or 0)] or None):
        yield f"{speech['speech_id']}: the title is not what stands at its offsets"


def _edit_faults(document: Row) -> Iterator[str]:
    e = document["edits"]
    for starts, ends, texts, whole in (
        (e["start_char"], e["end_char"], e["text"], document["text"]),
        (e["source_start_char"], e["source_end_char"], e["source_text"], document["source_text"]),
    ):
        position = 0
        for start, end, text in zip(starts, ends, texts, strict=True):
            if start < position or end < start or whole[start:end] != text:
                yield f"the edit at {start} is out of order or does not say what stands there"
            position = end
        if position > len(whole):
            yield f"the edit that ends at {position} reaches outside the text"
    if rebuild_source(document["text"], e) != document["source_text"]:
        yield "clean text and edits do not give the source text"


def _sentence_faults(document: Row) -> Iterator[str]:
    of_text, document_id = document["text_sentences"], document["document_id"]
    if of_text and document["speeches"]:
        yield "there are speeches, and sentences that belong to none"
    for sentence in of_text:
        if sentence["speech_id"] or sentence["section_id"] or sentence["paragraph_id"]:
            yield f"{_named(sentence)} belongs to no speech, but names one or a part of one"
        if sentence["document_id"] != document_id:
            yield f"{_named(sentence)} belongs to another document than {document_id}"
    yield from _overlaps(of_text)
    for speech in document["speeches"]:
        end = speech["end_char"]
        inside = "".join([s["text"] for s in speech["sentences"] if s["end_char"] <= end])
        if _squeeze(inside) != _squeeze(speech["text"]):
            yield f"the sentences of {speech['speech_id']} do not cover it"


def _token_faults(document: Row) -> Iterator[str]:
    tokens, text = document["tokens"], document["text"]
    starts, ends, forms = tokens["start_char"], tokens["end_char"], tokens["form"]
    # All at once, as there are many; which of them is wrong is looked for where one is.
    is_right = all(forms) and all(map(le, ends, starts[1:])) and not (starts and starts[0] < 0)
    if not is_right or [text[start:end] for start, end in zip(starts, ends, strict=True)] != list(forms):
        position = 0
        for start, end, form in zip(starts, ends, forms, strict=True):
            if start < position or not form or text[start:end] != form:
                yield f"the token at {start} is out of order or does not say what stands there"
            position = end
    if ends and ends[-1] > len(text):
        yield f"the token that ends at {ends[-1]} reaches outside the text"
    texts = [s["text"] for speech in document["speeches"] for s in speech["sentences"]]
    texts += [sentence["text"] for sentence in document["text_sentences"]]
    if forms and "".join(forms) != _squeeze("".join(texts)):
        yield "the tokens do not cover the sentences"
    counted = sum(speech["token_count"] for speech in document["speeches"])
    if counted != len(forms) and not document["text_sentences"]:
        yield "the token counts of the speeches do not add up to the tokens"
    if tokens["sentence"] and max(tokens["sentence"]) >= len(texts):
        yield "a token stands in a sentence that is not there"


def _overlaps(parts: list[Row]) -> Iterator[str]:
    for one, two in pairwise(parts):
        if two["start_char"] < one["end_char"]:
            yield f"{_named(two)} overlaps the one before it"


def _named(row: Row) -> str:
    """A row by its id, or by what and where it is."""
    for name in ("annotation_id", "sentence_id", "paragraph_id", "section_id", "speech_id"):
        if row.get(name):
            return f"{name.removesuffix('_id')} {row[name]}"
    return f"{row.get('kind', 'the span')} at {row['start_char']}"


def _squeeze(text: str) -> str:
    return "".join(text.split())
