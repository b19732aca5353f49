"""Everything found on a page, put into the row of one document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise, repeat
from operator import itemgetter

from chuangwen_corpus import records
from chuangwen_corpus.annotate import registry
from chuangwen_corpus.annotate.layer import Mark, Reading, SpeechInfo
from chuangwen_corpus.annotate.layer import SentenceSpan as ReadSentence
from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre import titles
from chuangwen_corpus.genre.campaigns import campaign
from chuangwen_corpus.genre.dates import partial_iso, read_date_line
from chuangwen_corpus.genre.events import stated_event
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.levels import speaks_for_area
from chuangwen_corpus.read.decode import DecodedSource
from chuangwen_corpus.read.kept import IrregularBytes
from chuangwen_corpus.read.page import noted
from chuangwen_corpus.records.rows import Row
from chuangwen_corpus.structure.damage import Finding
from chuangwen_corpus.structure.parts import Outline, Part, SpeechOutline
from chuangwen_corpus.structure.sections import SentenceSpan, SpeechSpans
from chuangwen_corpus.structure.standing import standing


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the steps of the pipeline found, in offsets of the clean text."""

    source: DecodedSource
    text: AlignedText
    outline: Outline
    speeches: tuple[SpeechSpans, ...]
    reading: Reading
    marks: dict[str, list[Mark]]
    findings: tuple[Finding, ...]


def records_of(parsed: Parsed) -> int:
    """How many records a page makes: tokens, edits and all that has an id or a place of its own."""
    spans = (len(s.sections) + len(s.paragraphs) for s in parsed.speeches)
    marks = sum(map(len, parsed.marks.values()))
    damage = len(parsed.findings) + len(parsed.source.irregular)
    return (
        len(parsed.reading.tokens[0])
        + len(parsed.text.edits)
        + sum(spans)
        + len(parsed.reading.sentences)
        + marks
        + damage
    )


def row(
    parsed: Parsed, *, path: str | None, provenance: records.Source | None, document_id: str | None
) -> Row:
    """The document of a parsed page as plain values, not held against the contract (see `records.rows`)."""
    return _Assembler(parsed, document_id or records.id_of_document(parsed.source.sha256)).document(
        path, provenance
    )


