"""A shadow of a text for matching: same length, one spelling.

Patterns are written once, in simplified characters with half-width punctuation, and run on the
shadow; as folding maps one character to one, an offset in the shadow is an offset in the text.
The shadow is never published.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from chuangwen_corpus.genre.lookalikes import han_of
from chuangwen_corpus.genre.remembered import LONGEST, remembered
from chuangwen_corpus.lazy import regex

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3005\u3007"
"""Han characters, with 々 and 〇, for use inside a character class of a regular expression."""

HAN_CHARACTER = regex(f"[{HAN}]")
HAN_RUN = regex(f"[{HAN}]+")


@cache
def _with_han(least: int) -> re.Pattern[str]:
    return re.compile(f"(?:[^{HAN}]*[{HAN}]){{{least}}}")


def has_han(text: str, least: int) -> bool:
    """Whether a text has so many Han characters; it is read only until they are found.

    >>> has_han("共 3 篇", 2), has_han("共 3 篇", 3)
    (True, False)
    """
    return _with_han(least).match(text) is not None


SPACE = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""White space inside a line, for use inside a character class."""

LONGEST_REMEMBERED = 100_000
"""Characters of a text whose shadow is remembered for the next step that asks for it."""

_PUNCTUATION = {
    "，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")", "〔": "(",
    "〕": ")", "．": ".", "。": "。", "“": '"', "”": '"', "„": '"', "〝": '"', "〞": '"',
    "＂": '"', "「": '"', "」": '"', "﹕": ":", "∶": ":", "︰": ":", "﹐": ",", "﹔": ";",
    "﹗": "!", "﹖": "?", "﹙": "(", "﹚": ")", "－": "-", "–": "-", "＞": ">", "＜": "<",
    "／": "/", "＝": "=", "〖": "【", "〗": "】", "［": "[", "］": "]", "＊": "*", "＃": "#",
    "％": "%", "＠": "@", "＋": "+", "＆": "&", "～": "~", "＿": "_", "｜": "|",
}  # fmt: skip


@cache
def _changed() -> dict[int, str]:
    """The code points that folding changes, all of them in the basic plane."""
    table = {ord(wide): narrow for wide, narrow in _PUNCTUATION.items()}
    for offset in range(0xFF10, 0xFF5B):  # full-width digits and letters
        if chr(offset - 0xFEE0).isalnum():
            table[offset] = chr(offset - 0xFEE0)
    for space in "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))):
        table[ord(space)] = " "
    data = files("chuangwen_corpus.genre").joinpath("traditional.tsv").read_text(encoding="utf-8")
    for line in data.splitlines():
        if not line.startswith("#"):
            traditional, simplified = line.split("\t")
            table[ord(traditional)] = simplified
    for lookalike, han in han_of().items():
        if ord(lookalike) < 0x10000:
            table[ord(lookalike)] = table.get(ord(han), han)
    return table


@cache
def _table() -> list[int]:
    # A list is looked up twice as fast as a dictionary, which raises for each character it has not.
    changed = _changed()
    return [ord(changed[code]) if code in changed else code for code in range(0x10000)]


def foldings() -> tuple[str, str]:
    """What folding changes, for programs in other languages: characters, and in the same places what they become.

    Both are of the basic plane, so that they are one unit of UTF-16 each; some 600 rare characters whose simplified form
    is not are left out.

    >>> before, after = foldings()
    >>> after[before.index("創")]
    '创'
    """
    changed = {code: to for code, to in sorted(_changed().items()) if chr(code) != to and ord(to) < 0x10000}
    return "".join(map(chr, changed)), "".join(changed.values())


def spellings(folded: str) -> str:
    """The class of the characters that fold to one, as part of a pattern.

    >>> spellings("辞")
    '[辞辭]'
    """
    return f"[{folded}{''.join(sorted(chr(code) for code, to in _changed().items() if to == folded))}]"


@lru_cache(16)
def _fold_page(text: str) -> str:
    return _fold_many(text)


@cache
def _codes() -> Any:
    """The table as an array: what each code point of the basic plane becomes."""
    import numpy as np

    return np.array(_table(), np.dtype("<u4"))


def code_points(text: str) -> Any:
    """The code points of a text as an array of numpy's, one a character; a lone surrogate is its own."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _fold_many(text: str) -> str:
    # Three times as fast as `str.translate` from some hundred characters on.
    codes = code_points(text)
    table = _codes()
    if codes.max(initial=0) < len(table):
        folded = table[codes]
    else:
        folded = codes.copy()
        basic = codes < len(table)
        folded[basic] = table[codes[basic]]
    return str(folded.tobytes().decode("utf-32-le", "surrogatepass"))


@remembered
def _fold_line(line: str) -> str:
    return line.translate(_table())


def fold(text: str) -> str:
    """The shadow of `text`: simplified, half-width, every white space inside a line a space.

    >>> fold("創建文明城市：（一）ＡＢ１２")
    '创建文明城市:(一)AB12'
    >>> fold("⼀、⻓⾔")
    '一、长言'
    """
    if len(text) <= LONGEST:
        return _fold_line(text)
    return _fold_page(text) if len(text) <= LONGEST_REMEMBERED else _fold_many(text)
