"""Pages inside a dump: JSON Lines (plain, .gz, .zst) or Parquet, a page a row; WARC, a page a response."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read import guard, json_lines, parquet, warc
from chuangwen_corpus.read.guard import Guard
from chuangwen_corpus.read.page import Page
from chuangwen_corpus.read.rows import page_of

SUFFIXES = (*json_lines.SUFFIXES, ".parquet", *warc.SUFFIXES)


class Range(NamedTuple):
    """Where to begin and end in a dump: bytes of JSON Lines, numbers of Parquet's row groups."""

    start: int
    end: int
    rows: int | None = None
    """How many rows it holds, where the dump says so."""


def is_dump(name: str) -> bool:
    """Whether a file's name is that of a dump."""
    return name.lower().endswith(SUFFIXES)


def ranges(file: Path | Place, size: int, guarded: Guard) -> Iterator[Range | None]:
    """Cuts a dump into ranges of whole rows that can be read by themselves.

    Args:
        file: The dump.
        size: Bytes of a range, at least; of Parquet bytes before compression.
        guarded: Catches what reading raises.

    Yields:
        The ranges in order; only None for a dump that can but be read from its beginning (one that is compressed
        as a whole, WARC), or cannot be read: reading it says why.
    """
    name = file.name.lower()
    if name.endswith(".parquet"):
        cut = guarded.caught(partial(parquet.cuts, file, size), guard.DUMP)
        yield from [None] if isinstance(cut, SourceError) else (Range(*at) for at in cut)
    elif name.endswith((".jsonl", ".ndjson")):
        yield from _ranges_of_lines(file, size, guarded)
    else:
        yield None


def _ranges_of_lines(file: Path | Place, size: int, guarded: Guard) -> Iterator[Range | None]:
    cuts, start = json_lines.cuts(file, size), 0
    while (at := guarded.caught(partial(next, cuts, None), guard.DUMP)) is not None:
        if isinstance(at, SourceError):
            yield Range(start, json_lines.TO_THE_END) if start else None
            return
        yield Range(*at)
        start = at[1]
    if not start:
        yield None  # it is empty, as reading it says


def pages(
    file: Path | Place, path: str, within: Range | None = None, *, guarded: Guard
) -> Generator[Page, None, None]:
    """The pages of a dump, in its order; a row that is none is given as lost, with its number.

    Args:
        file: The dump.
        path: What it is called in the corpus; a page is called by this and the number of its row, from 1.
        within: Read this range only; numbers count from its beginning.
        guarded: Catches what a row raises, and what a row group of Parquet does.

    Raises:
        Exception: Whatever a broken dump makes its reader raise.
    """
    name = file.name.lower()
    if name.endswith(".parquet"):
        yield from _parquet(file, path, within, guarded)
    elif name.endswith(warc.SUFFIXES):
        yield from _numbered(warc.rows(file, guarded), partial(place, path), guarded)
    else:
        read = json_lines.rows(file, within.start, within.end) if within else json_lines.rows(file)
        yield from _numbered(read, partial(place, path), guarded)


def place(path: str, number: int) -> str:
    """What a row of a dump is called."""
    return f"{path}/{number:09}"


def renumbered(path: str, before: int) -> str:
    """What a row of a range is called, when so many rows of the dump are before the range."""
    dump, _, number = path.rpartition("/")
    return place(dump, int(number) + before)


def _numbered(
    rows: Iterator[object], called: Callable[[int], str], guarded: Guard, before: int = 0
) -> Generator[Page, None, None]:
    for number, row in enumerate(rows, before + 1):
        there = called(number)
        yield guarded.page(partial(page_of, row, there), there, guard.ROW)


def _parquet(
    file: Path | Place, path: str, within: Range | None, guarded: Guard
) -> Generator[Page, None, None]:
    """A row group that is broken costs its own rows, those behind it come."""
    with parquet.opened(file) as opened:
        before = 0
        start, end = (within.start, within.end) if within else (0, opened.metadata.num_row_groups)
        for group in range(start, end):
            rows = _numbered(parquet.rows(opened, group), partial(place, path), guarded, before)
            yield from guarded.pages(rows, partial(_behind, path, before), guard.GROUP)
            before += opened.metadata.row_group(group).num_rows


def _behind(path: str, before: int, given: int) -> str:
    return place(path, before + given + 1)
