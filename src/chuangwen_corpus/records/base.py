"""What all records share: fields that are described, frozen, and validated; ids, spans and columns."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    StringConstraints,
    model_validator,
)

if TYPE_CHECKING:
    from typing import Self


class Category:
    """Marks a text field with few different values: dictionary-encoded in Arrow."""


DOCUMENT_ID = r"[0-9a-f]{16}(?:-[0-9a-f]{8})?"


def id_of_document(sha256: str, copy_at: str | None = None) -> str:
    """The id of a document by the SHA-256 of its file; of a copy of a file seen before by its path, too.

    >>> id_of_document("0123456789abcdef" * 4), id_of_document("0123456789abcdef" * 4, copy_at="a.txt")
    ('0123456789abcdef', '0123456789abcdef-18b7cb09')
    """
    first = sha256[:16]
    if copy_at is None:
        return first
    return f"{first}-{hashlib.sha256(copy_at.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


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


class Record(BaseModel, frozen=True):
    """Base of all records: frozen, and no field that is not declared here."""

    # Frozen is said of each class, not here: type checkers read only what stands behind its name.
    # Validators are built when they are first needed: a build and the loader need few of them.
    model_config = ConfigDict(extra="forbid", defer_build=True)

    # pydantic's own comparison takes the link from a sentence to its document in, and never ends.
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))


@cache
def _names_of(record: type[Record]) -> set[str]:
    """The names of all fields of a record, one set for all who ask; frozen records never change it."""
    return set(record.model_fields)


class Span(Record, frozen=True):
    """Base of the records that stand in the clean text."""

    start_char: Offset = Field(description="First character, counted in the clean text.")
    end_char: Offset = Field(description="One past the last character, counted in the clean text.")

    @model_validator(mode="after")
    def _not_reversed(self) -> Self:
        if self.end_char < self.start_char:
            raise ValueError(f"ends at {self.end_char}, before it starts at {self.start_char}")
        # pydantic gives each record a set of the fields it was made with, larger than all the rest of it. A page
        # has up to a million records, and nearly all are made with all fields: those share one set.
        fields = _names_of(type(self))
        if len(self.__pydantic_fields_set__) == len(fields):
            object.__setattr__(self, "__pydantic_fields_set__", fields)
        return self


Row = TypeVar("Row", bound=Record)


class Columns(Record, Generic[Row], frozen=True):
    """Many small rows held as one tuple a column; a row is made when it is asked for."""

    @model_validator(mode="after")
    def _same_length(self) -> Self:
        if len({len(getattr(self, name)) for name in type(self).model_fields}) > 1:
            raise ValueError("the columns differ in length")
        return self

    def __len__(self) -> int:
        return len(self.start_char)  # type: ignore[attr-defined]  # every kind has it
