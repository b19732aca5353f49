"""The title that only the site's record under a text names is put above the text: 本文标题:在创文推进会上的讲话."""

from __future__ import annotations

from collections.abc import Iterator

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.titles import read_title
from chuangwen_corpus.lazy import regex

SHORTEST = 6
"""Characters of a title without its numbers that is more than the name of a kind."""
LONGEST_LINE = 120
"""Characters of a line that may be a title."""
_NAMED = regex(r"(?:本文|文章)标题\ ?:\ ?(?P<title>[^,。:;!?]+)")


def title_named(line: str) -> tuple[int, int] | None:
    """Where a title stands in the site's record of a page; None on other lines.

    >>> title_named("本文标题:在创文推进会上的讲话"), title_named("本文链接:在创文推进会上的讲话")
    ((5, 15), None)
    """
    match = _NAMED.fullmatch(line)
    title = read_title(match["title"]) if match else None
    if match is None or title is None or len(title.core) < SHORTEST:
        return None
    return match.start("title") + title.start, match.start("title") + title.end


def changes(text: str, folded: str) -> Iterator[Change]:
    """The change that puts the title above a text of lines that has no other line built like one; `folded` is its shadow."""
    if "标题" not in folded:
        return
    lines = folded.split("\n")
    named = [(i, place) for i, line in enumerate(lines) if (place := title_named(line.strip()))]
    if len(named) != 1 or not named[0][0]:
        return
    at, (start, end) = named[0]
    if any(read_title(line.strip()) for i, line in enumerate(lines) if i != at and len(line) <= LONGEST_LINE):
        return
    begin = sum(len(line) + 1 for line in lines[:at]) + len(lines[at]) - len(lines[at].lstrip())
    yield Change(0, 0, text[begin + start : begin + end] + "\n", "layout.named_title")
