"""The parts of a document: tokens, edits, annotations, anomalies; sentences, paragraphs, sections, speeches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol

from pydantic import Field, PositiveInt, PrivateAttr, StringConstraints, model_validator

from chuangwen_corpus.records import contract
from chuangwen_corpus.records.base import (
    AnnotationId,
    Category,
    Columns,
    DocumentId,
    Name,
    Offset,
    ParagraphId,
    Record,
    SectionId,
    SentenceId,
    Span,
    SpeechId,
)

if TYPE_CHECKING:
    from typing import Self

SectionRole = Annotated[Literal["opening", "body", "closing"], Category()]
UnitKind = Annotated[
    Literal[
        "party", "government", "congress", "consultative", "judiciary", "organisation", "enterprise", "school",
        "hospital", "community", "media", "military",
    ],
    Category(),
]  # fmt: skip
UnitLevel = Annotated[Literal["national", "province", "city", "county", "township", "village"], Category()]
SentenceKind = Annotated[Literal["heading", "salutation", "body", "signature"], Category()]


SHORT = 40
"""Characters of a text that a `repr` shows."""


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    line = text.replace("\n", " ")
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"


class Whole(Protocol):
    """What a part asks of its document."""

    document_id: str
    text: str

    def tokens_in(self, start_char: int, end_char: int) -> tuple[Token, ...]:
        """The tokens that start in a span of the clean text."""
        ...

    def annotations_in(self, start_char: int, end_char: int) -> tuple[Annotation, ...]:
        """The annotations that start in a span of the clean text."""
        ...

    def iter_tokens(self) -> Iterator[Token]:
        """All tokens in order."""
        ...

    def iter_edits(self) -> Iterator[Edit]:
        """All edits in order."""
        ...


class Token(Span, frozen=True):
    """A word, number or punctuation mark. Made on demand; stored as columns."""

    sentence_id: SentenceId = Field(description="The sentence the token stands in.")
    document_id: DocumentId = Field(description="The document the token stands in.")
    ordinal: PositiveInt = Field(description="Position in the sentence, from 1.")
    form: Name = Field(description="The token as it stands in the clean text.")
    xpos: Name = Field(description="Part of speech in jieba's tag set (ICTCLAS style).")
    upos: Name = Field(description="Part of speech in Universal Dependencies' tag set.")


class Edit(Span, frozen=True):
    """One change on the way from source text to clean text: source[source_start_char:source_end_char] became text[start_char:end_char]."""

    document_id: DocumentId = Field(description="The document that was edited.")
    ordinal: PositiveInt = Field(description="Position among the document's edits, from 1.")
    source_start_char: Offset = Field(description="First replaced character of the source text.")
    source_end_char: Offset = Field(description="One past the last replaced character of the source.")
    source_text: str = Field(description="What stood in the source.")
    text: str = Field(description="What stands in the clean text instead; empty if dropped.")
    rule: Name = Field(description="Name of the rule that made the change.")


class Annotation(Span, frozen=True):
    """A span of the clean text that a layer of annotation says something of."""

    annotation_id: AnnotationId = Field(description="Stable id: document, layer and place.")
    document_id: DocumentId = Field(description="The document annotated.")
    speech_id: SpeechId | None = Field(description="The speech the span belongs to.")
    sentence_id: SentenceId | None = Field(description="The sentence the span starts in.")
    layer: Name = Field(description="Name of the layer, such as speaker or addressee.")
    text: str = Field(description="The span's text.")
    attributes: dict[str, str] = Field(description="What the layer says of the span.")
    rule: Name = Field(description="Name of the rule that made the annotation.")


class Anomaly(Span, frozen=True):
    """Damage or doubt in a source, kept and reported, never repaired in silence."""

    document_id: DocumentId = Field(description="The document concerned.")
    kind: Name = Field(description="What was met, such as lost_character or truncated_text.")
    source_start_char: Offset = Field(description="First character concerned, in the source text.")
    source_end_char: Offset = Field(description="One past the last character, in the source text.")
    message: str = Field(description="What was met, in words.")
    source_bytes: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2})+$")] | None = Field(
        default=None,
        description="Hexadecimal: the bytes of the file behind these characters, given only where "
        "the encoding would not write them back by itself.",
    )


class Linked(Record, frozen=True):
    """Base of what asks its document for what stands in it: it knows the document while that is there."""

    _document: Whole | None = PrivateAttr(default=None)

    def _whole(self, what: str) -> Whole:
        if self._document is None:
            raise ValueError(
                f"{type(self).__name__.lower()} outside its document: {what} are kept by the document, so one that "
                "was read from JSON or unpickled by itself has none; read the document, or load the corpus"
            )
        return self._document

    def __getstate__(self) -> dict[Any, Any]:
        # The link is left out: a pickled sentence would carry its document, and that all of its sentences.
        return super().__getstate__() | {"__pydantic_private__": {"_document": None}}


class DocumentPart(Span, Linked, frozen=True):
    """Base of the parts of a document that have tokens and annotations."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens that stand in it, in order, made when asked for.

        Raises:
            ValueError: It was not read with its document.
        """
        return self._whole("tokens").tokens_in(self.start_char, self.end_char)

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The annotations that start in it, by start.

        Raises:
            ValueError: It was not read with its document.
        """
        return self._whole("annotations").annotations_in(self.start_char, self.end_char)


