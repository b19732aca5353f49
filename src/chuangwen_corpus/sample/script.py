"""Simplified text in traditional characters."""

from __future__ import annotations

from functools import cache

from chuangwen_corpus.genre import folding

_KEPT = "一二三四五六七八九十上下不中了我大干里面同"
"""Characters that folding has several sources of, and that are written as they are."""


@cache
def _to_traditional() -> dict[int, str]:
    table = {
        ord(simplified): chr(traditional)
        for traditional, simplified in sorted(folding._changed().items(), reverse=True)  # noqa: SLF001  # the table itself is wanted
        if 0x4E00 <= traditional <= 0x9FFF
    }
    return {code: to for code, to in table.items() if chr(code) not in _KEPT}


def to_traditional(text: str) -> str:
    """The text in traditional characters, one for each; folding gives the simplified ones back."""
    return text.translate(_to_traditional())
