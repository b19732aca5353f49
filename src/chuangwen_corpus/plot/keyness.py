"""Key words as bars: to the right what a part of a corpus has more often, to the left what it has more rarely."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore.result import Result
from chuangwen_corpus.plot import theme
from chuangwen_corpus.plot.labels import label, unique
from chuangwen_corpus.plot.picture import Plot

SHOWN = 30
"""Words that are drawn if nothing is said."""
MOST = 200
"""The most that are drawn."""
AXES = {
    "log_likelihood": "log-likelihood G², negative where the reference has the word more often",
    "log_ratio": "log ratio: 1 is twice as often, −1 half as often",
}


def keyness(found: Result, *, sort: str = "log_likelihood", limit: int | None = None) -> Plot:
    """The strongest key words of both sides; see `Plots.keyness`.

    Args:
        found: All rows that `explore.keyness.keyness` gives.
        sort: What it was sorted by.
        limit: Words to draw, half of them from each end of the rows; one end has more if the other has too few.

    Raises:
        ChuangwenError: There are no rows, or no word is wanted.
    """
    asked = SHOWN if limit is None else limit
    if not len(found) or asked < 1:
        raise ChuangwenError(
            "there is no key word to draw.", hint="Lower --least (least), or raise --limit (limit)."
        )
    table = found.table
    share = [row["per_million"] >= row["reference_per_million"] for row in found]
    more = sum(share)
    most = min(asked, MOST)
    less = len(found) - more
    first = min(more, max((most + 1) // 2, most - less))
    last = min(less, most - first)
    data = pa.concat_tables([table.slice(0, first), table.slice(len(found) - last, last)])
    notes = [f"{first} of {more:,} words that are more frequent, {last} of {less:,} that are less frequent"]
    if asked > MOST:
        notes.append(f"no more than {MOST} words are drawn")
    notes.append("figures: occurrences, and those in the reference")
    return Plot(data, found.title[:1].upper() + found.title[1:], notes, _drawing(data, sort))


def _drawing(data: pa.Table, sort: str) -> dict[str, Any]:
    rows = data.to_pylist()
    labels = unique([label(row[data.column_names[0]], 24) for row in rows])
    values = []
    for number, row in enumerate(rows):
        more = row["per_million"] >= row["reference_per_million"]
        score = row[sort] if sort == "log_ratio" or more else -row[sort]
        counts = f"{row['frequency']:,} : {row['reference_frequency']:,}"
        values.append(
            {
                "row": number,
                "score": round(score, 4),
                "side": "more often here" if more else "more often in the reference",
                "counts": counts,
                "said": f"{labels[number]}: {counts}, {sort} {row[sort]:.2f}, p {row['p_value']:.2g}",
            }
        )
    y: dict[str, Any] = {
        "field": "row",
        "type": "ordinal",
        "title": None,
        "axis": {"labelExpr": "labels[datum.value]", "ticks": False, "domain": False},
    }
    x = {
        "field": "score",
        "type": "quantitative",
        "title": AXES[sort],
        "scale": {"padding": 60, "zero": True, "nice": False},
    }
    figures: dict[str, Any] = {"type": "text", "fontSize": 9, "color": "#666666"}
    numbers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": test}],
            "mark": {**figures, "align": align, "dx": dx},
            "encoding": {"x": x, "y": y, "text": {"field": "counts"}},
        }
        for test, align, dx in (("datum.score >= 0", "left", 4), ("datum.score < 0", "right", -4))
    ]
    return {
        "params": [{"name": "labels", "value": labels}],
        "data": {"values": values},
        "width": 520,
        "height": {"step": 17},
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "x": x,
                    "y": y,
                    "description": {"field": "said"},
                    "color": {
                        "field": "side",
                        "type": "nominal",
                        "title": None,
                        "scale": {
                            "domain": ["more often here", "more often in the reference"],
                            "range": [theme.BLUE, theme.VERMILION],
                        },
                        "legend": {"orient": "top", "symbolType": "square"},
                    },
                },
            },
            *numbers,
        ],
    }
