"""The formulae against worked examples of the literature and against other packages.

Literal figures are those of association-measures 0.3.2, corpus-dispersion 0.2.0, lexical-diversity 0.1.1, lexicalrichness 0.5.1
and NLTK 3.10.4; NLTK and SciPy, which the tests have at hand, are asked again.
"""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.association import BigramAssocMeasures
from scipy import stats

from chuangwen_corpus.explore import measures
from chuangwen_corpus.explore.dispersion import spread

F = np.array([110, 30, 1, 5, 500])
F1 = np.array([2552, 100, 300, 1000, 2552])
F2 = np.array([221, 60, 1, 5000, 5000])
N = (31_777, 31_777, 31_777, 1_000_000, 1_000_000)
TEXT = (
    "我们 要 把 创建 作为 工作 的 重点 我们 要 把 工作 做 实 做 细 我们 将 以 创建 的 标准 来 要求 工作 把 创建 的 任务 完成 好 "
    "我们 要 我们 将 我们 能"
).split()
CODES = np.unique(TEXT, return_inverse=True)[1]


def of_each(measure: object, *columns: object) -> list[float]:
    return [measure(*(np.array([value]) for value in row[:-1]), row[-1])[0] for row in zip(*columns)]  # type: ignore[operator]


def test_log_likelihood_is_dunnings() -> None:
    """The first row is "the swiss" of Dunning (1993), table 2: 270.72."""
    found = of_each(measures.log_likelihood, F, F1, F2, N)
    assert round(found[0], 2) == 270.72
    expected = [270.721876936225, 272.67169064919614, 9.32873669756159, 0.0, 2843.407929202848]
    assert found == pytest.approx(expected, abs=1e-9)  # association-measures
    asked = [
        BigramAssocMeasures.likelihood_ratio(int(f), (int(f1), int(f2)), n)
        for f, f1, f2, n in zip(F, F1, F2, N)
    ]
    assert found == pytest.approx(asked, rel=1e-9, abs=1e-6)


def test_mutual_information_and_t_score() -> None:
    expected = F1 * F2 / np.array(N)
    logarithms = [0.7922326353984019, 2.201082898310431, 2.02499163925475, 0.0, 1.5931193299508752]
    bits = [value * math.log2(10) for value in logarithms]  # association-measures has decimal logarithms
    assert measures.mutual_information(F, expected).tolist() == pytest.approx(bits)
    scores = [8.795841659679926, 5.442752682235778, 0.9905592094911414, 0.0, 21.79003522713995]
    assert measures.t_score(F, expected).tolist() == pytest.approx(scores)
    for f, f1, f2, n, pmi, t in zip(F, F1, F2, N, bits, scores):
        margins = (int(f), (int(f1), int(f2)), n)
        assert BigramAssocMeasures.pmi(*margins) == pytest.approx(pmi, abs=1e-9)
        assert BigramAssocMeasures.student_t(*margins) == pytest.approx(t, abs=1e-9)


def test_log_dice() -> None:
    dice = [0.07933645870897944, 0.375, 0.006644518272425249, 0.0016666666666666668, 0.13241525423728814]
    found = [measures.log_dice(F[i : i + 1], int(F1[i]), F2[i : i + 1])[0] for i in range(len(F))]
    assert found == pytest.approx([14 + math.log2(value) for value in dice])  # dice: association-measures


