from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.annotate.keywords import (
    MOST,
    Keyword,
    count_words,
    keywords,
    reference_idf,
    weights_of,
)
from chuangwen_corpus.annotate.text_rank import DAMPING, ROUNDS, WINDOW, text_ranks
from chuangwen_corpus.corpus import load

A, B, NONE = count_words(
    [
        ("a" * 16, "a" * 16 + ".sp0", ("城管", "市容", "城管", "创建")),
        ("b" * 16, "b" * 16 + ".sp0", ("教育", "学校", "创建", "创建")),
        ("c" * 16, "c" * 16 + ".sp0", ()),
    ]
)
SPREAD = {"城管": 1, "市容": 1, "教育": 1, "学校": 1, "创建": 2}


def test_tf_idf_is_what_its_description_says() -> None:
    weights = weights_of(2, SPREAD)
    found = {k.form: k for k in keywords(A, SPREAD, weights)}
    assert found["城管"].tf_idf == round(2 / 4 * (math.log(3 / 2) + 1), 6)
    assert found["创建"].tf_idf == round(1 / 4 * (math.log(3 / 3) + 1), 6)
    assert found["创建"].speech_frequency == 2
    assert keywords(A, SPREAD, weights)[0].form == "城管"
    education = {k.form: k for k in keywords(B, SPREAD, weights)}["教育"]
    assert education.tf_idf_reference == round(1 / 4 * reference_idf()["教育"], 6)
    assert keywords(NONE, {}, {}) == []
    assert all(Keyword(**row._asdict()) for row in keywords(A, SPREAD, weights))


def test_text_rank_likes_the_middle_of_things() -> None:
    (ranks,) = text_ranks([("城市", "文明", "城市", "创建", "城市", "市民", "城市", "志愿")])
    assert max(ranks, key=ranks.__getitem__) == "城市"
    assert ranks["城市"] == 1.0
    assert all(0 < rank <= 1 for rank in ranks.values())
    assert text_ranks([(), ()]) == [{}, {}]
    assert text_ranks([]) == []


def _one_by_one(words: Sequence[str]) -> dict[str, float]:
    """The same by its definition: word after word, round after round."""
    names = sorted(set(words))
    weights = {name: Counter[str]() for name in names}
    for i, word in enumerate(words):
        for other in words[i + 1 : i + WINDOW]:
            if other != word:
                weights[word][other] += 1
                weights[other][word] += 1
    ranks = dict.fromkeys(names, 1.0)
    for _ in range(ROUNDS):
        for name in names:
            received = (weight * ranks[o] / weights[o].total() for o, weight in weights[name].items())
            ranks[name] = 1 - DAMPING + DAMPING * sum(received)
    highest = max(ranks.values(), default=1.0)
    return {name: rank / highest for name, rank in ranks.items()}


@given(st.lists(st.lists(st.sampled_from("一二三四五六七八九十甲乙丙丁"), max_size=60), max_size=6))
def test_ranks_of_many_speeches_are_those_of_each(speeches: list[list[str]]) -> None:
    for ranks, words in zip(text_ranks(speeches), speeches, strict=True):
        assert ranks == pytest.approx(_one_by_one(words))
        assert list(ranks) == sorted(set(words))


@pytest.mark.filterwarnings(
    "ignore:Exception ignored:pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
def test_text_rank_agrees_with_jieba_on_order() -> None:
    """The same graph as jieba.analyse.textrank: window 5, weights by count, ten rounds."""
    from jieba.analyse.textrank import UndirectWeightedGraph

    words = "创建 文明 城市 教育 学校 文明 创建 市民 素质 城市 文明 志愿 服务 创建 学校 教育".split()
    graph = UndirectWeightedGraph()
    pairs: dict[tuple[str, str], int] = {}
    for i, word in enumerate(words):
        for other in words[i + 1 : i + 5]:
            if other != word:
                pairs[word, other] = pairs.get((word, other), 0) + 1
    for (one, two), weight in pairs.items():
        graph.addEdge(one, two, weight)
    theirs = graph.rank()
    (ours,) = text_ranks([words])
    assert sorted(theirs, key=theirs.__getitem__)[-3:] == sorted(ours, key=ours.__getitem__)[-3:]


def test_the_table_of_the_release(release) -> None:
    corpus = load(release)
    rows = corpus.keywords.to_pylist()
    assert {row["speech_id"] for row in rows} == set(corpus.speeches.column("speech_id").to_pylist())
    by_speech: dict[str, list[dict]] = {}
    for row in rows:
        by_speech.setdefault(row["speech_id"], []).append(row)
    for found in by_speech.values():
        assert [row["ordinal"] for row in found] == list(range(1, len(found) + 1))
        assert len(found) <= MOST
        assert [row["tf_idf"] for row in found] == sorted((r["tf_idf"] for r in found), reverse=True)
