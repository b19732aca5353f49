"""`datacite.json`: the release in the words of DataCite's metadata schema 4.5, for whoever registers a DOI for it.

It names no DOI, as none was registered.
"""

from __future__ import annotations

import json
from typing import Any

from chuangwen_corpus import rights
from chuangwen_corpus.publish.metadata import licence


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The description of a release that has a date and creators (see `metadata.write`)."""
    size = sum(about["bytes"] for path, about in files.items() if "/" in path)
    value = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "creators": [{"name": name, "nameType": "Organizational"} for name in facts["creators"]],
        "titles": [{"title": facts["title"], "lang": "en"}],
        "publisher": {"name": facts["creators"][0]},
        "publicationYear": facts["date_published"][:4],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Text corpus"},
        "dates": [{"date": facts["date_published"], "dateType": "Issued"}],
        "language": "zh",
        "subjects": [{"subject": word} for word in rights.KEYWORDS],
        "descriptions": [{"description": facts["description"], "descriptionType": "Abstract"}],
        "rightsList": [
            {
                "rights": f"Annotations only: {rights.ANNOTATION_LICENCE}",
                "rightsUri": rights.ANNOTATION_LICENCE_URL,
                "rightsIdentifier": rights.ANNOTATION_LICENCE,
                "rightsIdentifierScheme": "SPDX",
            },
            {"rights": f"Text of the speeches: {rights.SOURCE_RIGHTS} See {licence.NAME}."},
        ],
        "version": facts["data_version"],
        "sizes": [f"{size} bytes", *(f"{about['rows']} {name}" for name, about in facts["tables"].items() if about["rows"])],
        "formats": [_MEDIA[form] for form in facts["formats"]],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


_MEDIA = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv", "json": "application/jsonl"}
