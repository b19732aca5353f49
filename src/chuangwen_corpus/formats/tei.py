"""TEI P5, modelled on Parla-CLARIN: header with provenance, div, head, p, s, w, spans for annotations.

The text of an ``s`` is the sentence, character by character, and its ``n`` the offset of the first in
the clean text; so the offset of a ``w`` is that of the ``s`` and what stands before it there. A ``span``
reaches from the ``w`` it starts in to the ``w`` it ends in; its ``n`` holds the exact offsets, its ``ana``
points to the feature structure with the attributes. Parts of speech: ``ana`` of a ``w`` or ``pc`` for
Universal Dependencies, ``type`` for jieba's tag.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax import saxutils
from xml.sax.saxutils import quoteattr

from chuangwen_corpus.annotate.tags import UNIVERSAL
from chuangwen_corpus.formats.spans import words, write_texts
from chuangwen_corpus.formats.tei_header import header
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.records import Annotation, Document, Section, Sentence, Speech

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_NOT_XML = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(value: str) -> str:
    """A text as content of an element; a carriage return as a reference, as a bare one would be read as a line feed."""
    return saxutils.escape(value, {"\r": "&#13;"})


def write(documents: Iterator[Document], folder: Path) -> Iterator[Path]:
    """Writes `<document_id>.xml` for each document."""
    return write_texts(((f"{d.document_id}.xml", text(d)) for d in documents), folder)


def text(document: Document) -> str:
    """A document as TEI. Characters that XML does not have are U+FFFD, so that offsets hold."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<TEI xmlns="{NAMESPACE}" xml:id="{_name(document.document_id)}" xml:lang="zh">',
        *header(document, UNIVERSAL),
        "<text><body>",
        *_Body(document).lines(),
        "</body></text>",
        "</TEI>",
    ]
    return _NOT_XML.sub("\ufffd", "\n".join(lines) + "\n")


def _name(record_id: str) -> str:
    """An id as XML wants it: not opening with a digit."""
    return f"d{record_id}"


