"""Clauses of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.cues import Cue
from chuangwen_corpus.annotate.layer import Mark, Reading, SentenceSpan, Word
from chuangwen_corpus.lazy import regex

KINDS = ("marker", "call", "prohibition")
"""The classes of cues that may be a clause's marker."""

_OPEN = {"“": "”", "《": "》", "「": "」", "『": "』", "（": "）", "(": ")"}
_STOPS = ",，;；:：。！？!?…"
_MARK = regex(f"[{re.escape(_STOPS + ''.join(_OPEN) + ''.join(_OPEN.values()))}]")
_ORDINAL = regex(
    r"(?:[一二三四五六七八九十]{1,2}[是、]|[一二三四五六七八九十]{1,2}(?=要|抓)|第[一二三四五六七八九十]{1,2}[,、]?|"
    r"其[一二三四五],?|\d{1,2}[、.)](?!\d)|\([一二三四五六七八九十\d]+\)|[①-⑳]|——)"
)


_LONGEST_WORD = 6
"""Characters before a place in which a word is looked for that reaches beyond it."""


class Clause:
    """A clause by offsets, without the stop that ends it. What rules ask of it again and again is found once.

    Most rules hold of few clauses. So each first asks whether the clause has a word of the class, or with the tag, that the rule is about.
    """

    __slots__ = (
        "_classes", "_cues", "_tags", "_times", "_words", "counted", "end", "quotations", "reading", "start", "stop",
    )  # fmt: skip

    def __init__(
        self,
        reading: Reading,
        start: int,
        end: int,
        stop: str,
        quotations: Sequence[tuple[int, int]],
        *,
        counted: bool,
    ) -> None:
        self.reading = reading
        self.start = start
        self.end = end
        self.stop = stop
        self.quotations = quotations
        self.counted = counted
        """Whether a marker of a list (一是, 首先) stood before `start`."""
        self._words: list[Word] | None = None
        self._classes: frozenset[str] | None = None
        self._tags: frozenset[str] | None = None
        self._times: list[Mark] | None = None
        self._cues: list[Cue] | None = None

    def since(self, start: int) -> Clause:
        """What of the clause stands from a place on."""
        if start == self.start:
            return self
        return Clause(self.reading, start, self.end, self.stop, self.quotations, counted=self.counted)

    @property
    def words(self) -> list[Word]:
        """Its words."""
        if self._words is None:
            self._words = self.reading.words(self.start, self.end)
        return self._words

    @property
    def whole_words(self) -> list[Word]:
        """Its words, and before them the one inside of which it begins, if a marker is the beginning of that: 坚决|贯彻."""
        words, start = self.words, self.start
        if (words and words[0].start > start) or (not words and start < self.end):
            words = [
                word
                for word in self.reading.words(max(0, start - _LONGEST_WORD), self.end)
                if word.end > start
            ]
        return words

    @property
    def classes(self) -> frozenset[str]:
        """The classes of cues that its words are of."""
        if self._classes is None:
            self._classes = frozenset().union(*[word.classes for word in self.words])
        return self._classes

    @property
    def tags(self) -> frozenset[str]:
        """The tags of its words."""
        if self._tags is None:
            self._tags = frozenset([word.xpos for word in self.words])
        return self._tags

    @property
    def times(self) -> list[Mark]:
        """The expressions of time in it."""
        if self._times is None:
            self._times = self.reading.inside("time", self.start, self.end)
        return self._times

    @property
    def cues(self) -> list[Cue]:
        """The cues that may be its marker, outside quotations."""
        if self._cues is None:
            found = cues.find(self.reading, self.start, self.end, *KINDS)
            self._cues = [cue for cue in found if not self.quoted(cue.start)]
        return self._cues

    def quoted(self, place: int) -> bool:
        """Whether this place stands inside quotation or title marks or brackets."""
        return bool(self.quotations) and any(start < place < end for start, end in self.quotations)


def clauses(reading: Reading, sentence: SentenceSpan) -> list[Clause]:
    """The clauses of a sentence: cut at ， ； ： and the final stop, never inside marks."""
    text = reading.text
    found: list[Clause] = []
    start = sentence.start
    quotations: list[tuple[int, int]] = []
    closing: list[str] = []
    opened = 0
    for match in _MARK.finditer(text, sentence.start, sentence.end):
        c, i = match[0], match.start()
        if closing:
            if c == closing[-1]:
                closing.pop()
                if not closing:
                    quotations.append((opened, i))
            elif c in _OPEN:
                closing.append(_OPEN[c])
        elif c in _OPEN:
            closing.append(_OPEN[c])
            opened = i
        elif c in _STOPS:
            if i > start:
                found.append(_trimmed(reading, start, i, c, quotations))
            start, quotations = i + 1, []
    if start < sentence.end:
        found.append(_trimmed(reading, start, sentence.end, "", quotations))
    return found


def may_be_counted(folded: str, start: int, end: int) -> bool:
    """Whether a sentence may begin with a marker of a list (see `Clause.counted`); what does not, does not."""
    while start < end and folded[start] in f" \n{_STOPS}":
        start += 1
    return bool(_ORDINAL.match(folded, start, end)) or cues.starts(folded[start:end], "ordinal")


def _trimmed(reading: Reading, start: int, end: int, stop: str, quotations: list[tuple[int, int]]) -> Clause:
    while start < end and reading.folded[start] in " \n":
        start += 1
    while end > start and reading.folded[end - 1] in " \n":
        end -= 1
    match = _ORDINAL.match(reading.folded, start, end)
    behind = match.end() if match else cues.at(reading, start, end, "ordinal")
    return Clause(reading, behind or start, end, stop, quotations, counted=behind is not None)
