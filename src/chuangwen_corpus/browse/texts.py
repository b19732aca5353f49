"""What is searched: the clean text of each document and the places of its sentences; and what is promised and demanded in it."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc

from chuangwen_corpus.browse.overview import suffixes
from chuangwen_corpus.browse.scripts import Names
from chuangwen_corpus.corpus import Corpus

_OF_ACTS = (
    "predicate", "object", "deadline", "deadline_iso", "quantity", "negated", "marker", "modality", "strength",
    "beneficiary", "start_char", "end_char",
)  # fmt: skip


def texts(corpus: Corpus) -> dict[str, Any]:
    """The script of the texts.

    Returns:
        `text`: one a document. `sentences`: columns `document` and `speech` (rows of the overview; -1 for no speech), `kind` (a
        number of `kinds`), `id` (without the document's), `start`, `end` (code points of the text, half open).
    """
    documents, sentences = corpus["documents"], corpus["sentences"]
    kinds = Names()
    speech = pc.index_in(
        sentences["speech_id"], value_set=corpus["speeches"]["speech_id"].combine_chunks(), skip_nulls=True
    )
    return {
        "text": documents["text"].to_pylist(),
        "sentences": {
            "document": pc.index_in(
                sentences["document_id"], value_set=documents["document_id"].combine_chunks()
            ).to_pylist(),
            "speech": pc.fill_null(speech, -1).to_pylist(),
            "kind": kinds.of(sentences["kind"].to_pylist()),
            "id": suffixes(sentences["sentence_id"], sentences["document_id"]),
            "start": sentences["start_char"].to_pylist(),
            "end": sentences["end_char"].to_pylist(),
        },
        "kinds": kinds.known,
    }


def acts(corpus: Corpus) -> dict[str, Any]:
    """The script of the acts: commitments, then directives.

    Returns:
        Columns of equal length: `directive`, `who` (agent or target), `sentence` and `speech` (rows; -1 for none), and what the
        joined tables say (`Corpus.commitments`).
    """
    found: dict[str, list[Any]] = {name: [] for name in ("directive", "who", "sentence", "speech", *_OF_ACTS)}
    sentences = corpus["sentences"]["sentence_id"].combine_chunks()
    speeches = corpus["speeches"]["speech_id"].combine_chunks()
    for directive, table, who in (
        (False, corpus.commitments().table, "agent"),
        (True, corpus.directives().table, "target"),
    ):
        found["directive"] += [directive] * table.num_rows
        found["who"] += table[who].to_pylist()
        for name, ids, among in (("sentence", "sentence_id", sentences), ("speech", "speech_id", speeches)):
            row = pc.index_in(table[ids], value_set=among, skip_nulls=True)
            found[name] += pc.fill_null(row, -1).to_pylist()
        for name in _OF_ACTS:
            known = name in table.column_names
            found[name] += table[name].to_pylist() if known else [None] * table.num_rows
    return found
