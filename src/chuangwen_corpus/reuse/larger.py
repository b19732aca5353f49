"""Paragraphs and speeches that repeat each other, by way of their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from chuangwen_corpus.reuse.kinds import Kind, kind
from chuangwen_corpus.reuse.phrases import contexts
from chuangwen_corpus.reuse.repeats import Repeats
from chuangwen_corpus.reuse.shingles import together, unique
from chuangwen_corpus.reuse.texts import Ints

FEW = 4
"""Places of each of two texts, one a part of the other, from which pairs of larger units are tried."""
LEAST_CHARACTERS = 20
"""Characters that two units must have in common."""
MOSTLY = 0.8
"""Share of both units that stands in sentences with a counterpart, where they are alike as wholes."""


@dataclass(frozen=True)
class Shared:
    """What two units have in common."""

    first: int
    second: int
    of_first: float
    """Share of the first that stands in the second, by characters: set phrases and short sentences count for nothing, what
    many speeches say for less, and of sentences that are alike by half, as they may be by chance, nothing is taken."""
    of_second: float
    sentences: int
    """Sentences of the first that have a counterpart in the second."""
    kind: Kind

    @property
    def containment(self) -> float:
        """The greater of the two shares."""
        return max(self.of_first, self.of_second)

    @property
    def similarity(self) -> float:
        """The smaller of the two shares."""
        return min(self.of_first, self.of_second)


class Units:
    """The units that sentences make up, each as the texts of its sentences."""

    def __init__(self, found: Repeats, unit_of_row: Ints, owner_of_unit: Ints) -> None:
        """Takes the pairs of texts and where the texts stand.

        Args:
            found: The pairs of texts.
            unit_of_row: Shape (sentences,): the unit of each sentence, -1 of one that belongs to none.
            owner_of_unit: Shape (units,): the speech of each unit; a speech does not repeat itself.
        """
        self._found = found
        self._owner = owner_of_unit
        of_row = found.texts.of_row
        rows = np.flatnonzero((of_row >= 0) & (unit_of_row >= 0))
        self._whole: dict[int, list[int]] = defaultdict(list)
        """Of each unit all texts, also those that are too short to be compared and set phrases."""
        for text, unit in zip(of_row[rows].tolist(), unit_of_row[rows].tolist(), strict=True):
            self._whole[unit].append(text)
        rows = rows[found.compared[of_row[rows]]]
        self._text, self._unit = of_row[rows], unit_of_row[rows]
        self._texts: dict[int, list[int]] = defaultdict(list)
        for text, unit in zip(self._text.tolist(), self._unit.tolist(), strict=True):
            self._texts[unit].append(text)
        self._weight = _weights(found)
        self._partners: dict[int, set[int]] = defaultdict(set)
        self._common: dict[tuple[int, int], float] = {}
        lengths, keys = found.texts.lengths, found.texts.keys
        for a, b, containment in zip(
            found.first.tolist(), found.second.tolist(), found.containment.tolist(), strict=True
        ):
            self._partners[a].add(b)
            self._partners[b].add(a)
            self._common[a, b] = max(
                _beyond_chance(containment) * int(min(lengths[a], lengths[b])), _alike(keys[a], keys[b])
            )
        self._kind = lru_cache(100_000)(lambda a, b: kind(keys[a], keys[b]))

    def pairs(self, least: float) -> Iterator[Shared]:
        """The units of which one stands in the other by `least` of its characters, sorted."""
        for first, second in zip(*(side.tolist() for side in self._candidates()), strict=True):
            shared = self._shared(first, second)
            if shared is not None and shared.containment >= least:
                yield shared

    def _candidates(self) -> tuple[Ints, Ints]:
        """Pairs of units that hold texts of one cluster, or texts of which one is a part of the other."""
        found, count = self._found, max(len(self._owner), 1)
        posted = np.unique(found.centre[self._text] * count + self._unit)
        cluster, unit = posted // count, posted % count
        pairs = [a * count + b for a, b in together(cluster, unit)]
        pairs.append(self._by_parts(count))
        both = unique(pairs)
        first, second = both // count, both % count
        other = self._owner[first] != self._owner[second]
        return first[other], second[other]

    def _by_parts(self, count: int) -> Ints:
        found = self._found
        order = np.argsort(self._text, kind="stable")
        text, unit = self._text[order], self._unit[order]
        start = np.searchsorted(text, np.arange(len(found.texts.keys)))
        end = np.searchsorted(text, np.arange(len(found.texts.keys)), side="right")
        own = found.centre[found.first] != found.centre[found.second]
        first, second = found.first[own], found.second[own]
        pairs = []
        for i in range(FEW):
            for j in range(FEW):
                both = (start[first] + i < end[first]) & (start[second] + j < end[second])
                one, two = unit[start[first[both]] + i], unit[start[second[both]] + j]
                pairs.append(np.minimum(one, two) * count + np.maximum(one, two))
        return unique(pairs)

    def _shared(self, first: int, second: int) -> Shared | None:
        ones, others = self._texts[first], self._texts[second]
        lengths = self._found.texts.lengths
        covered = dict.fromkeys(others, 0.0)
        by_cluster: dict[int, list[int]] = defaultdict(list)
        for text in covered:
            by_cluster[int(self._found.centre[text])].append(text)
        total, characters, sentences = 0.0, 0.0, 0
        met: dict[int, set[int]] = {}
        met_by: dict[int, set[int]] = defaultdict(set)
        for text in ones:
            got = 0.0
            partners = set(by_cluster.get(int(self._found.centre[text]), ())) | (
                self._partners.get(text, set()) & covered.keys()
            )
            for other in partners:
                common = self._in_common(text, other)
                got += common
                covered[other] += common
                met_by[other].add(text)
            if partners:
                sentences += 1
                met[text] = partners
            total += min(got, float(lengths[text])) * self._weight[text]
            characters += min(got, float(lengths[text]))
        back = [min(covered[text], float(lengths[text])) for text in others]
        if min(characters, sum(back)) < LEAST_CHARACTERS:
            return None
        weight = self._weight
        size = float((lengths[ones] * weight[ones]).sum()), float((lengths[others] * weight[others]).sum())
        total_back = sum(part * float(weight[text]) for part, text in zip(back, others, strict=True))
        of_first, of_second = min(1.0, total / size[0]), min(1.0, total_back / size[1])
        share = min(self._share_met(ones, met), self._share_met(others, met_by))
        same = self._whole[first] == self._whole[second]
        kinds = self._kinds(met) | self._kinds(met_by)
        return Shared(first, second, of_first, of_second, sentences, _kind_of(same, kinds, share))

    def _share_met(self, texts: list[int], met: Mapping[int, set[int]]) -> float:
        """The share of texts, by characters, that have a counterpart."""
        lengths = self._found.texts.lengths
        return sum(float(lengths[text]) for text in texts if text in met) / float(lengths[texts].sum())

    def _kinds(self, met: Mapping[int, set[int]]) -> set[Kind]:
        """The kinds of change between texts and the counterpart with most in common of each."""
        keys = self._found.texts.keys
        found: set[Kind] = set()
        for text, others in met.items():
            # Of equals the first by its characters: numbers of texts follow the dates.
            nearest = min(
                others, key=lambda other: (-self._in_common(text, other), keys[other])
            )  # used at once
            found.add(self._kind(min(text, nearest), max(text, nearest)))
        return found

    def _in_common(self, one: int, other: int) -> float:
        if one == other:
            return float(self._found.texts.lengths[one])
        pair = (min(one, other), max(one, other))
        known = self._common.get(pair)
        if known is None:  # both are like the centre of their cluster
            keys = self._found.texts.keys
            known = self._common[pair] = _alike(keys[one], keys[other])
        return known


def _alike(one: str, other: str) -> float:
    """Characters that two texts have in common, beyond what they may have by chance."""
    common = float(LCSseq.similarity(one, other))
    return common * _beyond_chance(2 * common / (len(one) + len(other)))


def _beyond_chance(share: float) -> float:
    """A share of 1 counts in full, one of a half, as texts of one genre may have by chance, for nothing."""
    return max(0.0, 2 * share - 1)


def _weights(found: Repeats) -> NDArray[np.float64]:
    """What a character of each text counts, shape (texts,), from near 0 to 1.

    A sentence that many speeches have in unlike surroundings says little of where it was taken from: 1 less the share of its
    contexts in the speeches, both by logarithm (the idea of Spaerck Jones 1972, inverse document frequency).
    """
    of_row = found.texts.of_row
    if not len(found.centre):
        return np.zeros(0, np.float64)
    cluster = np.where(of_row >= 0, found.centre[of_row], -1)
    spread = contexts(cluster, found.sentences.owner, len(found.centre))[found.centre]
    speeches = int(found.sentences.owner.max(initial=0)) + 1
    # A speech that says a sentence again and again has several contexts of it; more than one a speech say no more.
    spread = np.clip(spread, 1, speeches)
    return np.asarray(1 - np.log(spread) / np.log(speeches + 1), np.float64)


def _kind_of(same: bool, kinds: set[Kind], met: float) -> Kind:
    if same:
        return "exact"
    if met < MOSTLY:
        return "part"
    return "places" if kinds <= {"exact", "places"} and "places" in kinds else "words"


def numbered(ids: list[str | None]) -> tuple[list[str], Ints]:
    """The different ids as they come, and the number of each row's; -1 where there is none."""
    known: dict[str, int] = {}
    rows = np.fromiter(
        (-1 if one is None else known.setdefault(one, len(known)) for one in ids), np.int64, len(ids)
    )
    return list(known), rows


def owners(unit_of_row: Ints, owner: Ints, count: int) -> NDArray[np.int64]:
    """The speech of each unit, shape (count,)."""
    found = np.full(count, -1, np.int64)
    held = unit_of_row >= 0
    found[unit_of_row[held]] = owner[held]
    return found
