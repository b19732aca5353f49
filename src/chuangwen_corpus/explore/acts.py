"""Commitments and directives, each with its speaker, its sentence, its deadline and its amount in one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.explore.tokens import PLACE, Ints, column, numbers, years

Layer: TypeAlias = Literal["commitments", "directives"]

WHO = {"commitments": "agent", "directives": "target"}
"""The column that says who is to act."""
MORE = {"commitments": ("marker", "modality", "strength", "beneficiary"), "directives": ("marker",)}
"""What else the table of a layer says."""
OF_SPEECHES = ("speaker", "office", "unit", "kind", "level", "genre", "campaign")


def acts(tables: Mapping[str, pa.Table], layer: Layer) -> Result:
    """A row for each commitment or directive; see `Corpus.commitments`.

    Args:
        tables: The layer's table, `speeches`, `documents`, `sentences`, and `times` and `quantities`, by name.
        layer: Which of the two.
    """
    own, speeches = tables[layer], tables["speeches"]
    speech = _rows(own["speech_id"], speeches["speech_id"])
    sentence = _rows(own["sentence_id"], tables["sentences"]["sentence_id"])
    time = _rows(own["deadline_id"], tables["times"]["annotation_id"])
    quantities = tables["quantities"]
    if "quantity_id" in own.column_names:
        amount = _rows(own["quantity_id"], quantities["annotation_id"])
        amount_text = own["quantity"]
    else:  # directives name no quantity of theirs: the first that stands in them
        amount = _first_inside(own, quantities, tables["documents"])
        amount_text = _taken(quantities["text"], amount)
    # What is read first stands first: a terminal has room for some eight columns.
    columns = {name: column(own, name) for name in (WHO[layer], "predicate", "object", "deadline")}
    columns["quantity"] = amount_text
    columns["negated"] = pc.equal(own["polarity"], "negative")
    columns |= {name: column(own, name) for name in (*MORE[layer], "text")}
    columns |= {name: _taken(column(speeches, name), speech) for name in OF_SPEECHES}
    columns["year"] = _taken(years(speeches, tables["documents"]), speech)
    columns["deadline_iso"] = _taken(tables["times"]["iso"], time)
    for name in ("value", "value_min", "value_max", "comparator", "unit"):
        columns[f"quantity_{name}"] = _taken(column(quantities, name), amount)
    columns["sentence"] = _taken(tables["sentences"]["text"], sentence)
    for name in ("annotation_id", "sentence_id", "speech_id", "document_id", "start_char", "end_char"):
        columns[name] = own[name]
    return Result(pa.table(columns), layer)


def needed(layer: Layer) -> Sequence[str]:
    """The tables that `acts` asks for."""
    return (layer, "speeches", "documents", "sentences", "times", "quantities")


def _rows(ids: pa.ChunkedArray, among: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.index_in(ids, value_set=among.combine_chunks(), skip_nulls=True)


def _taken(values: pa.ChunkedArray | pa.Array, rows: pa.ChunkedArray | pa.Array) -> pa.Array:
    return values.take(rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows)


def _first_inside(own: pa.Table, spans: pa.Table, documents: pa.Table) -> pa.Array:
    """The row of the first span that stands in each row of `own`; null for none."""

    def place(table: pa.Table, offset: str) -> Ints:
        return numbers(_rows(table["document_id"], documents["document_id"])) * PLACE + numbers(table[offset])

    order = np.argsort(place(spans, "start_char"), kind="stable")
    starts, ends = place(spans, "start_char")[order], place(spans, "end_char")[order]
    first = np.searchsorted(starts, place(own, "start_char"))
    inside = first < len(starts)
    at = np.minimum(first, max(len(starts) - 1, 0))
    if len(starts):
        inside &= ends[at] <= place(own, "end_char")
    return pa.array(order[at] if len(order) else at, pa.int64(), mask=~inside)
