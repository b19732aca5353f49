"""The statistics of corpus linguistics as functions of counts, each with its source; numpy arrays in, arrays out."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Counts: TypeAlias = npt.NDArray[Any]

HALF = 0.5
"""What log ratio takes in the place of a frequency of 0 (Hardie 2014)."""


def _summand(observed: Counts, expected: Counts) -> Floats:
    """O ln(O / E), which is 0 where O is 0."""
    safe = np.where(observed > 0, observed, 1.0)
    below = np.where(observed > 0, expected, 1.0)
    return np.asarray(np.where(observed > 0, safe * np.log(safe / below), 0.0), dtype=np.float64)


def log_likelihood(o11: Counts, r1: Counts, c1: Counts, n: int) -> Floats:
    """The log-likelihood ratio G² of a 2×2 table: 2 Σ O ln(O / E) over its four cells.

    Dunning, T. (1993): Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19(1), 61-74.

    Args:
        o11: How often both occur together.
        r1: The total of the first row.
        c1: The total of the first column.
        n: The total of the table.

    >>> log_likelihood(np.array([110]), np.array([2552]), np.array([221]), 31777).round(1)  # Dunning's "the swiss"
    array([270.7])
    """
    r2, c2 = n - r1, n - c1
    cells = (
        (o11, r1 * (c1 / n)),
        (r1 - o11, r1 * (c2 / n)),
        (c1 - o11, r2 * (c1 / n)),
        (c2 - (r1 - o11), r2 * (c2 / n)),
    )
    return np.asarray(np.maximum(2 * sum(_summand(o, e) for o, e in cells), 0.0), dtype=np.float64)


def log_likelihood_of_parts(a: Counts, b: Counts, n1: int, n2: int) -> Floats:
    """The log-likelihood of a word's frequencies in two parts: 2 (a ln(a / E1) + b ln(b / E2)), E1 = n1 (a + b) / (n1 + n2).

    Rayson, P. & Garside, R. (2000): Comparing corpora using frequency profiling. Proceedings of the Workshop on Comparing
    Corpora, 1-6. It leaves out the cells of all other words, which differ little.

    Args:
        a: Frequencies in the first part.
        b: Frequencies in the second part.
        n1: Words of the first part.
        n2: Words of the second part.

    >>> log_likelihood_of_parts(np.array([10]), np.array([10]), 1000, 1000)
    array([0.])
    """
    both = np.asarray(a) + np.asarray(b)
    return np.maximum(2 * (_summand(a, both * (n1 / (n1 + n2))) + _summand(b, both * (n2 / (n1 + n2)))), 0.0)


def p_value(log_likelihood: Floats) -> Floats:
    """The probability of such a log-likelihood or a greater one by chance: chi-square with one degree of freedom.

    erfc(√(LL / 2)); by Wilks's theorem, as Dunning (1993) has it. It is not corrected for how many words are tested.

    >>> p_value(np.array([3.8414588])).round(4)
    array([0.05])
    """
    return np.array([math.erfc(math.sqrt(value / 2)) for value in log_likelihood.tolist()], dtype=np.float64)


def bic(log_likelihood: Floats, n: int) -> Floats:
    """The Bayes factor by the Bayesian information criterion: LL − ln N, for one degree of freedom.

    Wilson, A. (2013): Embracing Bayes factors for key item analysis in corpus linguistics. In Bieswanger & Koll-Stobbe (eds.), New
    Approaches to the Study of Linguistic Variability, 3-11. Above 2 is positive evidence, above 6 strong, above 10 very strong;
    below 0 the evidence is for no difference.

    Args:
        log_likelihood: LL of each word.
        n: Words of both parts together.
    """
    return log_likelihood - math.log(n)


def log_ratio(a: Counts, b: Counts, n1: int, n2: int) -> Floats:
    """The effect size: the binary logarithm of the ratio of relative frequencies; 1 is twice as often, −1 half as often.

    Hardie, A. (2014): Log Ratio – an informal introduction. CASS. A frequency of 0 counts as 0.5.

    >>> log_ratio(np.array([40, 5]), np.array([10, 0]), 1000, 1000).round(2)
    array([2.  , 3.32])
    """
    one = np.where(np.asarray(a) > 0, a, HALF) / n1
    other = np.where(np.asarray(b) > 0, b, HALF) / n2
    return np.asarray(np.log2(one / other), dtype=np.float64)


def log_dice(together: Counts, node: int, word: Counts) -> Floats:
    """logDice: 14 + log2(2 f(x, y) / (f(x) + f(y))).

    Rychlý, P. (2008): A lexicographer-friendly association score. Proceedings of RASLAN 2008, 6-9. It does not depend on the size of
    the corpus; 14 is the value of words that occur only together. As several tokens of a word can stand in one
    window, it may be above 14 here.

    >>> log_dice(np.array([10]), 10, np.array([10]))
    array([14.])
    """
    return np.asarray(14 + np.log2(2 * np.asarray(together) / (node + np.asarray(word))), dtype=np.float64)


def mutual_information(observed: Counts, expected: Counts) -> Floats:
    """Pointwise mutual information: log2(O / E).

    Church, K. W. & Hanks, P. (1990): Word association norms, mutual information, and lexicography. Computational Linguistics
    16(1), 22-29. It favours rare words.
    """
    return np.asarray(np.log2(np.asarray(observed) / expected), dtype=np.float64)


def t_score(observed: Counts, expected: Counts) -> Floats:
    """The t-score: (O − E) / √O.

    Church, K., Gale, W., Hanks, P. & Hindle, D. (1991): Using statistics in lexical analysis. In Zernik (ed.), Lexical
    Acquisition, 115-164. It favours frequent words.
    """
    return np.asarray((np.asarray(observed) - expected) / np.sqrt(observed), dtype=np.float64)


def mattr(codes: npt.NDArray[np.int64], window: int) -> float | None:
    """The moving-average type-token ratio: the mean TTR of all stretches of so many tokens.

    Covington, M. A. & McFall, J. D. (2010): Cutting the Gordian knot: the moving-average type-token ratio (MATTR). Journal of
    Quantitative Linguistics 17(2), 94-100.

    Args:
        codes: The tokens, each as the number of its type.
        window: Tokens of a stretch.

    Returns:
        Between 0 and 1; None if there are fewer tokens than a stretch has.

    >>> mattr(np.array([0, 1, 0, 1, 2]), 3)  # of 010, 101 and 012
    0.7777777777777778
    """
    length = len(codes)
    if length < window:
        return None
    # A token is a type of each stretch that it stands in and the one before of its type does not.
    order = np.argsort(codes, kind="stable")
    previous = np.full(length, -1, dtype=np.int64)
    same = codes[order][1:] == codes[order][:-1]
    previous[order[1:][same]] = order[:-1][same]
    places = np.arange(length)
    first = np.maximum(previous + 1, np.maximum(places - window + 1, 0))
    last = np.minimum(places, length - window)
    types = int(np.maximum(last - first + 1, 0).sum())
    return types / (window * (length - window + 1))


def mtld(codes: npt.NDArray[np.int64], threshold: float = 0.72) -> float | None:
    """The measure of textual lexical diversity: tokens a factor, the mean of reading forwards and backwards.

    McCarthy, P. M. & Jarvis, S. (2010): MTLD, vocd-D, and HD-D: A validation study of sophisticated approaches to lexical diversity
    assessment. Behavior Research Methods 42(2), 381-392. A factor ends where the running TTR falls below the
    threshold; what is left counts as the part of a factor that its TTR has come to.

    Returns:
        None if there are no tokens, or no type comes twice, so that there is no factor.
    """
    tokens = codes.tolist()
    ways = [_mtld(tokens, threshold), _mtld(tokens[::-1], threshold)]
    known = [way for way in ways if way is not None]
    return sum(known) / 2 if len(known) == 2 else None


def _mtld(tokens: list[int], threshold: float) -> float | None:
    factors, types, length = 0.0, set(), 0
    for token in tokens:
        length += 1
        types.add(token)
        if len(types) < threshold * length:
            factors, types, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(types) / length) / (1 - threshold)
    return len(tokens) / factors if factors else None


def yules_k(frequencies: Counts) -> float | None:
    """Yule's K: 10,000 (Σ f² − N) / N², over the frequencies f of all types.

    Yule, G. U. (1944): The Statistical Study of Literary Vocabulary. Cambridge. The smaller, the more diverse.

    Returns:
        None if there are no tokens.
    """
    n = int(np.sum(frequencies))
    return 10_000 * (float(np.sum(np.asarray(frequencies, dtype=np.float64) ** 2)) - n) / n**2 if n else None
