"""The records of a build as a whole: which pages repeat others, and what became of each input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from chuangwen_corpus.records.base import Category, DocumentId, Name, Record, Sha256, SpeechId

if TYPE_CHECKING:
    from typing import Self

DuplicateKind = Annotated[Literal["bytes", "text", "near"], Category()]


class Duplicate(Record, frozen=True):
    """A document or speech that says the same as an earlier one, or nearly the same; both are kept."""

    kind: DuplicateKind = Field(
        description="bytes (the same file), text (the same clean text) or near (a document whose clean text is nearly the same)."
    )
    document_id: DocumentId = Field(description="The document that repeats.")
    speech_id: SpeechId | None = Field(description="The speech that repeats; none for a document.")
    representative_id: str = Field(
        description="Id of the first document or speech that says it; for near, of the document that is most alike."
    )
    score: float = Field(
        description="Likeness from 0 to 1; 1 for bytes and text. For near, an estimate of the runs of five characters that both have, over those that one of them has; 0.8 or more."
    )


class Reject(Record, frozen=True):
    """An input that gave no document."""

    path: str = Field(description="Path relative to the input folder.")
    sha256: Sha256 | None = Field(description="SHA-256 of its bytes, if they could be read.")
    reason: Name = Field(description="Short code of the reason, such as binary or unreadable.")
    message: str = Field(description="The reason in words, and the way out.")


class SourcePage(Record, frozen=True):
    """What became of an input: the document it gave, or why it gave none."""

    path: str = Field(description="Path relative to the input folder; rows are sorted by it.")
    sha256: Sha256 | None = Field(description="SHA-256 of its bytes, if they could be read.")
    document_id: DocumentId | None = Field(description="The document it gave; none if it was rejected.")
    rejected: Name | None = Field(
        description="The reason of its row in rejects, such as withdrawn; none if it gave a document."
    )

    @model_validator(mode="after")
    def _one_outcome(self) -> Self:
        if (self.document_id is None) == (self.rejected is None):
            raise ValueError("an input gives a document or is rejected, not both and not neither")
        return self