class Sentence(DocumentPart, frozen=True):
    """A sentence; a heading, a salutation or a signature counts as one."""

    sentence_id: SentenceId = Field(description="Stable id: document and place in the source.")
    paragraph_id: ParagraphId | None = Field(description="Its paragraph; none for a heading.")
    section_id: SectionId | None = Field(
        description="The innermost section it stands in; none for a sentence that belongs to no speech."
    )
    speech_id: SpeechId | None = Field(
        description="The speech it belongs to; none for a sentence of a page without a speech."
    )
    document_id: DocumentId = Field(description="The document it belongs to.")
    ordinal: PositiveInt = Field(description="Position in the speech, or in the page without one, from 1.")
    kind: SentenceKind = Field(description="heading, salutation, body or signature.")
    text: str = Field(description="The sentence's text.")

    def __repr__(self) -> str:
        return f"<Sentence {self.sentence_id} {self.kind}: {shortened(self.text)!r}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        from chuangwen_corpus.records import html

        return html.sentence(self)


class Paragraph(Span, frozen=True):
    """A paragraph of running text. Headings, salutations and signatures are none."""

    paragraph_id: ParagraphId = Field(description="Stable id: document and place in the source.")
    section_id: SectionId = Field(description="The innermost section it stands in.")
    speech_id: SpeechId = Field(description="The speech it belongs to.")
    document_id: DocumentId = Field(description="The document it belongs to.")
    ordinal: PositiveInt = Field(description="Position in the speech, from 1.")
    text: str = Field(description="The paragraph's text, without a heading run into it.")


class Section(Span, frozen=True):
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


