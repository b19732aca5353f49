"""Bytes to text so that the bytes can be had again: what an encoding would write otherwise is kept beside the text."""

from __future__ import annotations

import codecs
import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from chuangwen_corpus.read.whatwg import spellings, text_of

_STATEFUL = frozenset(("iso2022_jp",))


class IrregularBytes(NamedTuple):
    """A span of the source text that its encoding would not write back as the bytes that were there."""

    start: int
    end: int
    data: bytes
    undecodable: bool
    """True for bytes read as U+FFFD, False for a second spelling of a readable character."""


class _Run(NamedTuple):
    """Bytes that Python's codec does not read."""

    start: int
    end: int
    text: str
    """What browsers read in them, or U+FFFD."""
    undecodable: bool


def read_text(data: bytes, encoding: str) -> tuple[str, tuple[IrregularBytes, ...]]:
    """The text of a page, with one U+FFFD for each run of bytes that cannot be read, and what must be kept.

    Raises:
        LookupError: The encoding's bytes cannot be kept: its characters depend on what stands before them.
    """
    runs = _runs(data, encoding)
    pieces: list[str] = []
    irregular: list[IrregularBytes] = []
    position = offset = 0
    for run in [*runs, _Run(len(data), len(data), "", False)]:
        if position < run.start:
            between = text_of(data[position : run.start], encoding)
            if not encoding.startswith("utf"):  # the UTFs spell a character in one way only
                irregular += _second_spellings(between, offset, data[position : run.start], encoding)
            pieces.append(between)
            offset += len(between)
        pieces.append(run.text)
        if run.text:
            irregular.append(
                IrregularBytes(offset, offset + len(run.text), data[run.start : run.end], run.undecodable)
            )
        offset, position = offset + len(run.text), run.end
    return "".join(pieces), tuple(irregular)


def _runs(data: bytes, encoding: str) -> list[_Run]:
    runs: list[_Run] = []
    known = spellings(encoding)

    def keep(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        start, end = error.start, error.end
        for code in (data[start : start + 2], data[start : start + 1]) if known else ():
            if read := known.get(code):
                runs.append(_Run(start, start + len(code), read, undecodable=False))
                return "", start + len(code)
        if runs and runs[-1].end == start and runs[-1].undecodable:
            start = runs.pop().start
        runs.append(_Run(start, end, "\ufffd", undecodable=True))
        return "", end

    # The registry of handlers is the only way to learn of faults in linear time: every exception
    # raised instead would carry a copy of the rest of the page.
    name = f"chuangwen.keep-{threading.get_ident()}"
    codecs.register_error(name, keep)
    data.decode(encoding, name)
    return runs


def _second_spellings(text: str, offset: int, data: bytes, encoding: str) -> Iterator[IrregularBytes]:
    """The characters whose bytes are not the ones the encoding writes for them."""
    if _encoded(text, encoding) == data:
        return
    if encoding in _STATEFUL:
        raise LookupError(f"a page in {encoding} that spells a character in another way")
    # Each line by itself, as few have such characters: a line feed is no part of another character.
    for line, there in zip(text.split("\n"), data.split(b"\n"), strict=True):
        if _encoded(line, encoding) != there:
            yield from _in_line(line, offset, there, encoding)
        offset += len(line) + 1


def _in_line(line: str, offset: int, data: bytes, encoding: str) -> Iterator[IrregularBytes]:
    at = position = 0
    while at < len(line):
        own = _written(line[at], encoding)
        if own and data.startswith(own, position):
            at += 1
            position += len(own)
            continue
        step, there = _spelling(data, position, line, at, encoding)
        if _written(line[at : at + step], encoding) != there:
            yield IrregularBytes(offset + at, offset + at + step, there, undecodable=False)
        at += step
        position += len(there)


def _spelling(data: bytes, position: int, line: str, at: int, encoding: str) -> tuple[int, bytes]:
    """How many characters stand at a place of a line, and the bytes that say them."""
    known = spellings(encoding)
    code = data[position : position + 2]
    if known.get(code) == line[at]:
        return 1, code
    for step in (1, 2):  # Big5-HKSCS has codes for a letter with its accent
        for size in (1, 2, 3, 4):
            there = data[position : position + size]
            try:
                there.decode(encoding)
            except UnicodeDecodeError:
                continue
            if text_of(there, encoding) == line[at : at + step]:
                return step, there
    raise AssertionError(f"no bytes of {encoding} say {line[at : at + 2]!r}")


@lru_cache(8192)
def _written(character: str, encoding: str) -> bytes | None:
    return _encoded(character, encoding)


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None
