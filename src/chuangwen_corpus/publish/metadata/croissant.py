"""`croissant.json`: the MLCommons description of the CSV files for machine learning."""

from __future__ import annotations

import json
from typing import Any

from chuangwen_corpus import rights, tables
from chuangwen_corpus.publish.metadata.csv_fields import csv_fields

_SCHEMA_ORG = {"string": "sc:Text", "integer": "sc:Integer", "double": "sc:Float", "bool": "sc:Boolean"}


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The description of a release (see `metadata.write`)."""
    return json.dumps(_croissant(facts, files), ensure_ascii=False, indent=2) + "\n"


def _croissant(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, Any]:
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
                "sha256": files[f"csv/{name}.csv"]["sha256"],
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
