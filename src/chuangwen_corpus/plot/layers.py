"""How densely speeches, or groups of them, are annotated: a row a speech, a column a layer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore.tokens import Tokens, numbers
from chuangwen_corpus.plot import theme
from chuangwen_corpus.plot.labels import label, unique, who
from chuangwen_corpus.plot.picture import Plot

SHOWN = 40
"""Rows that are drawn if nothing is said."""
MOST = 200
"""The most that are drawn."""
WITH_FIGURES = 40
"""The most rows with figures in them."""
DATA = pa.schema(
    [
        ("row", pa.int32()),
        ("group", pa.string()),  # the speech's id, or the value of the group
        ("label", pa.string()),
        ("layer", pa.string()),
        ("annotations", pa.int64()),
        ("words", pa.int64()),  # of the group, without punctuation
        ("per_thousand", pa.float64()),  # annotations in a thousand words
    ]
)


def layers(
    tokens: Tokens,
    annotations: pa.Table,
    names: Collection[str] | str | None = None,
    *,
    by: str = "speech",
    limit: int | None = None,
) -> Plot:
    """How many annotations of each layer a thousand words have; see `Plots.layers`.

    Args:
        tokens: The corpus.
        annotations: Its table `annotations`.
        names: The layers; by default all that it has.
        by: What a row is, as in `Tokens.grouping`.
        limit: Rows to draw, the first ones.

    Raises:
        ChuangwenError: There is no such layer, or nothing to draw.
    """
    found = sorted(set(annotations["layer"].to_pylist()))
    chosen = found if names is None else [names] if isinstance(names, str) else list(dict.fromkeys(names))
    for name in chosen:
        if name not in found:
            raise ChuangwenError(
                f"there is no annotation of a layer {name!r}.",
                hint=f"There are {', '.join(found) or 'none'}.",
            )
    grouping = tokens.grouping(by)
    kept = tokens.counted(punctuation=False) & (grouping.codes >= 0)
    words = np.bincount(grouping.codes[kept], minlength=grouping.size)
    present = np.flatnonzero(words)
    asked = SHOWN if limit is None else limit
    shown = present[: min(asked, MOST)]
    if not len(shown) or not chosen:
        raise ChuangwenError("there is nothing to draw.", hint="Choose other speeches, or other layers.")
    counts, left = _counts(tokens, annotations, chosen, by)
    labels = unique(_labels(tokens, by, [grouping.values[group] for group in shown.tolist()]))
    rows = [
        {
            "row": row,
            "group": grouping.values[group],
            "label": labels[row],
            "layer": name,
            "annotations": int(counts[group, column]),
            "words": int(words[group]),
            "per_thousand": float(counts[group, column] / words[group] * 1000),
        }
        for row, group in enumerate(shown.tolist())
        for column, name in enumerate(chosen)
    ]
    notes = [f"{len(shown):,} of {len(present):,} rows; words without punctuation"]
    if len(shown) < len(present):
        notes[0] = f"the first {notes[0]}; group with by (--by), or raise limit (--limit)"
    if left:
        notes.append(f"left out: {left:,} annotations that stand in no group")
    data = pa.Table.from_pylist(rows, schema=DATA)
    return Plot(data, f"Annotations a thousand words, by {by}", notes, _drawing(rows, labels, chosen))


def _counts(tokens: Tokens, annotations: pa.Table, chosen: list[str], by: str) -> tuple[Any, int]:
    """How many annotations of each layer stand in each group, shape (groups, layers); and how many in none.

    An annotation is in the group of the first token of its sentence; one outside sentences (a speaker in a title) in
    that of the first token of its speech.
    """
    import pyarrow.compute as pc

    grouping = tokens.grouping(by)
    at = pc.index_in(annotations["layer"].cast(pa.string()), value_set=pa.array(chosen, pa.string()))
    column = numbers(at)
    sentence, first = np.unique(tokens.sentence, return_index=True)
    of_sentence = np.full(tokens.sentences.num_rows + 1, -1, np.int64)
    of_sentence[sentence] = grouping.codes[first]
    speech, first = np.unique(tokens.speech, return_index=True)
    of_speech = np.full(tokens.speeches.num_rows + 1, -1, np.int64)
    of_speech[speech[speech >= 0]] = grouping.codes[first[speech >= 0]]

    def row(name: str, among: pa.Table) -> Any:
        return numbers(
            pc.index_in(annotations[name], value_set=among[name].combine_chunks(), skip_nulls=True)
        )

    group = of_sentence[row("sentence_id", tokens.sentences)]
    if by != "sentence":
        group = np.where(group >= 0, group, of_speech[row("speech_id", tokens.speeches)])
    kept = (column >= 0) & (group >= 0)
    flat = np.bincount(group[kept] * len(chosen) + column[kept], minlength=grouping.size * len(chosen))
    return flat.reshape(grouping.size, len(chosen)), int(((column >= 0) & (group < 0)).sum())


def _labels(tokens: Tokens, by: str, groups: list[str]) -> list[str]:
    if by != "speech":
        return [label(group, 28) for group in groups]
    speeches = {row["speech_id"]: who(row, 28) for row in tokens.speeches.to_pylist()}
    return [speeches.get(group, group) for group in groups]


def _figure(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 0.95 else f"{rate:.1f}" if rate else ""


def _drawing(rows: list[dict[str, Any]], labels: list[str], chosen: list[str]) -> dict[str, Any]:
    values = [
        {
            "row": row["row"],
            "layer": label(row["layer"]),
            "rate": round(row["per_thousand"], 3),
            "figure": _figure(row["per_thousand"]),
            "said": f"{row['label']}, {label(row['layer'])}: {row['annotations']:,} in {row['words']:,} words, "
            f"{row['per_thousand']:.1f} a thousand",
        }
        for row in rows
    ]
    # The colour of figures: dark on the light end of the scale.
    light = max((value["rate"] for value in values), default=0) * 0.55
    y = {
        "field": "row",
        "type": "ordinal",
        "title": None,
        "axis": {"labelExpr": "labels[datum.value]", "ticks": False, "domain": False},
    }
    x = {
        "field": "layer",
        "type": "nominal",
        "title": None,
        "sort": [label(name) for name in chosen],
        "axis": {"orient": "top", "labelAngle": -40, "ticks": False, "domain": False},
    }
    cells: dict[str, Any] = {
        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 1},
        "encoding": {
            "x": x,
            "y": y,
            "description": {"field": "said"},
            "color": {
                "field": "rate",
                "type": "quantitative",
                "title": "annotations in 1,000 words",
                "scale": {"scheme": theme.SEQUENCE, "domainMin": 0},
                "legend": {"gradientLength": 140},
            },
        },
    }
    figures = {
        "mark": {"type": "text", "fontSize": 9},
        "encoding": {
            "x": x,
            "y": y,
            "text": {"field": "figure"},
            "color": {"condition": {"test": f"datum.rate > {light:.4f}", "value": "black"}, "value": "white"},
        },
    }
    return {
        "params": [{"name": "labels", "value": labels}],
        "data": {"values": values},
        "width": {"step": 34},
        "height": {"step": 18},
        "layer": [cells, figures] if len(labels) <= WITH_FIGURES else [cells],
    }
