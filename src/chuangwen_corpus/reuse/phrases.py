"""Set phrases: what speakers say anyway (谢谢大家, 请领导放心), told from what they copy.

The feature is not the words: a set phrase is short, and it stands in many speeches that have nothing else in common
at that place. A copied sentence comes with its neighbours; a set phrase has others each time. So an occurrence counts
once for each neighbour, and how many it takes grows with the length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chuangwen_corpus.reuse.texts import Ints, Sentences, Texts

SHORTEST = 8
"""Characters of content that a text must have to be compared: a shorter one says too little to be somebody's."""
LONGEST_PHRASE = 16
"""Characters of a set phrase at most."""
LEAST_CONTEXTS = 3
"""Different neighbours that a set phrase has at least."""
SHARE = 0.02
"""Share of all speeches in which a set phrase of the greatest length must stand; it falls with the square of the length."""


def contexts(of_row: Ints, owner: Ints, count: int) -> Ints:
    """In how many different surroundings each text stands, shape (count,).

    These are the different texts before it, or behind it, whichever are more; where a speech begins or ends is one.

    Args:
        of_row: Shape (sentences,): the number of the text (or of the cluster of texts) of each sentence in canonical
            order, -1 of one without.
        owner: Shape (sentences,): the speech of each.
        count: How many numbers there are.
    """
    if not len(of_row):
        return np.zeros(0, np.int64)
    # Canonical order has the sentences of a document by place, so neighbours in it are neighbours in a speech.
    same = owner[1:] == owner[:-1]
    before = np.full(len(of_row), -1, np.int64)
    before[1:] = np.where(same, of_row[:-1], -1)
    behind = np.full(len(of_row), -1, np.int64)
    behind[:-1] = np.where(same, of_row[1:], -1)
    held = of_row >= 0
    return np.maximum(
        _different(of_row[held], before[held], count), _different(of_row[held], behind[held], count)
    )


def _different(of_row: Ints, neighbour: Ints, count: int) -> Ints:
    pairs = np.unique(of_row * (count + 1) + neighbour + 1)
    return np.bincount(pairs // (count + 1), minlength=count)


def set_phrases(sentences: Sentences, texts: Texts) -> NDArray[np.bool_]:
    """Which texts are set phrases, shape (texts,)."""
    speeches = int(sentences.owner.max(initial=-1)) + 1
    needed = np.maximum(LEAST_CONTEXTS, SHARE * speeches * (texts.lengths / LONGEST_PHRASE) ** 2)
    return (texts.lengths <= LONGEST_PHRASE) & (
        contexts(texts.of_row, sentences.owner, len(texts.keys)) >= needed
    )
