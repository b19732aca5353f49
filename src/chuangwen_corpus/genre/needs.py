"""Which characters a text must hold for a pattern to match in it: the quick question that comes before the slow one.

Most patterns for page furniture match on few lines, and it is the search for a match that costs. As a set of a line's
characters answers in a hundredth of the time that there is none, the pattern itself is tried on few lines only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

try:
    import re._constants as sre  # type: ignore[import-not-found]
    import re._parser as parser  # type: ignore[import-not-found]
except ImportError:  # they are not public: without them every pattern is tried
    parser = sre = None

Needs = tuple[tuple[frozenset[str], ...], ...]
"""Of each alternative of a pattern some sets of characters: what it matches has a character of each."""

LARGEST = 160
"""Characters of a set; a larger one is met by most lines."""
_COMMON = frozenset(" ,.:;、。0123456789的")
"""What many lines of Chinese text hold."""
_SPECIAL = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
"""What an ASCII letter matches beside its own two cases when case is ignored."""


def needs_of(pattern: str, flags: int = 0) -> Needs:
    """What a text must hold for a pattern to match anywhere in it, as far as it is known; nothing needed of one it cannot read.

    >>> needs_of("第[12]+页|完") == ((frozenset("第"), frozenset("页"), frozenset("12")), (frozenset("完"),))
    True
    >>> needs_of("(?:免费)?.*")
    ((),)
    """
    if parser is None:
        return ((),)
    tree = parser.parse(pattern, flags)
    ignores_case = bool(tree.state.flags & re.IGNORECASE)
    while len(tree) == 1 and tree[0][0] is sre.SUBPATTERN:
        tree = tree[0][1][3]
    branches = tree[0][1][1] if len(tree) == 1 and tree[0][0] is sre.BRANCH else [tree]
    return tuple(tuple(sorted({*_of_row(branch, ignores_case)}, key=_order)) for branch in branches)


def may_match(needs: Needs, characters: AbstractSet[str]) -> bool:
    """Whether a text of these characters has what a pattern needs.

    >>> may_match(needs_of("免费|vip", re.IGNORECASE), set("VIP会员")), may_match(needs_of("免费|vip"), set("会员"))
    (True, False)
    """
    for sets in needs:
        for needed in sets:
            if characters.isdisjoint(needed):
                break
        else:
            return True
    return False


def _of_row(items: Iterable[tuple[Any, Any]], ignores_case: bool) -> list[frozenset[str]]:
    """What each of some items that follow each other needs."""
    return [needed for item in items for needed in _of_item(*item, ignores_case)]


def _of_item(kind: Any, value: Any, ignores_case: bool) -> list[frozenset[str]]:
    if kind is sre.LITERAL:
        return _one_of(chr(value), ignores_case)
    if kind is sre.IN:
        return _of_class(value, ignores_case)
    if kind is sre.BRANCH:
        return _of_branches([_of_row(branch, ignores_case) for branch in value[1]])
    if kind is sre.SUBPATTERN:
        _, added, removed, inside = value
        return [] if (added | removed) & re.IGNORECASE else _of_row(inside, ignores_case)
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, _, inside = value
        return _of_row(inside, ignores_case) if least else []
    if kind is sre.ATOMIC_GROUP:
        return _of_row(value, ignores_case)
    return []  # what may be anything, or is only looked at


def _of_class(members: Sequence[tuple[Any, Any]], ignores_case: bool) -> list[frozenset[str]]:
    found: list[str] = []
    for kind, value in members:
        if kind is sre.LITERAL:
            found.append(chr(value))
        elif kind is sre.RANGE and value[1] - value[0] < LARGEST:
            found += map(chr, range(value[0], value[1] + 1))
        else:
            return []
    return _one_of(found, ignores_case)


def _of_branches(branches: Sequence[list[frozenset[str]]]) -> list[frozenset[str]]:
    """Of each branch the set that fewest lines meet, in one: a match has a character of it, whichever branch it goes."""
    if not all(branches):
        return []
    needed = frozenset[str]().union(*(min(sets, key=_often) for sets in branches))
    return [needed] if len(needed) <= LARGEST else []


def _order(needed: frozenset[str]) -> tuple[int, int, str]:
    return *_often(needed), min(needed)


def _often(needed: frozenset[str]) -> tuple[int, int]:
    """Orders sets by how many lines they are met by: those with common marks and digits last."""
    return len(needed & _COMMON), len(needed)


def _one_of(characters: Iterable[str], ignores_case: bool) -> list[frozenset[str]]:
    found = set(characters)
    if ignores_case:
        for character in tuple(found):
            lower, upper = character.lower(), character.upper()
            if not character.isascii() and (lower, upper) != (character, character):
                return []  # its cases may be more than two
            found |= {lower, upper, *_SPECIAL.get(lower, "")}
    return [frozenset(found)] if len(found) <= LARGEST else []
