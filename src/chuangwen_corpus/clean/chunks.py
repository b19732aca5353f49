"""Numbers that a preview puts before its pieces of a text: 2、时还有…, in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.folding import HAN_CHARACTER
from chuangwen_corpus.lazy import regex

_NUMBERED = regex(r"[^\S\n]*(\d{1,3})、[^\S\n]*(?=\S)")
_STOPPED = regex(r"[。！？!?；;：:…][”’」』\"')）】]*\s*$")
_RUNNING = regex(r"(?:[。！？!?；;]|(?<!\d)[.．])(?=\S)|\S.{99}")
"""Running text: a sentence goes on behind another, or the line is long. A list of headings without stops is none."""


def changes(text: str) -> Iterator[Change]:
    r"""The changes that take the numbers of a preview away and join its pieces.

    They count up from 1 without regard to sentences: at half of them or more, the piece before is running text that stops inside a sentence.

    >>> list(changes("1、提高认识\n2、落实责任\n3、加强督查"))
    []
    """
    lines = text.split("\n")
    starts: list[tuple[int, re.Match[str], str]] = []
    position, before = 0, ""
    for line in lines:
        match = _NUMBERED.match(text, position, position + len(line))
        if match and int(match[1]) == len(starts) + 1:
            starts.append((position, match, before))
        if line.strip():
            before = line
        position += len(line) + 1
    inner = starts[1:]
    cut = [bool(HAN_CHARACTER.search(line)) and not _STOPPED.search(line) for _, _, line in inner]
    told = sum(
        is_cut and bool(_RUNNING.search(line)) for is_cut, (_, _, line) in zip(cut, inner, strict=True)
    )
    if not inner or told * 2 < len(inner):
        return
    for is_cut, (_, match, _) in zip([False, *cut], starts, strict=True):
        at = match.start()
        while is_cut and at and text[at - 1].isspace():
            at -= 1
        yield Change(at, match.end(), "", "layout.chunk_number")
