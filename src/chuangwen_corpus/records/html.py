"""Documents, speeches and sentences as HTML for notebooks: the text with its annotations as marked spans.

All text is escaped. A mark is underlined and named in its tooltip, so colour is never all that tells layers apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chuangwen_corpus.records.document import Document
    from chuangwen_corpus.records.text import Annotation, Sentence, Speech

MOST = 20_000
"""Characters that are shown of one object; a notebook holds all of it in its file."""

_COLOURS = ("#1b6ca8", "#a8521b", "#2f7d32", "#8e24aa", "#b71c5c", "#00796b", "#6d4c41", "#5c6bc0")
"""Of underlines and names: each has a contrast of 4.5 to 1 on white."""
_STYLE = "line-height:1.9;max-width:50em;white-space:pre-wrap"


def sentence(shown: Sentence) -> str:
    """A sentence with its annotations; plain where it stands outside its document."""
    annotations = _annotations(shown)
    marked = _marked(shown.text, shown.start_char, annotations)
    return f"<div style='{_STYLE}'>{marked}</div>{_legend(annotations)}"


def speech(shown: Speech) -> str:
    """A speech: its facts, and its text with its annotations."""
    return f"<div>{_speech(shown)}</div>{_legend(_annotations(shown))}"


def document(shown: Document) -> str:
    """A document: what is in it, and its speeches, each folded but for the first."""
    counts = ", ".join(
        f"{len(part):,} {name}"
        for name, part in (
            ("speeches", shown.speeches), ("sentences", shown.sentences), ("tokens", shown.tokens),
            ("annotations", shown.annotations), ("anomalies", shown.anomalies),
        )
    )  # fmt: skip
    parts = [f"<p><b>{escape(shown.title or '(no title)')}</b><br>{escape(shown.path or '')} {counts}</p>"]
    left = MOST
    for one in shown.speeches:
        if left <= 0:
            parts.append(f"<p>… and {len(shown.speeches) - one.ordinal + 1:,} more speeches</p>")
            break
        state = " open" if one.ordinal == 1 else ""
        summary = f"{one.ordinal}. {escape(one.title or '(no title)')}"
        parts.append(f"<details{state}><summary>{summary}</summary>{_speech(one, left)}</details>")
        left -= len(one.text)
    return f"<div>{''.join(parts)}</div>{_legend(shown.annotations)}"


def _speech(shown: Speech, most: int = MOST) -> str:
    facts = "".join(
        f"<tr><th style='text-align:left'>{name}</th><td style='text-align:left'>{escape(value)}</td></tr>"
        for name in ("title", "speaker", "addressee", "date", "genre")
        if (value := getattr(shown, name))
    )
    text = shown.text[:most]
    rest = f"<p>… and {len(shown.text) - most:,} more characters</p>" if len(shown.text) > most else ""
    marked = _marked(text, shown.start_char, _annotations(shown))
    return f"<table>{facts}</table><div style='{_STYLE}'>{marked}</div>{rest}"


def _annotations(shown: Sentence | Speech) -> tuple[Annotation, ...]:
    try:
        return shown.annotations
    except ValueError:
        return ()


def _marked(text: str, start: int, annotations: Sequence[Annotation]) -> str:
    """The text with a span around each stretch on which the same annotations lie."""
    return "".join(_stretches(text, start, annotations))


def _stretches(text: str, start: int, annotations: Sequence[Annotation]) -> Iterator[str]:
    end = start + len(text)
    own = [a for a in annotations if a.start_char < end and start < a.end_char]
    edges = {start, end, *(a.start_char for a in own), *(a.end_char for a in own)}
    places = sorted(edge for edge in edges if start <= edge <= end)
    for first, last in pairwise(places):
        piece = escape(text[first - start : last - start])
        over = [a for a in own if a.start_char <= first and last <= a.end_char]
        if not over:
            yield piece
            continue
        title = escape("; ".join(map(_said, over)), quote=True)
        lines = ", ".join(
            f"0 {2 * depth + 2}px 0 -{2 * depth}px {_colour(a.layer)}" for depth, a in enumerate(over[:3])
        )
        yield f"<span title='{title}' style='box-shadow:{lines}'>{piece}</span>"


def _said(annotation: Annotation) -> str:
    attributes = ", ".join(f"{name} {value}" for name, value in annotation.attributes.items())
    return f"{annotation.layer}: {annotation.text}" + (f" ({attributes})" if attributes else "")


def _colour(layer: str) -> str:
    return _COLOURS[sum(layer.encode()) % len(_COLOURS)]


def _legend(annotations: Sequence[Annotation]) -> str:
    counts: dict[str, int] = {}
    for annotation in annotations:
        counts[annotation.layer] = counts.get(annotation.layer, 0) + 1
    names = " · ".join(
        f"<span style='color:{_colour(layer)}'>{escape(layer)}</span> {count:,}"
        for layer, count in sorted(counts.items())
    )
    return f"<p style='font-size:smaller'>{names}</p>" if names else ""