class _Body:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.id = _name(document.document_id)
        title = document.title or ""
        self._title_end = len(title) if document.text.startswith(title) else 0
        """End of the page's title in the clean text; 0 of a corrected one that does not stand there."""
        self._starts_without_speech = [sentence.start_char for sentence in document.text_sentences]

    def lines(self) -> Iterator[str]:
        document = self.document
        if document.title:
            place = ' n="0"' if self._title_end else ""
            yield f'<head xml:id="{self.id}.title"{place}>{escape(document.title)}</head>'
        for speech in document.speeches:
            yield from self._speech(speech)
        if not document.speeches:
            yield from self._without_speech()

    def _without_speech(self) -> Iterator[str]:
        """The text of a page, a line a paragraph, and in it the sentences, if the page was cut into some."""
        text = self.document.text
        start = len(text) - len(text[self._title_end :].lstrip("\n"))
        yield "<div>"
        for line in text[start:].rstrip("\n").split("\n"):
            yield f"<p>{self._line(start, start + len(line))}</p>"
            start += len(line) + 1
        yield from self._annotations(None)
        yield "</div>"

    def _line(self, start: int, end: int) -> str:
        pieces: list[str] = []
        sentences, starts = self.document.text_sentences, self._starts_without_speech
        for sentence in sentences[bisect_left(starts, start) : bisect_left(starts, end)]:
            pieces += (escape(self.document.text[start : sentence.start_char]), self._sentence(sentence))
            start = sentence.end_char
        return "".join(pieces) + escape(self.document.text[start:end])

    def _speech(self, speech: Speech) -> Iterator[str]:
        name = _name(speech.speech_id)
        yield f'<div type="speech" xml:id="{name}" n="{speech.ordinal}">'
        if speech.title:
            place = "" if speech.title_start_char is None else f' n="{speech.title_start_char}"'
            yield f'<head xml:id="{name}.title"{place}>{escape(speech.title)}</head>'
        for kind, value in (("speaker", speech.speaker), ("addressee", speech.addressee)):
            if value:
                yield f'<note type="{kind}">{escape(value)}</note>'
        if speech.date:
            when = f" when={quoteattr(speech.date_iso)}" if speech.date_iso else ""
            yield f"<dateline><date{when}>{escape(speech.date)}</date></dateline>"
        sentences: dict[str, list[Sentence]] = {}
        ends: dict[str, list[str]] = {"salutation": [], "signature": []}
        for sentence in speech.sentences:
            if sentence.kind in ends:
                ends[sentence.kind].append(self._sentence(sentence))
            else:
                sentences.setdefault(sentence.section_id or "", []).append(sentence)
        if ends["salutation"]:
            yield f"<opener><salute>{''.join(ends['salutation'])}</salute></opener>"
        children: dict[str | None, list[Section]] = {}
        for section in speech.sections:
            children.setdefault(section.parent_section_id, []).append(section)
        for section in children.get(None, ()):
            yield from self._section(section, children, sentences)
        if ends["signature"]:
            yield f"<closer><signed>{''.join(ends['signature'])}</signed></closer>"
        yield from self._annotations(speech)
        yield "</div>"

    def _section(
        self,
        section: Section,
        children: dict[str | None, list[Section]],
        sentences: dict[str, list[Sentence]],
    ) -> Iterator[str]:
        marker = f" n={quoteattr(section.marker)}" if section.marker else ""
        yield f'<div type="{section.role}" xml:id="{_name(section.section_id)}"{marker}>'
        own = sentences.get(section.section_id, [])
        for child in children.get(section.section_id, ()):
            before = [sentence for sentence in own if sentence.start_char < child.start_char]
            own = own[len(before) :]
            yield from self._paragraphs(before)
            yield from self._section(child, children, sentences)
        if own and children.get(section.section_id):  # TEI has no paragraph behind a division
            yield '<div type="continued">'
            yield from self._paragraphs(own)
            yield "</div>"
        else:
            yield from self._paragraphs(own)
        yield "</div>"

    def _paragraphs(self, sentences: Iterable[Sentence]) -> Iterator[str]:
        open_paragraph: str | None = None
        for sentence in sentences:
            paragraph = None if sentence.kind == "heading" else sentence.paragraph_id
            if open_paragraph and paragraph != open_paragraph:
                yield "</p>"
            if paragraph and paragraph != open_paragraph:
                yield f'<p xml:id="{_name(paragraph)}">'
            open_paragraph = paragraph
            xml = self._sentence(sentence)
            yield xml if paragraph else f"<head>{xml}</head>"
        if open_paragraph:
            yield "</p>"

    def _sentence(self, sentence: Sentence) -> str:
        pieces = [f'<s xml:id="{_name(sentence.sentence_id)}" n="{sentence.start_char}">']
        for word in words(self.document, sentence.start_char, sentence.end_char):
            tag = "pc" if word.upos == "PUNCT" else "w"
            pieces.append(
                f'<{tag} xml:id="{self.id}.w{word.start}" ana="#upos.{word.upos}" type="{word.xpos}">'
                f"{escape(word.form)}</{tag}>{escape(word.space)}"
            )
        pieces.append("</s>")
        return "".join(pieces)

    def _annotations(self, speech: Speech | None) -> Iterator[str]:
        layers: dict[str, list[Annotation]] = {}
        for annotation in self.document.annotations:
            if annotation.speech_id == (speech.speech_id if speech else None):
                layers.setdefault(annotation.layer, []).append(annotation)
        for layer, found in sorted(layers.items()):
            yield f'<spanGrp type="{layer}">'
            yield from (self._span(annotation, speech) for annotation in found)
            yield "</spanGrp>"
            yield from (_features(annotation) for annotation in found)

    def _span(self, annotation: Annotation, speech: Speech | None) -> str:
        name = _name(annotation.annotation_id)
        first, last = self._targets(annotation, speech)
        return (
            f'<span xml:id="{name}" from="#{first}" to="#{last}" n="{annotation.start_char}:{annotation.end_char}" '
            f'ana="#{name}.fs">{escape(annotation.text)}</span>'
        )

    def _targets(self, annotation: Annotation, speech: Speech | None) -> tuple[str, str]:
        """The ids of the words an annotation starts and ends in; of a heading where it stands in none."""
        tokens = self.document.tokens
        first = bisect_right(tokens.end_char, annotation.start_char)
        last = bisect_left(tokens.start_char, annotation.end_char) - 1
        if annotation.sentence_id and first <= last < len(tokens.start_char):
            return f"{self.id}.w{tokens.start_char[first]}", f"{self.id}.w{tokens.start_char[last]}"
        page_title = annotation.end_char <= self._title_end
        place = f"{self.id}.title" if page_title or speech is None else _name(speech.speech_id)
        return place, place


def _features(annotation: Annotation) -> str:
    features = (("rule", annotation.rule), *annotation.attributes.items())
    inside = "".join(
        f"<f name={quoteattr(name)}><string>{escape(value)}</string></f>" for name, value in features
    )
    return f'<fs xml:id="{_name(annotation.annotation_id)}.fs" type="{annotation.layer}">{inside}</fs>'
