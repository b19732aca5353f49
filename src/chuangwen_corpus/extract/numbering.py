"""The numbers that Word prints before the paragraphs of a list; the file holds only the rules for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_DEEPEST = 20
"""Styles that are based on each other."""
_HAN = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _han(number: int) -> str:
    """A number in Chinese.

    >>> [_han(n) for n in (1, 10, 12, 20, 99)]
    ['一', '十', '十二', '二十', '九十九']
    """
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    return ("" if tens < 2 else _HAN[tens]) + "十" * (tens > 0) + (_HAN[ones] if ones else "")


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        found += letters * min(times, 10)
    return found


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 10)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand"), _han
    ),
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda _: "",
}  # fmt: skip


class Numbering:
    """Counts the paragraphs of the lists of a document."""

    def __init__(self, document: Any) -> None:
        """Takes the rules of a document of python-docx."""
        self.unknown = 0
        """Numbers that could not be made."""
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str | None, int]] = set()
        """The levels of lists that have begun anew, which each does once."""
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering"):
                element = relation.target_part.element
                self._abstract = {a.get(f"{_W}abstractNumId"): a for a in element.iter(f"{_W}abstractNum")}
                self._lists = {n.get(f"{_W}numId"): n for n in element.iter(f"{_W}num")}
        styles = document.styles.element.iter(f"{_W}style")
        self._styles = {style.get(f"{_W}styleId"): style for style in styles}

    def number_of(self, paragraph: Any) -> str:
        """What is printed before a paragraph, to be asked for each in order; empty for most, and for bullets."""
        number, level = self._place(paragraph)
        found = self._lists.get(number or "")
        if found is None or not 0 <= level < _LEVELS:
            return ""
        abstract_id = _value(found.find(f"{_W}abstractNumId"))
        rules = self._rules(abstract_id, found)
        if level not in rules:
            return ""
        counts = self._counts.setdefault(abstract_id or "", [None] * _LEVELS)
        starts = _overridden_starts(found)
        # Lists of the same rules count on from each other, but for one that states where it begins.
        begins = level in starts and (number, level) not in self._begun
        if begins:
            self._begun.add((number, level))
        before = None if begins else counts[level]
        counts[level] = _start(rules, starts, level) if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            if level < _restarting_levels(rules.get(deeper), deeper):
                counts[deeper] = None
        return self._printed(rules, starts, counts, level)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list of a paragraph and the level in it: its own, or that of its style."""
        properties = paragraph.find(f"{_W}pPr")
        level: str | None = None
        for _ in range(_DEEPEST):
            if properties is None:
                break
            own = properties.find(f"{_W}numPr")
            if own is not None:
                level = level or _value(own.find(f"{_W}ilvl"))
                number = _value(own.find(f"{_W}numId"))
                if number is not None:
                    return number, int(level or 0)
            style = self._styles.get(_value(properties.find(f"{_W}pStyle")) or "")
            if style is None:
                style = self._styles.get(_value(properties.getparent().find(f"{_W}basedOn")) or "")
            properties = None if style is None else style.find(f"{_W}pPr")
        return None, 0

    def _rules(self, abstract_id: str | None, found: Any) -> dict[int, Any]:
        abstract = self._abstract.get(abstract_id or "")
        rules = {} if abstract is None else {_level(rule): rule for rule in abstract.iter(f"{_W}lvl")}
        return rules | {_level(rule): rule for rule in found.iter(f"{_W}lvl")}

    def _printed(
        self, rules: dict[int, Any], starts: dict[int, int], counts: list[int | None], level: int
    ) -> str:
        if _value(rules[level].find(f"{_W}numFmt")) == "bullet":
            return ""
        pattern = _value(rules[level].find(f"{_W}lvlText")) or ""
        is_legal = rules[level].find(f"{_W}isLgl") is not None
        pieces: list[str] = []
        for piece in re.split("(%[1-9])", pattern):
            if not re.fullmatch("%[1-9]", piece):
                pieces.append(piece)
                continue
            at = int(piece[1]) - 1
            rule = rules.get(at)
            form = "decimal" if is_legal or rule is None else _value(rule.find(f"{_W}numFmt")) or "decimal"
            if form not in _FORMATS:
                self.unknown += 1  # none is better than a wrong one
                return ""
            count = counts[at]
            pieces.append(_FORMATS[form](_start(rules, starts, at) if count is None else count))
        printed = "".join(pieces)
        return f"{printed} " if printed and printed[-1].isascii() else printed


def _value(element: Any) -> str | None:
    found: str | None = None if element is None else element.get(f"{_W}val")
    return found


def _level(rule: Any) -> int:
    return int(rule.get(f"{_W}ilvl") or 0)


def _overridden_starts(found: Any) -> dict[int, int]:
    """Where the levels of a list begin that state it themselves ("Restart at 1" in Word)."""
    stated = {_level(o): _value(o.find(f"{_W}startOverride")) for o in found.iter(f"{_W}lvlOverride")}
    return {level: int(start) for level, start in stated.items() if start}


def _start(rules: dict[int, Any], starts: dict[int, int], level: int) -> int:
    if level in starts:
        return starts[level]
    rule = rules.get(level)
    start = None if rule is None else _value(rule.find(f"{_W}start"))
    return int(start) if start else 1


def _restarting_levels(rule: Any, level: int) -> int:
    """How many levels, from the highest, make this one begin anew: all above it, unless its rule says fewer or none."""
    said = None if rule is None else _value(rule.find(f"{_W}lvlRestart"))
    return min(int(said), level) if said else level