class _Assembler:
    """Turns offsets into records with ids; an id names the record's place in the source."""

    def __init__(self, parsed: Parsed, document_id: str) -> None:
        self.parsed = parsed
        self.id = document_id
        self.text = parsed.text.text
        self.token_counts = _token_counts(parsed)
        self._sentence_starts = [sentence.start for sentence in parsed.reading.sentences]
        speeches = parsed.speeches
        self._speech_ids = [self._id("sp", spans.start, spans.end) for spans in speeches]
        self._section_ids = [[self._id("se", s.start, s.end) for s in spans.sections] for spans in speeches]
        self._paragraph_ids = [
            [self._id("pa", start, end) for start, end, _ in spans.paragraphs] for spans in speeches
        ]
        self._sentence_ids = [[self._id("st", s.start, s.end) for s in spans.sentences] for spans in speeches]
        self._ids_of_sentences = [name for names in self._sentence_ids for name in names]
        if not speeches:  # the text is read as one, if it is
            self._ids_of_sentences = [self._id("st", s.start, s.end) for s in parsed.reading.sentences]

    def document(self, path: str | None, provenance: records.Source | None) -> Row:
        source, outline = self.parsed.source, self.parsed.outline
        title = self.text[outline.title.start : outline.title.end] if outline.title else None
        folded = fold(title or "")
        below = self._part(outline.subtitle)
        sentence, form, xpos, upos, start, end = self.parsed.reading.tokens
        said = noted(provenance or records.Source(), source.note or "")
        return Row(
            document_id=self.id,
            path=path,
            title=title,
            subtitle=below,
            year=titles.stated_year(folded),
            event=self._event(title, below),
            genre=titles.genre_of(folded),
            declared_speech_count=titles.declared_count(folded),
            speech_count=len(self.parsed.speeches),
            text=self.text,
            source_text=source.text,
            encoding=source.encoding,
            encoding_reason=source.encoding_reason,
            bom=source.bom,
            sha256=source.sha256,
            head_evidence=(),
            source={name: getattr(said, name) for name in records.Source.model_fields},
            speeches=[self._speech(i) for i in range(len(self.parsed.speeches))],
            text_sentences=[] if self.parsed.speeches else list(self._text_sentences()),
            annotations=list(self._annotations()),
            anomalies=list(self._anomalies()),
            tokens=Row(sentence=sentence, form=form, xpos=xpos, upos=upos, start_char=start, end_char=end),
            edits=_edit_columns(self.parsed.text),
        )

    def _id(self, kind: str, start: int, end: int) -> str:
        return f"{self.id}.{kind}{self._to_source(start, end)[0]}"

    def _to_source(self, start: int, end: int) -> tuple[int, int]:
        return self.parsed.text.to_source(start, end)

    def _cut(self, span: tuple[int, int] | None) -> str | None:
        return self.text[slice(*span)] if span else None

    def _event(self, *heads: str | None) -> str | None:
        """The event that the title names, or the sub-title."""
        for head in heads:
            span = stated_event(fold(head)) if head else None
            if head and span:
                return head[slice(*span)]
        return None

    def _part(self, part: Part | None) -> str | None:
        return self._cut((part.start, part.end)) if part else None

    def _speech(self, i: int) -> Row:
        outline, spans = self.parsed.outline.speeches[i], self.parsed.speeches[i]
        title = outline.one("title") or outline.one("page title")
        printed = self._cut((title.start, title.end)) if title else None
        date, signature = self._date(outline), outline.all("signature")
        info = self.parsed.reading.speeches[i]
        speaker, addressee = info.speaker, info.addressee
        heads, spoken = fold(self._heads(outline)), self.parsed.reading.folded[spans.start : spans.end]
        named = self._cut((speaker.start, speaker.end)) if speaker else None
        genre = info.head.genre
        leads = titles.mobilises(genre) or (genre is None and speaks_for_area(spoken))
        stands = standing(
            self.text, named, outline, spans,
            heads=heads, spoken=spoken, leads=leads,
        )  # fmt: skip
        return Row(
            start_char=spans.start,
            end_char=spans.end,
            speech_id=self._speech_ids[i],
            document_id=self.id,
            ordinal=i + 1,
            marker=outline.marker,
            title=printed,
            subtitle=self._part(outline.one("subtitle") or outline.one("page subtitle")),
            title_start_char=title.start if title else None,
            title_end_char=title.end if title else None,
            speaker=named,
            **stands.columns(),
            addressee=self._cut((addressee.start, addressee.end)) if addressee else None,
            salutation=self._cut(spans.salutation),
            date=date,
            date_iso=partial_iso(fold(date)) if date else None,
            signature="\n".join(self.text[p.start : p.end] for p in signature) or None,
            genre=info.head.genre,
            campaign=campaign(heads, spoken),
            head_evidence=tuple(self._head_evidence(outline, spans, info, stands.rule)),
            evidence=tuple(f"{name} {weight:+g}" for name, weight in outline.evidence),
            sentence_count=len(spans.sentences),
            token_count=self.token_counts[i],
            text=self.text[spans.start : spans.end],
            sections=list(self._sections(i)),
            paragraphs=list(self._paragraphs(i)),
            sentences=list(self._sentences(i)),
        )

    def _heads(self, outline: SpeechOutline) -> str:
        """The titles over a speech, the page's too, a line each."""
        own = map(outline.one, ("title", "subtitle", "page title", "page subtitle"))
        parts = [*own, self.parsed.outline.title, self.parsed.outline.subtitle]
        return "\n".join(dict.fromkeys(self.text[part.start : part.end] for part in parts if part))

    def _head_evidence(
        self, outline: SpeechOutline, spans: SpeechSpans, info: SpeechInfo, unit: str | None
    ) -> Iterator[str]:
        """Field and rule, in the order of the columns."""
        for field in ("title", "subtitle"):
            if outline.one(field):
                yield f"{field} head.own"
            elif outline.one(f"page {field}"):
                yield f"{field} head.page"
        if info.speaker:
            yield f"speaker {info.speaker.rule}"
        if unit:
            yield f"unit {unit}"
        if info.addressee:
            yield f"addressee {info.addressee.rule}"
        if spans.salutation:
            yield "salutation head.shape"
        if outline.all("date"):
            yield "date head.line"
        elif self._date(outline):
            yield "date signature"

    def _date(self, outline: SpeechOutline) -> str | None:
        for part in (*outline.all("date"), *outline.all("signature")):
            date = read_date_line(fold(self.text[part.start : part.end]))
            if date:
                return self.text[part.start + date.start : part.start + date.end].strip()
            if part.role == "date":
                return self.text[part.start : part.end]
        return None

    def _sections(self, i: int) -> Iterator[Row]:
        ids = self._section_ids[i]
        for at, section in enumerate(self.parsed.speeches[i].sections):
            yield Row(
                start_char=section.start,
                end_char=section.end,
                section_id=ids[at],
                speech_id=self._speech_ids[i],
                document_id=self.id,
                parent_section_id=None if section.parent is None else ids[section.parent],
                ordinal=at + 1,
                level=section.level,
                role=section.role,
                marker=self._cut(section.marker),
                number=section.number,
                heading=self._cut(section.heading),
            )

    def _paragraphs(self, i: int) -> Iterator[Row]:
        for at, (start, end, section) in enumerate(self.parsed.speeches[i].paragraphs):
            yield Row(
                start_char=start,
                end_char=end,
                paragraph_id=self._paragraph_ids[i][at],
                section_id=self._section_ids[i][section],
                speech_id=self._speech_ids[i],
                document_id=self.id,
                ordinal=at + 1,
                text=self.text[start:end],
            )

    def _sentences(self, i: int) -> Iterator[Row]:
        spans = self.parsed.speeches[i]
        paragraphs, sections, ids = self._paragraph_ids[i], self._section_ids[i], self._sentence_ids[i]
        speech_id = self._speech_ids[i]
        for ordinal, sentence in enumerate(spans.sentences, 1):
            paragraph = None if sentence.paragraph is None else paragraphs[sentence.paragraph]
            owners = (paragraph, sections[sentence.section], speech_id)
            yield self._sentence(ids[ordinal - 1], ordinal, sentence, owners)

    def _text_sentences(self) -> Iterator[Row]:
        """The sentences of a page without a speech."""
        for ordinal, sentence in enumerate(self.parsed.reading.sentences, 1):
            yield self._sentence(self._ids_of_sentences[ordinal - 1], ordinal, sentence, (None, None, None))

    def _sentence(
        self, name: str, ordinal: int, sentence: SentenceSpan | ReadSentence, owners: tuple[str | None, ...]
    ) -> Row:
        paragraph, section, speech = owners
        return Row(
            start_char=sentence.start,
            end_char=sentence.end,
            sentence_id=name,
            paragraph_id=paragraph,
            section_id=section,
            speech_id=speech,
            document_id=self.id,
            ordinal=ordinal,
            kind=sentence.kind,
            text=self.text[sentence.start : sentence.end],
        )

    def _annotations(self) -> Iterator[Row]:
        """By start and end; what is equal in both, in the order of the layers."""
        named: list[tuple[Mark, str, str]] = []
        starting: dict[str, dict[str, str]] = {}
        known = registry()
        linked = {other for layer in self.parsed.marks for _, other in known[layer].links}
        for layer, marks in self.parsed.marks.items():
            ids = _told_apart(self._annotation_id(layer, mark) for mark in marks)
            named += zip(marks, repeat(layer), ids)  # the layer is said without end
            if known[layer].reference or layer in linked:
                rows = zip(reversed(marks), reversed(ids), strict=True)
                starting[layer] = {str(mark.start): name for mark, name in rows}
        named.sort(key=lambda entry: (entry[0].start, entry[0].end))
        for mark, layer, name in named:
            attributes, reference = mark.attributes, known[layer].reference
            if reference in attributes:
                attributes = attributes | {reference: starting[layer][attributes[reference]]}
            for link, other in known[layer].links:
                if link in attributes:
                    there = starting.get(other, {}).get(attributes[link])
                    attributes = {k: v for k, v in attributes.items() if k != link}
                    attributes |= {link: there} if there else {}
            yield self._annotation(layer, name, mark, attributes)

    def _annotation_id(self, layer: str, mark: Mark) -> str:
        place = self._to_source(mark.start, mark.end)[0]
        # Several speeches may take their speaker from the one title of the page.
        title = self.parsed.outline.title
        name = f"{self.id}.an_{layer}{place}"
        if mark.speech is None or title is None or mark.end > title.end:
            return name
        return f"{name}-{mark.speech + 1}"

    def _annotation(self, layer: str, name: str, mark: Mark, attributes: dict[str, str]) -> Row:
        at = self._sentence_at(mark.start)
        sentence = None if at is None else self.parsed.reading.sentences[at]
        speech = mark.speech if sentence is None else sentence.speech
        return Row(
            start_char=mark.start,
            end_char=mark.end,
            annotation_id=name,
            document_id=self.id,
            speech_id=None if speech is None or not self._speech_ids else self._speech_ids[speech],
            sentence_id=None if at is None else self._ids_of_sentences[at],
            layer=layer,
            text=self.text[mark.start : mark.end],
            attributes=attributes,
            rule=mark.rule,
        )

    def _sentence_at(self, place: int) -> int | None:
        at = bisect_right(self._sentence_starts, place) - 1
        return at if at >= 0 and place < self.parsed.reading.sentences[at].end else None

    def _anomalies(self) -> Iterator[Row]:
        """By place in the source; what is equal in it, findings first."""
        found: list[tuple[tuple[int, int], Finding | IrregularBytes]] = [
            (finding.source or self._to_source(finding.start, finding.end), finding)
            for finding in self.parsed.findings
        ]
        found += (((piece.start, piece.end), piece) for piece in self.parsed.source.irregular)
        found.sort(key=itemgetter(0))
        for source, what in found:
            yield self._finding(what, source) if isinstance(what, Finding) else self._irregular(what, source)

    def _finding(self, finding: Finding, source: tuple[int, int]) -> Row:
        return Row(
            start_char=finding.start,
            end_char=finding.end,
            document_id=self.id,
            kind=finding.kind,
            source_start_char=source[0],
            source_end_char=source[1],
            message=finding.message,
            source_bytes=None,
        )

    def _irregular(self, piece: IrregularBytes, source: tuple[int, int]) -> Row:
        start, end = self.parsed.text.to_clean(*source)
        length = len(self.text)
        return Row(
            start_char=min(start, length),
            end_char=min(end, length),
            document_id=self.id,
            kind="undecodable_bytes" if piece.undecodable else "second_spelling",
            source_start_char=source[0],
            source_end_char=source[1],
            message="bytes that are no character in the page's encoding"
            if piece.undecodable
            else "bytes that the encoding itself writes otherwise",
            source_bytes=piece.data.hex(),
        )


def _told_apart(ids: Iterable[str]) -> list[str]:
    """Ids of marks that start in one edit, and so at one place of the source, are numbered."""
    seen: Counter[str] = Counter()
    told: list[str] = []
    for name in ids:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return told


def _edit_columns(text: AlignedText) -> Row:
    edits = text.edits
    return Row(
        source_start_char=tuple(edit.source_start for edit in edits),
        source_end_char=tuple(edit.source_end for edit in edits),
        start_char=tuple(edit.start for edit in edits),
        end_char=tuple(edit.end for edit in edits),
        source_text=tuple(text.source[edit.source_start : edit.source_end] for edit in edits),
        text=tuple(text.text[edit.start : edit.end] for edit in edits),
        rule=tuple(edit.rule for edit in edits),
    )


def _token_counts(parsed: Parsed) -> list[int]:
    """Tokens of each speech; the column of sentences is sorted."""
    sentences = parsed.reading.tokens[0]
    ends = accumulate(len(spans.sentences) for spans in parsed.speeches)
    places = [0, *(bisect_left(sentences, end) for end in ends)]
    return [right - left for left, right in pairwise(places)]
