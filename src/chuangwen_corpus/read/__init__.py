"""Bytes to source text: files, folders, archives, dumps and encodings."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.read.decode import DecodedSource, decode, from_text
from chuangwen_corpus.read.documents import is_document, text_of
from chuangwen_corpus.read.guard import DOCUMENT, Guard
from chuangwen_corpus.read.limits import check_records, check_text, no_more_than_records
from chuangwen_corpus.read.names import raw_name, read_name
from chuangwen_corpus.read.page import read_bytes
from chuangwen_corpus.read.waiting import CHARACTERS_A_RECORD, Waiting, decoded

__all__ = [
    "CHARACTERS_A_RECORD",
    "Waiting",
    "check_records",
    "check_text",
    "decode",
    "decoded",
    "name_of",
    "no_more_than_records",
    "page",
]

_PATH = regex(
    r"[^\s<>，。；！？]{1,4096}\.(txt|text|html?|mht|mhtml|docx?|wps|pdf|md|json|jsonl)", re.IGNORECASE
)
"""A text that is nothing but the name of a file: nobody means a page by it."""


def name_of(file: Path) -> str:
    """What a file is called in a corpus, as a build calls it: a name that is no UTF-8 is read in the encoding that explains it."""
    return read_name(raw_name(file.name))[0]


def page(source: bytes | str | Path) -> DecodedSource:
    """Reads a page given as bytes, as text, or as the path of a file.

    Raises:
        SourceError: The file cannot be read, or its bytes are no text; or the text is a path.
    """
    if isinstance(source, str):
        if _PATH.fullmatch(source):
            raise SourceError(
                "path_as_text", "looks like a path, but text is read as the page itself.", path=source,
                hint="Give pathlib.Path(...) for a file, or bytes for a page that is so short.",
            )  # fmt: skip
        return from_text(source)
    if isinstance(source, Path):
        try:
            if is_document(source.name):
                return _document(source)
            return decode(read_bytes(source))
        except SourceError as error:
            raise SourceError(error.reason, error.message, path=source, hint=error.hint) from None
    data = bytes(source)
    return decoded.take(data) or decode(data)


def _document(file: Path) -> DecodedSource:
    """The page in a file that is no text."""
    data = read_bytes(file)
    found = Guard().caught(lambda: text_of(data, file.name), DOCUMENT)
    if isinstance(found, SourceError):
        raise found
    return replace(decode(found[0]), note=found[1])
