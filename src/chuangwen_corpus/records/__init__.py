"""The records of the corpus: the one place where a field is defined and described.

Everything else that speaks of a field (JSON Schema, Arrow schema, CSV header, data dictionary,
release metadata) is generated from these classes. All offsets are in Unicode code points, half
open (``start_char`` is in, ``end_char`` is out). `start_char` and `end_char` count in the clean text
(`Document.text`), `source_start_char` and `source_end_char` in the source text (`Document.source_text`).
"""

from __future__ import annotations

from chuangwen_corpus.records.base import (
    DOCUMENT_ID,
    AnnotationId,
    Category,
    Columns,
    DocumentId,
    Name,
    Record,
    SentenceId,
    Span,
    SpeechId,
    id_of_document,
)
from chuangwen_corpus.records.build import Duplicate, Reject, SourcePage
from chuangwen_corpus.records.document import Document
from chuangwen_corpus.records.text import (
    Annotation,
    Anomaly,
    Edit,
    EditColumns,
    Paragraph,
    Section,
    Sentence,
    Source,
    Speech,
    Token,
    TokenColumns,
)

__all__ = [
    "DOCUMENT_ID",
    "Annotation",
    "AnnotationId",
    "Anomaly",
    "Category",
    "Columns",
    "Document",
    "DocumentId",
    "Duplicate",
    "Edit",
    "EditColumns",
    "Name",
    "Paragraph",
    "Record",
    "Reject",
    "Section",
    "Sentence",
    "SentenceId",
    "Source",
    "SourcePage",
    "Span",
    "Speech",
    "SpeechId",
    "Token",
    "TokenColumns",
    "id_of_document",
]
