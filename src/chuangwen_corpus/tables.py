"""Records to Arrow tables and back; the schemas are derived from `records`, never inferred."""

from __future__ import annotations

import itertools
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa
import pyarrow.compute as pc
from pydantic.fields import FieldInfo

from chuangwen_corpus import records, views
from chuangwen_corpus.annotate import registry
from chuangwen_corpus.annotate.keywords import Keyword
from chuangwen_corpus.manifest import SCHEMA_VERSION
from chuangwen_corpus.records import Document, Record
from chuangwen_corpus.records.contract import PARTS
from chuangwen_corpus.records.rows import Row, sentences_of

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
    "sources": records.SourcePage,
}
"""The tables of a release, and the record that a row of each is; a view for each layer of annotation."""

OF_THE_BUILD = ("keywords", "duplicates", "rejects", "sources")
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
ATTRIBUTES = pa.list_(pa.struct([pa.field(name, pa.string(), nullable=False) for name in ("name", "value")]))
"""A mapping of texts. Not an Arrow map: many readers of Parquet have no such type."""


@cache
def links(table: str) -> frozenset[str]:
    """The columns of a layer's table that hold the id of an annotation: of another layer, or of the first of a list."""
    return frozenset(
        link
        for layer in registry().values()
        if layer.table == table
        for link in (*(link for link, _ in layer.links), layer.reference)
        if link
    )


@cache
def columns(record: type[Record]) -> dict[str, FieldInfo]:
    """The fields of a record that are columns of its table: all but nested records.

    The span comes last, behind what it is a span of.
    """
    fields: dict[str, FieldInfo] = {
        name: field for name, field in record.model_fields.items() if not _is_nested(field.annotation)
    }
    for name in ("start_char", "end_char"):
        if name in fields:
            fields[name] = fields.pop(name)
    return fields


def references(table: str) -> dict[str, tuple[str, ...]]:
    """The columns of a table that point at rows, each with the tables in one of which the row is.

    >>> references("sections")
    {'speech_id': ('speeches',), 'document_id': ('documents',), 'parent_section_id': ('sections',)}
    """
    owners = {key: name for name, key in KEYS.items()}
    found: dict[str, tuple[str, ...]] = {}
    for column in columns(ROWS[table]):
        owner = owners.get(column.removeprefix("parent_"))
        if owner and (owner, column) != (table, KEYS.get(table)):
            found[column] = (owner,)
        elif column in links(table):
            found[column] = ("annotations",)
        elif column == "representative_id":
            found[column] = ("documents", "speeches")
    return found


