"""Removes or replaces characters that are not text: line ends of every kind, controls, zero-width marks; and NFC."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.lazy import regex

_SPECIAL = regex(
    "(?P<line_end>\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029])"
    "|(?P<control>[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]+)"
    "|(?P<zero_width>[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+)"
    "|(?P<wide_space>\ue5e5)"
)
_RULES = {
    "line_end": ("\n", "line.end"),
    "control": ("", "character.control"),
    "zero_width": ("", "character.zero_width"),
    # GBK's second code of the wide space, as converters of its first years wrote it in Unicode.
    "wide_space": ("\u3000", "character.wide_space"),
}


def changes(text: str) -> Iterator[Change]:
    """Every line end becomes a line feed; control and zero-width characters go, old wide spaces become wide spaces."""
    for match in _SPECIAL.finditer(text):
        new, rule = _RULES[match.lastgroup or ""]
        yield Change(match.start(), match.end(), new, rule)


def compositions(text: str) -> Iterator[Change]:
    """The changes that bring a text to Unicode's Normalization Form C."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and not _stands_alone(text[end]):
            continue
        piece = text[start:end]
        composed = unicodedata.normalize("NFC", piece)
        if composed != piece:
            yield Change(start, end, composed, "character.nfc")
        start = end


def _stands_alone(character: str) -> bool:
    """Whether nothing before the character can compose with it."""
    return not unicodedata.combining(character) and character not in _second_halves()


@cache
def _second_halves() -> frozenset[str]:
    """Characters that are the second half of some canonical composition."""
    halves = {chr(c) for c in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for code_point in range(0x110000):
        parts = unicodedata.decomposition(chr(code_point)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            halves.add(chr(int(parts[1], 16)))
    return frozenset(halves)
