"""What a page shows of one document: its source text, edits, outline, tokens, annotations and damage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from chuangwen_corpus.browse.overview import suffixes
from chuangwen_corpus.browse.scripts import Names, encoded
from chuangwen_corpus.clean.aligned import AlignedText, SourceEdit
from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.structure.dropped import dropped

_OF_SPEECHES = (
    "marker", "subtitle", "office", "addressee", "salutation", "signature", "date_iso", "head_evidence", "evidence",
)  # fmt: skip
"""What only the page of a speech says; what lists of speeches say stands in the overview."""
PART_BYTES = 1_000_000
"""JSON of the documents in one script: a larger one takes longer to open, smaller ones make more files."""


def parts(corpus: Corpus) -> Iterator[tuple[list[str], bytes]]:
    """The documents in order, some to a script.

    Yields:
        The ids of some documents and their JSON: an object with the documents by id (see `_document`).
    """
    ids: list[str] = []
    pieces: list[bytes] = []
    size = 0
    for document_id, tables in corpus.document_rows():
        piece = encoded(document_id) + b":" + encoded(_document(tables))
        if pieces and size + len(piece) > PART_BYTES:
            yield ids, b"{" + b",".join(pieces) + b"}"
            ids, pieces, size = [], [], 0
        ids.append(document_id)
        pieces.append(piece)
        size += len(piece)
    if pieces:
        yield ids, b"{" + b",".join(pieces) + b"}"


def _document(tables: dict[str, pa.Table]) -> dict[str, Any]:
    """A document: columns by name; offsets are code points, half open; `names` has what numbers stand for."""
    row = tables["documents"].slice(0, 1).to_pylist()[0]
    names = Names()
    edits, sections, tokens = tables["edits"], tables["sections"], tables["tokens"]
    annotations, anomalies, speeches = tables["annotations"], tables["anomalies"], tables["speeches"]

    def ids(table: pa.Table, name: str) -> list[str | None]:
        return suffixes(table[name], table["document_id"])

    return {
        "source": row["source_text"],
        "head_evidence": row["head_evidence"],
        "speeches": {
            "id": ids(speeches, "speech_id"),
            **{name: speeches[name].to_pylist() for name in _OF_SPEECHES},
        },
        "edits": {
            **_places(edits, "source_start_char", "source_end_char", "start_char", "end_char"),
            "rule": names.of(edits["rule"].to_pylist()),
        },
        "dropped": _dropped(row, edits, names),
        "sections": {
            "id": ids(sections, "section_id"),
            "parent": ids(sections, "parent_section_id"),
            "speech": ids(sections, "speech_id"),
            "level": sections["level"].to_pylist(),
            "role": names.of(sections["role"].to_pylist()),
            "marker": sections["marker"].to_pylist(),
            "heading": sections["heading"].to_pylist(),
            **_places(sections, "start_char", "end_char"),
        },
        "paragraphs": _places(tables["paragraphs"], "start_char", "end_char"),
        "tokens": {
            **_places(tokens, "start_char", "end_char"),
            "xpos": names.of(tokens["xpos"].to_pylist()),
            "upos": names.of(tokens["upos"].to_pylist()),
        },
        "annotations": {
            **_places(annotations, "start_char", "end_char"),
            "layer": names.of(annotations["layer"].to_pylist()),
            "rule": names.of(annotations["rule"].to_pylist()),
            "said": [
                [[one["name"], one["value"]] for one in said]
                for said in annotations["attributes"].to_pylist()
            ],
        },
        "anomalies": {
            "kind": names.of(anomalies["kind"].to_pylist()),
            "message": names.of(anomalies["message"].to_pylist()),
            **_places(anomalies, "source_start_char", "source_end_char", "start_char", "end_char"),
        },
        "names": names.known,
    }


def _places(table: pa.Table, *columns: str) -> dict[str, list[Any]]:
    return {name.removesuffix("_char"): table[name].to_pylist() for name in columns}


def _dropped(row: dict[str, Any], edits: pa.Table, names: Names) -> dict[str, list[Any]]:
    """What was dropped, a line of the page a row, with the reason (`structure.dropped.Dropped`)."""
    columns = ("source_start_char", "source_end_char", "start_char", "end_char", "rule")
    known = (SourceEdit(*edit) for edit in zip(*(edits[name].to_pylist() for name in columns), strict=True))
    found = list(dropped(AlignedText(row["source_text"], row["text"], known)))
    return {
        "source_start": [one.source_start for one in found],
        "source_end": [one.source_end for one in found],
        "rule": names.of(one.rule for one in found),
        "reason": names.of(one.reason for one in found),
    }