def test_log_ratio_bic_and_p() -> None:
    a, b = np.array([40, 5, 0, 12, 100]), np.array([10, 0, 7, 12, 300])
    n1, n2 = (1000,) * 5, (1000, 5000, 5000, 1500, 2500)
    ratios = [2.0, 5.643856189774724, -1.485426827170242, 0.5849625007211562, -0.26303440583379395]
    parts = list(zip(a, b, n1, n2))
    found = [measures.log_ratio(np.array([x]), np.array([y]), m, n)[0] for x, y, m, n in parts]
    assert found == pytest.approx(ratios)  # association-measures, discounting="Hardie2014"
    for x, y, m, n in parts:
        ll = measures.log_likelihood_of_parts(np.array([x]), np.array([y]), m, n)
        expected = [m * (x + y) / (m + n), n * (x + y) / (m + n)]
        asked = stats.power_divergence([x, y], expected, lambda_="log-likelihood").statistic
        assert ll[0] == pytest.approx(asked)
        assert measures.p_value(ll)[0] == pytest.approx(stats.chi2.sf(asked, 1))
        assert measures.bic(ll, m + n)[0] == pytest.approx(asked - math.log(m + n))
    assert [round(p, 2) for p in measures.p_value(np.array([3.84, 6.63, 0.0]))] == [0.05, 0.01, 1.0]


@pytest.mark.parametrize(
    ("counts", "sizes", "dp", "dp_norm", "juilland"),
    [
        ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 0.18, 0.2195121951219512, 0.7851504534504508),  # Gries (2008)
        ([0, 0, 7, 1], [100, 200, 50, 400], 0.8083333333333333, 0.8660714285714286, 0.023251752173208406),
        ([10, 20, 40], [100, 200, 400], 0.0, 0.0, 1.0),
    ],
)
def test_dispersion(counts: list[int], sizes: list[int], dp: float, dp_norm: float, juilland: float) -> None:
    """Figures of corpus-dispersion; those of the first row are in Gries (2008), too: DP 0.18, D 0.785."""
    row = np.array(counts)
    places = np.flatnonzero(row)
    found = spread(row[places], np.zeros(len(places), int), places, 1, np.array(sizes))
    assert found.range[0] == len(places)
    assert found.dp[0] == pytest.approx(dp)
    assert found.dp_norm[0] == pytest.approx(dp_norm)
    assert found.juilland_d[0] == pytest.approx(juilland)


def test_dispersion_is_not_defined_for_one_part_or_no_occurrence() -> None:
    one = spread(np.array([3]), np.array([0]), np.array([0]), 1, np.array([10]))
    none = spread(np.array([], int), np.array([], int), np.array([], int), 1, np.array([10, 20]))
    for found in (one, none):
        assert all(math.isnan(value[0]) for value in (found.dp, found.dp_norm, found.juilland_d))


def test_lexical_diversity() -> None:
    """MATTR and MTLD of lexical-diversity (min=0) and lexicalrichness, Yule's K of lexicalrichness."""
    assert measures.mattr(CODES, 10) == pytest.approx(0.8892857142857142)
    assert measures.mtld(CODES) == pytest.approx(15.416666666666668)
    assert measures.yules_k(np.bincount(CODES)) == pytest.approx(467.49452154857556)


def test_lexical_diversity_of_little() -> None:
    empty = np.array([], int)
    assert measures.mattr(empty, 5) is measures.mtld(empty) is measures.yules_k(empty) is None
    assert measures.mattr(np.array([1, 2]), 3) is None
    assert measures.mtld(np.array([1, 2, 3])) is None


@given(st.lists(st.integers(0, 6), min_size=1, max_size=60), st.integers(1, 20))
def test_mattr_is_the_mean_of_all_windows(tokens: list[int], window: int) -> None:
    ratios = [len(set(tokens[i : i + window])) / window for i in range(len(tokens) - window + 1)]
    found = measures.mattr(np.array(tokens), window)
    assert found == (pytest.approx(sum(ratios) / len(ratios)) if ratios else None)


def test_log_likelihood_of_extremes_is_a_number() -> None:
    generator = random.Random(1)
    for _ in range(300):
        n = generator.randint(2, 50)
        r1, c1 = generator.randint(0, n), generator.randint(0, n)
        o11 = generator.randint(max(0, r1 + c1 - n), min(r1, c1))
        found = measures.log_likelihood(np.array([o11]), np.array([r1]), np.array([c1]), n)[0]
        assert math.isfinite(found)
        assert found >= 0
