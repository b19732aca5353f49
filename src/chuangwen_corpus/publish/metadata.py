"""What stands beside the tables of a release: README, Data Package, Croissant, CITATION.cff."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus import rights, tables

_FRICTIONLESS = {"string": "string", "integer": "integer", "double": "number", "bool": "boolean"}
_SCHEMA_ORG = {"string": "sc:Text", "integer": "sc:Integer", "double": "sc:Float", "bool": "sc:Boolean"}


def write(staging: Path, facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> None:
    """Writes all of them for a release whose tables stand in `staging`; `files` is what the manifest says of those."""
    _write(staging / "README.md", _readme(facts, _WHOLE))
    csv = {name: files[f"csv/{name}.csv"] for name in facts["tables"]}
    hashes = {name: file["sha256"] for name, file in csv.items()}
    sizes = {name: file["bytes"] for name, file in csv.items()}
    _write(staging / "datapackage.json", _json(_data_package(facts, hashes, sizes)))
    _write(staging / "croissant.json", _json(_croissant(facts, hashes)))
    _write(staging / "CITATION.cff", _citation(facts))


def write_beside_parts(write_file: Callable[[str, str], None], facts: dict[str, Any]) -> None:
    """README and CITATION.cff of a release that is Parquet and JSON in parts, without CSV.

    Args:
        write_file: Takes a path in the release and its text.
        facts: What the manifest says of the release.
    """
    write_file("README.md", _readme(facts, _PARTED))
    write_file("CITATION.cff", _citation(facts))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def csv_fields(table: str) -> list[tuple[str, str, str, bool]]:
    """The columns of a table's CSV: name, kind of value, description, whether it may be empty."""
    fields = []
    for field in tables.schema(table):
        if pa.types.is_struct(field.type):
            for i in range(field.type.num_fields):
                part = field.type.field(i)
                fields.append((f"{field.name}.{part.name}", _kind(part.type), _text(part), True))
        else:
            fields.append((field.name, _kind(field.type), _text(field), field.nullable))
    return fields


def _text(field: pa.Field) -> str:
    return bytes((field.metadata or {}).get(b"description", b"")).decode()


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_boolean(kind):
        return "bool"
    return "double" if pa.types.is_floating(kind) else "string"


def _data_package(facts: dict[str, Any], hashes: dict[str, str], sizes: dict[str, int]) -> dict[str, Any]:
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
                "bytes": sizes[name],
                "hash": f"sha256:{hashes[name]}",
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


def _croissant(facts: dict[str, Any], hashes: dict[str, str]) -> dict[str, Any]:
    return {
        "@context": {
            "@language": "en",
            "@vocab": "https://schema.org/",
            "sc": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/",
            "dct": "http://purl.org/dc/terms/",
            "citeAs": "cr:citeAs",
            "column": "cr:column",
            "conformsTo": "dct:conformsTo",
            "data": {"@id": "cr:data", "@type": "@json"},
            "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
            "extract": "cr:extract",
            "field": "cr:field",
            "fileObject": "cr:fileObject",
            "recordSet": "cr:recordSet",
            "source": "cr:source",
        },
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": rights.NAME,
        "description": rights.DESCRIPTION,
        "version": facts["version"],
        "inLanguage": "zh",
        "license": rights.ANNOTATION_LICENCE_URL,
        "usageInfo": rights.SOURCE_RIGHTS,
        "citeAs": rights.CITATION.format(version=facts["version"]),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": f"{name}.csv",
                "name": f"{name}.csv",
                "contentUrl": f"csv/{name}.csv",
                "encodingFormat": "text/csv",
                "sha256": hashes[name],
            }
            for name in facts["tables"]
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": name,
                "name": name,
                "description": bytes(tables.schema(name).metadata[b"description"]).decode(),
                "field": [
                    {
                        "@type": "cr:Field",
                        "@id": f"{name}/{column}",
                        "name": column,
                        "description": description,
                        "dataType": _SCHEMA_ORG[kind],
                        "source": {
                            "fileObject": {"@id": f"{name}.csv"},
                            "extract": {"column": column},
                        },
                    }
                    for column, kind, description, _ in csv_fields(name)
                ],
            }
            for name in facts["tables"]
        ],
    }


def _citation(facts: dict[str, Any]) -> str:
    return (
        "cff-version: 1.2.0\n"
        "message: If you use this corpus, please cite it as below.\n"
        "type: dataset\n"
        f"title: {json.dumps(rights.TITLE)}\n"
        f"abstract: {json.dumps(rights.DESCRIPTION, ensure_ascii=False)}\n"
        "authors:\n"
        f"  - name: The {rights.NAME} authors\n"
        f"version: {facts['version']}\n"
        f"license: {rights.ANNOTATION_LICENCE}\n"
    )


_WHOLE = """\
- `parquet/`: for programs; each column carries its description. `csv/`: the same as RFC 4180 CSV, UTF-8.
- `csv-excel/`: for Excel, with a byte order mark; a text that Excel would run as a formula has an apostrophe before it.
- `json/documents.jsonl`: a document a line, with everything in it.
- `manifest.json`: SHA-256, size and rows of every file, SHA-256 of every source, a content hash of every table.
- `datapackage.json` (Frictionless), `croissant.json` (MLCommons): descriptions for programs."""
_PARTED = """\
- `parquet/TABLE/part-000000.parquet` and so on: a table in parts, in order; each column carries its description.
- `json/documents/part-000000.jsonl` and so on: a document a line, with everything in it.
- `manifest.json`: SHA-256, size and rows of every file, SHA-256 of every source."""


def _readme(facts: dict[str, Any], layout: str) -> str:
    rows = "\n".join(
        f"| {name} | {table['rows']:,} | {_summary(name)} |" for name, table in facts["tables"].items()
    )
    licences = "\n".join(
        f"- {what.replace('_', ' ').capitalize()}: {text}" for what, text in facts["licences"].items()
    )
    return f"""# {rights.TITLE}

{rights.DESCRIPTION}

Version {facts["version"]}.

| table | rows | a row is |
|---|---:|---|
{rows}

{layout}

## How well the annotations are made

F1 of each layer against spans marked by hand (95 % interval; both ends must be right): on speeches the rules were tuned on,
and on others. How: docs/evaluation.md of the source.

| layer | tuned on | not seen |
|---|---|---|
{_figures(facts["layers"])}

## Reading the files

Offsets are Unicode code points, half open. In CSV an empty field is a missing value, `""` an empty text.

## Rights

{licences}
"""


def _figures(layers: list[str]) -> str:
    text = files("chuangwen_corpus.publish").joinpath("layer_figures.tsv").read_text(encoding="utf-8")
    cells: dict[str, dict[str, str]] = {}
    for line in text.splitlines()[1:]:
        gold, layer, _, _, f1, low, high, spans, *_ = line.split("\t")
        if layer in layers:
            cells.setdefault(layer, {})[gold] = f"{f1} ({low}–{high}), {spans} spans"
    return "\n".join(f"| {layer} | {c['gold']} | {c['unseen']} |" for layer, c in cells.items())


def _summary(table: str) -> str:
    return bytes(tables.schema(table).metadata[b"description"]).decode()
