"""Pages inside a dump: JSON Lines (plain, .gz, .zst) or Parquet, a page a row; WARC, a page a response."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

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


def is_dump(name: str) -> bool:
    """Whether a file's name is that of a dump."""
    return name.lower().endswith(SUFFIXES)


def pages(file: Place, path: str) -> Iterator[Page]:
    """The pages of a dump, in its order; a row that is none is given as lost, with its number."""
    rows = _rows(file)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            yield _page(row, f"{path}/{number:09}")
    except (pa.ArrowInvalid, OSError, EOFError) as error:
        place = f"{path}/{number + 1:09}" if number else path
        yield lost(place, "broken_dump", f"cannot be read from here on ({error}).", "Download it again.")


def _rows(file: Place) -> Iterator[object]:
    name = file.name.lower()
    if name.endswith(warc.SUFFIXES):
        return warc.rows(file)
    return _parquet(file) if name.endswith(".parquet") else _json_lines(file)


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


def _json_lines(file: Place) -> Iterator[object]:
    compression = {"gz": "gzip", "zst": "zstd"}.get(file.name.lower().rsplit(".", 1)[-1])
    with file.filesystem.open_input_stream(file.path, compression=compression) as stream:
        for line in _lines(stream):
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
    while block := stream.read(1 << 20):
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


def _parquet(file: Place) -> Iterator[object]:
    from pyarrow.parquet import ParquetFile

    wanted = {*TEXT_COLUMNS, *(column for columns in PROVENANCE_COLUMNS.values() for column in columns)}
    with file.open() as opened, ParquetFile(opened, pre_buffer=False) as parquet:
        names = [name for name in parquet.schema_arrow.names if name in wanted]
        for batch in parquet.iter_batches(batch_size=64, columns=names):
            yield from batch.to_pylist()
