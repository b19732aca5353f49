"""Pages inside a dump: JSON Lines (plain, .gz, .zst) or Parquet, a page a row; WARC, a page a response."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.places import Place
from chuangwen_corpus.read import warc
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.page import Page, lost
from chuangwen_corpus.records import Source

SUFFIXES = (
    ".jsonl",
    ".ndjson",
    ".jsonl.gz",
    ".ndjson.gz",
    ".jsonl.zst",
    ".ndjson.zst",
    ".parquet",
    *warc.SUFFIXES,
)
TEXT_COLUMNS = ("html", "text", "content", "raw_content", "body", "page")
"""Columns that may hold the page, the first that is there and is not empty."""
PROVENANCE_COLUMNS = {
    "url": ("url", "uri", "source_url", "link"),
    "retrieved": ("retrieved", "fetched", "date_download", "crawl_date", "timestamp", "date"),
    "rights": ("rights", "license", "licence"),
    "publisher": ("publisher", "site", "host", "domain"),
    "note": ("note",),
}
_BLOCK = 1 << 20
"""Bytes read at a time."""


class Range(NamedTuple):
    """Where to begin and end in a dump: bytes of JSON Lines, numbers of Parquet's row groups."""

    start: int
    end: int
    rows: int | None = None
    """How many rows it holds, where the dump says so."""


def is_dump(name: str) -> bool:
    """Whether a file's name is that of a dump."""
    return name.lower().endswith(SUFFIXES)


def ranges(file: Place, size: int) -> Iterator[Range | None]:
    """Cuts a dump into ranges of whole rows that can be read by themselves.

    Args:
        file: The dump.
        size: Bytes of a range, at least; of Parquet bytes before compression.

    Yields:
        The ranges in order; only None for a dump that can but be read from its beginning (one that is compressed
        as a whole, WARC), or cannot be read: reading it says why.
    """
    name = file.name.lower()
    cut = _cut_parquet if name.endswith(".parquet") else _cut_lines
    if not name.endswith((".parquet", ".jsonl", ".ndjson")):
        yield None
        return
    try:
        yield from cut(file, size)
    except (pa.ArrowInvalid, OSError):
        yield None


def pages(file: Place, path: str, within: Range | None = None) -> Iterator[Page]:
    """The pages of a dump, in its order; a row that is none is given as lost, with its number.

    Args:
        file: The dump.
        path: What it is called in the corpus; a page is called by this and the number of its row, from 1.
        within: Read this range only; numbers count from its beginning.
    """
    rows = _rows(file, within)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            yield _page(row, place(path, number))
    except (pa.ArrowInvalid, OSError, EOFError) as error:
        here = place(path, number + 1) if number or within else path
        yield lost(here, "broken_dump", f"cannot be read from here on ({error}).", "Download it again.")


def place(path: str, number: int) -> str:
    """What a row of a dump is called."""
    return f"{path}/{number:09}"


def renumbered(path: str, before: int) -> str:
    """What a row of a range is called, when so many rows of the dump are before the range."""
    dump, _, number = path.rpartition("/")
    return place(dump, int(number) + before)


def _rows(file: Place, within: Range | None) -> Iterator[object]:
    name = file.name.lower()
    if name.endswith(warc.SUFFIXES):
        return warc.rows(file)
    return _parquet(file, within) if name.endswith(".parquet") else _json_lines(file, within)


def _page(row: object, place: str) -> Page:
    if isinstance(row, SourceError):
        return lost(place, row.reason, row.message, row.hint or "")
    if not isinstance(row, Mapping):
        return lost(place, "bad_row", "is no JSON object.", "Write one object a line.")
    text = next((row[name] for name in TEXT_COLUMNS if row.get(name)), None)
    if text is None:
        names = ", ".join(TEXT_COLUMNS)
        return lost(place, "bad_row", f"has none of the columns {names}.", "Name the page's column so.")
    if isinstance(text, str):
        data = text.encode("utf-8", "surrogatepass")
    elif isinstance(text, bytes):
        data = text
    else:
        return lost(place, "bad_row", f"its page is no text but {type(text).__name__}.", "Give text.")
    if len(data) > MOST_BYTES:
        error = too_large(len(data))
        return lost(place, error.reason, error.message, error.hint or "")
    return Page(place, lambda: data, _provenance(row))


def _provenance(row: Mapping[str, Any]) -> Source:
    values = {}
    for name, columns in PROVENANCE_COLUMNS.items():
        found = next((row[column] for column in columns if row.get(column) is not None), None)
        if found is not None:
            values[name] = str(found)
    return Source(**values)


def _json_lines(file: Place, within: Range | None) -> Iterator[object]:
    with contextlib.ExitStack() as opened:
        if within:
            source = opened.enter_context(file.open())
            stream: pa.NativeFile = source.get_stream(within.start, within.end - within.start)
        else:
            compression = {"gz": "gzip", "zst": "zstd"}.get(file.name.lower().rsplit(".", 1)[-1])
            stream = file.filesystem.open_input_stream(file.path, compression=compression)
        for line in _lines(opened.enter_context(stream)):
            if isinstance(line, SourceError):
                yield line
            elif line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    yield SourceError("bad_row", f"is no JSON ({error}).", hint="Write one object a line.")


def _lines(stream: pa.NativeFile) -> Iterator[bytes | SourceError]:
    """The lines of a stream; one that is longer than any page is passed over, not held."""
    most = 6 * MOST_BYTES  # an escaped character takes up to six bytes
    rest, skipped = b"", 0
    while block := stream.read(_BLOCK):
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            yield too_large(skipped + len(line)) if skipped else line
            skipped = 0
        if len(rest) > most:
            skipped, rest = skipped + len(rest), b""
    if skipped:
        yield too_large(skipped + len(rest))
    elif rest:
        yield rest


def _cut_lines(file: Place, size: int) -> Iterator[Range]:
    with file.open() as opened:
        whole, start = opened.size(), 0
        while start < whole:
            end = min(start + size, whole)
            try:
                end = _end_of_line(opened, end, whole)
            except OSError:
                end = whole  # whoever reads it says why it cannot be read
            yield Range(start, end)
            start = end


def _end_of_line(opened: pa.NativeFile, start: int, whole: int) -> int:
    opened.seek(start)
    while block := opened.read(_BLOCK):
        newline: int = block.find(b"\n")
        if newline >= 0:
            return start + newline + 1
        start += len(block)
    return whole


def _cut_parquet(file: Place, size: int) -> Iterator[Range]:
    from pyarrow.parquet import ParquetFile

    with file.open() as opened, ParquetFile(opened) as parquet:
        start = held = rows = 0
        groups = parquet.metadata.num_row_groups
        for number in range(groups):
            group = parquet.metadata.row_group(number)
            held += group.total_byte_size
            rows += group.num_rows
            if held >= size or number + 1 == groups:
                yield Range(start, number + 1, rows)
                start, held, rows = number + 1, 0, 0


def _parquet(file: Place, within: Range | None) -> Iterator[object]:
    from pyarrow.parquet import ParquetFile

    wanted = {*TEXT_COLUMNS, *(column for columns in PROVENANCE_COLUMNS.values() for column in columns)}
    with file.open() as opened, ParquetFile(opened, pre_buffer=False) as parquet:
        names = [name for name in parquet.schema_arrow.names if name in wanted]
        groups = list(range(within.start, within.end)) if within else None
        for batch in parquet.iter_batches(batch_size=64, row_groups=groups, columns=names):
            yield from batch.to_pylist()
