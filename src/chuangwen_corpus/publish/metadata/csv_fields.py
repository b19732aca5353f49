"""The columns of a table as its CSV has them, for the descriptions that programs read."""

from __future__ import annotations

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.parts import description


def csv_fields(table: str) -> list[tuple[str, str, str, bool]]:
    """The columns of a table's CSV: name, kind of value, description, whether it must have a value.

    No text must: an empty one is written as nothing is.
    """
    fields = []
    for field in tables.schema(table):
        if pa.types.is_struct(field.type):
            for i in range(field.type.num_fields):
                part = field.type.field(i)
                fields.append((f"{field.name}_{part.name}", _kind(part.type), description(part), False))
        else:
            kind = _kind(field.type)
            required = not (field.nullable or kind == "string")
            fields.append((field.name, kind, description(field), required))
    return fields


def foreign_keys(table: str) -> dict[str, str]:
    """The columns of a table that hold the key of another table, or of its own, with the table's name.

    `duplicates` has none: what repeats an earlier document or speech may be a page that gave no row.
    """
    if table == "duplicates":
        return {}
    named = tables.references(table).items()
    return {column: owners[0] for column, owners in named if len(owners) == 1}


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_boolean(kind):
        return "bool"
    return "double" if pa.types.is_floating(kind) else "string"
