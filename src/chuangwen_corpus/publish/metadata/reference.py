"""What is generated from the records for readers and other programs: JSON Schemas, data dictionary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import records, tables
from chuangwen_corpus.parts import description

_HEADER = """# Data dictionary

Generated from the records by `chuangwen schema`; do not edit.

Offsets are Unicode code points, half open. An id names the place of its record in the source: the
id of the document (the first 16 digits of the file's SHA-256; a copy of an earlier file has - and
8 digits of the SHA-256 of its path, too), the kind of record, and the offset in the source text
where it starts.
"""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, str]:
    """File name and text of the JSON Schema of every record."""
    kinds: dict[str, type[records.Record]] = {**tables.ROWS, "source": records.Source, "token_columns": records.TokenColumns,
             "edit_columns": records.EditColumns}  # fmt: skip
    return {
        f"{kind.__name__.lower()}.json": json.dumps(_json_schema(kind), ensure_ascii=False, indent=2) + "\n"
        for kind in kinds.values()
    }


def _json_schema(kind: type[records.Record]) -> dict[str, Any]:
    return {"$schema": DIALECT, **kind.model_json_schema(mode="serialization")}


def data_dictionary() -> str:
    """The data dictionary: every column of every table, as Markdown."""
    parts = [_HEADER]
    for name in tables.ROWS:
        schema = tables.schema(name)
        parts.append(f"\n## {name}\n\n{description(schema)}\n")
        parts.append("\n| column | type | may be missing | description |\n|---|---|---|---|\n")
        parts += (
            f"| {field.name} | {_type_name(field.type)} | {'yes' if field.nullable else 'no'} "
            f"| {description(field)} |\n"
            for field in schema
        )
    return "".join(parts)


def _type_name(kind: pa.DataType) -> str:
    if pa.types.is_struct(kind):
        return "struct of " + ", ".join(kind.field(i).name for i in range(kind.num_fields))
    if pa.types.is_list(kind):
        if pa.types.is_struct(kind.value_type):
            return f"list of {_type_name(kind.value_type)}"
        return f"list of {kind.value_type}"
    return str(kind)


def files() -> dict[str, str]:
    """Every generated file by its path in the repository."""
    made = {f"schemas/{name}": text for name, text in json_schemas().items()}
    return {**made, "docs/data-dictionary.md": data_dictionary()}


def write(root: Path) -> list[Path]:
    """Writes every generated file under `root`; returns those that changed."""
    changed = []
    for path, text in files().items():
        file = root / path
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            changed.append(file)
    return changed
