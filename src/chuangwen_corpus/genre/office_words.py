"""The words for offices (`offices.tsv`), with what ranks them and with the organ before them. Works on folded text."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast

from chuangwen_corpus.genre.bodies import PARTY_ORGAN, read_body
from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.genre.levels import LEVELS
from chuangwen_corpus.genre.persons import name_in
from chuangwen_corpus.genre.wordlists import longest_first, rows
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.records.text import UnitKind, UnitLevel

_RANK = "第一|常务|执行|名誉|荣誉|代理|驻村|专职|高级|优秀|先进|[副代老]"
_COMMITTEE = "(?P<committee>自治区|[省市县区旗州盟镇乡地])委"
_SEPARATOR = regex(r" ?(?:[、,/]|兼任?|和) ?| +")
_PARTY_OFFICE = regex(rf"(?:{_RANK})*(?:{PARTY_ORGAN})")
_FURTHER = regex(rf"[、,/][{HAN}]{{1,6}}(?:长|员|师)(?=[、,/ ]|\Z)")
"""An office that no list has, behind one that a list has: 局长、督察长."""
_LONGEST_UNIT = 24
"""Characters of the unit before an office that is not the first."""


class _Known(NamedTuple):
    kind: UnitKind | None
    level: UnitLevel | None


@cache
def _known() -> dict[str, _Known]:
    return {
        str(row["office"]): _Known(
            cast("UnitKind | None", row["kind"]), cast("UnitLevel | None", row["level"])
        )
        for row in rows("offices")
    }


@cache
def office_pattern() -> re.Pattern[str]:
    """An office: rank, organ (group `committee` where it is that of a place), rank, and the word (group `base`)."""
    base = longest_first(list(_known()))
    organ = rf"{_COMMITTEE}|{PARTY_ORGAN}"
    return re.compile(rf"(?:{_RANK})*(?:{organ})?(?:{_RANK})*(?P<base>{base})(?:助理)?")


def implied(office: re.Match[str]) -> tuple[UnitKind | None, UnitLevel | None]:
    """The kind and the level of the unit that an office has where no unit is printed."""
    if office["committee"]:
        return "party", LEVELS.get(office["committee"])
    if _PARTY_OFFICE.match(office[0]):
        return None, None  # the party of which body, the unit would tell
    known = _known()[office["base"]]
    return known.kind, known.level


def is_of_party(office: re.Match[str]) -> bool:
    """Whether it is an office of the party, in whatever body."""
    return bool(office["committee"] or _PARTY_OFFICE.match(office[0]))


def of_another_committee(words: str, office: re.Match[str]) -> bool:
    """Whether 县委 in 县委书记 is the end of another body's name: 团县委书记."""
    if not office["committee"]:
        return False
    body = read_body(words[: office.end("committee") + 1])
    return bool(body and body.kind != "party")


def last_office(words: str, end: int) -> int:
    """Where the last of a row of offices ends; each may have a unit of its own."""
    while True:
        further = _FURTHER.match(words, end)
        separator = _SEPARATOR.match(words, end)
        if not separator:
            return end
        following = next(
            (
                match
                for at in range(separator.end(), min(len(words), separator.end() + _LONGEST_UNIT))
                if (match := office_pattern().match(words, at))
                and (at == separator.end() or read_body(words[separator.end() : at]))
                and _closes(words, match.end())
            ),
            None,
        )
        following = following or further
        if not following:
            return end
        end = following.end()


def _closes(words: str, end: int) -> bool:
    """Whether an office may end here and not be the beginning of another word: 常委 in 常委会."""
    return end == len(words) or bool(_SEPARATOR.match(words, end) or name_behind(words, end))


def name_behind(words: str, end: int) -> tuple[int, int] | None:
    """Where a name stands that is all there is behind an office."""
    gap = re.compile(r"[ :]*").match(words, end)
    start = gap.end() if gap else end
    name = name_in(words[start:], apart=start > end)
    return (start, start + len(name)) if name else None
