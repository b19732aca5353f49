"""Flat views of the annotations: a table a layer, its attributes as columns with types."""

from __future__ import annotations

import types
from collections.abc import Iterable
from functools import cache
from typing import Any, get_args

from chuangwen_corpus.annotate import registry
from chuangwen_corpus.annotate.layer import AnnotationRow
from chuangwen_corpus.records import Annotation


@cache
def records() -> dict[str, type[AnnotationRow]]:
    """The table of each layer, and the record that a row of it is."""
    return {layer.table: layer.record for layer in registry().values()}


def rows(annotations: Iterable[Annotation]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each view, made from the annotations alone; in their order."""
    layers = registry()
    made: dict[str, list[dict[str, Any]]] = {layer.table: [] for layer in layers.values()}
    for annotation in annotations:
        layer = layers.get(annotation.layer)
        if layer:
            made[layer.table].append(_row(layer.record, annotation))
    return made


def _row(record: type[AnnotationRow], annotation: Annotation) -> dict[str, Any]:
    row = {name: getattr(annotation, name) for name in AnnotationRow.model_fields}
    for name, kind in _attributes(record).items():
        value = annotation.attributes.get(name)
        row[name] = value if value is None else _READ[kind](value)
    return row


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
