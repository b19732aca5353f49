"""The best consistent sequence of speech heads on a page."""

from __future__ import annotations

from collections.abc import Sequence

from chuangwen_corpus.structure.heads import Head, Page
from chuangwen_corpus.structure.parts import Evidence
from chuangwen_corpus.structure.spoken import SHORTEST_SPEECH

COST = 2.0
"""What a head's evidence must outweigh to be worth a cut."""
_LOOK_BACK = 48
"""How many candidates before a head may be the one before it; keeps the search linear."""


def choose(page: Page, heads: Sequence[Head]) -> list[tuple[Head, tuple[Evidence, ...]]]:
    """The sequence of heads with the greatest weight in sum, each with all its evidence.

    Every head is weighed by itself, by its place behind the one before (numbers rise by one,
    styles agree) and by the text between the two.
    """
    prose = _prose_before(page)
    best: list[tuple[float, int, tuple[Evidence, ...]]] = []
    for j, head in enumerate(heads):
        options = [(_weight(first := _as_first(head)), -1, first)]
        for i in range(max(0, j - _LOOK_BACK), j):
            step = _transition(heads[i], head, prose[head.first] - prose[heads[i].body])
            options.append((best[i][0] + _weight(step), i, step))
        weight, before, step = max(options, key=lambda option: (option[0], option[1]))
        best.append((weight + head.weight - COST, before, step))
    ends = [
        (weight + _weight(_last(prose[len(page.lines)] - prose[heads[j].body])), -j)
        for j, (weight, _, _) in enumerate(best)
    ]
    if not ends or max(ends)[0] <= 0:
        return []
    chosen: list[tuple[Head, tuple[Evidence, ...]]] = []
    j = -max(ends)[1]
    while j >= 0:
        chosen.append((heads[j], heads[j].evidence + best[j][2]))
        j = best[j][1]
    return chosen[::-1]


def _weight(evidence: tuple[Evidence, ...]) -> float:
    return sum(weight for _, weight in evidence)


def _prose_before(page: Page) -> list[int]:
    """For each line: how many characters of running text stand before it."""
    sums = [0]
    for line in page.lines:
        sums.append(sums[-1] + (len(line.text) if line.prose and line.site is None else 0))
    return sums


def _as_first(head: Head) -> tuple[Evidence, ...]:
    # A page of the genre holds one speech at least, so the first head needs less to speak for it.
    first = ("first of the page", 0.75)
    if head.number == 1:
        return first, ("first number", 1.0)
    return (first, ("first, but numbered otherwise", -1.0)) if head.number else (first,)


def _last(length: int) -> tuple[Evidence, ...]:
    return (("no text behind", -8.0),) if length < SHORTEST_SPEECH else ()


def _transition(before: Head, head: Head, length: int) -> tuple[Evidence, ...]:
    evidence: list[Evidence] = list(_last(length))
    if head.number is not None and before.number is not None:
        if head.number == before.number + 1:
            evidence.append(("next number", 1.5))
        elif head.number <= before.number:
            evidence.append(("number does not rise", -2.0))
        else:
            evidence.append(("number skipped", -0.5 * min(4, head.number - before.number)))
    if head.style == before.style:
        evidence.append(("marked like the one before", 0.5))
    else:
        evidence.append(("marked otherwise than the one before", -1.0))
    return tuple(evidence)
