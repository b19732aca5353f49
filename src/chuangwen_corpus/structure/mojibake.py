"""Text that was once decoded in the wrong encoding and saved like that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chuangwen_corpus.clean.pinyin import TONED
from chuangwen_corpus.genre.folding import HAN
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.read.decode import LEAST_PLAUSIBLE
from chuangwen_corpus.read.plausible import beyond_ascii, likeness, share_of_common, shares_of_common

_LINE = regex("[^\r\n]+")
_SHORTEST = 20
"""Characters of a line that is judged as a whole."""
_LONGEST = 20_000
"""Characters of a line that are looked at."""


def _single_bytes() -> dict[str, int]:
    """The characters that Latin-1 and Windows-1252 read single bytes as."""
    found = {chr(byte): byte for byte in range(256)}
    for byte in range(0x80, 0xA0):
        found[bytes((byte,)).decode("cp1252", "ignore") or chr(byte)] = byte
    return found


_BYTES = _single_bytes()
_INNER = "".join(re.escape(character) for character, byte in _BYTES.items() if 0x80 <= byte < 0xC0)
_THREE = rf"[\u00e2-\u00ef][{_INNER}]{{2}}"
_RUN = regex(
    rf"(?:(?:{_THREE}){{2}}|\u00e2[\u0080\u20ac][{_INNER}])(?:[\n -~]{{0,40}}(?:{_THREE}))*"
)  # three bytes a Chinese character; a quotation mark or dash may stand alone
_READINGS = (
    ("latin-1", "gb18030", "GBK"), ("latin-1", "big5hkscs", "Big5"), ("gb18030", "utf-8", "UTF-8"),
    ("gb18030", "big5hkscs", "Big5"), ("big5hkscs", "gb18030", "GBK"), ("big5hkscs", "utf-8", "UTF-8"),
)  # fmt: skip
"""An encoding in which text was read, and the one it was in, with its name."""


_REMAINS = regex(
    rf"(?:锟斤拷)+(?:锟斤?)?|烫{{3,}}|屯{{3,}}|\A(?:ï»¿|锘.?|嚜.?)|(?<=[{HAN}])\?[a-zü{TONED}]{{1,7}}\)(?=[{HAN}])"
)
"""What is left of U+FFFD in UTF-8 read as GBK, of memory that was never filled, of a byte order mark, and of a reading in
pinyin whose first bracket a converter has broken with the character before it: 我們?yōu)樽鎳."""

_MAY_REMAIN, _MAY_RUN = regex("[锟烫屯\u00ef锘嚜?]"), regex("[\u00e2-\u00ef]")
"""What all matches of the two patterns hold."""


class Misread(NamedTuple):
    """A span of a text that was once misread."""

    start: int
    end: int
    message: str


def find(text: str) -> Iterator[Misread]:
    """The misread spans of a source text, in order and without overlap."""
    lines = [match.span() for match in _LINE.finditer(text)]  # U+0085 is no line end, but half of a character
    remain, run = _MAY_REMAIN.search(text), _MAY_RUN.search(text)  # hardly any page has either
    # Most lines are Chinese; their share of common characters is part of the likeness, and quicker to have.
    spans = [(start, min(end, start + _LONGEST)) for start, end in lines]
    shares = zip(*shares_of_common(text, spans), strict=True)
    for (start, end), (beyond, share) in zip(lines, shares, strict=True):
        doubtful = beyond >= _SHORTEST and share < LEAST_PLAUSIBLE
        if doubtful and (said := _said_of_line(text[start : min(end, start + _LONGEST)])):
            yield Misread(start, end, said)
        elif remain and (remains := list(_REMAINS.finditer(text, start, end))):
            for found in remains:
                yield Misread(
                    *found.span(), "the remains of characters that were lost, or of a byte order mark"
                )
        elif run:
            for found in _RUN.finditer(text, start, end):
                yield Misread(*found.span(), _said("UTF-8", "latin-1"))


def _said_of_line(line: str) -> str | None:
    """What a line of characters that are rare in Chinese was once read as; None if it is as it should be."""
    if likeness(line) >= LEAST_PLAUSIBLE:
        return None
    beyond = beyond_ascii(line)
    for read_as, written, name in _READINGS:
        if read_as == "latin-1":
            data = bytes(_BYTES[character] for character in line if character in _BYTES)
        else:
            data = line.encode(read_as, "ignore")
        repaired = data.decode(written, "ignore")
        han = beyond_ascii(repaired)
        if han * 4 > beyond and share_of_common(repaired) > 2 * LEAST_PLAUSIBLE:
            return _said(name, read_as)
    return None


def _said(name: str, read_as: str) -> str:
    return f"{name} that was once read as {read_as}; not repaired"
