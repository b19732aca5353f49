"""The records of the corpus: the one place where a field is defined and described.

Everything else that speaks of a field (JSON Schema, Arrow schema, CSV header, data dictionary,
release metadata) is generated from these classes. All offsets are in Unicode code points, half
open (``start`` is in, ``end`` is out). `start` and `end` count in the clean text
(`Document.text`), `source_start` and `source_end` in the source text (`Document.source_text`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Generic, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    PrivateAttr,
    StringConstraints,
    model_validator,
)

from chuangwen_corpus import alignment, contract

if TYPE_CHECKING:
    from typing import Self


class Category:
    """Marks a text field with few different values: dictionary-encoded in Arrow."""


DOCUMENT_ID = r"[0-9a-f]{16}(?:-[0-9a-f]{8})?"


def _id(kind: str) -> StringConstraints:
    return StringConstraints(pattern=rf"^{DOCUMENT_ID}\.{kind}[0-9]+$")


DocumentId = Annotated[str, StringConstraints(pattern=rf"^{DOCUMENT_ID}$"), Category()]
SpeechId = Annotated[str, _id("sp"), Category()]
SectionId = Annotated[str, _id("se"), Category()]
ParagraphId = Annotated[str, _id("pa"), Category()]
SentenceId = Annotated[str, _id("st"), Category()]
AnnotationId = Annotated[str, StringConstraints(pattern=rf"^{DOCUMENT_ID}\.an_[a-z_]+[0-9]+(?:-[0-9]+)?$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Category()]
Offset = NonNegativeInt

SectionRole = Annotated[Literal["opening", "body", "closing"], Category()]
SentenceKind = Annotated[Literal["heading", "salutation", "body", "signature"], Category()]


class Record(BaseModel):
    """Base of all records: frozen, and no field that is not declared here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # pydantic's own comparison takes the link from a sentence to its document in, and never ends.
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))


@cache
def _names_of(record: type[Record]) -> set[str]:
    """The names of all fields of a record, one set for all who ask; frozen records never change it."""
    return set(record.model_fields)


class Span(Record):
    """Base of the records that stand in the clean text."""

    start: Offset = Field(description="First character, counted in the clean text.")
    end: Offset = Field(description="One past the last character, counted in the clean text.")

    @model_validator(mode="after")
    def _not_reversed(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"ends at {self.end}, before it starts at {self.start}")
        # pydantic gives each record a set of the fields it was made with, larger than all the rest of it. A page
        # has up to a million records, and nearly all are made with all fields: those share one set.
        fields = _names_of(type(self))
        if len(self.__pydantic_fields_set__) == len(fields):
            object.__setattr__(self, "__pydantic_fields_set__", fields)
        return self


class Token(Span):
    """A word, number or punctuation mark. Made on demand; stored as columns."""

    sentence_id: SentenceId = Field(description="The sentence the token stands in.")
    document_id: DocumentId = Field(description="The document the token stands in.")
    ordinal: PositiveInt = Field(description="Position in the sentence, from 1.")
    form: Name = Field(description="The token as it stands in the clean text.")
    xpos: Name = Field(description="Part of speech in jieba's tag set (ICTCLAS style).")
    upos: Name = Field(description="Part of speech in Universal Dependencies' tag set.")


class Edit(Span):
    """One change on the way from source text to clean text: source[source_start:source_end] became text[start:end]."""

    document_id: DocumentId = Field(description="The document that was edited.")
    ordinal: PositiveInt = Field(description="Position among the document's edits, from 1.")
    source_start: Offset = Field(description="First replaced character of the source text.")
    source_end: Offset = Field(description="One past the last replaced character of the source.")
    source_text: str = Field(description="What stood in the source.")
    text: str = Field(description="What stands in the clean text instead; empty if dropped.")
    rule: Name = Field(description="Name of the rule that made the change.")


class Annotation(Span):
    """A span of the clean text that a layer of annotation says something of."""

    annotation_id: AnnotationId = Field(description="Stable id: document, layer and place.")
    document_id: DocumentId = Field(description="The document annotated.")
    speech_id: SpeechId | None = Field(description="The speech the span belongs to.")
    sentence_id: SentenceId | None = Field(description="The sentence the span starts in.")
    layer: Name = Field(description="Name of the layer, such as speaker or addressee.")
    text: str = Field(description="The span's text.")
    attributes: dict[str, str] = Field(description="What the layer says of the span.")
    rule: Name = Field(description="Name of the rule that made the annotation.")


