"""Documents as plain values: what the parser finds before a record is made of it, and what tables and JSON are made of.

A row has the fields of its record by name, in their order; records that it holds are rows, sequences are lists or tuples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from chuangwen_corpus.records import constraints, contract
from chuangwen_corpus.records.text import (
    Annotation,
    Anomaly,
    EditColumns,
    Paragraph,
    Section,
    Sentence,
    Source,
    Speech,
    TokenColumns,
)

if TYPE_CHECKING:
    from chuangwen_corpus.records.base import Record
    from chuangwen_corpus.records.fields import DocumentFields

Row = dict[str, Any]

_OF_SPEECHES: dict[str, type[Record]] = dict(zip(contract.PARTS, (Section, Paragraph, Sentence), strict=True))
_OF_DOCUMENTS: dict[str, type[Record]] = {
    "text_sentences": Sentence,
    "annotations": Annotation,
    "anomalies": Anomaly,
}
_BY_COLUMNS: dict[str, type[Record]] = {"source": Source, "tokens": TokenColumns, "edits": EditColumns}


def row_of(document: DocumentFields) -> Row:
    """A document as plain values; its texts and columns are shared with it, not copied."""
    row = _plain(document)
    for name in _BY_COLUMNS:
        row[name] = _plain(row[name])
    for name in _OF_DOCUMENTS:
        row[name] = [_plain(one) for one in row[name]]
    row["speeches"] = [_speech(speech) for speech in document.speeches]
    return row


def sentences_of(document: Row) -> list[Row]:
    """The sentences of all speeches of a document in order, or those of the text of a page without one."""
    found = [sentence for speech in document["speeches"] for sentence in speech["sentences"]]
    return [*found, *document["text_sentences"]]


def contract_faults(document: Row) -> Iterator[str]:
    """Everything in which a document whose fields are right breaks the contract, its speeches included."""
    for speech in document["speeches"]:
        yield from contract.speech_faults(speech)
    yield from contract.faults(document)


def field_faults(documents: Sequence[Row], kind: type[Record]) -> Iterator[str]:
    """Values that their fields do not allow, in any of some documents; many at a time cost hardly more than one."""
    nested = (*_BY_COLUMNS, *_OF_DOCUMENTS, "speeches")
    broken = list(constraints.faults(documents, kind, nested))
    yield from broken
    if broken:
        return
    yield from constraints.faults([document["source"] for document in documents], Source)
    yield from constraints.column_faults([document["tokens"] for document in documents], TokenColumns)
    yield from constraints.column_faults([document["edits"] for document in documents], EditColumns)
    for name, part in _OF_DOCUMENTS.items():
        yield from constraints.faults([row for document in documents for row in document[name]], part)
    speeches = [speech for document in documents for speech in document["speeches"]]
    broken = list(constraints.faults(speeches, Speech, _OF_SPEECHES))
    yield from broken
    if not broken:
        for name, part in _OF_SPEECHES.items():
            yield from constraints.faults([row for speech in speeches for row in speech[name]], part)


def _speech(speech: Speech) -> Row:
    row = _plain(speech)
    for name in _OF_SPEECHES:
        row[name] = [_plain(one) for one in row[name]]
    return row


def _plain(record: Record) -> Row:
    values = record.__dict__
    return {name: values[name] for name in type(record).model_fields}
