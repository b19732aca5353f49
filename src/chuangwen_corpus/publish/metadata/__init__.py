"""What stands beside the tables of a release: README, Data Package, Croissant, CITATION.cff; a module each."""

from __future__ import annotations

from typing import Any

from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.metadata import citation, croissant, datapackage, readme
from chuangwen_corpus.publish.writers.files import write_file

FILES = ("README.md", "datapackage.json", "croissant.json", "CITATION.cff")
"""The files that `texts` may name."""


def texts(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The text of each of them, by path (see `write`)."""
    found = {"README.md": readme.text(facts, files)}
    if any(path.startswith("csv/") for path in files):  # both describe the tables by their CSV
        found["datapackage.json"] = datapackage.text(facts, files)
        found["croissant.json"] = croissant.text(facts, files)
    return {**found, "CITATION.cff": citation.text(facts)}


def write(out: Place, facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Writes all of them; gives what the manifest says of them, by path.

    Args:
        out: The folder of the release, with its tables.
        facts: What the manifest says of the release.
        files: What it says of the files of the tables.
    """
    about: dict[str, dict[str, Any]] = {}
    for path, text in texts(facts, files).items():
        about |= write_file(out, path, text.encode())
    return about