class Anomaly(Span):
    """Damage or doubt in a source, kept and reported, never repaired in silence."""

    document_id: DocumentId = Field(description="The document concerned.")
    kind: Name = Field(description="What was met, such as lost_character or truncated_text.")
    source_start: Offset = Field(description="First character concerned, in the source text.")
    source_end: Offset = Field(description="One past the last character, in the source text.")
    message: str = Field(description="What was met, in words.")
    source_bytes: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2})+$")] | None = Field(
        default=None,
        description="Hexadecimal: the bytes of the file behind these characters, given only where "
        "the encoding would not write them back by itself.",
    )


class Sentence(Span):
    """A sentence; a heading, a salutation or a signature counts as one."""

    sentence_id: SentenceId = Field(description="Stable id: document and place in the source.")
    paragraph_id: ParagraphId | None = Field(description="Its paragraph; none for a heading.")
    section_id: SectionId = Field(description="The innermost section it stands in.")
    speech_id: SpeechId = Field(description="The speech it belongs to.")
    document_id: DocumentId = Field(description="The document it belongs to.")
    ordinal: PositiveInt = Field(description="Position in the speech, from 1.")
    kind: SentenceKind = Field(description="heading, salutation, body or signature.")
    text: str = Field(description="The sentence's text.")

    _document: Document | None = PrivateAttr(default=None)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens in order, made when asked for."""
        if self._document is None:
            raise ValueError("a sentence outside a document has no tokens")
        return self._document.tokens_of(self)


class Paragraph(Span):
    """A paragraph of running text. Headings, salutations and signatures are none."""

    paragraph_id: ParagraphId = Field(description="Stable id: document and place in the source.")
    section_id: SectionId = Field(description="The innermost section it stands in.")
    speech_id: SpeechId = Field(description="The speech it belongs to.")
    document_id: DocumentId = Field(description="The document it belongs to.")
    ordinal: PositiveInt = Field(description="Position in the speech, from 1.")
    text: str = Field(description="The paragraph's text, without a heading run into it.")


class Section(Span):
    """A division of a speech, with a numbered heading or without one."""

    section_id: SectionId = Field(description="Stable id: document and place in the source.")
    speech_id: SpeechId = Field(description="The speech it belongs to.")
    document_id: DocumentId = Field(description="The document it belongs to.")
    parent_section_id: SectionId | None = Field(description="The section it is nested in.")
    ordinal: PositiveInt = Field(description="Position among the speech's sections, from 1.")
    level: Annotated[int, Field(ge=1, le=4)] = Field(
        description="1 for 一、 · 2 for （一） · 3 for 1. · 4 for （1）; 1 without a marker."
    )
    role: SectionRole = Field(
        description="opening (before the first marker), closing (after the last one) or body."
    )
    marker: str | None = Field(description="The number as printed after cleaning, such as 一、.")
    number: PositiveInt | None = Field(description="The marker's value.")
    heading: str | None = Field(description="The heading, without marker and without its stop.")


class Speech(Span):
    """One speech. Its text runs from the salutation to the last word of the closing."""

    speech_id: SpeechId = Field(description="Stable id: document and place in the source.")
    document_id: DocumentId = Field(description="The document it stands in.")
    ordinal: PositiveInt = Field(description="Position in the document, from 1.")
    marker: str | None = Field(description="The compilation's number for it, such as 篇一.")
    title: str | None = Field(description="The speech's title as printed.")
    title_start: Offset | None = Field(description="First character of the title, clean text.")
    title_end: Offset | None = Field(description="One past the title's last character.")
    speaker: str | None = Field(description="Who speaks: a unit or a person, as printed.")
    addressee: str | None = Field(description="Who is spoken to, as printed.")
    salutation: str | None = Field(description="The opening address with its stop, such as 同志们：.")
    date: str | None = Field(description="The date in the speech's head or signature, as printed.")
    date_iso: str | None = Field(
        description="The date as YYYY, YYYY-MM or YYYY-MM-DD, where it is one; 20XX年 is none."
    )
    signature: str | None = Field(description="The signature under the speech, as printed.")
    genre: Name | None = Field(description="Kind of speech, such as 表态发言 or 动员讲话.")
    evidence: tuple[str, ...] = Field(description="Why the page was cut here: detector and weight.")
    sentence_count: Offset = Field(description="Number of sentences, headings included.")
    token_count: Offset = Field(description="Number of tokens.")
    text: str = Field(description="The speech's text, paragraphs parted by a line feed.")
    sections: tuple[Section, ...] = Field(description="Its sections in order of their start.")
    paragraphs: tuple[Paragraph, ...] = Field(description="Its paragraphs in order.")
    sentences: tuple[Sentence, ...] = Field(description="Its sentences in order.")

    @model_validator(mode="after")
    def _children_are_mine(self) -> Self:
        children: tuple[Section | Paragraph | Sentence, ...] = (
            *self.sections,
            *self.paragraphs,
            *self.sentences,
        )
        for child in children:
            if child.speech_id != self.speech_id or child.document_id != self.document_id:
                raise ValueError(f"{child!r} belongs to another speech than {self.speech_id}")
            if not (self.start <= child.start and child.end <= self.end) and not (
                isinstance(child, Sentence) and child.kind == "signature"
            ):
                raise ValueError(f"{child!r} reaches outside its speech")
        for row in (self.paragraphs, self.sentences):
            for one, two in pairwise(row):
                if two.start < one.end:
                    raise ValueError(f"{two!r} overlaps the one before it")
        if self.sentence_count != len(self.sentences):
            raise ValueError(f"sentence_count is {self.sentence_count}, not {len(self.sentences)}")
        return self


Row = TypeVar("Row", bound=Record)


class Columns(Record, Generic[Row]):
    """Many small rows held as one tuple a column; a row is made when it is asked for."""

    @model_validator(mode="after")
    def _same_length(self) -> Self:
        if len({len(getattr(self, name)) for name in type(self).model_fields}) > 1:
            raise ValueError("the columns differ in length")
        return self

    def __len__(self) -> int:
        return len(self.start)  # type: ignore[attr-defined]  # every kind has it


class TokenColumns(Columns[Token]):
    """The tokens of a document, a tuple a column, in order of the text."""

    sentence: tuple[Offset, ...] = Field(
        description="Index of the token's sentence among the document's sentences, from 0."
    )
    form: tuple[str, ...] = Field(description="The token as it stands in the clean text.")
    xpos: tuple[str, ...] = Field(description="Part of speech in jieba's tag set.")
    upos: tuple[str, ...] = Field(description="Part of speech in Universal Dependencies' set.")
    start: tuple[Offset, ...] = Field(description="First character, counted in the clean text.")
    end: tuple[Offset, ...] = Field(description="One past the last character.")


class EditColumns(Columns[Edit]):
    """The edits of a document, a tuple a column, in order of the source."""

    source_start: tuple[Offset, ...] = Field(description="First replaced source character.")
    source_end: tuple[Offset, ...] = Field(description="One past the last replaced one.")
    start: tuple[Offset, ...] = Field(description="First character of what stands there now.")
    end: tuple[Offset, ...] = Field(description="One past its last character.")
    source_text: tuple[str, ...] = Field(description="What stood in the source.")
    text: tuple[str, ...] = Field(description="What stands in the clean text instead.")
    rule: tuple[str, ...] = Field(description="Name of the rule that made the change.")


class Source(Record):
    """Where a page came from and what is known of the rights in it; unknown is null."""

    url: str | None = Field(default=None, description="Address the page was fetched from.")
    retrieved: str | None = Field(default=None, description="Date of the fetch, ISO 8601.")
    rights: str | None = Field(default=None, description="What is known of rights in the text.")
    publisher: str | None = Field(default=None, description="Who put the page online.")
    note: str | None = Field(default=None, description="Anything else worth knowing.")


class Document(Record):
    """A source page: its clean text, its speeches, and every edit that leads from one to the other."""

    document_id: DocumentId = Field(description="First 16 digits of the file's SHA-256.")
    path: str | None = Field(description="Path relative to the input folder, with forward slashes.")
    title: str | None = Field(description="The page's title as printed; it opens the clean text.")
    year: str | None = Field(description="The year the page's head states, as printed: 2020, 20XX.")
    event: str | None = Field(description="The meeting the speeches were given at, as printed.")
    genre: Name | None = Field(description="Kind of speech by the title, such as 表态发言.")
    declared_speech_count: Offset | None = Field(description="Number of speeches the page claims.")
    speech_count: Offset = Field(description="Number of speeches found.")
    text: str = Field(description="Clean text: the title, then each speech with its title.")
    source_text: str = Field(description="The decoded file, before any edit.")
    encoding: Name = Field(description="Encoding of the file, as Python names it.")
    encoding_reason: Name = Field(description="Why this encoding: bom, utf-8, fallback, given ...")
    bom: bool = Field(description="Whether the file starts with a byte order mark.")
    sha256: Sha256 = Field(description="SHA-256 of the file's bytes.")
    source: Source = Field(description="Where the page came from and the rights in it.")
    speeches: tuple[Speech, ...] = Field(description="The speeches in order.")
    annotations: tuple[Annotation, ...] = Field(description="Annotated spans, by start.")
    anomalies: tuple[Anomaly, ...] = Field(description="Damage and doubt, by place in the source.")
    tokens: TokenColumns = Field(description="The tokens, as columns.")
    edits: EditColumns = Field(description="The edits, as columns.")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all speeches in order."""
        return tuple(sentence for speech in self.speeches for sentence in speech.sentences)

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence of this document, in order."""
        columns = self.tokens
        first = bisect_left(columns.start, sentence.start)
        last = bisect_left(columns.start, sentence.end)
        return tuple(
            Token(
                sentence_id=sentence.sentence_id,
                document_id=self.document_id,
                ordinal=ordinal,
                form=columns.form[i],
                xpos=columns.xpos[i],
                upos=columns.upos[i],
                start=columns.start[i],
                end=columns.end[i],
            )
            for ordinal, i in enumerate(range(first, last), 1)
        )

    def iter_edits(self) -> Iterator[Edit]:
        """The edits one by one, in order of the source."""
        names = tuple(EditColumns.model_fields)
        values = zip(*(getattr(self.edits, name) for name in names), strict=True)
        for ordinal, row in enumerate(values, 1):
            yield Edit(document_id=self.document_id, ordinal=ordinal, **dict(zip(names, row, strict=True)))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the source text that holds what became ``text[start:end]``.

        Offsets are code points; what was dropped at the span's edges is left out.

        Raises:
            ValueError: The span does not lie in the clean text.
        """
        e = self.edits
        alignment.check_span(start, end, len(self.text), "clean text")
        return alignment.map_span(start, end, e.start, e.end, e.source_start, e.source_end)

    def to_clean(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The span of the clean text that ``source_text[source_start:source_end]`` became.

        A span that was dropped whole gives an empty span at the place where it was.

        Raises:
            ValueError: The span does not lie in the source text.
        """
        e = self.edits
        alignment.check_span(source_start, source_end, len(self.source_text), "source text")
        return alignment.map_span(source_start, source_end, e.source_start, e.source_end, e.start, e.end)

    def restore(self) -> bytes:
        """The source file, byte for byte, made from clean text and edits alone."""
        source = contract.rebuild_source(self)
        pieces = [alignment.BYTE_ORDER_MARKS[self.encoding]] if self.bom else []
        position = 0
        for anomaly in self.anomalies:
            if anomaly.source_bytes is not None:
                pieces.append(source[position : anomaly.source_start].encode(self.encoding))
                pieces.append(bytes.fromhex(anomaly.source_bytes))
                position = anomaly.source_end
        pieces.append(source[position:].encode(self.encoding))
        return b"".join(pieces)

    @model_validator(mode="after")
    def _holds_the_contract(self) -> Self:
        fault = next(contract.faults(self), None)
        if fault:
            raise ValueError(fault)
        for sentence in self.sentences:
            sentence._document = self  # noqa: SLF001  # the link down the tree is made at its root
        return self
