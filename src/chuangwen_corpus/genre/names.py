"""Personal names: a surname (`surnames.txt`) and one or two characters, or what stands for a name.

All patterns run on folded text.
"""

from __future__ import annotations

from importlib.resources import files

from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.lazy import regex

_SINGLE, _DOUBLE = (
    line
    for line in files("chuangwen_corpus.genre")
    .joinpath("surnames.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
)
SURNAMES = _SINGLE
"""Surnames of one character, for use inside a character class."""
_COMPOUND = "|".join(_DOUBLE[i : i + 2] for i in range(0, len(_DOUBLE), 2))
GIVEN = rf"(?:[{HAN}]|某|[xX×*○])"
_WORDS = "(?<=毕)业|(?<=成)立|(?<=高)考|(?<=金)秋|(?<=安)全"
"""How words go on that begin like a name."""
NAME = (
    rf"(?:(?:{_COMPOUND}){GIVEN}{{1,2}}"
    rf"|[{SURNAMES}](?:[{SURNAMES}](?![在的])[{HAN}]{{2}}|(?!{_WORDS}){GIVEN}{{1,2}})"
    r"|某某某?|[xX]{2,4}|[×*○]{2,3})"
)
"""A name as printed, without white space inside."""
SPACED_NAME = rf"(?:[{SURNAMES}]\ +{GIVEN}(?:\ *{GIVEN})?|某\ +某(?:\ +某)?)"
"""A name whose characters are set apart: 郑 某 某."""
_NO_NAME = regex("[的了和与及]")
"""What no name holds, though it may begin like one: 井边的树."""
_NAME = regex(rf"{NAME}|{SPACED_NAME}")


def is_name(folded: str) -> bool:
    """Whether a text may be a personal name, by its surname and its length.

    >>> is_name("刘镜平"), is_name("郑 某 某"), is_name("摘要"), is_name("欧阳明远")
    (True, True, False, True)
    """
    return bool(_NAME.fullmatch(folded)) and not _NO_NAME.search(folded)
