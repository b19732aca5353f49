"""The campaign a speech is for, by its title or else by its text (`campaigns.tsv`). Works on folded text.

A text decides where the campaign is named near its beginning, is named often, and is named far oftener than any other. So a
passing mention is none, and a report that goes through all the work of a year has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chuangwen_corpus.genre.wordlists import longest_first, rows
from chuangwen_corpus.lazy import regex

OPENING = 300
"""Characters of the text in which the campaign must be named once."""
FEWEST = 3
"""Mentions in the text from which a campaign may lead it."""
CHARACTERS_A_MENTION = 400
"""Characters of the text for each mention, at most."""
LEAD = 2
"""How many times as often as any other campaign the leading one is named, at least."""

_OCCASION = regex(
    "新年|新春|春节|元旦|中秋|国庆|节日|开学|毕业|年会|年终|校庆|周年|就职|任职|任前|上任|离任|履新|婚礼|开业|开园|奠基"
    "|运动会|政府工作报告|施政报告|述职|经济工作会|两会|党代会|人代会|职代会"
)
"""What a speech is given at that is no campaign, whatever the text names."""


class Mention(NamedTuple):
    """A campaign named in a text."""

    start: int
    """Where the form begins."""
    form: str
    """As printed, for the tests of `campaigns.tsv`."""
    campaign: str


class _Form(NamedTuple):
    campaign: str
    not_behind: re.Pattern[str] | None
    not_before: re.Pattern[str] | None


@cache
def _forms() -> dict[str, _Form]:
    return {
        str(row["form"]): _Form(
            str(row["campaign"]),
            re.compile(rf"(?:{row['not_behind']})\Z") if row["not_behind"] else None,
            re.compile(row["not_before"]) if row["not_before"] else None,
        )
        for row in rows("campaigns")
    }


@cache
def _any_form() -> re.Pattern[str]:
    return re.compile(longest_first(list(_forms())))


def mentions(folded: str) -> Iterator[Mention]:
    """The campaigns that a text names, in order; of two forms that overlap the one that begins first, then the longer.

    >>> [(mention.start, mention.campaign) for mention in mentions("创文与创卫,原创文学")]
    [(0, '创文'), (3, '创卫')]
    """
    at = 0
    while match := _any_form().search(folded, at):
        form = _forms()[match[0]]
        behind = form.not_behind and form.not_behind.search(folded, max(0, match.start() - 4), match.start())
        before = form.not_before and form.not_before.match(folded, match.end())
        if behind or before:
            at = match.start() + 1
        else:
            at = match.end()
            yield Mention(match.start(), match[0], form.campaign)


def campaign(folded_title: str, folded_text: str) -> str | None:
    """The campaign a speech is for, by a normalised name; None where that is not sure.

    A title that names one campaign decides, and one that names two leaves it open. Where the title names none, and no
    occasion such as New Year, the text decides: by the campaign that is named in its first `OPENING` characters, at
    least `FEWEST` times and once in `CHARACTERS_A_MENTION` characters, and at least `LEAD` times as often as any other.

    >>> campaign("在创建全国文明城市动员大会上的讲话", ""), campaign("创文创卫动员会讲话", "")
    ('创文', None)
    >>> campaign("表态发言", "创文是大事。我局为创文尽力。创文有我。"), campaign("表态发言", "创文是大事。")
    ('创文', None)
    """
    named = {mention.campaign for mention in mentions(folded_title)}
    if named:
        return named.pop() if len(named) == 1 else None
    return None if _OCCASION.search(folded_title) else _leading(folded_text)


def _leading(folded: str) -> str | None:
    found = list(mentions(folded))
    ranked = Counter(mention.campaign for mention in found).most_common(2)
    if not ranked:
        return None
    best, count = ranked[0]
    if count < FEWEST or count * CHARACTERS_A_MENTION < len(folded):
        return None
    if len(ranked) == 2 and count < LEAD * ranked[1][1]:
        return None
    opens = any(mention.campaign == best and mention.start < OPENING for mention in found)
    return best if opens else None
