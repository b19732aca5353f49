"""Regular expressions of a user, folded as the text is that they run on."""

from __future__ import annotations

import re

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.genre.folding import fold

_MEANS_SOMETHING = frozenset(r"\.^$*+?{}[]()|-&~# ")


def folded(pattern: str) -> str:
    r"""A pattern for folded text. What a full-width character folds to is a character, never a sign of the pattern's syntax.

    >>> folded("創建（.*）")
    '创建\\(.*\\)'
    """
    found: list[str] = []
    escaped = False
    for character in pattern:
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
