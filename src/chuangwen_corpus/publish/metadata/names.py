"""The names of the files that describe a release."""

from __future__ import annotations

from typing import Any

from chuangwen_corpus.publish.metadata import csvw, licence

FILES = (
    "README.md",
    "DATASHEET.md",
    licence.NAME,
    "CITATION.cff",
    "citation.bib",
    "datacite.json",
    "datapackage.json",
    csvw.NAME,
    "croissant.json",
)


def names(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    """The descriptions of a release (see `metadata.write`)."""
    without = set()
    if not (facts.get("date_published") and facts["creators"]):  # an entry without them is none
        without |= {"citation.bib", "datacite.json"}
    if "csv" not in facts["formats"]:
        without |= {"datapackage.json", csvw.NAME}
    if not any(described(facts, files).values()):
        without.add("croissant.json")
    return tuple(name for name in FILES if name not in without)


def described(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """The files of each table that Croissant describes: those that hold it whole."""
    return {
        name: [path for form in facts["formats"] if (path := f"{form}/{name}.{form}") in files]
        for name in facts["tables"]
    }
