"""Source text to clean text: what is dropped or replaced, each change under the name of a rule."""

from __future__ import annotations

from chuangwen_corpus.clean import (
    characters,
    chunks,
    furniture,
    handed_on,
    html,
    joining,
    layout,
    named_title,
    pinyin,
    punctuation,
    spacing,
)
from chuangwen_corpus.clean.aligned import AlignedText
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.read import check_text

__all__ = ["clean"]


def clean(source: str, recurring: frozenset[str] = frozenset()) -> AlignedText:
    """The text of a page as clean lines: one paragraph, heading or title each, no furniture.

    Args:
        source: The source text.
        recurring: Folded lines known to be furniture because many pages have them.

    Raises:
        SourceError: The page has more text, or takes more edits, than a page may (`read.limits`).
    """
    text = as_lines(source)
    text = text.apply(named_title.changes(text.text, fold(text.text)))
    text = text.apply(furniture.changes(text.text, fold(text.text), recurring))
    text = text.apply(joining.changes(text))
    text = text.apply(punctuation.changes(text.text))
    return text.apply(spacing.changes(text.text))


def as_lines(source: str) -> AlignedText:
    """The text of a page as lines without markup, before anything is judged."""
    return handed_on.take(source) or _as_lines(source)


def _as_lines(source: str) -> AlignedText:
    page = html.read(source)
    text = AlignedText(source, zones=page.zones).apply(page.changes)
    check_text(text.text)
    text = text.apply(characters.changes(text.text))
    text = text.apply(characters.compositions(text.text))
    text = text.apply(pinyin.changes(text.text))
    text = text.apply(chunks.changes(text.text))
    return text.apply(layout.split_changes(text.text, fold(text.text)))
