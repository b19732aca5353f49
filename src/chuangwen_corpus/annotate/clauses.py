"""Clauses of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.layer import Reading, SentenceSpan

_OPEN = {"“": "”", "《": "》", "「": "」", "『": "』", "（": "）", "(": ")"}
_STOPS = ",，;；:：。！？!?…"
_MARK = re.compile(f"[{re.escape(_STOPS + ''.join(_OPEN) + ''.join(_OPEN.values()))}]")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[是、]|[一二三四五六七八九十]{1,2}(?=要|抓)|第[一二三四五六七八九十]{1,2}[,、]?|"
    r"其[一二三四五],?|\d{1,2}[、.)](?!\d)|\([一二三四五六七八九十\d]+\)|[①-⑳]|——)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by offsets, without the stop that ends it."""

    start: int
    end: int
    stop: str
    quotations: tuple[tuple[int, int], ...]
    counted: bool
    """Whether a marker of a list (一是, 首先) stood before `start`."""

    def quoted(self, place: int) -> bool:
        """Whether this place stands inside quotation or title marks or brackets."""
        return any(start < place < end for start, end in self.quotations)


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


def _trimmed(reading: Reading, start: int, end: int, stop: str, quotations: list[tuple[int, int]]) -> Clause:
    while start < end and reading.folded[start] in " \n":
        start += 1
    while end > start and reading.folded[end - 1] in " \n":
        end -= 1
    match = _ORDINAL.match(reading.folded[start:end])
    behind = start + match.end() if match else cues.at(reading, start, end, "ordinal")
    return Clause(behind or start, end, stop, tuple(quotations), counted=behind is not None)
