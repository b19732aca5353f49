"""White space inside a line that no writer of Chinese puts there."""

from __future__ import annotations

from collections.abc import Iterator

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.folding import HAN, SPACE
from chuangwen_corpus.lazy import regex

_MARK = "，。；：！？、（）《》〈〉“”‘’「」『』【】…—"
_EDGE = regex(rf"[{HAN}{_MARK}]")
_SPACES = regex(f"[{SPACE}]+")


def changes(text: str) -> Iterator[Change]:
    """White space between Han characters and at Chinese punctuation goes; other runs become one space."""
    for match in _SPACES.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if _EDGE.match(before) and _EDGE.match(after):
            yield Change(start, end, "", "space.between_han")
        elif _goes(before, after) or _goes(after, before):
            yield Change(start, end, "", "space.at_punctuation")
        elif match[0] != " ":
            yield Change(start, end, " ", "space.run")


def _goes(one: str, other: str) -> bool:
    """Whether white space between a Chinese mark and something else goes."""
    return bool(one) and one in _MARK and not (other.isspace() or not other)
