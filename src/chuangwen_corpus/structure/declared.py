"""How many speeches an editor's words above a text say that the page holds: 为您整理的“…动员大会讲话【通用10篇】”."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.titles import declared_count
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.parts import Outline, Part

SHORTEST_NAMED = 8
"""Characters of a title that an editor names: a shorter one is a kind of text, of which the site has more pages."""
_COUNTED = regex(r"[^,。:;!?\"》]{0,16}")
"""What may stand between the title that an editor names and the count, at most."""


class Declared(NamedTuple):
    """A count, and where the words stand in the source that say it."""

    speeches: int
    source: tuple[int, int]


def by_editor(text: AlignedText, outline: Outline) -> Declared | None:
    """The count that was dropped with an editor's words above the first speech, right behind the title of the page or the speech."""
    if not outline.speeches:
        return None
    first = min(part.start for part in outline.speeches[0].all("body"))
    names = [fold(text.text[title.start : title.end]) for title in _titles(outline)]
    for edit in text.edits:
        if edit.start > first:
            return None
        if edit.start < edit.end or not edit.rule.startswith(("furniture.", "structure.")):
            continue
        said = fold(text.source[edit.source_start : edit.source_end])
        for name in names:
            at = said.find(name) if len(name) >= SHORTEST_NAMED else -1
            counted = _COUNTED.match(said, at + len(name)) if at >= 0 else None
            count = declared_count(counted[0]) if counted else None
            if count is not None:
                return Declared(count, (edit.source_start, edit.source_end))
    return None


def _titles(outline: Outline) -> Iterator[Part]:
    own = outline.speeches[0].one("title")
    yield from filter(None, (outline.title, own))
