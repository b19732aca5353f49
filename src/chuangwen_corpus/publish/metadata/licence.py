"""`LICENSE-DATA.md` of a release: who holds the rights in what. No other file claims more than this one."""

from __future__ import annotations

from typing import Any

from chuangwen_corpus import rights

NAME = "LICENSE-DATA.md"


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:  # noqa: ARG001  # as all descriptions
    """The statement of rights (see `metadata.write`)."""
    return f"""# Rights in the data

Three things that are not the same:

- **The code** (the package chuangwen-corpus): {rights.CODE_LICENCE}.
- **The annotations** (offsets, divisions, tags, anomalies, edits, and all other information added to the text):
  Creative Commons Attribution 4.0 International, {rights.ANNOTATION_LICENCE}, {rights.ANNOTATION_LICENCE_URL}
- **The source's text** (every column that repeats it): belongs to whoever holds the rights in it.
  Pages were uploaded to document-sharing sites by others; their rights are unclear, and nothing here grants any.
  What is known of a page stands in the columns of `documents.source`, `rights` among them.
"""
