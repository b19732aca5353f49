"""Records to Arrow tables and back; the schemas are derived from `records`, never inferred."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa
from pydantic.fields import FieldInfo

from chuangwen_corpus import records, views
from chuangwen_corpus.annotate.keywords import Keyword
from chuangwen_corpus.records import Document, Record

ROWS: dict[str, type[Record]] = {
    "documents": records.Document,
    "speeches": records.Speech,
    "sections": records.Section,
    "paragraphs": records.Paragraph,
    "sentences": records.Sentence,
    "tokens": records.Token,
    "annotations": records.Annotation,
    **views.records(),
    "keywords": Keyword,
    "anomalies": records.Anomaly,
    "edits": records.Edit,
    "duplicates": records.Duplicate,
    "rejects": records.Reject,
}
"""The tables of a release, and the record that a row of each is; a view for each layer of annotation."""

OF_THE_BUILD = ("keywords", "duplicates", "rejects")
"""The tables that no document makes by itself."""

KEYS: dict[str, str] = {
    "documents": "document_id",
    "speeches": "speech_id",
    "sections": "section_id",
    "paragraphs": "paragraph_id",
    "sentences": "sentence_id",
    "annotations": "annotation_id",
}
"""The tables with a primary key."""

_SCALARS = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_()}
CATEGORY = pa.dictionary(pa.int32(), pa.string())


@cache
def columns(record: type[Record]) -> dict[str, FieldInfo]:
    """The fields of a record that are columns of its table: all but nested records.

    The span comes last, behind what it is a span of.
    """
    fields: dict[str, FieldInfo] = {
        name: field for name, field in record.model_fields.items() if not _is_nested(field.annotation)
    }
    for name in ("start", "end"):
        if name in fields:
            fields[name] = fields.pop(name)
    return fields


def _is_nested(annotation: Any) -> bool:
    if get_origin(annotation) is tuple:
        return isinstance(item := get_args(annotation)[0], type) and issubclass(item, Record)
    return isinstance(annotation, type) and issubclass(annotation, records.Columns)


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; each field carries its description in its metadata."""
    record = ROWS[table]
    fields = [
        pa.field(
            name,
            _arrow_type(field.annotation, field.metadata),
            nullable=_is_optional(field.annotation),
            metadata={"description": field.description or ""},
        )
        for name, field in columns(record).items()
    ]
    summary = (record.__doc__ or "").strip().splitlines()[0]
    return pa.schema(fields, metadata={"description": summary, "table": table})


def _is_optional(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


def _arrow_type(annotation: Any, metadata: Iterable[Any] = ()) -> pa.DataType:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is typing.Annotated:
        return _arrow_type(arguments[0], (*metadata, *arguments[1:]))
    if origin in (typing.Union, types.UnionType):
        inner = next(a for a in arguments if a is not type(None))
        return _arrow_type(inner, metadata)
    if origin is Literal or (annotation is str and _is_category(metadata)):
        return CATEGORY
    if origin is tuple:
        return pa.list_(_arrow_type(arguments[0]))
    if origin is dict:
        return pa.map_(pa.string(), pa.string())
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return pa.struct(
            pa.field(
                name,
                _arrow_type(field.annotation, field.metadata),
                metadata={"description": field.description or ""},
            )
            for name, field in annotation.model_fields.items()
        )
    return _SCALARS[annotation]


def _is_category(metadata: Iterable[Any]) -> bool:
    return any(isinstance(mark, records.Category) for mark in metadata)


def from_documents(documents: Iterable[Document]) -> dict[str, pa.Table]:
    """The tables that documents make, each by itself, rows in the order of the documents and of their text."""
    rows: dict[str, list[Any]] = {name: [] for name in ROWS if name not in OF_THE_BUILD}
    tokens: list[pa.Table] = []
    edits: list[pa.Table] = []
    for document in documents:
        rows["documents"].append(_row("documents", document))
        for speech in document.speeches:
            rows["speeches"].append(_row("speeches", speech))
            for table in ("sections", "paragraphs", "sentences"):
                rows[table].extend(_row(table, child) for child in getattr(speech, table))
        rows["annotations"].extend(_row("annotations", a) for a in document.annotations)
        rows["anomalies"].extend(_row("anomalies", a) for a in document.anomalies)
        for table, found in views.rows(document.annotations).items():
            rows[table] += found
        tokens.append(_token_table(document))
        edits.append(_edit_table(document))
    tables = {name: pa.Table.from_pylist(found, schema(name)) for name, found in rows.items()}
    for name, parts in (("tokens", tokens), ("edits", edits)):
        if parts:
            tables[name] = pa.concat_tables(parts).unify_dictionaries().combine_chunks()
    return tables


def from_records(name: str, rows: Iterable[Record]) -> pa.Table:
    """A table of some records of one kind."""
    return pa.Table.from_pylist([_row(name, row) for row in rows], schema(name))


def _row(table: str, record: Record) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in columns(ROWS[table])}
    for name, value in row.items():
        if isinstance(value, Record):
            row[name] = value.model_dump()
        elif isinstance(value, dict):
            row[name] = list(value.items())
    return row


