"""Regular expressions of a user, folded as the text is that they run on."""

from __future__ import annotations

import re
import sys

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.lazy import regex

_MEANS_SOMETHING = frozenset(r"\.^$*+?{}[]()|-&~# ")


_ESCAPE = regex(r"(?<!\\)((?:\\\\)*)\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")


def _letter(escape: re.Match[str]) -> str:
    """The letter that an escape names, to be folded as others are; any other escape as it is."""
    code = int(escape[2] or escape[3], 16)
    return f"{escape[1]}{chr(code)}" if code <= sys.maxunicode and chr(code).isalpha() else escape[0]


def folded(pattern: str) -> str:
    r"""A pattern for folded text. What a full-width character folds to is a character, never a sign of the pattern's syntax.

    >>> folded("創建（.*）"), folded(r"\u5275建")
    ('创建\\(.*\\)', '创建')
    """
    found: list[str] = []
    escaped = False
    for character in _ESCAPE.sub(_letter, pattern):
        plain = fold(character)
        if plain == character:
            found.append(character)
            escaped = character == "\\" and not escaped
            continue
        if plain in _MEANS_SOMETHING:
            found.append(plain if escaped else f"\\{plain}")
        elif escaped:  # \Ａ is the letter, \A a place
            found[-1] = plain
        else:
            found.append(plain)
        escaped = False
    return "".join(found)


def compiled(pattern: str | re.Pattern[str], flags: int = 0) -> re.Pattern[str]:
    r"""A user's pattern, to be run on folded text.

    Raises:
        ChuangwenError: It is no regular expression.

    >>> bool(compiled("創建").search(fold("创建")))
    True
    """
    text = pattern if isinstance(pattern, str) else pattern.pattern
    flags |= 0 if isinstance(pattern, str) else pattern.flags
    try:
        return re.compile(folded(text), flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise ChuangwenError(
            f"{text!r} is no regular expression ({error}).",
            hint="The syntax is that of Python's re; a backslash before . ( [ * and their like makes them plain characters.",
        ) from None
