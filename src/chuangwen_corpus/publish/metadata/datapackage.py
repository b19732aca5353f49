"""`datapackage.json`: a Frictionless Tabular Data Package of the CSV files."""

from __future__ import annotations

import json
from typing import Any

from chuangwen_corpus import rights, tables
from chuangwen_corpus.publish.metadata.csv_fields import csv_fields

_FRICTIONLESS = {"string": "string", "integer": "integer", "double": "number", "bool": "boolean"}


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The description of a release (see `metadata.write`)."""
    return json.dumps(_data_package(facts, files), ensure_ascii=False, indent=2) + "\n"


def _data_package(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": rights.NAME,
        "title": rights.TITLE,
        "description": rights.DESCRIPTION,
        "version": facts["version"],
        "licenses": [
            {
                "name": rights.ANNOTATION_LICENCE,
                "path": rights.ANNOTATION_LICENCE_URL,
                "title": "the annotations only; see `rights`",
            }
        ],
        "rights": rights.STATEMENT,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"csv/{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
                "bytes": files[f"csv/{name}.csv"]["bytes"],
                "hash": "sha256:" + files[f"csv/{name}.csv"]["sha256"],
                "schema": _table_schema(name),
            }
            for name in facts["tables"]
        ],
    }


def _table_schema(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": name,
                "type": _FRICTIONLESS[kind],
                "description": description,
                "constraints": {"required": not (optional or kind == "string")},
            }
            for name, kind, description, optional in csv_fields(table)
        ],
        "missingValues": [""],
    }
    if table in tables.KEYS:
        schema["primaryKey"] = tables.KEYS[table]
    references = [
        {"fields": key, "reference": {"resource": other if other != table else "", "fields": key}}
        for other, key in tables.KEYS.items()
        if other != table and key in tables.columns(tables.ROWS[table]) and table != "duplicates"
    ]
    if references:
        schema["foreignKeys"] = references
    return schema
