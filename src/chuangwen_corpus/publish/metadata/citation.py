"""`CITATION.cff` and `citation.bib`: how to cite the release."""

from __future__ import annotations

import json
from typing import Any

from chuangwen_corpus import rights
from chuangwen_corpus.publish.metadata import licence

ANONYMOUS = "anonymous"
"""The author of a corpus whose builder names none."""


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:  # noqa: ARG001  # as all descriptions
    """The entry of a release in the Citation File Format 1.2.0 (see `metadata.write`).

    It has no key `license`: that would speak of the text of the speeches, too.
    """
    abstract = f"{facts['description']} Rights: {licence.NAME}."
    date = facts.get("date_published")
    return (
        "cff-version: 1.2.0\n"
        "message: If you use this corpus, please cite it as below.\n"
        "type: dataset\n"
        f"title: {_quoted(facts['title'])}\n"
        f"abstract: {_quoted(abstract)}\n"
        "authors:\n"
        + "".join(f"  - name: {_quoted(name)}\n" for name in facts["creators"] or [ANONYMOUS])
        + f"version: {_quoted(facts['data_version'])}\n"
        + (f"date-released: {date}\n" if date else "")
        + "keywords:\n"
        + "".join(f"  - {_quoted(word)}\n" for word in rights.KEYWORDS)
    )


def bibtex(facts: dict[str, Any]) -> str:
    """The entry of a published release for BibLaTeX and BibTeX.

    BibTeX knows no ``@dataset``; all its styles print ``@misc``.
    """
    key = f"{rights.NAME.replace('-', '_')}_{facts['data_version'].replace('.', '_').replace('+', '_')}"
    year, month, _ = facts["date_published"].split("-")
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in facts["creators"]),
        "title": f"{{{_escaped(facts['title'])}}}",
        "year": year,
        "month": str(int(month)),
        "version": facts["data_version"],
        "note": f"Data set, version {facts['data_version']}, built with chuangwen-corpus {facts['package_version']}",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}\n}}\n"


def bibtex_file(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:  # noqa: ARG001  # as all descriptions
    """`citation.bib` (see `metadata.write`)."""
    return bibtex(facts)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _escaped(value: str) -> str:
    """Text that BibTeX reads as it is: its special signs escaped, braces taken out."""
    plain = value.translate({ord(brace): None for brace in "{}"}).replace("\\", "")
    return "".join(f"\\{sign}" if sign in "#$%&_" else sign for sign in plain)
