"""Tables of plain values only, for formats that have no lists and no structures: CSV, SQLite, spreadsheets."""

from __future__ import annotations

import itertools
import json
from json.encoder import encode_basestring

import pyarrow as pa
import pyarrow.compute as pc


def flat(table: pa.Table) -> pa.Table:
    """A table of plain values only: dictionaries decoded, structures spread, lists and mappings as JSON.

    The fields of a structure are columns named ``source_url`` and so on; each column keeps its description.
    """
    columns: list[pa.ChunkedArray] = []
    fields: list[pa.Field] = []
    for field, column in zip(table.schema, table.columns, strict=True):
        if pa.types.is_struct(field.type):
            for i, part in enumerate(field.type):
                fields.append(part.with_name(f"{field.name}_{part.name}").with_nullable(True))
                columns.append(pc.struct_field(column, i))
            continue
        if pa.types.is_dictionary(field.type):
            column = column.cast(pa.string())
        elif pa.types.is_list(field.type):
            column = pa.chunked_array([_json_of(chunk) for chunk in column.chunks], pa.string())
        fields.append(field.with_type(column.type))
        columns.append(column)
    return pa.table(columns, schema=pa.schema(fields, metadata=table.schema.metadata))


def _json_of(lists: pa.ListArray) -> pa.Array:
    """Each list as `json.dumps` writes it, without objects in between: pairs of name and value as a mapping, others as a list."""
    kind = lists.type.value_type
    if pa.types.is_struct(kind):
        pairs = lists.flatten()
        names, values = (map(_quoted, pairs.field(i).to_pylist()) for i in range(2))
        items, marks = [f"{name}: {value}" for name, value in zip(names, values, strict=True)], "{}"
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        items, marks = list(map(_quoted, lists.flatten().to_pylist())), "[]"
    else:
        items, marks = [json.dumps(item, ensure_ascii=False) for item in lists.flatten().to_pylist()], "[]"
    ends = list(itertools.accumulate(lists.value_lengths().fill_null(0).to_pylist()))
    written = (f"{marks[0]}{', '.join(items[a:b])}{marks[1]}" for a, b in itertools.pairwise([0, *ends]))
    return pa.array(
        [text if there else None for text, there in zip(written, lists.is_valid().to_pylist(), strict=True)],
        pa.string(),
    )


def _quoted(text: str | None) -> str:
    return "null" if text is None else encode_basestring(text)
