"""What a layer of annotation is: it reads a page and marks spans, each by a named rule."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

from pydantic import Field

from chuangwen_corpus.annotate.fixed import ADVERB_VERB, VERB_LENGTH
from chuangwen_corpus.annotate.heads import AskedHead, Head
from chuangwen_corpus.annotate.tokens import Columns
from chuangwen_corpus.annotate.vocabulary import NO_CLASS, Hit, Hits, classes_by_form
from chuangwen_corpus.genre import own
from chuangwen_corpus.lazy import cached_property
from chuangwen_corpus.records import AnnotationId, DocumentId, Name, SentenceId, Span, SpeechId

LONGEST_BY_CHANCE = 2
"""Characters of a term that may be found across two words by chance."""


class AnnotationRow(Span, frozen=True):
    """Base of the flat views, one a layer: what the layer says of a span stands in columns of its own."""

    annotation_id: AnnotationId = Field(description="The annotation this row is a view of.")
    document_id: DocumentId = Field(description="The document annotated.")
    speech_id: SpeechId | None = Field(description="The speech the span belongs to.")
    sentence_id: SentenceId | None = Field(description="The sentence the span starts in.")
    text: str = Field(description="The span's text.")
    rule: Name = Field(description="Name of the rule that made the annotation.")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span of the clean text, and what is said of it."""

    start: int
    end: int
    rule: str
    attributes: dict[str, str] = field(default_factory=dict)
    speech: int | None = None
    """Index of the speech it belongs to, given only where the place does not tell."""


SAID = ("body", "heading")
"""Kinds of sentences that say something: all but salutation and signature. A heading may be a demand: 二、要压实责任。"""


class SentenceSpan(NamedTuple):
    """A sentence of a speech, by offsets and indexes."""

    start: int
    end: int
    kind: str
    speech: int
    paragraph: tuple[int, int] | None
    """Start and end of its paragraph; None for a heading, a salutation, a signature."""
    section: int


@dataclass(frozen=True, slots=True)
class SpeechInfo:
    """What is known of a speech before its layers are made."""

    start: int
    end: int
    head: Head
    speaker: Mark | None = None
    addressee: Mark | None = None


class Word(NamedTuple):
    """A token as a layer sees it: folded form, tags, offsets, classes."""

    form: str
    xpos: str
    upos: str
    start: int
    end: int
    classes: frozenset[str] = frozenset()
    """The classes of cues that its form has: looked up once, as rules ask for many of many words."""


def ends(marks: Iterable[Mark]) -> dict[int, int]:
    """Where marks end, by where they start."""
    return {mark.start: mark.end for mark in marks}


def past(words: Sequence[Word], i: int, place: int) -> int:
    """The index of the first word from `i` on that starts at a place or behind it."""
    while i < len(words) and words[i].start < place:
        i += 1
    return i


def _apart(
    forms: Sequence[str], xpos: Sequence[str], upos: Sequence[str], starts: Sequence[int], ends: Sequence[int]
) -> tuple[list[str], list[str], list[str], list[int], list[int]]:
    """The columns of tokens, with adverb and verb of one entry as two words: 认真|学习."""
    columns = list(forms), list(xpos), list(upos), list(starts), list(ends)
    for i in reversed([i for i, form in enumerate(forms) if form in ADVERB_VERB]):
        middle = ends[i] - VERB_LENGTH
        columns[0][i : i + 1] = forms[i][:-VERB_LENGTH], forms[i][-VERB_LENGTH:]
        columns[1][i : i + 1] = "d", "v"
        columns[2][i : i + 1] = "ADV", "VERB"
        columns[3][i : i + 1] = starts[i], middle
        columns[4][i : i + 1] = middle, ends[i]
    return columns


