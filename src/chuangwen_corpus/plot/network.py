"""Who repeats whom: a dot a speech, a line where two repeat each other, in clusters around the text that most are like."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore.tokens import OF_SPEECHES, years
from chuangwen_corpus.plot import theme
from chuangwen_corpus.plot.labels import label, who
from chuangwen_corpus.plot.picture import Plot
from chuangwen_corpus.plot.places import Place, places
from chuangwen_corpus.reuse.clusters import Ints, stars
from chuangwen_corpus.reuse.result import Reuse

SHOWN = 60
"""Clusters that are drawn if nothing is said."""
MOST_SPEECHES = 1500
"""The most speeches that are drawn; clusters that would make more are left out, the smallest first."""
MOST_LINES = 3000
"""The most lines that are drawn, the strongest ones; more would be a grey area of many megabytes."""
COLOURS = 7
"""Values that have a colour of their own, the most frequent ones."""
OTHERS, UNKNOWN = "others", "not known"
WIDTH = 800
DATA = pa.schema(
    [
        ("first_id", pa.string()),  # speeches, or documents where a page has no speech
        ("second_id", pa.string()),
        ("pairs", pa.int64()),  # pairs of units that repeat each other in the two
        ("similarity", pa.float64()),  # the greatest of them
        ("containment", pa.float64()),
        ("first_cluster", pa.int32()),  # from 0, the largest first
        ("second_cluster", pa.int32()),
    ]
)


def network(
    found: Reuse,
    speeches: pa.Table,
    documents: pa.Table,
    units: pa.Table,
    *,
    colour: str = "kind",
    limit: int | None = None,
) -> Plot:
    """Which speeches repeat each other; see `Plots.reuse`.

    Args:
        found: What `reuse.find.find` gives.
        speeches: The table `speeches`.
        documents: The table `documents`.
        units: The table whose ids the pairs have: `sentences`, `paragraphs` or `speeches`.
        colour: What the colour of a speech says: a column of the speeches, ``year`` or ``cluster``.
        limit: Clusters to draw, the largest ones.

    Raises:
        ChuangwenError: Nothing is repeated, no cluster is wanted, or there is no such column.
    """
    if colour not in (*OF_SPEECHES, "cluster"):
        known = ", ".join((*OF_SPEECHES, "cluster"))
        raise ChuangwenError(f"speeches cannot be coloured by {colour!r}.", hint=f"There are {known}.")
    edges = _edges(found, units)
    asked = SHOWN if limit is None else limit
    if not edges or asked < 1:
        raise ChuangwenError(
            f"no {found.unit} repeats another, so there is nothing to draw.",
            hint="Ask for less with least (--least), or raise limit (--limit).",
        )
    order = {name: row for row, name in enumerate(speeches["speech_id"].to_pylist())}
    names = sorted(
        {name for pair in edges for name in pair}, key=lambda name: (order.get(name, len(order)), name)
    )
    clusters = _clusters(names, list(edges))
    shown = _first(clusters, asked)
    where = places([len(members) for members in shown], WIDTH)
    of = {name: number for number, members in enumerate(shown) for name in members}
    drawn = [(pair, found_) for pair, found_ in edges.items() if pair[0] in of and pair[1] in of]
    lines = len(drawn)
    strongest = sorted(drawn, key=lambda line: (-line[1]["pairs"], -line[1]["containment"], line[0]))
    kept = {pair for pair, _ in strongest[:MOST_LINES]}
    drawn = [line for line in drawn if line[0] in kept]
    data = pa.Table.from_pylist(
        [
            {"first_id": first, "second_id": second, **sums, "first_cluster": of[first], "second_cluster": of[second]}
            for (first, second), sums in drawn
        ],
        schema=DATA,
    )  # fmt: skip
    alone = len(
        {*speeches["speech_id"].to_pylist()}.difference(names)
    )  # names may be of pages without a speech, too
    counts = f"{len(of):,} speeches in {len(shown):,} clusters, {len(drawn):,} lines; the thicker a line, "
    meaning = (
        "the more of one stands in the other"
        if found.unit == "speech"
        else f"the more {found.unit}s they share"
    )
    notes = [
        counts + meaning,
        "large dot: the text that the others of its cluster are like; number below: speeches of the cluster",
    ]
    left = len(names) - len(of)
    notes.append(
        f"not shown: {alone:,} speeches that repeat nothing"
        + (f", {left:,} in {len(clusters) - len(shown):,} smaller clusters" if left else "")
    )
    if lines > len(drawn):
        notes[-1] += f", {lines - len(drawn):,} weaker lines"
    said = {row["speech_id"]: row for row in speeches.to_pylist()}
    year = dict(zip(speeches["speech_id"].to_pylist(), years(speeches, documents).to_pylist(), strict=True))
    nodes = []
    for number, members in enumerate(shown):
        for place, name in enumerate(members):
            row = said.get(name, {"speech_id": name})
            value = (
                f"{number + 1}"
                if colour == "cluster"
                else year.get(name)
                if colour == "year"
                else row.get(colour)
            )
            x, y = where[number].points[place]
            nodes.append({"id": name, "x": x, "y": y, "centre": place == 0, "value": label(value, 24, none=UNKNOWN),
                          "said": f"{who(row, 40)}, {label(row.get('title'), 60)}, {year.get(name) or 'no year'}: {name}"})  # fmt: skip
    captions = [
        {"x": place.x, "y": place.below, "text": f"{who(said.get(members[0], {'speech_id': members[0]}), max(10, int(place.radius / 3)))} ({len(members)})"}
        for members, place in zip(shown, where, strict=True)
    ]  # fmt: skip
    unit = {"sentence": "sentences", "paragraph": "paragraphs", "speech": "speeches"}[found.unit]
    return Plot(data, f"Reuse of {unit}", notes, _drawing(nodes, drawn, captions, colour, where))


def _edges(found: Reuse, units: pa.Table) -> dict[tuple[str, str], dict[str, Any]]:
    """Pairs of speeches, in the order of the corpus, with what their units share."""
    key = f"{found.unit}_id"
    owners = units["speech_id"].combine_chunks()
    pairs = found.pairs

    def speech(side: str) -> list[str]:
        rows = pc.index_in(pairs[f"{side}_id"], value_set=units[key].combine_chunks())
        names = owners.take(rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows)
        # A page without a speech is a text, too: its document's id stands for it.
        whole: list[str] = pc.coalesce(
            names.cast(pa.string()), pairs[f"{side}_document_id"].combine_chunks()
        ).to_pylist()
        return whole

    edges: dict[tuple[str, str], dict[str, Any]] = {}
    scores = zip(pairs["similarity"].to_pylist(), pairs["containment"].to_pylist(), strict=True)
    for first, second, (similarity, containment) in zip(
        speech("first"), speech("second"), scores, strict=True
    ):
        if first == second:
            continue
        pair = (first, second) if (second, first) not in edges else (second, first)
        sums = edges.setdefault(pair, {"pairs": 0, "similarity": 0.0, "containment": 0.0})
        sums["pairs"] += 1
        sums["similarity"] = max(sums["similarity"], round(similarity, 4))
        sums["containment"] = max(sums["containment"], round(containment, 4))
    return edges


def _clusters(names: list[str], pairs: list[tuple[str, str]]) -> list[list[str]]:
    """The speeches of each cluster, its centre first; the largest cluster first, then by place in the corpus."""
    number = {name: place for place, name in enumerate(names)}
    first: Ints = np.array([number[one] for one, _ in pairs], np.int64)
    second: Ints = np.array([number[two] for _, two in pairs], np.int64)
    centre = stars(len(names), first, second, np.zeros(len(names), np.int64)).tolist()
    members: dict[int, list[int]] = {}
    for node, middle in enumerate(centre):
        members.setdefault(middle, []).append(node)
    found = sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    return [[names[middle], *(names[node] for node in own if node != middle)] for middle, own in found]


def _first(clusters: list[list[str]], limit: int) -> list[list[str]]:
    shown: list[list[str]] = []
    left = MOST_SPEECHES
    for members in clusters[:limit]:
        if len(members) > left and shown:
            break
        shown.append(members[:left])
        left -= len(members)
    return shown


def _drawing(
    nodes: list[dict[str, Any]],
    edges: list[tuple[tuple[str, str], dict[str, Any]]],
    captions: list[dict[str, Any]],
    colour: str,
    where: list[Place],
) -> dict[str, Any]:
    counts = Counter(node["value"] for node in nodes if node["value"] != UNKNOWN)
    named = [value for value, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:COLOURS]]
    for node in nodes:
        node["colour"] = node["value"] if node["value"] in (*named, UNKNOWN) else OTHERS
    domain = [
        *named,
        *(name for name in (OTHERS, UNKNOWN) if any(node["colour"] == name for node in nodes)),
    ]
    colours = {**dict(zip(named, theme.PALETTE, strict=False)), OTHERS: theme.GREY, UNKNOWN: "#DDDDDD"}
    at = {node["id"]: node for node in nodes}
    most = max(sums["pairs"] for _, sums in edges) if edges else 1
    lines = [
        {"x": at[one]["x"], "y": at[one]["y"], "x2": at[two]["x"], "y2": at[two]["y"],
         "weight": sums["containment"] if most == 1 else sums["pairs"] / most,
         "said": f"{sums['pairs']:,} {'pair' if sums['pairs'] == 1 else 'pairs'}, containment up to {sums['containment']:.2f}: {one}, {two}"}
        for (one, two), sums in edges
    ]  # fmt: skip
    height = round(max(place.below for place in where) + 12)
    width = round(max(WIDTH, *(place.x + place.radius for place in where)))
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, width], "nice": False}}
    y = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, height], "nice": False, "reverse": True},
    }
    return {
        "width": width,
        "height": height,
        "layer": [
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "color": "#888888", "opacity": 0.55},
                "encoding": {
                    "x": x,
                    "y": y,
                    "x2": {"field": "x2"},
                    "y2": {"field": "y2"},
                    "description": {"field": "said"},
                    "strokeWidth": {
                        "field": "weight",
                        "type": "quantitative",
                        "scale": {"domain": [0, 1], "range": [0.4, 4]},
                        "legend": None,
                    },
                },
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "point", "filled": True, "stroke": "white", "strokeWidth": 1, "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": y,
                    "description": {"field": "said"},
                    "size": {"condition": {"test": "datum.centre", "value": 190}, "value": 85},
                    "color": {
                        "field": "colour",
                        "type": "nominal",
                        "title": colour,
                        "scale": {"domain": domain, "range": [colours[name] for name in domain]},
                    },
                },
            },
            {
                "data": {"values": captions},
                "mark": {"type": "text", "fontSize": 9, "color": "#555555"},
                "encoding": {"x": x, "y": y, "text": {"field": "text"}},
            },
        ],
    }
