"""The structure of a speech: sections as rows, paragraphs and sentences where they stand in the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.plot import theme
from chuangwen_corpus.plot.labels import label, who
from chuangwen_corpus.plot.picture import Plot

MOST_SECTIONS = 60
"""Sections that are drawn; what stands in later ones is left out, and the picture says so."""
ROW = 24
"""Units from one section to the next."""
WIDTH = 640
KINDS = {
    "salutation": theme.ORANGE,
    "heading": theme.VERMILION,
    "body": theme.BLUE,
    "signature": theme.GREEN,
}
"""The kinds of sentences and their colours."""
DATA = pa.schema(
    [
        ("part", pa.string()),  # section, paragraph or sentence
        ("id", pa.string()),
        ("row", pa.int32()),  # the number of its section, from 0
        ("section", pa.string()),  # its label
        ("kind", pa.string()),  # of a section its role, of a sentence its kind
        ("start_char", pa.int64()),  # from the beginning of the speech
        ("end_char", pa.int64()),
        ("text", pa.string()),
    ]
)


def structure(tables: Mapping[str, pa.Table], speech_id: str) -> Plot:
    """The structure of a speech; see `Plots.structure`."""
    speeches = _of(tables["speeches"], speech_id)
    if not speeches:
        raise KeyError(f"there is no speech {speech_id!r}")
    (speech,) = speeches
    zero = speech["start_char"]
    sections = sorted(
        _of(tables["sections"], speech_id), key=lambda one: (one["start_char"], -one["end_char"])
    )
    shown = sections[:MOST_SECTIONS]
    number = {one["section_id"]: row for row, one in enumerate(shown)}
    labels = [_named(one) for one in shown]
    rows: list[dict[str, Any]] = []

    def add(part: str, one: Mapping[str, Any], section_id: str | None, kind: str | None, text: str) -> None:
        row = number.get(section_id or "")
        if row is not None:
            rows.append(
                {
                    "part": part,
                    "id": one[f"{part}_id"],
                    "row": row,
                    "section": labels[row],
                    "kind": kind,
                    "start_char": one["start_char"] - zero,
                    "end_char": one["end_char"] - zero,
                    "text": text,
                }
            )

    for one in shown:
        add("section", one, one["section_id"], one["role"], one["heading"] or "")
    for one in _of(tables["paragraphs"], speech_id):
        add("paragraph", one, one["section_id"], None, one["text"])
    for one in _of(tables["sentences"], speech_id):
        add("sentence", one, one["section_id"], one["kind"], one["text"])
    counts = {name: sum(row["part"] == name for row in rows) for name in ("section", "paragraph", "sentence")}
    notes = [
        ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in counts.items())
        + f", {speech['end_char'] - zero:,} characters; grey: a section with those inside it; line below: a paragraph"
    ]
    if len(sections) > len(shown):
        notes.append(f"not shown: {len(sections) - len(shown):,} later sections and what stands in them")
    data = pa.Table.from_pylist(rows, schema=DATA)
    title = f"Structure of {label(speech['title'] or speech_id, 60)}"
    if speech["speaker"]:
        title += f" ({who(speech)})"
    return Plot(data, title, notes, _drawing(rows, labels))


def _of(table: pa.Table, speech_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.filter(pc.equal(table["speech_id"], speech_id)).to_pylist()
    return found


def _named(section: Mapping[str, Any]) -> str:
    """The label of a section: marker and heading, moved in by its level, or what part of the speech it is."""
    said: str = f"{section['marker'] or ''}{section['heading'] or ''}"
    level: int = section["level"]
    return "\u3000" * (level - 1) + label(said, 36, none=f"({section['role']})")


def _drawing(rows: list[dict[str, Any]], labels: list[str]) -> dict[str, Any]:
    values = [
        {
            "part": row["part"],
            "row": row["row"],
            "kind": row["kind"],
            "from": row["start_char"],
            "to": row["end_char"],
            "said": f"{row['kind'] or row['part']}, characters {row['start_char']:,} to {row['end_char']:,}: "
            f"{label(row['text'], 120, none='')}",
        }
        for row in rows
    ]
    present = [
        kind for kind in KINDS if any(row["part"] == "sentence" and row["kind"] == kind for row in rows)
    ]
    x: dict[str, Any] = {
        "field": "from",
        "type": "quantitative",
        "title": "characters from the beginning of the speech",
        "scale": {"domainMin": 0, "nice": False},
    }
    y = {
        "field": "row",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": list(range(len(labels)))},
        "axis": {"labelExpr": "labels[datum.value]", "labelAlign": "left", "ticks": False, "domain": False,
                 "labelPadding": _room(labels)},
    }  # fmt: skip

    def layer(part: str, mark: dict[str, Any], colour: dict[str, Any] | None = None) -> dict[str, Any]:
        encoding = {"x": x, "x2": {"field": "to"}, "y": y, "description": {"field": "said"}}
        return {
            "transform": [{"filter": f"datum.part === '{part}'"}],
            "mark": {"type": "bar", **mark},
            "encoding": encoding | ({"color": colour} if colour else {}),
        }

    colour = {
        "field": "kind",
        "type": "nominal",
        "title": "sentences",
        "scale": {"domain": present, "range": [KINDS[kind] for kind in present]},
        "legend": {"orient": "top", "offset": 4, "symbolType": "square"},
    }
    return {
        "params": [{"name": "labels", "value": labels}],
        "data": {"values": values},
        "width": WIDTH,
        "height": {"step": ROW},
        "layer": [
            layer("section", {"color": theme.PALE, "height": ROW - 2}),
            layer("sentence", {"height": 11, "stroke": "white", "strokeWidth": 0.8}, colour),
            layer("paragraph", {"color": theme.GREY, "height": 2, "yOffset": 9}),
        ],
    }


def _room(labels: list[str]) -> int:
    """Units left of the axis for the longest label, as labels begin at its left end."""
    from chuangwen_corpus.plot.font import EM, font

    longest = max((sum(map(font().advance, one)) for one in labels), default=0)
    return round(longest * 11 / EM) + 10
