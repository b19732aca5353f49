"""Flat views of the annotations: a table a layer, its attributes as columns with types."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from chuangwen_corpus.annotate import registry
from chuangwen_corpus.annotate.layer import AnnotationRow
from chuangwen_corpus.records.rows import Row


@cache
def records() -> dict[str, type[AnnotationRow]]:
    """The table of each layer, and the record that a row of it is."""
    return {layer.table: layer.record for layer in registry().values()}


def columns(annotations: Iterable[Row]) -> dict[str, dict[str, list[Any]]]:
    """The columns of each view, made from the rows of the annotations alone (`records.rows`); in their order."""
    return dict(each(annotations))


def each(annotations: Iterable[Row]) -> Iterator[tuple[str, dict[str, list[Any]]]]:
    """The columns of the views one by one, in the order of the layers; each is made when it is asked for."""
    by_layer: dict[str, list[Row]] = {}
    for annotation in annotations:
        by_layer.setdefault(annotation["layer"], []).append(annotation)
    for name, layer in registry().items():
        rows = by_layer.get(name, [])
        made = {field: [row[field] for row in rows] for field in AnnotationRow.model_fields}
        said = [row["attributes"] for row in rows]
        for field, kind in _attributes(layer.record).items():
            read = _READ[kind]
            values = [attributes.get(field) for attributes in said]
            made[field] = [None if value is None else read(value) for value in values]
        yield layer.table, made


@cache
def _attributes(record: type[AnnotationRow]) -> dict[str, type]:
    """The fields a layer adds, with the plain type of each."""
    return {
        name: _plain(field.annotation)
        for name, field in record.model_fields.items()
        if name not in AnnotationRow.model_fields
    }


def _plain(annotation: Any) -> type:
    if isinstance(annotation, types.UnionType):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    return annotation if annotation in _READ else str


_READ: dict[type, Any] = {str: str, int: int, float: float, bool: lambda text: text == "true"}
