"""What kind of change lies between two texts, by the shape of what differs."""

from __future__ import annotations

from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from chuangwen_corpus.lazy import regex
from chuangwen_corpus.reuse.texts import PLACEHOLDER

Kind = Literal["exact", "places", "words", "part"]
KINDS: tuple[Kind, ...] = ("exact", "places", "words", "part")
PART = 0.8
"""Length of the shorter text, as a share of the longer, below which the shorter is a part of it."""

_PLACE_BEHIND = regex(r"省|市|自治|地区|州|盟|区|县|旗|镇|乡|街道|社区|村")
_PLACE_END = regex(r"(?:省|市|州|盟|区|县|旗|镇|乡|街道|社区|村)$")
_LONGEST_PLACE = 8
"""Characters of the name of a place, with all levels above it."""


class Change(NamedTuple):
    """A stretch that differs: `first[start:end]` against `second[second_start:second_end]`."""

    start: int
    end: int
    second_start: int
    second_end: int


def changes(first: str, second: str) -> list[Change]:
    """What differs, by the fewest insertions, deletions and replacements of characters (Levenshtein 1966).

    Stretches with a single equal character between them are one: two names may share a character by chance.
    """
    found: list[Change] = []
    for code in Levenshtein.opcodes(first, second):
        if code.tag == "equal":
            continue
        start, end = code.src_start, code.src_end
        second_start, second_end = code.dest_start, code.dest_end
        if found and start - found[-1].end <= 1:
            found[-1] = Change(found[-1].start, end, found[-1].second_start, second_end)
        else:
            found.append(Change(start, end, second_start, second_end))
    return found


def kind(first: str, second: str) -> Kind:
    """What lies between two texts, whichever was first; both as `texts.content` gives them.

    Returns:
        ``exact``: they are equal. ``places``: nothing differs but names of places, or placeholders stand for them.
        ``part``: one is much shorter. ``words``: anything else.

    >>> kind("南湖区要带头落实", "x区要带头落实"), kind("清河街道要带头落实", "柳林镇要带头落实")
    ('places', 'places')
    >>> kind("我们要带头落实责任", "我们要全力落实责任")
    'words'
    """
    if first == second:
        return "exact"
    if min(len(first), len(second)) < PART * max(len(first), len(second)):
        longer, shorter = max(len(first), len(second)), min(len(first), len(second))
        # Names have unlike lengths: in a short text that alone is a fifth of it.
        if longer - shorter > 2 * _LONGEST_PLACE:
            return "part"
        return "places" if _only_places(first, second) else "part"
    return "places" if _only_places(first, second) else "words"


def _only_places(first: str, second: str) -> bool:
    # Of the ways with the fewest changes the one that is taken depends on the order of the texts, so they have one of their own.
    first, second = sorted((first, second), key=lambda text: (len(text), text))
    return all(_is_place(first, second, change) for change in changes(first, second))


def _is_place(first: str, second: str, change: Change) -> bool:
    one, two = first[change.start : change.end], second[change.second_start : change.second_end]
    if not one or not two or max(len(one), len(two)) > _LONGEST_PLACE:
        return False
    if PLACEHOLDER in one + two:
        return True
    if _PLACE_END.search(one) and _PLACE_END.search(two):
        return True
    return bool(_PLACE_BEHIND.match(first, change.end) and _PLACE_BEHIND.match(second, change.second_end))
