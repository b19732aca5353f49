"""Drops what is neither title nor speech, line by line, so that every drop keeps its own reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chuangwen_corpus.clean.aligned import AlignedText, Change
from chuangwen_corpus.clean.layout import PARAGRAPH_BREAK
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.markers import speech_marker
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.structure.apart import apart
from chuangwen_corpus.structure.parts import Outline, Part
from chuangwen_corpus.structure.site import certainty, hands_over, rule_of

ABOVE_LEAD = "structure.above_lead"
"""The rule that drops what stands above an editor's words behind which the text begins: 以下为讲话全文："""


def keep(text: AlignedText, outline: Outline) -> tuple[AlignedText, Outline]:
    """The text with nothing in it but the outline's parts, and the outline in its offsets.

    Every part stands on a line of its own.
    """
    outline = apart(outline)
    parts = _kept_parts(outline)
    titles = {_bare(fold(text.text[p.start : p.end])) for p in parts if p.role == "title"}
    changes: list[Change] = []
    moved: dict[Part, Part] = {}
    position = length = 0
    for part in parts:
        new = "\n" if moved else ""
        changes += _drops(text.text[position : part.start], position, new, titles)
        start = length + len(new)
        length = start + part.end - part.start
        moved[part] = Part(start, length, part.role)
        position = part.end
    changes += _drops(text.text[position:], position, "", titles)
    # A speech that has no title of its own points at the page's.
    for own in filter(None, (outline.title, outline.subtitle)):
        role = f"page {own.role}"
        moved[replace(own, role=role)] = replace(moved[own], role=role)
    return text.apply(changes), Outline(
        title=moved[outline.title] if outline.title else None,
        speeches=tuple(
            replace(speech, parts=tuple(moved[part] for part in speech.parts)) for speech in outline.speeches
        ),
        rest=tuple(moved[part] for part in outline.rest),
        subtitle=moved[outline.subtitle] if outline.subtitle else None,
    )


def _kept_parts(outline: Outline) -> list[Part]:
    parts = [part for part in (outline.title, outline.subtitle) if part]
    parts += (p for speech in outline.speeches for p in speech.parts if not p.is_pages)
    parts += outline.rest
    return sorted(parts, key=lambda part: part.start)


def _drops(gap: str, position: int, new: str, titles: set[str]) -> Iterator[Change]:
    """Drops a gap between two kept parts, all but the one line feed that has to stay."""
    kept = gap.find("\n") if new else -1
    if new and kept < 0:
        yield Change(position, position + len(gap), new, "structure.line")
        return
    pieces = [gap[:kept], *gap[kept + 1 :].splitlines(keepends=True)] if new else gap.splitlines(True)
    handed_over = max(
        (
            i
            for i, piece in enumerate(pieces)
            if piece.rstrip().endswith((":", "：")) and hands_over(fold(piece.strip()))
        ),
        default=-1,
    )
    for i, piece in enumerate(pieces):
        led = i <= handed_over and piece.strip()
        yield Change(
            position, position + len(piece), "", ABOVE_LEAD if led else _reason(piece.strip(), titles)
        )
        position += len(piece) + (i == 0 and bool(new))


def _reason(line: str, titles: set[str]) -> str:
    if not line:
        return PARAGRAPH_BREAK
    folded = fold(line)
    marker = speech_marker(folded)
    if marker and marker.length >= len(folded):
        return "structure.speech_marker"
    if _bare(folded) in titles:
        return "furniture.repeated_title"
    if certainty(folded):
        return rule_of(folded)
    if read_title(folded):
        return "furniture.title_of_another_page"
    return "structure.outside_speech"


def _bare(folded: str) -> str:
    read = read_title(folded)
    return read.core if read else folded
