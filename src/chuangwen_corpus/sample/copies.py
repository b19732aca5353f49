"""A speech made from another: what offices do when a model speech is passed from one to the next."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from chuangwen_corpus.sample.dice import Dice
from chuangwen_corpus.sample.draft import Draft, Paragraph, Section
from chuangwen_corpus.sample.stock import synonyms

CopyKind = Literal["exact", "places", "words", "edited", "part"]
COPY_KINDS: tuple[CopyKind, ...] = ("exact", "places", "words", "edited", "part")
PLACEHOLDERS = ("XX", "xx", "某某", "××", "**")


class Taken(NamedTuple):
    """A sentence that was taken over."""

    text: str
    """As the copy has it, before the page is laid out."""
    of: str
    """As the original has it."""
    changed: float
    """Share of the original's characters that were replaced."""


@dataclass(frozen=True)
class Copy:
    """A speech made from another."""

    draft: Draft
    kind: CopyKind
    taken: tuple[Taken, ...]

    @property
    def changed(self) -> float:
        """Share of the characters of the sentences taken over that were replaced."""
        size = sum(len(one.of) for one in self.taken)
        return sum(one.changed * len(one.of) for one in self.taken) / size if size else 0.0

    @property
    def share(self) -> float:
        """Share of the copy's characters that stand in sentences taken over."""
        size = sum(map(len, self.draft.sentences()))
        return sum(len(one.text) for one in self.taken) / size if size else 0.0


def copied(model: Draft, own: Draft, choose: Dice) -> Copy:
    """A copy.

    Args:
        model: The speech that is copied.
        own: What the copier would have said; gives speaker, place and, in part, sentences.
        choose: Who chooses.
    """
    kind = choose.choice(COPY_KINDS)
    later = model.day + dt.timedelta(days=choose.randint(20, 500))
    made = _Copier(model, own, choose)
    if kind == "part":
        draft = made.part()
    else:
        draft = replace(
            model,  # fields are made in this order, which is that of the speech
            opening=made.paragraphs(model.opening, kind),
            sections=tuple(made.section(section, kind) for section in model.sections),
            closing=made.paragraphs(model.closing, kind),
        )
    draft = replace(
        draft,
        kind=own.kind if kind == "part" else model.kind,
        place=own.place,
        unit=own.unit,
        speaker=own.speaker,
        day=later,
    )
    return Copy(draft, kind, tuple(made.taken))


class _Copier:
    def __init__(self, model: Draft, own: Draft, choose: Dice) -> None:
        self._choose, self._model, self._own = choose, model, own
        self._instead = choose.choice((own.place, own.place, choose.choice(PLACEHOLDERS)))
        self._rate = choose.choice((0.05, 0.1, 0.2, 0.3))
        self._extra = list(own.sentences())
        self.taken: list[Taken] = []

    def section(self, section: Section, kind: CopyKind) -> Section:
        return Section(
            section.heading,
            self.paragraphs(section.paragraphs, kind),
            tuple(self.section(inside, kind) for inside in section.sections),
        )

    def paragraphs(self, paragraphs: tuple[Paragraph, ...], kind: CopyKind) -> tuple[Paragraph, ...]:
        return tuple(self._paragraph(paragraph, kind) for paragraph in paragraphs)

    def part(self) -> Draft:
        """The copier's own speech with a section or two of the model's in the place of own ones."""
        sections = list(self._own.sections)
        count = min(len(sections), self._choose.randint(1, 2))
        for i, section in zip(
            self._choose.sample(range(len(sections)), count), self._choose.sample(self._model.sections, count)
        ):
            sections[i] = self.section(section, self._choose.choice(("exact", "words", "places")))
        return replace(self._own, sections=tuple(sections))

    def _paragraph(self, paragraph: Paragraph, kind: CopyKind) -> Paragraph:
        sentences = list(paragraph)
        if kind == "edited":
            if len(sentences) > 2 and self._choose.random() < 0.4:
                sentences.pop(self._choose.randint(0, len(sentences) - 1))
            if len(sentences) > 1 and self._choose.random() < 0.3:
                sentences = self._choose.sample(sentences, len(sentences))
        found: list[str] = []
        for sentence in sentences:
            text, changed = self._sentence(sentence, kind)
            self.taken.append(Taken(text, sentence, changed))
            found.append(text)
        if kind == "edited" and self._extra and self._choose.random() < 0.3:
            found.insert(self._choose.randint(0, len(found)), self._extra.pop(0))
        return tuple(found)

    def _sentence(self, sentence: str, kind: CopyKind) -> tuple[str, float]:
        if kind == "exact":
            return sentence, 0.0
        text, changed = sentence.replace(self._model.place, self._instead), 0
        changed += sentence.count(self._model.place) * len(self._model.place)
        if kind == "words" or (kind == "edited" and self._choose.random() < 0.3):
            text, swapped = swap_words(text, self._rate, self._choose)
            changed += swapped
        return text, min(1.0, changed / len(sentence))


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, synonyms()), key=len, reverse=True)))


def swap_words(text: str, rate: float, choose: Dice) -> tuple[str, int]:
    """A sentence with words in the place of others that mean much the same.

    Args:
        text: The sentence.
        rate: Share of its characters that may be replaced; fewer are where it has too few words with a synonym.
        choose: Who chooses which.

    Returns:
        The sentence, and how many of its characters were replaced.
    """
    found = list(_words().finditer(text))
    budget = max(2, round(rate * len(text)))
    swapped = 0
    pieces = dict[int, re.Match[str]]()
    for match in choose.sample(found, len(found)):
        if swapped + len(match[0]) <= budget:
            pieces[match.start()] = match
            swapped += len(match[0])
    for start in sorted(pieces, reverse=True):
        match = pieces[start]
        text = text[:start] + synonyms()[match[0]] + text[match.end() :]
    return text, swapped
