"""`croissant.json`: Croissant 1.1 (MLCommons), a record set for each table in each format that holds it whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pyarrow as pa

from chuangwen_corpus import rights, tables
from chuangwen_corpus.parts import description
from chuangwen_corpus.publish.metadata import citation, licence
from chuangwen_corpus.publish.metadata.csv_fields import csv_fields
from chuangwen_corpus.publish.metadata.names import described

_CSV_TYPES = {"string": "sc:Text", "integer": "cr:Int64", "double": "cr:Float64", "bool": "sc:Boolean"}
_MEDIA = {"parquet": "application/x-parquet", "csv": "text/csv"}
"""The media types that mlcroissant reads; it does not know the registered one of Parquet."""


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The description of a release (see `metadata.write`)."""
    return json.dumps(_croissant(facts, files), ensure_ascii=False, indent=2) + "\n"


def _croissant(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    paths = [(name, path) for name, found in described(facts, files).items() for path in found]
    folder = resources.files("chuangwen_corpus.publish.metadata")
    creators = [{"@type": "sc:Organization", "name": name} for name in facts["creators"]]
    return {
        "@context": json.loads(folder.joinpath("croissant_context.json").read_text(encoding="utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": rights.NAME,
        "alternateName": facts["title"],
        "description": facts["description"],
        "version": facts["data_version"],
        **({"datePublished": facts["date_published"]} if facts.get("date_published") else {}),
        **({"creator": creators} if creators else {}),
        **({"citeAs": citation.bibtex(facts)} if facts.get("date_published") and facts["creators"] else {}),
        "inLanguage": "zh",
        "keywords": list(rights.KEYWORDS),
        "license": licence.NAME,
        "usageInfo": rights.SOURCE_RIGHTS,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": path,
                "name": path,
                "contentUrl": path,
                "contentSize": f"{files[path]['bytes']} B",
                "encodingFormat": _MEDIA[path.partition("/")[0]],
                "sha256": files[path]["sha256"],
            }
            for _, path in paths
        ],
        "recordSet": [_record_set(name, path) for name, path in paths],
    }


def _record_set(table: str, path: str) -> dict[str, Any]:
    """The records of a table: ``tokens`` are those of its Parquet, ``tokens_csv`` the same of its CSV."""
    form = path.partition("/")[0]
    name = table if form == "parquet" else f"{table}_{form}"
    schema = tables.schema(table)
    key = {"key": {"@id": f"{name}/{tables.KEYS[table]}"}} if table in tables.KEYS else {}
    made = _parquet_fields(name, path, schema) if form == "parquet" else _csv_fields(name, path, table)
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": description(schema),
        **key,
        "field": list(made),
    }


def _csv_fields(record_set: str, path: str, table: str) -> Iterator[dict[str, Any]]:
    for column, kind, about, _ in csv_fields(table):
        yield _field(record_set, column, about, _CSV_TYPES[kind], path)


def _parquet_fields(record_set: str, path: str, schema: pa.Schema) -> Iterator[dict[str, Any]]:
    for field in schema:
        about = description(field)
        is_array = pa.types.is_list(field.type)
        kind = field.type.value_type if is_array else field.type
        parts = list(kind) if pa.types.is_struct(kind) else []
        made = [_part(record_set, field, part, about, path) for part in parts] or [
            _field(record_set, field.name, about, _type(kind), path)
        ]
        for one in made:
            yield one | ({"cr:isArray": True, "cr:arrayShape": "-1"} if is_array else {})


def _part(record_set: str, column: pa.Field, part: pa.Field, about: str, path: str) -> dict[str, Any]:
    """A field of a column that is a structure, as a field of its own: Croissant takes it apart with a JSON path."""
    own = description(part)
    made = _field(
        record_set, f"{column.name}_{part.name}", own or f"{about} ({part.name})", _type(part.type), path
    )
    made["source"] |= {"extract": {"column": column.name}, "transform": {"jsonPath": part.name}}
    return made


def _field(record_set: str, column: str, about: str, kind: str, path: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{record_set}/{column}",
        "name": column,
        "description": about,
        "dataType": kind,
        "source": {"fileObject": {"@id": path}, "extract": {"column": column}},
    }


def _type(kind: pa.DataType) -> str:
    if pa.types.is_int32(kind):
        return "cr:Int32"
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    return "cr:Float64" if pa.types.is_floating(kind) else "sc:Text"
