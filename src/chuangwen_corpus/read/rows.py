"""A row of a dump to a page: which columns hold the page and where it came from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.read.page import Page
from chuangwen_corpus.records import Source

TEXT_COLUMNS = ("html", "text", "content", "raw_content", "body", "page")
"""Columns that may hold the page, the first that is there and is not empty."""
PROVENANCE_COLUMNS = {
    "url": ("url", "uri", "source_url", "link"),
    "retrieved": ("retrieved", "fetched", "date_download", "crawl_date", "timestamp", "date"),
    "rights": ("rights", "license", "licence"),
    "publisher": ("publisher", "site", "host", "domain"),
    "note": ("note",),
}
COLUMNS = frozenset((*TEXT_COLUMNS, *(name for names in PROVENANCE_COLUMNS.values() for name in names)))
"""All columns that are read."""


def page_of(row: object, place: str) -> Page:
    """The page in a row.

    Raises:
        SourceError: There is none, or what the row says of it is no valid Unicode.
        Exception: Whatever a value raises that cannot be converted (see `guard`).
    """
    if isinstance(row, SourceError):
        raise row
    if not isinstance(row, Mapping):
        raise SourceError("bad_row", "is no JSON object.", hint="Write one object a line.")
    found = _first(row, TEXT_COLUMNS)
    if found is None:
        raise no_text_column()
    if isinstance(found, str):
        data = found.encode("utf-8", "surrogatepass")
    elif isinstance(found, bytes):
        data = found
    else:
        raise SourceError("bad_row", f"its page is no text but {type(found).__name__}.", hint="Give text.")
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    return Page(place, lambda: data, _provenance(row))


def no_text_column() -> SourceError:
    """The error for a row or a file without a page."""
    message = f"has none of the columns {', '.join(TEXT_COLUMNS)}."
    return SourceError("bad_row", message, hint="Name the page's column so.")


def _first(row: Mapping[str, Any], columns: tuple[str, ...]) -> object:
    """The first value that is there; NaN is what pandas writes for none."""
    for name in columns:
        value = row.get(name)
        if (
            value is not None
            and value not in ("", b"")
            and not (isinstance(value, float) and math.isnan(value))
        ):
            return value
    return None


def _provenance(row: Mapping[str, Any]) -> Source:
    values = {}
    for name, columns in PROVENANCE_COLUMNS.items():
        found = _first(row, columns)
        if found is not None:
            values[name] = _text(found, name)
    return Source(**values)


def _text(value: object, name: str) -> str:
    try:
        text = value.decode("utf-8") if isinstance(value, bytes) else str(value)
        text.encode("utf-8")
    except UnicodeError:
        raise SourceError(
            "bad_row", f"its {name} is no valid Unicode.", hint="Mend or leave out this row."
        ) from None
    return text
