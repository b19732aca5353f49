"""Texts of a corpus as labels: on one line, without characters that act or hide, and not too long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chuangwen_corpus.terminal import visible

LONGEST = 40
"""Columns of a label; a Chinese character takes two."""


def label(text: str | None, most: int = LONGEST, *, none: str = "?") -> str:
    r"""A text as a label.

    Args:
        text: Any text; None or blanks give `none`.
        most: Columns, of which a Chinese character takes two.
        none: What stands for no text.

    >>> label("创建\u202e文明\n城市", 60), label("创建文明城市", 7), label(None)
    ('创建\\u202e文明\\n城市', '创建文…', '?')
    """
    shown = visible((text or "").strip(), keep="")
    if not shown:
        return none
    room = most
    for place, character in enumerate(shown):
        room -= width(character)
        if room < 0 or (room == 0 and place + 1 < len(shown)):
            cut = shown[:place]
            while cut and sum(map(width, cut)) > most - 1:
                cut = cut[:-1]
            return f"{cut}…"
    return shown


def width(character: str) -> int:
    """The columns of a character: 2 from U+2E80 on (Han, kana, full-width forms), else 1."""
    return 2 if ord(character) >= 0x2E80 else 1


def who(speech: Mapping[str, Any], most: int = 24) -> str:
    """A row of `speeches` as a label: its speaker, else its unit, title, or id."""
    named = next((speech[name] for name in ("speaker", "unit", "title") if speech.get(name)), None)
    return label(named or speech["speech_id"], most)


def unique(labels: list[str]) -> list[str]:
    """Labels with a number behind those that are there already.

    >>> unique(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    seen: dict[str, int] = {}
    found = []
    for one in labels:
        seen[one] = seen.get(one, 0) + 1
        found.append(one if seen[one] == 1 else f"{one} ({seen[one]})")
    return found
