"""Sentences to tokens: the engine cuts runs of Han characters, everything else is cut by rule.

Engines differ on what is not Han (jieba joins ASCII by . _ - and others), so it never reaches
them: numbers, Latin words, placeholders and each punctuation mark are tokens by the rule below.
Traditional text is segmented by its simplified shadow; forms stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chuangwen_corpus.annotate.engines import MOST_WORDS, SEPARATOR, Engine
from chuangwen_corpus.annotate.tags import in_context, upos
from chuangwen_corpus.annotate.words import as_used
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

Columns = tuple[list[int], list[str], list[str], list[str], list[int], list[int]]


def tokenize(text: str, spans: Sequence[tuple[int, int]], engine: Engine) -> Columns:
    """Tokenizes stretches of a text.

    Args:
        text: The clean text.
        spans: Start and end of each sentence, in order.
        engine: Who segments the runs of Han characters.

    Returns:
        Columns sentence (index in `spans`), form, xpos, upos, start, end; the tokens of a
        sentence cover it without gaps but white space.
    """
    folded = fold(text)
    pieces = [
        (i, match.lastgroup, *match.span())
        for i, (start, end) in enumerate(spans)
        for match in _CUT.finditer(folded, start, end)
    ]
    runs = [folded[start:end] for _, kind, start, end in pieces if kind == "han"]
    words = iter([part for word in engine.tag(runs) for part in _READ[word]])
    rows: list[tuple[int, str, str, str, int, int]] = []
    add = rows.append  # a call a token, not one a column
    for i, kind, start, end in pieces:
        if kind != "han":
            form = text[start:end]
            add((i, form, *_tag(kind or "other", form), start, end))
            continue
        for word, tag, pos in words:
            add((i, word, tag, pos, start, start := start + len(word)))
            if start == end:
                break
    if not rows:
        return [], [], [], [], [], []
    sentence, forms, xpos, universal, starts, ends = map(list, zip(*rows, strict=True))
    in_context(xpos, universal)
    printed = [text[start:end] for _, kind, start, end in pieces if kind == "han"]
    if printed != runs:  # traditional characters
        forms = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return sentence, forms, xpos, universal, starts, ends


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
