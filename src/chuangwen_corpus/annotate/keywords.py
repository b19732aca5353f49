"""Keywords of speeches: TF-IDF over the build, TF-IDF with jieba's table, TextRank.

TF-IDF after Spärck Jones (1972), TextRank after Mihalcea and Tarau (2004), as jieba.analyse counts
them, but on our own tokens. Words are content words of two characters or more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pydantic import Field, PositiveInt

from chuangwen_corpus.annotate.data import lines
from chuangwen_corpus.annotate.text_rank import text_ranks
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.records import DocumentId, Record, SpeechId
from chuangwen_corpus.records.rows import Row

MOST = 20
"""Keywords kept of a speech."""
_CONTENT = ("n", "v", "a", "i", "l", "j", "s")
_NO_CONTENT = frozenset(lines("stop_words"))
_DIGITS = 6
"""Scores are rounded, so that every machine writes the same."""


class Keyword(Record, frozen=True):
    """A word that a speech is about, with its scores; the highest by TF-IDF come first."""

    document_id: DocumentId = Field(description="The document the speech stands in.")
    speech_id: SpeechId = Field(description="The speech.")
    ordinal: PositiveInt = Field(description="Position in the speech by tf_idf, from 1.")
    form: str = Field(description="The word, folded to simplified characters.")
    frequency: PositiveInt = Field(description="How often it stands in the speech.")
    speech_frequency: PositiveInt = Field(description="In how many speeches of the build it stands.")
    tf_idf: float = Field(
        description="frequency over the speech's content words, times ln((1 + speeches) / "
        "(1 + speech_frequency)) + 1 (smoothed, counted over the build)."
    )
    tf_idf_reference: float = Field(
        description="The same with jieba's own table of inverse document frequencies (idf.txt)."
    )
    text_rank: float = Field(
        description="TextRank (Mihalcea and Tarau 2004): 1 for the speech's highest, window of 5 words."
    )


def content_words(forms: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """Of some tokens the content words, by jieba's tags.

    >>> content_words(["我们", "将", "开展", "文明", "创建"], ["r", "d", "v", "n", "v"])
    ('文明', '创建')
    """
    return tuple(
        form
        for form, tag in zip(forms, tags, strict=True)
        if tag[:1] in _CONTENT and len(form) > 1 and form not in _NO_CONTENT
    )


class Words(NamedTuple):
    """The content words of a speech with what can be said of each before the build is known."""

    document_id: str
    speech_id: str
    total: int
    forms: tuple[str, ...]
    """Each word once, in the order of code points."""
    frequencies: tuple[int, ...]
    ranks: tuple[float, ...]
    """TextRank of each, 1 for the highest."""


def words_of(documents: Iterable[Row]) -> list[Words]:
    """The content words of each speech of some documents (rows of `records.rows`), folded."""
    speeches: list[tuple[str, str, tuple[str, ...]]] = []
    for document in documents:
        forms, tags, first = document["tokens"]["form"], document["tokens"]["xpos"], 0
        folded = fold("\n".join(forms)).split("\n")  # no token holds white space
        for speech in document["speeches"]:
            last = first + speech["token_count"]
            words = content_words(folded[first:last], tags[first:last])
            speeches.append((document["document_id"], speech["speech_id"], words))
            first = last
    return count_words(speeches)


def count_words(speeches: Sequence[tuple[str, str, Sequence[str]]]) -> list[Words]:
    """Counts the content words of speeches, each given with the ids of its document and its own."""
    counted: list[Words] = []
    ranked = text_ranks([words for _, _, words in speeches])
    for (document_id, speech_id, words), ranks in zip(speeches, ranked, strict=True):
        counts = Counter(words)
        frequencies = tuple(map(counts.__getitem__, ranks))
        counted.append(
            Words(document_id, speech_id, len(words), tuple(ranks), frequencies, tuple(ranks.values()))
        )
    return counted


class KeywordRow(NamedTuple):
    """A `Keyword` before it is checked: a build makes twenty of every speech."""

    document_id: str
    speech_id: str
    ordinal: int
    form: str
    frequency: int
    speech_frequency: int
    tf_idf: float
    tf_idf_reference: float
    text_rank: float


def weights_of(speeches: int, spread: Mapping[str, int]) -> dict[str, float]:
    """The inverse document frequency of each word, smoothed.

    Args:
        speeches: The number of speeches of the build.
        spread: In how many of them each word stands.
    """
    return {form: math.log((1 + speeches) / (1 + count)) + 1 for form, count in spread.items()}


def keywords(words: Words, spread: Mapping[str, int], weights: Mapping[str, float]) -> list[KeywordRow]:
    """The keywords of a speech, the highest by tf_idf first, equals by form; at most `MOST`.

    Args:
        words: The speech's content words.
        spread: In how many speeches of the build each word stands.
        weights: The weight of each word (see `weights_of`).
    """
    scores = [
        round(count / words.total * weights[form], _DIGITS)
        for form, count in zip(words.forms, words.frequencies, strict=True)
    ]
    best = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:MOST]  # equals by form
    idf = reference_idf()
    return [
        KeywordRow(
            words.document_id,
            words.speech_id,
            ordinal,
            words.forms[i],
            words.frequencies[i],
            spread[words.forms[i]],
            scores[i],
            round(words.frequencies[i] / words.total * idf.get(words.forms[i], median_idf()), _DIGITS),
            round(words.ranks[i], _DIGITS),
        )
        for ordinal, i in enumerate(best, 1)
    ]


@cache
def reference_idf() -> dict[str, float]:
    """The table of inverse document frequencies that comes with jieba."""
    from importlib.util import find_spec

    spec = find_spec("jieba")
    if spec is None or not spec.origin:
        return {}
    parts = (Path(spec.origin).parent / "analyse" / "idf.txt").read_text(encoding="utf-8").split()
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))


@cache
def median_idf() -> float:
    """What a word that the table does not have is given, as jieba does."""
    return median(reference_idf().values()) if reference_idf() else 1.0
