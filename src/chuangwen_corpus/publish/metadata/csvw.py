"""`csv-metadata.json`: the CSV files as a table group of CSV on the Web."""

from __future__ import annotations

import json
from typing import Any

from chuangwen_corpus import rights, tables
from chuangwen_corpus.parts import description
from chuangwen_corpus.publish.metadata import licence
from chuangwen_corpus.publish.metadata.csv_fields import csv_fields, foreign_keys

NAME = "csv-metadata.json"
_CONTEXT = "http://www.w3.org/ns/csvw"
_DATATYPES = {"string": "string", "integer": "integer", "double": "double", "bool": "boolean"}


def text(facts: dict[str, Any], _: dict[str, dict[str, Any]]) -> str:
    """The description of the CSV files of a release (see `metadata.write`).

    https://www.w3.org/TR/tabular-metadata/ (2015), chapters 5.3 to 5.9.
    """
    group = {
        "@context": [_CONTEXT, {"@language": "en"}],
        "dc:title": facts["title"],
        "dc:description": facts["description"],
        "dc:creator": list(facts["creators"]),
        **({"dc:issued": facts["date_published"]} if facts.get("date_published") else {}),
        "dc:hasVersion": facts["data_version"],
        "dc:subject": list(rights.KEYWORDS),
        "dc:rights": list(rights.STATEMENT.values()),
        "dc:license": {"@id": licence.NAME},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_table(name) for name in facts["tables"]],
    }  # fmt: skip
    return json.dumps(group, ensure_ascii=False, indent=2) + "\n"


def _table(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [
            {
                "name": column,
                "titles": column,
                "dc:description": said,
                "required": required,
                "datatype": _DATATYPES[kind],
            }
            for column, kind, said, required in csv_fields(name)
        ]
    }
    if name in tables.KEYS:
        schema["primaryKey"] = [tables.KEYS[name]]
    # A strict validator takes an empty cell for a reference to nothing, so only columns that are never empty are named.
    full = {field.name for field in tables.schema(name) if not field.nullable}
    if references := {column: other for column, other in foreign_keys(name).items() if column in full}:
        schema["foreignKeys"] = [
            {
                "columnReference": [column],
                "reference": {"resource": f"csv/{other}.csv", "columnReference": [tables.KEYS[other]]},
            }
            for column, other in references.items()
        ]
    return {
        "url": f"csv/{name}.csv",
        "dc:description": description(tables.schema(name)),
        "tableSchema": schema,
    }