class Speech(DocumentPart, frozen=True):
    """One speech. Its text runs from the salutation to the last word of the closing."""

    speech_id: SpeechId = Field(description="Stable id: document and place in the source.")
    document_id: DocumentId = Field(description="The document it stands in.")
    ordinal: PositiveInt = Field(description="Position in the document, from 1.")
    marker: str | None = Field(description="The compilation's number for it, such as 篇一.")
    title: str | None = Field(description="The speech's main title as printed.")
    subtitle: str | None = Field(
        description="The line under the title that a dash opens, as printed, without the dash."
    )
    title_start_char: Offset | None = Field(
        description="First character of the title, clean text; none of a corrected title that is not printed there."
    )
    title_end_char: Offset | None = Field(description="One past the title's last character.")
    speaker: str | None = Field(description="Who speaks: a unit or a person, as printed.")
    office: str | None = Field(description="The speaker's office, such as 县长, as printed.")
    unit: str | None = Field(
        description="The unit the speaker stands for, such as 市教育局, as printed with the speaker or in the text."
    )
    kind: UnitKind | None = Field(
        description="Kind of the unit: party, government, congress (people's congress), consultative (CPPCC), "
        "judiciary, organisation (mass organisations, associations), enterprise, school, hospital, community "
        "(street, village, residents' committee), media or military."
    )
    level: UnitLevel | None = Field(
        description="Administrative level of the unit: national, province, city, county, township or village."
    )
    addressee: str | None = Field(description="Who is spoken to, as printed.")
    salutation: str | None = Field(description="The opening address with its stop, such as 同志们：.")
    date: str | None = Field(description="The date in the speech's head or signature, as printed.")
    date_iso: str | None = Field(
        description="The date as YYYY, YYYY-MM or YYYY-MM-DD, where it is one; 20XX年 is none."
    )
    signature: str | None = Field(description="The signature under the speech, as printed.")
    genre: Name | None = Field(description="Kind of speech, such as 表态发言 or 动员讲话.")
    campaign: Name | None = Field(
        description="The campaign the speech is for, such as 创文, 创卫 or 脱贫攻坚, by its title or its text."
    )
    head_evidence: tuple[str, ...] = Field(
        description="Why the fields of the head are what they are: field and rule, such as 'speaker speaker.line'."
    )
    evidence: tuple[str, ...] = Field(description="Why the page was cut here: detector and weight.")
    sentence_count: Offset = Field(description="Number of sentences, headings included.")
    token_count: Offset = Field(description="Number of tokens.")
    text: str = Field(description="The speech's text, paragraphs parted by a line feed.")
    sections: tuple[Section, ...] = Field(description="Its sections in order of their start.")
    paragraphs: tuple[Paragraph, ...] = Field(description="Its paragraphs in order.")
    sentences: tuple[Sentence, ...] = Field(description="Its sentences in order.")

    def __repr__(self) -> str:
        said = ", ".join(
            f"{name}={value!r}" for name in ("speaker", "date", "genre") if (value := getattr(self, name))
        )
        counts = f"{len(self.paragraphs):,} paragraphs, {self.sentence_count:,} sentences, {self.token_count:,} tokens"
        return f"<Speech {self.speech_id} {shortened(self.title or '(no title)')!r}{f' {said}' if said else ''}: {counts}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        from chuangwen_corpus.records import html

        return html.speech(self)

    @model_validator(mode="after")
    def _children_are_mine(self) -> Self:
        parts = {name: [part.__dict__ for part in getattr(self, name)] for name in contract.PARTS}
        if fault := next(contract.speech_faults(self.__dict__ | parts), None):
            raise ValueError(fault)
        return self


class TokenColumns(Columns[Token], Linked, frozen=True):
    """The tokens of a document, a tuple a column, in order of the text; iterated, they are records."""

    def __iter__(self) -> Iterator[Token]:  # type: ignore[override]  # pydantic's gives pairs of field and value
        return self._whole("records").iter_tokens()

    sentence: tuple[Offset, ...] = Field(
        description="Index of the token's sentence among the document's sentences, from 0."
    )
    form: tuple[str, ...] = Field(description="The token as it stands in the clean text.")
    xpos: tuple[str, ...] = Field(description="Part of speech in jieba's tag set.")
    upos: tuple[str, ...] = Field(description="Part of speech in Universal Dependencies' set.")
    start_char: tuple[Offset, ...] = Field(description="First character, counted in the clean text.")
    end_char: tuple[Offset, ...] = Field(description="One past the last character.")


class EditColumns(Columns[Edit], Linked, frozen=True):
    """The edits of a document, a tuple a column, in order of the source; iterated, they are records."""

    def __iter__(self) -> Iterator[Edit]:  # type: ignore[override]  # pydantic's gives pairs of field and value
        return self._whole("records").iter_edits()

    source_start_char: tuple[Offset, ...] = Field(description="First replaced source character.")
    source_end_char: tuple[Offset, ...] = Field(description="One past the last replaced one.")
    start_char: tuple[Offset, ...] = Field(description="First character of what stands there now.")
    end_char: tuple[Offset, ...] = Field(description="One past its last character.")
    source_text: tuple[str, ...] = Field(description="What stood in the source.")
    text: tuple[str, ...] = Field(description="What stands in the clean text instead.")
    rule: tuple[str, ...] = Field(description="Name of the rule that made the change.")


class Source(Record, frozen=True):
    """Where a page came from and what is known of the rights in it; unknown is null."""

    url: str | None = Field(default=None, description="Address the page was fetched from.")
    retrieved: str | None = Field(default=None, description="Date of the fetch, ISO 8601.")
    rights: str | None = Field(default=None, description="What is known of rights in the text.")
    publisher: str | None = Field(default=None, description="Who put the page online.")
    note: str | None = Field(default=None, description="Anything else worth knowing.")
