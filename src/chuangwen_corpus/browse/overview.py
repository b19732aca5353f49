"""What a page needs first: the corpus at a glance, its documents and speeches, and the table of folded characters."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus._version import __version__
from chuangwen_corpus.annotate import registry
from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.genre.folding import foldings

KEYWORDS = 40
"""Words of the whole corpus that the overview shows."""

_OF_DOCUMENTS = (
    "document_id", "path", "title", "subtitle", "year", "event", "genre", "declared_speech_count", "speech_count",
    "encoding", "encoding_reason",
)  # fmt: skip
_OF_SPEECHES = (
    "ordinal", "title", "speaker", "unit", "kind", "level", "date", "genre", "campaign", "sentence_count", "token_count",
    "start_char", "end_char",
)  # fmt: skip


def overview(corpus: Corpus, parts: dict[str, int]) -> dict[str, Any]:
    """The first script of the page.

    Args:
        corpus: What is shown.
        parts: The number of the script that each document stands in, by its id.

    Returns:
        `about`, `counts` (rows by table), `layers`, `documents` and `speeches` (columns of equal length), `tallies` (counts by
        value, largest first), `fold` (two strings of equal length: what is folded, and to what).
    """
    manifest, documents, speeches = corpus.manifest, corpus["documents"], corpus["speeches"]
    ids = documents["document_id"]
    of_documents = {name: documents[name].to_pylist() for name in _OF_DOCUMENTS}
    of_documents["characters"] = pc.utf8_length(documents["text"]).to_pylist()
    of_documents["source_characters"] = pc.utf8_length(documents["source_text"]).to_pylist()
    of_documents["part"] = [parts[one] for one in of_documents["document_id"]]
    source = documents["source"].combine_chunks()
    for name in ("url", "rights", "publisher", "retrieved", "note"):
        of_documents[name] = pc.struct_field(source, name).to_pylist()
    of_speeches = {name: speeches[name].to_pylist() for name in _OF_SPEECHES}
    of_speeches["id"] = suffixes(speeches["speech_id"], speeches["document_id"])
    of_speeches["document"] = pc.index_in(speeches["document_id"], value_set=ids.combine_chunks()).to_pylist()
    before, after = foldings()
    return {
        "about": {
            "title": manifest.title,
            "description": manifest.description,
            "data_version": manifest.data_version,
            "package_version": __version__,
            "date_published": manifest.date_published,
            "creators": manifest.creators,
            "licences": manifest.licences,
        },
        "counts": dict(corpus.tables.rows),
        "layers": list(registry()),
        "documents": of_documents,
        "speeches": of_speeches,
        "tallies": {
            "layers": _tally(corpus["annotations"]["layer"]),
            "rules": _tally(corpus["edits"]["rule"]),
            "anomalies": _tally(corpus["anomalies"]["kind"]),
            "upos": _tally(corpus["tokens"]["upos"]),
            "keywords": _tally(corpus["keywords"]["form"])[:KEYWORDS],
            "rejects": _tally(corpus["rejects"]["reason"]),
        },
        "fold": [before, after],
    }


def suffixes(ids: pa.ChunkedArray, documents: pa.ChunkedArray) -> list[str | None]:
    """Ids without the id of their document and the full stop behind it."""
    starts = pc.add(pc.utf8_length(documents), 1).to_pylist()
    return [None if one is None else one[start:] for one, start in zip(ids.to_pylist(), starts, strict=True)]


def _tally(values: pa.ChunkedArray) -> list[tuple[str, int]]:
    counted = pc.value_counts(pc.drop_null(values)).to_pylist()
    return sorted(((row["values"], row["counts"]) for row in counted), key=lambda pair: (-pair[1], pair[0]))