def _token_table(document: Document) -> pa.Table:
    tokens, sentences = document.tokens, document.sentences
    ordinals, last, ordinal = [], -1, 0
    for at in tokens.sentence:
        ordinal = ordinal + 1 if at == last else 1
        last = at
        ordinals.append(ordinal)
    sentence_ids = pa.DictionaryArray.from_arrays(
        pa.array(tokens.sentence, pa.int32()),
        pa.array([sentence.sentence_id for sentence in sentences], pa.string()),
    )
    return _table(
        "tokens",
        len(tokens),
        document,
        {
            "sentence_id": sentence_ids,
            "ordinal": ordinals,
            **{name: getattr(tokens, name) for name in ("form", "xpos", "upos", "start", "end")},
        },
    )


def _edit_table(document: Document) -> pa.Table:
    edits = document.edits
    values: dict[str, Any] = {name: getattr(edits, name) for name in type(edits).model_fields}
    return _table("edits", len(edits), document, {"ordinal": range(1, len(edits) + 1), **values})


def _table(name: str, length: int, document: Document, values: dict[str, Any]) -> pa.Table:
    values["document_id"] = pa.DictionaryArray.from_arrays(
        pa.array([0] * length, pa.int32()), pa.array([document.document_id])
    )
    arrays = []
    for field in schema(name):
        value = values[field.name]
        if not isinstance(value, pa.Array):
            value = pa.array(value, pa.string() if field.type == CATEGORY else field.type)
            if field.type == CATEGORY:
                value = value.dictionary_encode()
        arrays.append(value)
    return pa.Table.from_arrays(arrays, schema=schema(name))


def to_documents(tables: dict[str, pa.Table]) -> Iterator[Document]:
    """The documents that some tables hold, in the order of the table `documents`."""
    rows = {name: _by_parent(name, table) for name, table in tables.items() if name in _PARENTS}
    for row in tables["documents"].to_pylist():
        key = row["document_id"]
        speeches = rows["speeches"].get(key, [])
        sentences: list[str] = []
        for speech in speeches:
            for name in ("sections", "paragraphs", "sentences"):
                speech[name] = rows[name].get(speech["speech_id"], [])
            sentences += (sentence["sentence_id"] for sentence in speech["sentences"])
        annotations = rows["annotations"].get(key, [])
        for annotation in annotations:
            annotation["attributes"] = dict(annotation["attributes"])
        index = {sentence: i for i, sentence in enumerate(sentences)}
        tokens = rows["tokens"].get(key, [])
        edits = rows["edits"].get(key, [])
        token_columns = _columns(records.TokenColumns, tokens)
        token_columns["sentence"] = tuple(index[token["sentence_id"]] for token in tokens)
        yield Document.model_validate(
            row
            | {
                "speeches": speeches,
                "annotations": annotations,
                "anomalies": rows["anomalies"].get(key, []),
                "tokens": token_columns,
                "edits": _columns(records.EditColumns, edits),
            }
        )


_PARENTS = {
    "speeches": "document_id",
    "sections": "speech_id",
    "paragraphs": "speech_id",
    "sentences": "speech_id",
    "annotations": "document_id",
    "anomalies": "document_id",
    "tokens": "document_id",
    "edits": "document_id",
}


def _by_parent(name: str, table: pa.Table) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        grouped.setdefault(row[_PARENTS[name]], []).append(row)
    return grouped


def _columns(kind: type[records.Columns[Any]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    names = [name for name in kind.model_fields if name != "sentence"]
    return {name: tuple(row[name] for row in rows) for name in names}
