"""`datapackage.json`: a Data Package 2.0 (Frictionless) of the CSV files."""

from __future__ import annotations

import json
from typing import Any

from chuangwen_corpus import rights, tables
from chuangwen_corpus.publish.metadata import licence
from chuangwen_corpus.publish.metadata.csv_fields import csv_fields, foreign_keys

_PROFILES = "https://datapackage.org/profiles/2.0"
_FRICTIONLESS = {"string": "string", "integer": "integer", "double": "number", "bool": "boolean"}


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The description of a release (see `metadata.write`)."""
    return json.dumps(_data_package(facts, files), ensure_ascii=False, indent=2) + "\n"


def _data_package(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": rights.NAME,
        "title": facts["title"],
        "description": facts["description"],
        "version": facts["data_version"],
        **({"created": f"{facts['date_published']}T00:00:00Z"} if facts.get("date_published") else {}),
        **({"contributors": [{"title": name, "roles": ["creator"]} for name in facts["creators"]]} if facts["creators"] else {}),
        "keywords": list(rights.KEYWORDS),
        "licenses": [
            {"path": licence.NAME, "title": f"{rights.ANNOTATION_LICENCE} for the annotations only; none for the text of the speeches"}
        ],
        "rights": rights.STATEMENT,
        "schemaVersion": facts["schema_version"],
        "resources": [
            {
                "name": name,
                "type": "table",
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
    }  # fmt: skip


def _table_schema(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [
            {
                "name": name,
                "type": _FRICTIONLESS[kind],
                "description": description,
                "constraints": {"required": required},
            }
            for name, kind, description, required in csv_fields(table)
        ],
        "missingValues": [""],
    }
    if table in tables.KEYS:
        schema["primaryKey"] = [tables.KEYS[table]]
    references = [
        {
            "fields": [column],
            # A table that refers to itself is not named.
            "reference": {**({"resource": other} if other != table else {}), "fields": [tables.KEYS[other]]},
        }
        for column, other in foreign_keys(table).items()
    ]
    if references:
        schema["foreignKeys"] = references
    return schema
