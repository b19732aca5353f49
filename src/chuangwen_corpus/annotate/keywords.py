"""Keywords of speeches: TF-IDF over the build, TF-IDF with jieba's table, TextRank.

TF-IDF after Spärck Jones (1972), TextRank after Mihalcea and Tarau (2004), as jieba.analyse counts
them, but on our own tokens. Words are content words of two characters or more.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import median

from pydantic import Field, PositiveInt

from chuangwen_corpus.records import DocumentId, Record, SpeechId

MOST = 20
"""Keywords kept of a speech."""
WINDOW = 5
DAMPING = 0.85
ROUNDS = 10
_CONTENT = ("n", "v", "a", "i", "l", "j", "s")
_NO_CONTENT = frozenset(
    "没有 可以 能够 应该 可能 进行 成为 开展 具有 使得 通过 作为 就是 还是 不是 只是 大家 自己 今天 这个 一个".split()
)
_DIGITS = 6
"""Scores are rounded, so that every machine writes the same."""


class Keyword(Record):
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


def keywords(speeches: Iterable[tuple[str, str, tuple[str, ...]]]) -> Iterator[Keyword]:
    """The keywords of each speech of a build.

    Args:
        speeches: Document id, speech id and content words of each speech.

    Yields:
        At most `MOST` a speech, the highest by tf_idf first, equals by form.
    """
    speeches = list(speeches)
    spread = Counter(word for _, _, words in speeches for word in set(words))
    for document_id, speech_id, words in speeches:
        frequencies = Counter(words)
        total = len(words)
        scores = {
            word: count / total * (math.log((1 + len(speeches)) / (1 + spread[word])) + 1)
            for word, count in frequencies.items()
        }
        best = sorted(scores, key=lambda word: (-round(scores[word], _DIGITS), word))[:MOST]
        ranks = text_rank(words)
        for ordinal, word in enumerate(best, 1):
            reference = frequencies[word] / total * reference_idf().get(word, median_idf())
            yield Keyword(
                document_id=document_id,
                speech_id=speech_id,
                ordinal=ordinal,
                form=word,
                frequency=frequencies[word],
                speech_frequency=spread[word],
                tf_idf=round(scores[word], _DIGITS),
                tf_idf_reference=round(reference, _DIGITS),
                text_rank=round(ranks[word], _DIGITS),
            )


def text_rank(words: Sequence[str]) -> dict[str, float]:
    """TextRank of each word: 1 for the highest.

    >>> ranks = text_rank("城市 文明 城市 创建 城市 市民".split())
    >>> max(ranks, key=ranks.get), ranks["城市"]
    ('城市', 1.0)
    """
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for i, word in enumerate(words):
        for other in words[i + 1 : i + WINDOW]:
            if other != word:
                weights[word][other] += 1.0
                weights[other][word] += 1.0
    ranks = dict.fromkeys(sorted(set(words)), 1.0)
    degrees = {word: sum(neighbours.values()) for word, neighbours in weights.items()}
    for _ in range(ROUNDS):
        for word in ranks:
            received = (
                weight / degrees[other] * ranks[other] for other, weight in sorted(weights[word].items())
            )
            ranks[word] = 1 - DAMPING + DAMPING * sum(received)
    highest = max(ranks.values(), default=1.0)
    return {word: rank / highest for word, rank in ranks.items()}


@cache
def reference_idf() -> dict[str, float]:
    """The table of inverse document frequencies that comes with jieba."""
    from importlib.util import find_spec

    spec = find_spec("jieba")
    if spec is None or not spec.origin:
        return {}
    file = Path(spec.origin).parent / "analyse" / "idf.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return {word: float(idf) for word, idf in (line.rsplit(" ", 1) for line in lines)}


@cache
def median_idf() -> float:
    """What a word that the table does not have is given, as jieba does."""
    return median(reference_idf().values()) if reference_idf() else 1.0
