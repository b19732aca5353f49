"""How large a page may be once it is read: its text, and the records that are made of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.lazy import regex

MOST_TEXT = 2 * 1024 * 1024
"""Bytes of UTF-8 that the text of a page may have when its markup is out. A book has half of it."""
MOST_RECORDS = 1_000_000
"""Tokens, edits, annotations and other records that a page may make. Memory goes with them: a page of speeches at
`MOST_TEXT` makes half as many, one of nothing but quotation marks four times as many."""

_SPLIT = "Split it into several pages."
_SPACE_RUN = regex(r"\s+")
Item = TypeVar("Item")


def check_text(text: str) -> None:
    """Sees that a text without markup is short enough for a page; a run of white space counts as one blank.

    Raises:
        SourceError: It has more than `MOST_TEXT` bytes.
    """
    if len(text) * 4 > MOST_TEXT:  # no character has more bytes
        size = len(_SPACE_RUN.sub(" ", text).encode("utf-8", "surrogatepass"))
        if size > MOST_TEXT:
            message = f"has {size:,} bytes of text; a page may have {MOST_TEXT:,}."
            raise SourceError("too_large", message, hint=_SPLIT)


def check_records(count: int) -> None:
    """Sees that a page makes no more records than a page may.

    Raises:
        SourceError: It makes more than `MOST_RECORDS`.
    """
    if count > MOST_RECORDS:
        message = (
            f"makes {count:,} tokens, edits and other records, or more; a page may make {MOST_RECORDS:,}."
        )
        raise SourceError("too_large", message, hint=_SPLIT)


def no_more_than_records(items: Iterable[Item]) -> list[Item]:
    """A list of what is to become records of a page; of no more than a page may make.

    Raises:
        SourceError: There are more than `MOST_RECORDS`.
    """
    made = list(islice(items, MOST_RECORDS + 1))
    check_records(len(made))
    return made
