"""`CITATION.cff`: how to cite the release."""

from __future__ import annotations

import json
from typing import Any

from chuangwen_corpus import rights


def text(facts: dict[str, Any]) -> str:
    """The entry for a release (see `metadata.write`)."""
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
