"""Sentences to tokens: the engine cuts runs of Han characters, everything else is cut by rule.

Engines differ on what is not Han (jieba joins ASCII by . _ - and others), so it never reaches
them: numbers, Latin words, placeholders and each punctuation mark are tokens by the rule below.
Traditional text is segmented by its simplified shadow; forms stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from chuangwen_corpus.annotate.engines import MOST_WORDS, SEPARATOR, Engine
from chuangwen_corpus.annotate.tags import in_context, upos
from chuangwen_corpus.annotate.words import as_used, parted
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.lazy import regex

_CUT = regex(
    r"""
    (?P<year>[〇零一二三四五六七八九]*〇[〇零一二三四五六七八九]*)   # 二〇二〇
  | (?P<han>[\u4e00-\u9fd5]+)
  | (?P<placeholder>(?:20|19)?[\d]{0,2}[xX×*]{1,4}(?![a-zA-Z])|_{2,})
  | (?P<number>\d+(?:[.,]\d+)*[%‰]?)
  | (?P<latin>[^\W\d_\u2e80-\U0003ffff]+(?:['’-][^\W\d_\u2e80-\U0003ffff]+)*)
  | (?P<ellipsis>…+|—+|\.{2,})
  | (?P<other>\S)
    """,
    re.VERBOSE,
)
_TAG = {"year": "m", "number": "m", "latin": "eng", "placeholder": "x", "ellipsis": "w"}
_SYMBOLS = set("+=<>~^|$€£¥￥°℃№×÷±≥≤§©®™")

LONGEST = 240
"""Characters of a sentence whose tokens and marks are kept."""
MOST_OF_PAGE = 1_024
"""New sentences of a page whose tokens and marks are kept, so that a large page does not push out all that is known."""
_TOKENS = 64
"""Tokens of a sentence that is not counted as more than one."""
_TOGETHER = 16_384
"""Characters that are segmented at once."""

Stretch = TypeVar("Stretch", bound=tuple[Any, ...])
Columns = tuple[list[int], list[str], list[str], list[str], list[int], list[int]]


_Sentence = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[int, ...], tuple[int, ...]]
"""The tokens of a sentence: columns form, xpos, upos, start, end, in offsets of the sentence. Plain tuples, which the garbage collector forgets."""
_NO_TOKENS: _Sentence = ((), (), (), (), ())


def tokenize(text: str, spans: Sequence[tuple[int, int]], engine: Engine) -> Columns:
    """Tokenizes stretches of a text. The tokens of one depend on nothing but its own text, so they are kept for those that say the same.

    Args:
        text: The clean text.
        spans: Start and end of each sentence, in order.
        engine: Who segments the runs of Han characters.

    Returns:
        Columns sentence (index in `spans`), form, xpos, upos, start, end; the tokens of a
        sentence cover it without gaps but white space.
    """
    columns: Columns = ([], [], [], [], [], [])
    sentence, forms, xpos, universal, starts, ends = columns
    folded = fold(text)
    first = 0
    for group in groups(spans, _TOGETHER):
        texts = [text[start:end] for start, end in group]
        found = list(map(engine.sentences.get, texts))
        missing = {said: span for said, span, one in zip(texts, group, found, strict=True) if one is None}
        shadows = [folded[start:end] for start, end in missing.values()]
        made = dict(zip(missing, _segment(list(missing), shadows, engine), strict=True))
        for said, one in islice(made.items(), max(0, MOST_OF_PAGE - first)):
            if len(said) <= LONGEST:
                engine.sentences.put(said, one, 1 + len(one[0]) // _TOKENS)
        for i, (said, (start, _), kept) in enumerate(zip(texts, group, found, strict=True), first):
            form, tag, pos, left, right = kept or made[said]
            sentence += [i] * len(form)
            forms += form
            xpos += tag
            universal += pos
            starts += [start + place for place in left]
            ends += [start + place for place in right]
        first += len(group)
    return columns


def groups(spans: Sequence[Stretch], most: int) -> Iterator[Sequence[Stretch]]:
    """Stretches of a text in groups of so many characters, or of one that has more, as is good for the memory.

    Args:
        spans: Tuples that open with a start and an end.
        most: Characters of a group.
    """
    first = size = 0
    for i, (start, end, *_) in enumerate(spans):
        if i > first and size + end - start > most:
            yield spans[first:i]
            first, size = i, 0
        size += end - start
    if spans:
        yield spans[first:]


def _segment(texts: Sequence[str], shadows: Sequence[str], engine: Engine) -> Iterator[_Sentence]:
    """The tokens of each of some sentences."""
    pieces = [
        [(match.lastgroup or "other", *match.span()) for match in _CUT.finditer(shadow)] for shadow in shadows
    ]
    runs = [
        shadow[start:end]
        for shadow, cut in zip(shadows, pieces, strict=True)
        for kind, start, end in cut
        if kind == "han"
    ]
    words = iter([part for word in parted(engine.tag(runs)) for part in _READ[word]])
    for text, shadow, cut in zip(texts, shadows, pieces, strict=True):
        rows: list[tuple[str, str, str, int, int]] = []
        add = rows.append  # a call a token, not one a column
        for kind, start, end in cut:
            if kind != "han":
                form = text[start:end]
                add((form, *_tag(kind, form), start, end))
                continue
            for word, tag, pos in words:
                add((word, tag, pos, start, start := start + len(word)))
                if start == end:
                    break
        if not rows:
            yield _NO_TOKENS
            continue
        forms, xpos, universal, starts, ends = zip(*rows, strict=True)
        if text != shadow:  # traditional characters, perhaps
            forms = tuple([text[start:end] for start, end in zip(starts, ends, strict=True)])
        yield forms, xpos, in_context(xpos, universal), starts, ends


class _Read(dict[tuple[str, str], tuple[tuple[str, str, str], ...]]):
    """What a word of the engine is in this genre: with another tag, or two words that the engine glues together, each with
    its universal tag; the separator is none. Looked up once a token, so at the speed of a dictionary.
    """

    def __missing__(self, tagged: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
        if len(self) > MOST_WORDS:
            self.clear()
        parts = as_used(*tagged) if tagged[0] != SEPARATOR else ()
        self[tagged] = read = tuple((word, tag, upos(word, tag)) for word, tag in parts)
        return read


_READ = _Read()


def _tag(kind: str, form: str) -> tuple[str, str]:
    if kind == "other":
        if form.isalpha():
            return "x", "X"
        return ("x", "SYM") if form in _SYMBOLS else ("w", "PUNCT")
    tag = _TAG[kind]
    return tag, {"m": "NUM", "eng": "X", "x": "X", "w": "PUNCT"}[tag]
