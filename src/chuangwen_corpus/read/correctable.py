"""The fields that may be corrected, and the values they may have."""

from __future__ import annotations

import unicodedata
from typing import get_args

from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.titles import stated_year
from chuangwen_corpus.records.text import UnitKind, UnitLevel

FIELDS_OF_PAGES = ("title", "subtitle", "year", "event", "genre")
FIELDS_OF_SPEECHES = (
    "title", "subtitle", "speaker", "office", "unit", "kind", "level", "addressee", "date", "signature", "genre",
    "campaign",
)  # fmt: skip
MOST_CHARACTERS = 1_000
"""Characters of a value, at most."""
_CLOSED = {"kind": get_args(get_args(UnitKind)[0]), "level": get_args(get_args(UnitLevel)[0])}
_LINES = ("signature",)
"""Fields that may have several lines."""
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def value_fault(name: str, value: str) -> str | None:
    """What is wrong with a value of a field, with the way out; None if it may stand there. Empty is null.

    >>> value_fault("level", "region")
    "is 'region': it can be national, province, city, county, township, village"
    >>> value_fault("year", "20XX"), value_fault("year", "")
    (None, None)
    """
    if not value:
        return None
    if name in _CLOSED and value not in _CLOSED[name]:
        return f"is {value!r}: it can be {', '.join(_CLOSED[name])}"
    if len(value) > MOST_CHARACTERS:
        return f"has {len(value):,} characters: it may have {MOST_CHARACTERS:,}"
    if value != value.strip():
        return "has white space at an end: take it away"
    for character in value:
        if unicodedata.category(character) in _UNSEEN and not (character == "\n" and name in _LINES):
            lines = ", and line feeds in " + " and ".join(_LINES) if character == "\n" else ""
            return f"holds U+{ord(character):04X}: only characters that are seen may stand there{lines}"
    if name == "year" and stated_year(fold(value)) != fold(value):
        return f"is {value!r}: write it as 2020 or 20XX"
    return None
