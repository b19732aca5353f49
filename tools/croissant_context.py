"""Writes the JSON-LD context of Croissant 1.1 as mlcroissant has it; with --check says whether it is that.

The build needs the context, but not mlcroissant, which brings pandas and rdflib along.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import mlcroissant as mlc
from mlcroissant._src.core.context import CroissantVersion

FILE = Path(__file__).parents[1] / "src/chuangwen_corpus/publish/metadata/croissant_context.json"


def main() -> int:
    about = mlc.Metadata(ctx=mlc.Context(conforms_to=CroissantVersion.V_1_1), name="a", url="a").to_json()
    text = json.dumps(about["@context"], indent=2) + "\n"
    if "--check" in sys.argv:
        return int(FILE.read_text(encoding="utf-8") != text)
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