@dataclass
class Reading:
    """A page as layers read it, or some sentences of one (see `sentences`). Offsets are code points of its text."""

    text: str
    folded: str
    """The text's shadow (`genre.folding`): same length, simplified, half-width."""
    speeches: tuple[SpeechInfo, ...]
    """The speeches of a page; empty where sentences are read."""
    sentences: tuple[SentenceSpan, ...]
    tokens: Columns
    heads: tuple[AskedHead, ...] = ()
    """Where sentences are read, the head of the speech of each, at the index that the sentence has as `speech`."""
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    """What the layers made so far have marked, each sorted by start."""
    closed: Spans = field(default_factory=lambda: Spans(()))
    """What blocks the layer that is being made (see `Layer.blocked_by`)."""
    acts: list[Any] | None = None
    """What the speeches undertake and demand, once it is read (`undertakings.acts`)."""
    _words: list[Word] = field(default_factory=list)
    _words_start: Sequence[int] = ()
    _words_end: Sequence[int] = ()
    _sentence_starts: list[int] = field(default_factory=list)
    _mark_starts: dict[str, list[int]] = field(default_factory=dict)

    @cached_property
    def hits(self) -> Hits:
        """Where the entries of all lists stand."""
        return Hits(self.folded)

    def listed(self, name: str, *, at_edges: bool = False) -> Iterator[Hit]:
        """The entries of a list that are words of a sentence, not letters that meet inside or across others.

        Of those that overlap the one that starts first, of those that start at one place the longest. With `at_edges`
        tokens must start and end where they do, however long they are.
        """
        free = 0
        for hit in self.hits.all_of(name):
            if hit.start < free or not self.is_words(hit.start, hit.end):
                continue
            if at_edges and not (self.word_starts(hit.start) and self.word_ends(hit.end)):
                continue
            sentence = self.sentence_at(hit.start)
            if sentence and hit.end <= sentence.end:
                free = hit.end
                yield hit

    def free(self, marks: Iterable[Mark]) -> Iterator[Mark]:
        """The marks that nothing blocks. A layer asks before it chooses between marks that overlap."""
        return (mark for mark in marks if not self.closed.block(mark.start, mark.end))

    def words(self, start: int, end: int) -> list[Word]:
        """The words that lie in a span: the tokens, but adverb and verb apart where the dictionary has them as one entry."""
        if not self._words:
            self._read_words()
        return self._words[bisect_left(self._words_start, start) : bisect_right(self._words_end, end)]

    def _read_words(self) -> None:
        _, _, xpos, upos, starts, ends = self.tokens
        folded = self.folded
        forms = [folded[left:right] for left, right in zip(starts, ends, strict=True)]
        columns: tuple[Sequence[Any], ...] = (forms, xpos, upos, starts, ends)
        if not ADVERB_VERB.isdisjoint(forms):
            columns = _apart(forms, xpos, upos, starts, ends)
            forms, _, _, starts, ends = columns
        self._words_start, self._words_end = starts, ends
        known = classes_by_form(own.in_use())
        classes = [known.get(form, NO_CLASS) for form in forms]
        self._words = list(
            map(tuple.__new__, repeat(Word), zip(*columns, classes, strict=True))
        )  # five times as fast as calling Word

    def word_starts(self, place: int) -> bool:
        """Whether a token starts at this offset."""
        starts = self.tokens[4]
        at = bisect_left(starts, place)
        return at < len(starts) and starts[at] == place

    def word_ends(self, place: int) -> bool:
        """Whether a token ends at this offset."""
        ends = self.tokens[5]
        at = bisect_left(ends, place)
        return at < len(ends) and ends[at] == place

    def is_words(self, start: int, end: int) -> bool:
        """Whether a stretch begins and ends with words; an unknown word around it is no evidence against it.

        Two characters meet by chance where two words do (重大|战略); three or more hardly ever, so there a token that
        crosses the edge is the segmenter's fault.
        """
        if end - start > LONGEST_BY_CHANCE:
            return True
        starts, ends, tags = self.tokens[4], self.tokens[5], self.tokens[2]
        first = bisect_right(starts, start) - 1
        last = bisect_left(ends, end)
        if first < 0 or last >= len(ends):
            return False
        opens = starts[first] == start or (tags[first] == "x" and ends[first] <= end)
        return opens and (ends[last] == end or (tags[last] == "x" and starts[last] >= start))

    def inside(self, layer: str, start: int, end: int) -> list[Mark]:
        """The marks of an earlier layer that lie in a span."""
        marks = self.marks.get(layer)
        if not marks:
            return []
        starts = self._mark_starts.get(layer)
        if starts is None:
            starts = self._mark_starts[layer] = [mark.start for mark in marks]
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return [mark for mark in marks[first : bisect_left(starts, end, first)] if mark.end <= end]

    def sentence_at(self, place: int) -> SentenceSpan | None:
        """The sentence that holds this offset; titles and lines of names and dates are none."""
        if not self._sentence_starts:
            self._sentence_starts = [sentence.start for sentence in self.sentences]
        at = bisect_right(self._sentence_starts, place) - 1
        return self.sentences[at] if at >= 0 and place < self.sentences[at].end else None

    def holding(self, anchor: re.Pattern[str]) -> Iterator[SentenceSpan]:
        """The sentences in which a match of the anchor starts, each once.

        A pattern that opens with what may be missing is slow to search for. Where it can only match around
        something that is quick to find, it need be tried on few sentences.
        """
        place = 0
        while match := anchor.search(self.folded, place):
            sentence = self.sentence_at(match.start())
            place = sentence.end if sentence else match.start() + 1
            if sentence:
                yield sentence

    def body(self) -> Iterator[SentenceSpan]:
        """The sentences that are neither heading nor salutation nor signature."""
        return (sentence for sentence in self.sentences if sentence.kind == "body")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of annotation, made known to the corpus by its module alone (see `layers`)."""

    name: str
    table: str
    """Name of the table that shows the layer's attributes as columns."""
    record: type[AnnotationRow]
    """A row of that table; the fields it adds are the layer's attributes."""
    annotate: Callable[[Reading], Iterable[Mark]]
    """Finds the spans. It is given some sentences of many, and must not look beyond the sentence that it reads, unless `of_page`."""
    of_page: bool = False
    """Whether it needs more than a sentence: heads, paragraphs, lists. It is then given the whole page."""
    with_head: Callable[[Mark, str, Head], Mark] | None = None
    """What the head of the speech adds to a mark of this shadow: the date from which 去年 is counted."""
    requires: tuple[str, ...] = ()
    """Layers that are read and so must be made before."""
    blocked_by: tuple[str, ...] = ()
    """Layers, made before, whose spans hold none of this one; what encloses one of theirs is free."""
    asked: Callable[[], None] | None = None
    """Of a layer that is made on request only: raises if what it needs is not installed."""
    made_by: str | None = None
    """The distribution whose model marks the spans; its version stands in the manifest."""
    reference: str | None = None
    """The attribute that holds the start of another mark of the layer; published as its id."""
    links: tuple[tuple[str, str], ...] = ()
    """Attributes that hold the start of a mark of another layer, each with that layer; published as its id, and not at
    all where the other layer is not published."""

    @property
    def places(self) -> tuple[str, ...]:
        """The attributes that hold the start of a mark."""
        return (*((self.reference,) if self.reference else ()), *(link for link, _ in self.links))

    def read(self, reading: Reading) -> None:
        """Adds the layer's marks to a reading that has those of the layers it needs."""
        reading.closed = Spans((m.start, m.end) for by in self.blocked_by for m in reading.marks[by])
        reading.marks[self.name] = sorted(
            reading.free(self.annotate(reading)), key=lambda m: (m.start, m.end)
        )


class Spans:
    """Stretches of text that may overlap, asked whether another one meets them: in the logarithm of their number.

    Those that touch count as one: 两个文明|建设 blocks the amount 两个文明建设 as one term of these characters would.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them has a character of ``start:end``."""
        at = bisect_left(self._ends, start + 1)
        return at < len(self._starts) and self._starts[at] < end

    def block(self, start: int, end: int) -> bool:
        """Whether one of them holds ``start:end`` or crosses its edge."""
        at = bisect_left(self._ends, start + 1)
        if at == len(self._starts) or self._starts[at] >= end:
            return False
        last = bisect_left(self._starts, end) - 1
        return (
            self._starts[at] < start
            or self._ends[last] > end
            or (self._starts[at] == start and self._ends[at] == end)
        )


def longest(marks: Iterable[Mark]) -> list[Mark]:
    """Of marks that overlap the longest, of equally long ones the first; sorted by start."""
    kept: list[Mark] = []
    taken: set[int] = set()
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if not any(i in taken for i in (mark.start, mark.end - 1)):
            taken.update(range(mark.start, mark.end))
            kept.append(mark)
    return sorted(kept, key=lambda m: m.start)
