"""White space inside a line that no writer of Chinese puts there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.folding import HAN, SPACE

_MARK = "，。；：！？、（）《》〈〉“”‘’「」『』【】…—"
_SPACES = re.compile(
    rf"(?P<han>(?<=[{HAN}{_MARK}])[{SPACE}]+(?=[{HAN}{_MARK}]))"
    rf"|(?P<mark>(?<=[{_MARK}])[{SPACE}]+(?=\S)|(?<=\S)[{SPACE}]+(?=[{_MARK}]))"
    rf"|(?P<run>[{SPACE}]{{2,}}|[{SPACE}](?<! ))"
)
_RULES = {
    "han": ("", "space.between_han"),
    "mark": ("", "space.at_punctuation"),
    "run": (" ", "space.run"),
}


def changes(text: str) -> Iterator[Change]:
    """White space between Han characters and at Chinese punctuation goes; other runs become one space."""
    for match in _SPACES.finditer(text):
        new, rule = _RULES[match.lastgroup or ""]
        yield Change(match.start(), match.end(), new, rule)
