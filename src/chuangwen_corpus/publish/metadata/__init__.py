"""The files that describe a release: card, datasheet, rights, citation, and descriptions for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.metadata import (
    citation,
    croissant,
    csvw,
    datacite,
    datapackage,
    datasheet,
    licence,
    readme,
)
from chuangwen_corpus.publish.metadata.names import FILES, names
from chuangwen_corpus.publish.writers.files import write_file

_WRITERS: tuple[Callable[[dict[str, Any], dict[str, dict[str, Any]]], str], ...] = (
    readme.text, datasheet.text, licence.text, citation.text, citation.bibtex_file, datacite.text, datapackage.text,
    csvw.text, croissant.text,
)  # fmt: skip
"""What makes the text of each of `FILES`, in their order."""
_TEXTS = dict(zip(FILES, _WRITERS, strict=True))


def texts(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The text of each of them, by path (see `write`)."""
    return {name: _TEXTS[name](facts, files) for name in names(facts, files)}


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


__all__ = ["FILES", "names", "texts", "write"]
