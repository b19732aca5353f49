"""Speeches by turn: a page that prints each speaker before what they say, 财政司司长：各位市民：…"""

from __future__ import annotations

from typing import NamedTuple

from chuangwen_corpus.genre.address import salutation_length
from chuangwen_corpus.genre.units import speaker_kind
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.structure.lines import Line

_LABEL = regex(r"(?P<name>[^,。:;!?\"]{2,24})\ ?:\ ?")
_ADDRESSES = regex("(?:代理)?主席(?:先生|女士)?,|议长(?:先生|女士)?,|尊敬的|各位|同志们|同事们")
_ASKS = regex("记者|提问|主持人|问$|答$")


class TurnLabel(NamedTuple):
    """Who speaks in a turn; offsets in the line."""

    name_end: int
    end: int
    """Where what is said begins."""


def turn_label(line: Line) -> TurnLabel | None:
    """The label of a turn that a line opens with; a name or a unit alone is none."""
    match = _LABEL.match(line.folded)
    if (
        not match
        or speaker_kind(match["name"].strip()) not in ("office", "named")
        or _ASKS.search(match["name"])
    ):
        return None
    return TurnLabel(match.end("name"), match.end())


def _name_before(line: Line) -> TurnLabel | None:
    """A name alone before a colon: of a turn only where an address follows."""
    match = _LABEL.match(line.folded)
    if not match or speaker_kind(match["name"].strip()) != "name":
        return None
    return TurnLabel(match.end("name"), match.end())


def label_before_address(line: Line) -> TurnLabel | None:
    """The label of a turn with an address behind it, as minutes print the one who has the floor: 某某议员：主席，…"""
    label = turn_label(line) or _name_before(line)
    if label is None:
        return None
    addresses = _ADDRESSES.match(line.folded, label.end) or salutation_length(line.folded, label.end)
    return label if addresses else None
