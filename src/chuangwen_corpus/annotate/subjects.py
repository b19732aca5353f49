"""The subject of a clause, and on whose side it is: the speaker's, those who are addressed, or a thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chuangwen_corpus.annotate import cues
from chuangwen_corpus.annotate.adverbials import manner_row
from chuangwen_corpus.annotate.clauses import Clause
from chuangwen_corpus.annotate.data import tree
from chuangwen_corpus.annotate.heads import AskedHead
from chuangwen_corpus.annotate.layer import Reading, Word, ends, past
from chuangwen_corpus.genre import own
from chuangwen_corpus.lazy import regex

_NOMINAL = ("n", "r", "j", "s", "nz", "vn", "an")
_INSIDE = ("m", "q", "uj", "k", "b", "a", "x", "l", "i", "mq")
_ABOVE = "(?![省市县区州][委局厅]|[省市县区]政府|[省市县区]人大|[省市县区]政协)"
"""Organs of the area, which no member of a bureau or a town is of."""
_CLOSES = regex("[)]$|[长员者户办局委院校站所队]$")
"""How a bracket, or an unknown word for people or a body, ends a subject."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject by offsets."""

    start: int
    end: int
    side: Literal["own", "addressed", "thing"]
    is_all: bool = False
    """Whether it is 我们, which takes the audience in."""
    is_organ: bool = False
    """Whether it is an organ by its name, not a class of those who are addressed."""


def subject_of(
    reading: Reading, clause: Clause, limit: int, head: AskedHead, *, own_only: bool = False
) -> Subject | None:
    """The noun phrase that a clause opens with, behind time and adverbs, with a marker or a predicate behind it.

    Args:
        reading: The sentences.
        clause: The clause.
        limit: Where its marker begins, or its end.
        head: The head of its speech.
        own_only: Whether only the speaker's side counts.
    """
    words = clause.words
    i = _past_time(clause)
    if i < len(words) and manner_row(reading, words[i].start, clause.end) > words[i].end:
        return None  # 大|范围
    first = i
    if i < len(words) and (body := _body(reading, words, i, limit, clause)):
        name = reading.folded[words[i].start : body]
        side = _side(name, head)
        if own_only:
            return None
        return Subject(
            words[i].start, body, "addressed" if side == "thing" else side, is_organ=side != "addressed"
        )
    if (
        "uv" in clause.tags
        and any(w.form == "地" and w.xpos == "uv" for w in words[i:])
        and not (i < len(words) and words[i].xpos[0] == "r")
    ):
        return None  # 积极主动|地
    selves = reading.inside("self_reference", clause.start, limit) if i < len(words) else []
    named = next((m for m in selves if m.start == words[i].start), None)
    if named:
        i = past(words, i, named.end)
    while i < len(words) and words[i].start < limit and _belongs(words, i, first, clause):
        i += 1
        if "audience" in words[i - 1].classes:
            break
    while (
        i > first
        and words[i - 1].xpos in ("uj", "m", "a", "c", "w", "x", "i", "l")
        and not _CLOSES.search(words[i - 1].form)
    ):
        i -= 1
    if named and (i == first or words[i - 1].end < named.end):
        return Subject(named.start, named.end, "own", named.attributes["kind"] == "group")
    if i == first and words and "preposition" in words[0].classes:
        return _behind_place(reading, words, clause, limit)
    if i == first or (i == len(words) and not own_only):
        return None
    start, end = words[first].start, words[i - 1].end
    name = reading.folded[start:end]
    if not any(w.xpos.startswith(_NOMINAL) for w in words[first:i]):
        return None
    side = _side(name, head)
    if own_only and side != "own":
        return None
    if side == "thing" and ((i < len(words) and words[i].xpos.startswith(("n", "x"))) or len(name) < 2):
        return None
    return Subject(start, end, side, name in ("我们", "咱们"))


def _behind_place(reading: Reading, words: list[Word], clause: Clause, limit: int) -> Subject | None:
    """The speaker's side right before the marker, behind a phrase without a comma: 在施工上|我们将."""
    for mark in reading.inside("self_reference", clause.start + 1, limit):
        between = [word for word in words if mark.end <= word.start < limit]
        if all("adverb" in word.classes or "linking" in word.classes for word in between):
            return Subject(mark.start, mark.end, "own", mark.attributes["kind"] == "group")
    return None


