"""The fields of a document."""

from __future__ import annotations

from pydantic import Field

from chuangwen_corpus.records.base import DocumentId, Name, Offset, Record, Sha256
from chuangwen_corpus.records.text import (
    Annotation,
    Anomaly,
    EditColumns,
    Sentence,
    Source,
    Speech,
    TokenColumns,
)


class DocumentFields(Record, frozen=True):
    """What is said of a source page, before it is held against the contract."""

    document_id: DocumentId = Field(
        description="First 16 digits of the file's SHA-256; a copy of an earlier file has - and 8 digits of the SHA-256 of its path, too."
    )
    path: str | None = Field(description="Path relative to the input folder, with forward slashes.")
    title: str | None = Field(description="The page's title as printed; it opens the clean text.")
    subtitle: str | None = Field(
        description="The line under the page's title that a dash opens, as printed, without the dash."
    )
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
    head_evidence: tuple[str, ...] = Field(
        description="Fields of the page's head that a builder has corrected: field and rule, such as 'title correction'."
    )
    source: Source = Field(description="Where the page came from and the rights in it.")
    speeches: tuple[Speech, ...] = Field(description="The speeches in order.")
    text_sentences: tuple[Sentence, ...] = Field(
        default=(),
        description="The sentences of a page without a speech, if they were asked for (text_without_speech); else none.",
    )
    annotations: tuple[Annotation, ...] = Field(description="Annotated spans, by start.")
    anomalies: tuple[Anomaly, ...] = Field(description="Damage and doubt, by place in the source.")
    tokens: TokenColumns = Field(description="The tokens, as columns.")
    edits: EditColumns = Field(description="The edits, as columns.")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all speeches in order, or those of the text of a page without one."""
        return (
            *(sentence for speech in self.speeches for sentence in speech.sentences),
            *self.text_sentences,
        )