def _is_nested(annotation: Any) -> bool:
    if get_origin(annotation) is tuple:
        return isinstance(item := get_args(annotation)[0], type) and issubclass(item, Record)
    return isinstance(annotation, type) and issubclass(annotation, records.Columns)


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table, as its files have it; each field carries its description in its metadata.

    Texts are plain strings: readers sort, count and join these without surprises, and Parquet stores each value once
    a page anyway.
    """
    packed = packed_schema(table)
    plain = (field.with_type(pa.string()) if field.type == CATEGORY else field for field in packed)
    return pa.schema(plain, metadata=packed.metadata)


@cache
def packed_schema(table: str) -> pa.Schema:
    """The schema of a table that a build holds: text with few different values is a dictionary, which takes less room."""
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
    return pa.schema(
        fields, metadata={"description": summary, "table": table, "schema_version": SCHEMA_VERSION}
    )


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
        return ATTRIBUTES
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


def each(documents: Sequence[Row]) -> Iterator[tuple[str, pa.Table]]:
    """The tables that documents make, one by one, rows in the order of the documents and of their text.

    Each is made when it is asked for.

    Args:
        documents: The documents as rows (`records.rows`).
    """
    made_of_views = views.each(_of_documents("annotations", documents))
    for name in ROWS:
        if name in MADE:
            yield name, MADE[name](documents)
        elif name not in OF_THE_BUILD:
            yield name, _table(*next(made_of_views))


def from_records(name: str, found: Iterable[Record]) -> pa.Table:
    """A table of some records of one kind."""
    # The dictionaries of the instances are looked up much faster than their attributes.
    return _of_rows(name, [record.__dict__ for record in found])


def _of_rows(name: str, rows: Sequence[Row]) -> pa.Table:
    return _table(name, {field: [row[field] for row in rows] for field in columns(ROWS[name])})


def from_rows(name: str, fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """A table of rows that are tuples of these fields."""
    values = zip(*rows, strict=True) if rows else ((),) * len(fields)
    return _table(name, dict(zip(fields, values, strict=True)))


def _of_documents(name: str, documents: Sequence[Row]) -> list[Row]:
    """What documents have many of."""
    return [row for document in documents for row in document[name]]


def _of_speeches(name: str, documents: Sequence[Row]) -> list[Row]:
    """What speeches have many of."""
    return [row for document in documents for speech in document["speeches"] for row in speech[name]]


def _maker(
    name: str, rows_of: Callable[[str, Sequence[Row]], list[Row]]
) -> Callable[[Sequence[Row]], pa.Table]:
    return lambda documents: _of_rows(name, rows_of(name, documents))


def _sentences(documents: Sequence[Row]) -> list[Row]:
    return [row for document in documents for row in sentences_of(document)]


def _token_table(documents: Sequence[Row]) -> pa.Table:
    sentence_ids: list[str] = []
    indices: list[int] = []
    ordinals: list[int] = []
    for document in documents:
        at = document["tokens"]["sentence"]
        base = len(sentence_ids)
        indices += [base + i for i in at] if base else at
        for _, fellows in itertools.groupby(at):
            ordinals += range(1, 1 + sum(1 for _ in fellows))
        sentence_ids += [sentence["sentence_id"] for sentence in sentences_of(document)]
    values = _joined([document["tokens"] for document in documents], records.TokenColumns)
    values["ordinal"] = ordinals
    values["sentence_id"] = pa.DictionaryArray.from_arrays(
        pa.array(indices, pa.int32()), pa.array(sentence_ids, pa.string())
    )
    values["document_id"] = _owners(documents, [len(document["tokens"]["form"]) for document in documents])
    return _table("tokens", values)


def _edit_table(documents: Sequence[Row]) -> pa.Table:
    values = _joined([document["edits"] for document in documents], records.EditColumns)
    lengths = [len(document["edits"]["rule"]) for document in documents]
    values["ordinal"] = [ordinal for length in lengths for ordinal in range(1, length + 1)]
    values["document_id"] = _owners(documents, lengths)
    return _table("edits", values)


MADE: dict[str, Callable[[Sequence[Row]], pa.Table]] = {
    "documents": partial(_of_rows, "documents"),
    **{name: _maker(name, _of_documents) for name in ("speeches", "annotations", "anomalies")},
    **{name: _maker(name, _of_speeches) for name in ("sections", "paragraphs")},
    "sentences": lambda documents: _of_rows("sentences", _sentences(documents)),
    "tokens": _token_table,
    "edits": _edit_table,
}
"""The tables that a document is made of again, and how each is made. No document is made of the others: views, and those of the build."""


def _joined(columns: Sequence[Row], kind: type[records.Columns[Any]]) -> dict[str, Any]:
    """The columns of several documents, one under the other."""
    if len(columns) == 1:  # of a page of megabytes no copies
        return dict(columns[0])
    return {
        name: list(itertools.chain.from_iterable(column[name] for column in columns))
        for name in kind.model_fields
    }


def _owners(documents: Sequence[Row], lengths: Sequence[int]) -> pa.Array:
    """The column `document_id` of tables that have so many rows of each document."""
    indices = itertools.chain.from_iterable(itertools.repeat(i, n) for i, n in enumerate(lengths))
    ids = pa.array([document["document_id"] for document in documents], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(list(indices), pa.int32()), ids)


def _table(name: str, values: Mapping[str, Any]) -> pa.Table:
    """A table of columns, each a list of Python values or an array already."""
    return pa.Table.from_arrays(
        [_array(values[field.name], field.type) for field in packed_schema(name)], schema=packed_schema(name)
    )


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    if isinstance(values, pa.Array):
        return values
    if kind == CATEGORY:
        return pa.array(values, pa.string()).dictionary_encode()
    if kind == ATTRIBUTES:
        return _attributes(values)
    return pa.array(values, kind)


def _attributes(values: Sequence[Mapping[str, str]]) -> pa.Array:
    ends = [0, *itertools.accumulate(map(len, values))]
    names = pa.array(itertools.chain.from_iterable(values), pa.string())
    texts = pa.array(itertools.chain.from_iterable(value.values() for value in values), pa.string())
    pairs = pa.StructArray.from_arrays([names, texts], fields=list(ATTRIBUTES.value_type))
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pairs, type=ATTRIBUTES)


def mapping(pairs: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The mapping that the column `attributes` holds as a list of name and value."""
    return {pair["name"]: pair["value"] for pair in pairs}


def conformed(name: str, table: pa.Table) -> pa.Table:
    """The columns that this version of the schema has of a table of the same major version.

    A column that came later is left out, one that was not there yet is null.
    """
    own = schema(name)
    if table.column_names == own.names:
        return table
    nulls = {field.name: pa.nulls(table.num_rows, field.type) for field in own}
    return pa.table([table[n] if n in table.column_names else nulls[n] for n in own.names], own.names)


def to_documents(tables: dict[str, pa.Table]) -> Iterator[Document]:
    """The documents that some tables hold, in the order of the table `documents`."""
    tables = {name: conformed(name, table) for name, table in tables.items()}
    rows = {name: _by_parent(name, table) for name, table in tables.items() if name in _PARENTS}
    loose = tables["sentences"].filter(pc.is_null(tables["sentences"]["speech_id"]))
    rows["text_sentences"] = _by_parent("text_sentences", loose)
    for row in tables["documents"].to_pylist():
        key = row["document_id"]
        speeches = rows["speeches"].get(key, [])
        sentences: list[str] = []
        for speech in speeches:
            for name in PARTS:
                speech[name] = rows[name].get(speech["speech_id"], [])
            sentences += (sentence["sentence_id"] for sentence in speech["sentences"])
        of_text = rows["text_sentences"].get(key, [])
        sentences += (sentence["sentence_id"] for sentence in of_text)
        annotations = rows["annotations"].get(key, [])
        for annotation in annotations:
            annotation["attributes"] = mapping(annotation["attributes"])
        index = {sentence: i for i, sentence in enumerate(sentences)}
        tokens = rows["tokens"].get(key, [])
        edits = rows["edits"].get(key, [])
        token_columns = _columns(records.TokenColumns, tokens)
        token_columns["sentence"] = tuple(index[token["sentence_id"]] for token in tokens)
        yield Document.model_validate(
            row
            | {
                "speeches": speeches,
                "text_sentences": of_text,
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
    "text_sentences": "document_id",
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
