"""The lines of a clean text, each with what it can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from chuangwen_corpus.clean.layout import ends_sentence
from chuangwen_corpus.genre.address import salutation_length
from chuangwen_corpus.genre.dates import date_span
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.markers import Marker, section_marker, speech_marker
from chuangwen_corpus.genre.titles import Title, read_title

_THANKS = re.compile(r"谢谢|致谢|感谢大家|完毕|到此(?:结束|为止)|^完$")
PROSE = 40
"""A line this long, or one with a stop inside, is running text."""


@dataclass(frozen=True)
class Line:
    """A line of the text; `start` and `end` are its offsets, without the line feed."""

    start: int
    end: int
    text: str

    @cached_property
    def folded(self) -> str:
        """The line's shadow."""
        return fold(self.text)

    @cached_property
    def title(self) -> Title | None:
        """The line read as a title."""
        return read_title(self.folded)

    @cached_property
    def section(self) -> Marker | None:
        """The section marker it opens with."""
        return section_marker(self.folded)

    @cached_property
    def speech(self) -> Marker | None:
        """The speech marker it opens with."""
        return speech_marker(self.folded)

    @cached_property
    def salutation(self) -> int:
        """Length of the salutation it opens with, or 0."""
        return 0 if self.section else salutation_length(self.folded)

    @cached_property
    def date(self) -> tuple[int, int] | None:
        """Where the date stands in a line that holds nothing else."""
        return date_span(self.folded)

    @cached_property
    def closed(self) -> bool:
        """Whether it ends in a sentence's stop."""
        return ends_sentence(self.folded)

    @property
    def thanks(self) -> bool:
        """Whether it thanks the audience or says that the speech is over."""
        return len(self.text) < 60 and bool(_THANKS.search(self.folded))

    @property
    def prose(self) -> bool:
        """Whether it is running text, not a title or a heading."""
        return len(self.text) > PROSE or self.closed

    @property
    def bare_marker(self) -> bool:
        """Whether it is a speech marker and nothing else."""
        return bool(self.speech and self.speech.length >= len(self.folded))


def read_lines(text: str) -> list[Line]:
    """The non-empty lines of a text."""
    lines, position = [], 0
    for line in text.split("\n"):
        if line:
            lines.append(Line(position, position + len(line), line))
        position += len(line) + 1
    return lines
