"""Bytes to source text: files, folders, archives, dumps and encodings."""

from __future__ import annotations

from pathlib import Path

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.decode import DecodedSource, IrregularBytes, decode, from_text
from chuangwen_corpus.read.limits import check_records, check_text, no_more_than_records
from chuangwen_corpus.read.page import read_bytes

__all__ = [
    "DecodedSource",
    "IrregularBytes",
    "check_records",
    "check_text",
    "decode",
    "from_text",
    "no_more_than_records",
    "page",
    "read_bytes",
]


def page(source: bytes | str | Path) -> DecodedSource:
    """Reads a page given as bytes, as text, or as the path of a file.

    Raises:
        SourceError: The file cannot be read, or its bytes are no text.
    """
    if isinstance(source, str):
        return from_text(source)
    if isinstance(source, Path):
        try:
            return decode(read_bytes(source))
        except SourceError as error:
            raise SourceError(error.reason, error.message, path=source, hint=error.hint) from None
    return decode(bytes(source))
