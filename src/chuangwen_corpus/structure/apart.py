"""Makes sure that no line of a page belongs to two parts: where rules disagree, the more reliable one gets the line."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from chuangwen_corpus.structure.parts import Outline, Part

_SURENESS = ("title", "body", "rest", "signature", "date", "subtitle", "speaker", "place")
"""Roles from the surest to the least sure.

A line under a text is rather its signature than the speaker of the next title; what is spoken is nobody's title, but
for the titles by which speeches were found.
"""


def apart(outline: Outline) -> Outline:
    """The outline without the parts that overlap surer ones. Of two alike the earlier stays."""
    own = [part for speech in outline.speeches for part in speech.parts if not part.is_pages]
    wanted = [*own, *outline.rest]
    starts: list[int] = []
    kept: list[Part] = []
    for part in sorted(wanted, key=_rank):
        _add(part, starts, kept)
    # The page's own title comes last: speeches have theirs, or stand under it.
    title = _page_part(outline.title, starts, kept)
    subtitle = _page_part(outline.subtitle, starts, kept)
    pages = {"page title": title, "page subtitle": subtitle}
    if len(kept) == len(wanted) + bool(title) + bool(subtitle) and (title, subtitle) == (
        outline.title,
        outline.subtitle,
    ):
        return outline
    there = set(kept)
    speeches = tuple(
        replace(s, parts=tuple(p for p in s.parts if (pages[p.role] if p.is_pages else p in there)))
        for s in outline.speeches
    )
    rest = tuple(part for part in outline.rest if part in there)
    return Outline(title, tuple(s for s in speeches if s.all("body")), rest, subtitle)


def _rank(part: Part) -> tuple[int, int]:
    return (_SURENESS.index(part.role) if part.role in _SURENESS else len(_SURENESS), part.start)


def _page_part(part: Part | None, starts: list[int], kept: list[Part]) -> Part | None:
    return part if part is not None and _add(part, starts, kept) else None


def _add(part: Part, starts: list[int], kept: list[Part]) -> bool:
    """Adds a part to those that are kept, if it overlaps none of them."""
    at = bisect_left(starts, part.start)
    if at and kept[at - 1].end > part.start:
        return False
    if at < len(kept) and kept[at].start < part.end:
        return False
    starts.insert(at, part.start)
    kept.insert(at, part)
    return True
