"""Frequencies, collocates, keyness, dispersion, diversity and the matrix, each against a plain count in Python."""

from __future__ import annotations

import math
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chuangwen_corpus as cw
from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.explore import measures
from chuangwen_corpus.explore.collocates import collocates
from chuangwen_corpus.explore.dispersion import dispersion
from chuangwen_corpus.explore.diversity import diversity
from chuangwen_corpus.explore.frequencies import frequencies
from chuangwen_corpus.explore.keyness import keyness
from chuangwen_corpus.explore.matrix import feature_matrix
from chuangwen_corpus.explore.tokens import Tokens
from chuangwen_corpus.genre.folding import fold
from exploring import Talk, tokens_of, words

SENTENCES = st.lists(
    st.lists(st.sampled_from("甲乙丙創创。"), min_size=1, max_size=8), min_size=1, max_size=3
)
TALKS = st.lists(
    st.builds(
        lambda sentences, speaker, is_speech: words(
            *(" ".join(s) for s in sentences), speaker=speaker, is_speech=is_speech
        ),
        SENTENCES,
        st.sampled_from(["教育局", "敎育局", "文明办", None]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)
Row = tuple[str, int, int, str | None]
"""The folded form of a token, the numbers of its talk and of its sentence, and its folded speaker."""


def rows_of(talks: list[Talk], *, punctuation: bool) -> list[Row]:
    found, sentence = [], 0
    for number, talk in enumerate(talks):
        speaker = fold(talk.speaker) if talk.is_speech and talk.speaker else None
        for tokens in talk.sentences:
            sentence += 1
            found += [
                (fold(form), number, sentence, speaker)
                for form, upos in tokens
                if punctuation or upos != "PUNCT"
            ]
    return found


@given(TALKS, st.booleans())
def test_frequencies(talks: list[Talk], punctuation: bool) -> None:
    rows = rows_of(talks, punctuation=punctuation)
    tokens = tokens_of(*talks)
    counts = Counter(form for form, *_ in rows)
    found = {fold(row["form"]): row for row in frequencies(tokens, punctuation=punctuation)}
    assert {form: row["frequency"] for form, row in found.items()} == counts
    for form, row in found.items():
        assert row["per_million"] == pytest.approx(counts[form] / len(rows) * 1e6)
        assert row["speech_frequency"] == len({talk for f, talk, *_ in rows if f == form})
        assert row["document_frequency"] == row["speech_frequency"]  # each has a page of its own
    by_speaker = frequencies(tokens, by="speaker", punctuation=punctuation)
    grouped = Counter((speaker, form) for form, _, _, speaker in rows if speaker)
    sizes = Counter(speaker for _, _, _, speaker in rows)
    assert {(fold(r["speaker"]), fold(r["form"])): r["frequency"] for r in by_speaker} == grouped
    for row in by_speaker:
        expected = row["frequency"] / sizes[fold(row["speaker"])] * 1e6
        assert row["per_million"] == pytest.approx(expected)


def test_a_word_is_printed_in_its_most_frequent_spelling_and_lists_are_in_a_stated_order() -> None:
    tokens = tokens_of(words("創建 乙 创建 甲 創建 ，"))
    assert [(r["form"], r["frequency"]) for r in frequencies(tokens)] == [("創建", 3), ("乙", 1), ("甲", 1)]
    assert [r["form"] for r in frequencies(tokens, punctuation=True)][-1] == "，"
    assert len(frequencies(tokens, least=2)) == 1
    assert len(frequencies(tokens, limit=2)) == 2
    assert [(r["upos"], r["frequency"]) for r in frequencies(tokens, "upos", punctuation=True)] == [
        ("NOUN", 5),
        ("PUNCT", 1),
    ]


def test_groups() -> None:
    talks = (
        words("甲 乙", more={"date_iso": "2020-05", "kind": "government"}),
        words("甲", more={"date_iso": "2021"}),
        words("丙", is_speech=False),
    )
    tokens = tokens_of(*talks)
    assert [(r["year"], r["form"]) for r in frequencies(tokens, by="year")] == [
        ("2020", "乙"), ("2020", "甲"), ("2021", "甲"),
    ]  # fmt: skip
    assert [r["kind"] for r in frequencies(tokens, by="kind")] == ["government"] * 2
    assert {r["speech_id"] for r in frequencies(tokens, by="speech")} == {"d0.sp0", "d1.sp1", "d2"}
    assert {r["document_id"] for r in frequencies(tokens, by="document")} == {"d0", "d1", "d2"}
    with pytest.raises(ChuangwenError, match=r"cannot be grouped by 'colour'.*speaker"):
        frequencies(tokens, by="colour")
    with pytest.raises(ChuangwenError, match=r"no attribute 'lemma'.*form, xpos, upos"):
        frequencies(tokens, "lemma")


@given(TALKS, st.integers(0, 3), st.integers(0, 3), st.booleans(), st.sampled_from(["sentence", "speech"]))
def test_collocates(talks: list[Talk], left: int, right: int, punctuation: bool, by: str) -> None:
    if left + right == 0:
        return
    rows = rows_of(talks, punctuation=punctuation)
    node = fold("创")
    unit = 2 if by == "sentence" else 1
    near = {
        j
        for i, row in enumerate(rows)
        if row[0] == node
        for j in range(max(0, i - left), min(len(rows), i + right + 1))
        if rows[j][unit] == row[unit] and rows[j][0] != node
    }
    # What lies between a node and the edge of the window in another unit does not stand there: units are contiguous.
    observed = Counter(rows[j][0] for j in near)
    total = Counter(row[0] for row in rows)
    n = len(rows) - total[node]
    tokens = tokens_of(*talks)
    found = list(collocates(tokens, "創", window=(left, right), by=by, punctuation=punctuation, least=1))
    assert {fold(r["form"]): r["frequency"] for r in found} == observed
    for row in found:
        form = fold(row["form"])
        expected = total[form] * len(near) / n
        assert row["expected"] == pytest.approx(expected)
        assert row["total"] == total[form]
        assert row["log_dice"] == pytest.approx(
            14 + math.log2(2 * observed[form] / (total[node] + total[form]))
        )
        assert row["mutual_information"] == pytest.approx(math.log2(observed[form] / expected), abs=1e-9)
        assert row["t_score"] == pytest.approx(
            (observed[form] - expected) / math.sqrt(observed[form]), abs=1e-9
        )
        likelihood = measures.log_likelihood(
            np.array([observed[form]]), np.array([len(near)]), np.array([total[form]]), n
        )
        assert row["log_likelihood"] == pytest.approx(likelihood[0])
    signs = [r["log_likelihood"] * (1 if r["frequency"] >= r["expected"] else -1) for r in found]
    assert signs == sorted(signs, reverse=True)


def test_marks_take_no_place_in_a_window_unless_they_count() -> None:
    tokens = tokens_of(words("创建 ， ， 甲 乙"))
    assert [r["form"] for r in collocates(tokens, "创建", window=1, least=1)] == ["甲"]
    assert [r["form"] for r in collocates(tokens, "创建", window=1, least=1, punctuation=True)] == ["，"]
    assert [r["form"] for r in collocates(tokens, '[upos="PUNCT"]', window=1, least=1)] == ["创建", "甲"]


def test_collocates_of_what_is_not_there_and_wrong_arguments() -> None:
    tokens = tokens_of(words("甲 乙"))
    assert len(collocates(tokens, "丙", least=1)) == 0
    assert len(collocates(tokens_of(words("甲")), "甲", least=1)) == 0
    for wrong in ({"window": 0}, {"window": (-1, 2)}, {"sort": "luck"}, {"by": "chapter"}):
        with pytest.raises(ChuangwenError):
            collocates(tokens, "甲", **wrong)  # type: ignore[arg-type]
    with pytest.raises(ChuangwenError, match="the word is empty"):
        collocates(tokens, " ")


@given(TALKS, TALKS, st.booleans())
def test_keyness(talks: list[Talk], others: list[Talk], punctuation: bool) -> None:
    a, b = (Counter(form for form, *_ in rows_of(some, punctuation=punctuation)) for some in (talks, others))
    if not a or not b:
        with pytest.raises(ChuangwenError, match="has no words"):
            keyness(tokens_of(*talks), tokens_of(*others), punctuation=punctuation)
        return
    n1, n2 = a.total(), b.total()
    found = list(keyness(tokens_of(*talks), tokens_of(*others), punctuation=punctuation))
    assert {fold(r["form"]) for r in found} == set(a | b)
    for row in found:
        x, y = a[fold(row["form"])], b[fold(row["form"])]
        assert (row["frequency"], row["reference_frequency"]) == (x, y)
        assert row["log_ratio"] == pytest.approx(math.log2(((x or 0.5) / n1) / ((y or 0.5) / n2)), abs=1e-9)
        e1, e2 = n1 * (x + y) / (n1 + n2), n2 * (x + y) / (n1 + n2)
        ll = 2 * sum(o * math.log(o / e) for o, e in ((x, e1), (y, e2)) if o)
        assert row["log_likelihood"] == pytest.approx(ll, abs=1e-9)
        assert row["bic"] == pytest.approx(ll - math.log(n1 + n2), abs=1e-9)
        assert 0 <= row["p_value"] <= 1
    ratios = [r["frequency"] / n1 >= r["reference_frequency"] / n2 for r in found]
    assert ratios == sorted(ratios, reverse=True)


def test_keyness_against_the_rest() -> None:
    whole = cw.load()
    part = whole.filter(speaker="教育系统")
    rest = whole.filter(speaker=["市文明办", "xx区"])
    assert part.keyness().table.equals(part.keyness(rest).table)
    with pytest.raises(ChuangwenError, match="no rest to compare with"):
        whole.keyness()
    with pytest.raises(ChuangwenError, match="that is compared has no words"):
        whole.filter(speaker="nobody").keyness()
    with pytest.raises(ChuangwenError, match="the reference has no words"):
        whole.filter(genre=["表态发言"]).keyness(whole.filter(speaker="nobody"))
    by_ratio = part.keyness(sort="log_ratio").table["log_ratio"].to_pylist()
    assert by_ratio == sorted(by_ratio, reverse=True)
    for key in ("log_ratio", "log_likelihood"):  # those that are more frequent here come first
        rows = whole.filter(speaker="市文明办").keyness(sort=key).table.to_pylist()
        more = [row["per_million"] >= row["reference_per_million"] for row in rows]
        assert more == sorted(more, reverse=True)
        assert 0 < sum(more) < len(more)
    with pytest.raises(ChuangwenError, match="cannot be sorted by 'luck'"):
        part.keyness(sort="luck")


@given(TALKS)
def test_dispersion(talks: list[Talk]) -> None:
    rows = rows_of(talks, punctuation=False)
    sizes = Counter(talk for _, talk, *_ in rows)
    counts = Counter((form, talk) for form, talk, *_ in rows)
    total = Counter(form for form, *_ in rows)
    n = len(sizes)
    found = list(dispersion(tokens_of(*talks)))
    assert {fold(r["form"]): r["frequency"] for r in found} == total
    for row in found:
        form = fold(row["form"])
        assert row["range"] == sum(1 for talk in sizes if counts[form, talk])
        assert row["parts"] == n
        if n == 1:
            assert row["dp"] is row["dp_norm"] is row["juilland_d"] is None
            continue
        s = [size / len(rows) for size in sizes.values()]
        v = [counts[form, talk] / total[form] for talk in sizes]
        dp = sum(abs(x - y) for x, y in zip(s, v)) / 2
        assert row["dp"] == pytest.approx(dp, abs=1e-9)
        assert row["dp_norm"] == pytest.approx(dp / (1 - min(s)), abs=1e-9)
        p = [counts[form, talk] / size for talk, size in sizes.items()]
        mean = sum(p) / n
        deviation = math.sqrt(sum((x - mean) ** 2 for x in p) / n)
        assert row["juilland_d"] == pytest.approx(1 - deviation / mean / math.sqrt(n - 1), abs=1e-9)


def test_dispersion_of_words_asked_for() -> None:
    tokens = tokens_of(words("甲 乙", speaker="子"), words("甲 創建 。", speaker="丑"))
    rows = list(dispersion(tokens, ["创建", "不在", "甲"]))
    assert [(r["form"], r["frequency"], r["range"]) for r in rows] == [
        ("创建", 1, 1),
        ("不在", 0, 0),
        ("甲", 2, 2),
    ]
    assert rows[1]["dp"] is None
    assert len(dispersion(tokens, "甲")) == 1
    assert [r["form"] for r in dispersion(tokens, "。", punctuation=True)] == ["。"]
    assert next(iter(dispersion(tokens, "。")))["frequency"] == 0
    assert next(iter(dispersion(tokens, "甲", by="speaker")))["parts"] == 2
    for nothing in ("", " ", [], ["甲", ""]):
        with pytest.raises(ChuangwenError, match="the word is empty"):
            dispersion(tokens, nothing)


@given(TALKS)
def test_diversity(talks: list[Talk]) -> None:
    rows = rows_of(talks, punctuation=False)
    by_talk = {number: [form for form, talk, *_ in rows if talk == number] for number in {r[1] for r in rows}}
    found = list(diversity(tokens_of(*talks), window=3))
    expected = sorted((len(forms), len(set(forms))) for forms in by_talk.values())
    assert sorted((r["tokens"], r["types"]) for r in found) == expected
    for row in found:
        assert row["ttr"] == pytest.approx(row["types"] / row["tokens"])
        assert row["guiraud_r"] == pytest.approx(row["types"] / math.sqrt(row["tokens"]))
        assert (row["mattr"] is None) == (row["tokens"] < 3)
        assert (row["herdan_c"] is None) == (row["tokens"] == 1)
    (whole,) = diversity(tokens_of(*talks), by=None) if rows else (None,)
    if whole:
        assert (whole["tokens"], whole["types"]) == (len(rows), len({form for form, *_ in rows}))


@given(TALKS)
def test_matrix(talks: list[Talk]) -> None:
    rows = rows_of(talks, punctuation=False)
    found = feature_matrix(tokens_of(*talks))
    dense = found.matrix.toarray()
    assert dense.shape == (len(found.rows), len(found.columns))
    numbers = sorted({talk for _, talk, *_ in rows})
    counts = Counter((talk, form) for form, talk, *_ in rows)
    if numbers:
        assert [int(name[1:].split(".")[0]) for name in found.rows] == [
            n for n in numbers if talks[n].is_speech
        ] + [n for n in numbers if not talks[n].is_speech]
    for i, name in enumerate(found.rows):
        for j, form in enumerate(found.columns):
            assert dense[i, j] == counts[int(name[1:].split(".")[0]), fold(form)]
    assert dense.sum() == len(rows)


def test_matrix_leaves_out_what_is_rare_and_has_texts_and_groups_by_name() -> None:
    tokens = tokens_of(
        words("乙 甲 甲", speaker="子"), words("甲 丙 。", speaker="丑"), words("丙 丁", is_speech=False)
    )
    some = feature_matrix(tokens, least=2)
    assert (some.columns, some.matrix.toarray().tolist()) == (["丙", "甲"], [[0, 2], [1, 1], [1, 0]])
    assert some.rows == ["d0.sp0", "d1.sp1", "d2"]
    by_speaker = feature_matrix(tokens, by="speaker", punctuation=True, least=1)
    assert by_speaker.rows == ["子", "丑"]
    assert by_speaker.columns == ["。", "丙", "乙", "甲"]
    assert by_speaker.matrix.toarray().tolist() == [[0, 0, 1, 2], [1, 1, 0, 1]]


def test_matrix_says_which_extra_it_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    with pytest.raises(MissingExtraError, match=r"chuangwen-corpus\[scipy\]"):
        cw.load().document_feature_matrix()


def test_an_empty_corpus_has_empty_results() -> None:
    empty = cw.load().filter(speaker="nobody")
    for found in (
        empty.frequencies(), empty.frequencies(by="speaker"), empty.collocates("创建"), empty.dispersion(),
        empty.lexical_diversity(), empty.lexical_diversity(by=None),
    ):  # fmt: skip
        assert len(found) == 0
        assert "0 of 0 rows" in repr(found)
        assert list(found) == []
    assert empty.document_feature_matrix().matrix.shape == (0, 0)
    (row,) = empty.dispersion("创建")
    assert (row["frequency"], row["parts"], row["dp"]) == (0, 0, None)


def test_without_leaves_the_rest() -> None:
    tokens: Tokens = tokens_of(words("甲 乙"), words("丙"))
    other = tokens_of(words("甲 乙"))
    assert tokens.without(other).table["form"].to_pylist() == ["丙"]
