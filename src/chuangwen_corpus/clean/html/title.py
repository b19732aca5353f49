"""The title element: the page's title where the page has no other."""

from __future__ import annotations

import html
from collections.abc import Sequence

from chuangwen_corpus.clean.html.lines import Line, said
from chuangwen_corpus.clean.html.tokens import Text
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.lazy import regex

_OPENING = 20
"""Among so many lines the page's own title is looked for."""
_SITE = regex(r"\s*(?:[_|｜]|\s[-–—·]+\s|[-–—]+(?=[^-–—]*$))")
"""What stands between a title and the name of its site."""


def is_in(text: str, lines: Sequence[Line]) -> bool:
    """Whether one of the first lines is the title of the page, and not of one of its speeches."""
    shown = (line for line in lines if line.parts and not line.is_links(text))
    for _, line in zip(range(_OPENING), shown, strict=False):
        words = "".join(said(text, run) for run, _ in line.shown)
        found = read_title(fold(words.strip()))
        if found and not found.marker:
            return True
    return False


def end(text: str, run: Text) -> int | None:
    """Where the title ends in the source, before the name of the site; None if it is no title of the genre."""
    for at in (*(match.start() for match in _SITE.finditer(text, run.start, run.end)), run.end):
        if read_title(fold(html.unescape(text[run.start : at]).strip())):
            return at
    return None
