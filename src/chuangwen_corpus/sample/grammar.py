"""Sentences out of templates: choices ``[甲|乙]`` and slots ``{name}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chuangwen_corpus.lazy import regex
from chuangwen_corpus.sample.dice import Choose

_CHOICE = regex(r"\[([^\[\]]*)\]")
_SLOT = regex(r"\{(\w+)\}")


def written(template: str, slots: Mapping[str, Sequence[str]], choose: Choose) -> str:
    """A sentence: one of each choice, one of the values of each slot, whose values may have slots again.

    Raises:
        KeyError: There is no such slot.

    >>> from chuangwen_corpus.sample.dice import Dice
    >>> written("[我们|大家]干完{n}件事。", {"n": ["三"]}, Dice("1"))
    '大家干完三件事。'
    """
    text = _CHOICE.sub(lambda match: choose.choice(match[1].split("|")), template)
    while _SLOT.search(text):
        text = _SLOT.sub(lambda match: choose.choice(slots[match[1]]), text)
    return text