def _body(reading: Reading, words: list[Word], i: int, limit: int, clause: Clause) -> int | None:
    """Where a subject ends that opens with an organ, or with several, and what belongs to it: 县发改局、县商务局, 县政府督查室.

    It takes all up to the marker if no verb stands between, or else up to the first verb.
    """
    organs = [
        m
        for m in reading.inside("organisation", words[i].start, clause.end)
        if m.attributes["own"] == "false"
    ]
    if not organs or organs[0].start != words[i].start:
        return None
    end = organs[0].end
    for organ in organs[1:]:
        if reading.folded[end : organ.start] not in ("、", "和", "与", "及"):
            break
        end = organ.end
    if limit < clause.end:
        between = reading.words(end, limit)
        if (
            between
            and not any(w.xpos in ("v", "p", "w", "c", "uj") for w in between)
            and len(between) < _LONGEST_REST
        ):
            adverbs = next((w.start for w in between if _modifies_verb(w)), limit)
            return max(end, adverbs)
        return end if end <= limit else None
    behind = reading.words(end, clause.end)
    return end if behind and behind[0].xpos.startswith(("v", "d", "p")) else None


def _modifies_verb(word: Word) -> bool:
    if "adverb" in word.classes or "linking" in word.classes:
        return True
    return word.xpos in ("d", "ad") and len(word.form) > 1


_LONGEST_REST = 6
"""Words that may stand between an organ and the marker in one subject."""


def _past_time(clause: Clause) -> int:
    words, times = clause.words, ends(clause.times)
    i = 0
    while i < len(words):
        if words[i].start in times:
            i = past(words, i, times[words[i].start])
        elif words[i].xpos in ("c", "f", "t", "s") or "linking" in words[i].classes:
            i += 1
        else:
            break
    return i


def _belongs(words: list[Word], i: int, first: int, clause: Clause) -> bool:
    """Whether a word goes on with the noun phrase that began at `first`."""
    word = words[i]
    if (word.form == "上下" and i > first) or (i == first and "addressed_start" in word.classes):
        return True
    if i > first and ("inclusion" in word.classes or "inclusion" in words[i - 1].classes):
        return True
    if "adverb" in word.classes or "negation" in word.classes:
        return False
    if "marker" in word.classes or "call" in word.classes:
        return False
    if word.xpos.startswith(_NOMINAL) and word.xpos != "vn":
        return True
    if word.form in "、和及()" or clause.quoted(word.start):
        return i > first
    if i > first and words[i - 1].form == "各" and word.xpos == "v":
        return i + 1 < len(words) and words[i + 1].xpos[0] == "n"  # 各|承建|单位
    if word.xpos in _INSIDE or word.xpos == "vn":
        if i == first and word.xpos in ("x", "l", "i", "m", "a", "uj", "vn"):
            return (
                word.xpos in ("m", "a")
                and i + 1 < len(words)
                and words[i + 1].xpos.startswith(("q", "n", "uj", "vn"))
            )
        return True
    return False


def _side(name: str, head: AskedHead) -> Literal["own", "addressed", "thing"]:
    if cues.starts(name, "own_head"):
        noun = name.rpartition("的")[2] if "的" in name else ""
        ours = not noun or any(cues.ends(noun, f"own_{part}") for part in ("member", "body", "all"))
        return "own" if ours or cues.ends(noun, "addressed_end") else "thing"  # 我市的区位优势
    if head.tells("speaks for", name):
        return "own"  # 市委、市政府 of 市委书记
    if cues.starts(name, "addressed_all"):
        return "addressed"
    if any(thing in name for thing in cues.forms("thing")):
        return "thing"
    if _members(own.in_use()).fullmatch(name) and not head.tells("has another genre than a pledge"):
        return "own"
    addressed = cues.starts(name, "addressed_start") or cues.ends(name, "addressed_end")
    return "addressed" if addressed else "thing"


@lru_cache(maxsize=8)
def _members(_lists: own.Lists | None) -> re.Pattern[str]:
    """Bodies and members of the speaker's unit: 局党组成员, 全体干部职工."""
    everyone, bodies, members = (tree(cues.forms(f"own_{part}")) for part in ("all", "body", "member"))
    return re.compile(f"{_ABOVE}(?:{everyone})*(?:{bodies})*(?:{members})*")
