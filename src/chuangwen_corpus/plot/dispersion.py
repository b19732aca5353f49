"""Where words stand: a row a word, the text from left to right, a stroke where the word is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.explore.tokens import Ints, Tokens
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.plot import theme
from chuangwen_corpus.plot.labels import label, unique, who
from chuangwen_corpus.plot.picture import Plot

SHOWN = 10
"""Words that are drawn if none are named."""
MOST = 60
"""The most that are drawn."""
COLUMNS = 640
"""Stretches that the text is cut into; each is drawn one unit wide, so no word has more strokes."""
NAMED_PARTS = 12
"""The most parts whose names are written above the picture; more would not be read."""
BANDED_PARTS = 60
"""The most parts whose borders are drawn; more would be nothing but borders."""
LEAST_BAND = 48
"""Units of a part that is wide enough for a name."""


def dispersion(
    tokens: Tokens, found: Result, *, of: str = "form", by: str = "speech", punctuation: bool = False, limit: int | None = None
) -> Plot:  # fmt: skip
    """Where the words of a result stand; see `Plots.dispersion`.

    Args:
        tokens: The corpus.
        found: What `explore.dispersion.dispersion` gives, with the arguments below.
        of: What is counted.
        by: The parts; parts of a group (kind, year, …) are put side by side.
        punctuation: Whether marks count as words.
        limit: Words to draw.

    Raises:
        ChuangwenError: There are no words, or none is wanted.
    """
    asked = SHOWN if limit is None else limit
    rows = list(found.head(min(asked, MOST)))
    grouping = tokens.grouping(by)
    kept = np.flatnonzero(tokens.counted(punctuation=punctuation) & (grouping.codes >= 0))
    if not rows or not len(kept):
        raise ChuangwenError("there is no word to draw.", hint="Choose other speeches, or name words.")
    kept = kept[np.argsort(grouping.codes[kept], kind="stable")]
    codes = tokens.coded(of).codes[kept]
    known = {fold(name): number for number, name in enumerate(tokens.coded(of).values)}
    n = len(kept)
    edges = np.unique(np.linspace(0, n, min(COLUMNS, n) + 1).round().astype(np.int64))
    parts, starts = np.unique(grouping.codes[kept], return_index=True)
    of_part = [grouping.values[part] for part in parts.tolist()]
    data = _strokes(rows, of, codes, known, edges)
    notes = [f"{n:,} words in {len(parts):,} parts by {by}; DP: 0 is even, 1 uneven (Gries 2008)"]
    per = n / (len(edges) - 1)
    if per > 1:
        notes.append(f"a stroke stands for some {per:,.0f} words; the darker, the more hits")
    if len(rows) < max(len(found), found.rows):
        notes.append(f"{len(rows)} of {max(len(found), found.rows):,} words are shown")
    if len(parts) > BANDED_PARTS:
        notes.append("parts are not marked, as there are too many")
    named = _part_names(tokens, by, of_part)
    drawing = _drawing(rows, of, data, _bands(named, starts, n), n)
    return Plot(data, f"Dispersion by {by}", notes, drawing)


def _strokes(
    rows: Sequence[dict[str, Any]], of: str, codes: Ints, known: dict[str, int], edges: Ints
) -> pa.Table:
    """Where each word stands: a row a word and stretch in which it is, with how often."""
    found: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        code = known.get(fold(row[of]), -1)
        counts, _ = (
            np.histogram(np.flatnonzero(codes == code), bins=edges) if code >= 0 else (np.zeros(0), edges)
        )
        found += [
            {
                "row": number,
                of: row[of],
                "start_word": int(edges[column]),
                "end_word": int(edges[column + 1]),
                "hits": int(counts[column]),
                "frequency": row["frequency"],
                "range": row["range"],
                "dp": row["dp"],
            }
            for column in np.flatnonzero(counts).tolist()
        ]
    whole, text = pa.int64(), pa.string()
    schema = pa.schema(
        [("row", pa.int32()), (of, text), ("start_word", whole), ("end_word", whole), ("hits", whole),
         ("frequency", whole), ("range", whole), ("dp", pa.float64())]
    )  # fmt: skip
    return pa.Table.from_pylist(found, schema=schema)


def _part_names(tokens: Tokens, by: str, parts: list[str]) -> list[str]:
    """What parts are called: speeches by who speaks, others by their value."""
    if by != "speech":
        return [label(part, 24) for part in parts]
    speeches = {row["speech_id"]: who(row) for row in tokens.speeches.to_pylist()}
    return [speeches.get(part, part) for part in parts]


def _bands(names: list[str], starts: Ints, n: int) -> list[dict[str, Any]]:
    if len(names) > BANDED_PARTS:
        return []
    ends = [*starts[1:].tolist(), n]
    found = []
    for number, (name, start, end) in enumerate(zip(names, starts.tolist(), ends, strict=True)):
        room = (end - start) / n * COLUMNS
        fits = len(names) <= NAMED_PARTS and room >= LEAST_BAND
        found.append(
            {
                "from": start,
                "to": end,
                "middle": (start + end) / 2,
                "even": number % 2 == 0,
                "name": label(name, max(int(room / 6), 4)) if fits else "",
                "said": f"{name}: words {start:,} to {end:,}",
            }
        )
    return found


def _drawing(
    rows: Sequence[dict[str, Any]], of: str, data: pa.Table, bands: list[dict[str, Any]], n: int
) -> dict[str, Any]:
    labels = unique([label(row[of], 24) for row in rows])
    values = [
        {"row": row["row"], "from": row["start_word"], "to": row["end_word"], "hits": row["hits"],
         "said": f"{labels[row['row']]}: {row['hits']:,} in words {row['start_word']:,} to {row['end_word']:,}"}
        for row in data.to_pylist()
    ]  # fmt: skip
    sums = [
        {
            "row": number,
            "sum": f"{row['frequency']:,}×  DP {'–' if row['dp'] is None else format(row['dp'], '.2f')}",
        }
        for number, row in enumerate(rows)
    ]
    y = {
        "field": "row",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": list(range(len(rows)))},
        "axis": {"labelExpr": "labels[datum.value]", "ticks": False, "domain": False, "grid": False},
    }
    x: dict[str, Any] = {
        "field": "from",
        "type": "quantitative",
        "title": "words, part by part",
        "scale": {"domain": [0, n], "nice": False},
        "axis": {"grid": False},
    }
    most = max((value["hits"] for value in values), default=1)
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": bands},
            "mark": {
                "type": "rect",
                "y": 0,
                "y2": {"expr": "height"},
                "stroke": "#CCCCCC",
                "strokeWidth": 0.5,
            },
            "encoding": {
                "x": x,
                "x2": {"field": "to"},
                "description": {"field": "said"},
                "color": {"condition": {"test": "datum.even", "value": "#F5F5F5"}, "value": "white"},
            },
        },
        {
            "data": {"values": [band for band in bands if band["name"]]},
            "mark": {"type": "text", "y": -8, "fontSize": 10},
            "encoding": {"x": {**x, "field": "middle"}, "text": {"field": "name"}},
        },
        {
            "mark": {"type": "bar", "color": theme.BLUE, "height": 14, "minBandSize": 1},
            "encoding": {
                "x": x,
                "x2": {"field": "to"},
                "y": y,
                "description": {"field": "said"},
                "opacity": {
                    "field": "hits",
                    "type": "quantitative",
                    "scale": {"type": "sqrt", "domain": [0, most], "range": [0.15, 1]}
                    if most > 1
                    else {"range": [1, 1]},
                    "legend": None,
                },
            },
        },
        {
            "data": {"values": sums},
            "mark": {"type": "text", "align": "left", "x": COLUMNS + 8, "fontSize": 10},
            "encoding": {"y": y, "text": {"field": "sum"}},
        },
    ]
    return {
        "params": [{"name": "labels", "value": labels}],
        "data": {"values": values},
        "width": COLUMNS,
        "height": {"step": 22},
        "layer": layers if bands else layers[2:],
    }
