"""The layers that read sentences, made once for each sentence that says the same.

Crawled pages repeat each other: a speech is copied from site to site, and its phrases from speech to speech. The marks of a sentence depend on
its text, its kind and what its layers asked the head of its speech. So they are kept by these, in offsets of the sentence, and put in their
place on each page. What a sentence holds never depends on what was read before it: sentences are read apart, with nothing between them to see.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from chuangwen_corpus.annotate.clauses import may_be_counted
from chuangwen_corpus.annotate.engines import MOST_SENTENCES
from chuangwen_corpus.annotate.heads import AskedHead, Head, Question
from chuangwen_corpus.annotate.layer import SAID, Layer, Mark, Reading, SentenceSpan
from chuangwen_corpus.annotate.tokens import LONGEST, MOST_OF_PAGE, Columns, groups
from chuangwen_corpus.genre import own
from chuangwen_corpus.genre.remembered import Recent

_MARKS = 8
"""Marks of a text that is not counted as more than one; most have fewer."""
_MOST_HEADS = 4
"""Different answers of heads that are kept for a text."""
_TOGETHER = 8_192
"""Characters that are read at once: what a layer needs of the words and hits of a text is as large."""
_GAP = "\n\n"
"""What stands between two texts that are read at once, and around them; no pattern of a layer looks across it."""


class _Unit(NamedTuple):
    """Sentences of a page that are read together: most often one."""

    start: int
    end: int
    first: int
    last: int
    """Indexes of its first sentence and of the one behind its last."""
    head: int
    """Index of its speech."""


_Key = tuple[str, str | tuple[tuple[int, int, str], ...]]
"""The text of a unit, with the kind of its sentence, or start, end and kind of each."""


_Answers = tuple[tuple[Question, str, bool], ...]
"""What the layers of a unit have asked the head of its speech, of which name, and its answers: with others there may be other marks."""
_Marks = tuple[tuple[str, int, int, str, dict[str, str]], ...]
"""Layer, start, end, rule and attributes of each mark."""
_Found = tuple[_Answers, int, _Marks]
"""The marks of a unit in offsets of a text in which it starts at the number given. Plain tuples, which the garbage collector forgets."""


def _holds_for(found: _Found, head: Head) -> bool:
    return all(head.tells(question, name) == answer for question, name, answer in found[0])


class _Placed(NamedTuple):
    """What a layer has marked on a page, and how its marks are put in their place (see `Layer`)."""

    places: tuple[str, ...]
    with_head: Callable[[Mark, str, Head], Mark] | None
    marks: list[Mark]


def annotate(reading: Reading, layers: Sequence[Layer]) -> dict[str, list[Mark]]:
    """The marks of layers that read sentences, by layer, each sorted by start.

    Args:
        reading: The page.
        layers: The layers, each behind those that it needs.
    """
    if not layers:
        return {}
    known = _known(tuple(layer.name for layer in layers), own.in_use())
    heads = [speech.head for speech in reading.speeches]
    units = list(_units(reading))
    keys = [_key(reading, unit) for unit in units]
    found: list[_Found | None] = []
    missing: dict[tuple[_Key, int], _Unit] = {}
    for unit, key in zip(units, keys, strict=True):
        kept = known.get(key) or ()
        one = next((kept_one for kept_one in kept if _holds_for(kept_one, heads[unit.head])), None)
        found.append(one)
        if one is None:
            missing.setdefault((key, unit.head), unit)
    made = dict(zip(missing, _read_all(reading, heads, list(missing.values()), layers), strict=True))
    for (key, _), one in islice(made.items(), MOST_OF_PAGE):
        if len(key[0]) <= LONGEST:
            kept = known.get(key) or ()
            known.put(key, (one, *kept[: _MOST_HEADS - 1]), 1 + len(one[2]) // _MARKS)
    placed = {layer.name: _Placed(layer.places, layer.with_head, []) for layer in layers}
    for unit, key, one in zip(units, keys, found, strict=True):
        here = one or made[key, unit.head]
        _put(reading, heads[unit.head], here, unit.start, placed)
    return {name: layer.marks for name, layer in placed.items()}


@lru_cache(maxsize=4)
def _known(_layers: tuple[str, ...], _lists: own.Lists | None) -> Recent[_Key, tuple[_Found, ...]]:
    return Recent(MOST_SENTENCES)


def _units(reading: Reading) -> Iterator[_Unit]:
    """Each sentence, but one that ends in a colon with the counted items behind it: 我们郑重承诺：|一、…|二、…"""
    sentences, folded = reading.sentences, reading.folded
    i = 0
    while i < len(sentences):
        sentence = sentences[i]
        last = i + 1
        if folded[sentence.end - 1] == ":" and sentence.kind in SAID:
            while last < len(sentences) and _goes_on(sentences[last], sentence, folded):
                last += 1
        yield _Unit(sentence.start, sentences[last - 1].end, i, last, sentence.speech)
        i = last


def _goes_on(item: SentenceSpan, announcing: SentenceSpan, folded: str) -> bool:
    return (
        item.speech == announcing.speech
        and item.kind in SAID
        and may_be_counted(folded, item.start, item.end)
    )


def _key(reading: Reading, unit: _Unit) -> _Key:
    text = reading.text[unit.start : unit.end]
    if unit.last == unit.first + 1:
        return text, reading.sentences[unit.first].kind
    parts = reading.sentences[unit.first : unit.last]
    return text, tuple((part.start - unit.start, part.end - unit.start, part.kind) for part in parts)


def _read_all(
    reading: Reading, heads: Sequence[Head], units: Sequence[_Unit], layers: Sequence[Layer]
) -> Iterator[_Found]:
    """The marks of units, of as many at once as is good for the memory."""
    for group in groups(units, _TOGETHER):
        yield from _read(reading, heads, group, layers)


def _read(
    reading: Reading, heads: Sequence[Head], units: Sequence[_Unit], layers: Sequence[Layer]
) -> list[_Found]:
    """The marks of some units, in offsets of a text that holds nothing else."""
    text = _GAP + "".join([reading.text[unit.start : unit.end] + _GAP for unit in units])
    folded = _GAP + "".join([reading.folded[unit.start : unit.end] + _GAP for unit in units])
    asked = tuple(AskedHead(heads[unit.head]) for unit in units)
    sentences: list[SentenceSpan] = []
    columns: Columns = ([], [], [], [], [], [])
    bases: list[int] = []
    base = len(_GAP)
    starts = reading.tokens[4]
    for i, unit in enumerate(units):
        by = base - unit.start
        for sentence in reading.sentences[unit.first : unit.last]:
            start, end, kind, _, _, section = sentence
            sentences.append(SentenceSpan(start + by, end + by, kind, i, None, section))
        first, last = bisect_left(starts, unit.start), bisect_left(starts, unit.end)
        for column, values in zip(columns[1:4], reading.tokens[1:4], strict=True):
            column += values[first:last]
        columns[0].extend(reading.tokens[0][first:last])
        columns[4].extend([place + by for place in starts[first:last]])
        columns[5].extend([place + by for place in reading.tokens[5][first:last]])
        bases.append(base)
        base += unit.end - unit.start + len(_GAP)
    part = Reading(text, folded, (), tuple(sentences), columns, asked)
    for layer in layers:
        layer.read(part)
    marks: list[list[tuple[str, int, int, str, dict[str, str]]]] = [[] for _ in units]
    for layer in layers:
        at = 0
        for mark in part.marks[layer.name]:
            while at + 1 < len(bases) and bases[at + 1] <= mark.start:
                at += 1
            marks[at].append((layer.name, mark.start, mark.end, mark.rule, mark.attributes))
    return [
        (tuple([(*about, answer) for about, answer in head.answers.items()]), base, tuple(of_unit))
        for head, base, of_unit in zip(asked, bases, marks, strict=True)
    ]


def _put(reading: Reading, head: Head, found: _Found, start: int, layers: dict[str, _Placed]) -> None:
    """Puts the marks of a unit in their place on the page, where the unit starts at `start`."""
    _, base, of_unit = found
    by = start - base
    for name, first, last, rule, attributes in of_unit:
        places, with_head, marks = layers[name]
        its_own = attributes.copy()  # what is kept belongs to no page
        for place in places:
            if place in its_own:
                its_own[place] = str(int(its_own[place]) + by)
        moved = Mark(first + by, last + by, rule, its_own)
        if with_head:
            moved = with_head(moved, reading.folded[moved.start : moved.end], head)
        marks.append(moved)
