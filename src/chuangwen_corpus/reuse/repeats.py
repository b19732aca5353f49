"""Sentences that repeat each other: distinct texts, set phrases, pairs of texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from chuangwen_corpus.reuse.clusters import stars
from chuangwen_corpus.reuse.phrases import SHORTEST, set_phrases
from chuangwen_corpus.reuse.shingles import candidates
from chuangwen_corpus.reuse.texts import Ints, Sentences, Texts, distinct
from chuangwen_corpus.reuse.verify import Scores, scores

Compare = Callable[[Sequence[str], Ints, Ints], Scores]
"""Scores of pairs of texts, given the texts and the numbers of the first and the second ones."""

LEAST_RESEMBLANCE = 0.7
"""Of a text whose clauses were put into another order: its runs are there, its order is not."""
LEAST_CONTAINMENT = 0.75
"""Of a text that stands in a longer one."""
SHORTEST_PART = 12
"""Characters of a text that is found inside a longer one: less is found in many."""


@dataclass(frozen=True, eq=False)
class Repeats:
    """The pairs of distinct texts that repeat each other."""

    sentences: Sentences
    texts: Texts
    is_set_phrase: NDArray[np.bool_]
    """Shape (texts,)."""
    compared: NDArray[np.bool_]
    """Shape (texts,): whether a text is long enough and no set phrase."""
    first: Ints
    """Shape (pairs,): the number of the earlier text."""
    second: Ints
    similarity: NDArray[np.float32]
    containment: NDArray[np.float32]
    whole: NDArray[np.bool_]
    """Shape (pairs,): whether the texts are alike as wholes, not one a part of the other."""
    centre: Ints
    """Shape (texts,): the text that a text is in a cluster with (see `clusters`)."""


def repeats(sentences: Sentences, least: float, compare: Compare | None = None) -> Repeats:
    """Finds the texts that repeat each other.

    Args:
        sentences: Sentences in canonical order.
        least: The least similarity of a pair, from 0 to 1 (see `verify.Scores`); parts and clauses in another order
            are found beside.
        compare: What scores candidates; by default this process with one thread.
    """
    texts = distinct(sentences.table["text"].to_pylist(), sentences.owner)
    phrases = set_phrases(sentences, texts)
    compared = ~phrases & (texts.lengths >= SHORTEST)
    numbers = np.flatnonzero(compared)
    keys = [texts.keys[i] for i in numbers]
    first, second = candidates(keys)
    found = (compare or partial(scores, workers=1))(keys, first, second)
    whole = (found.similarity >= least) | (found.resemblance >= max(least, LEAST_RESEMBLANCE))
    shorter = np.minimum(texts.lengths[numbers[first]], texts.lengths[numbers[second]])
    part = (found.containment >= LEAST_CONTAINMENT) & (shorter >= SHORTEST_PART)
    kept = whole | part
    first, second = numbers[first[kept]], numbers[second[kept]]
    whole = whole[kept]
    times = np.bincount(texts.of_row[texts.of_row >= 0], minlength=len(texts.keys))
    centre = stars(len(texts.keys), first[whole], second[whole], times)
    return Repeats(
        sentences, texts, phrases, compared, first, second,
        found.similarity[kept], found.containment[kept], whole, centre,
    )  # fmt: skip
