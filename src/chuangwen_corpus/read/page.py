"""A page to be parsed, wherever it lies: in a folder, an archive or a dump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.decode import MOST_BYTES
from chuangwen_corpus.read.files import read_regular
from chuangwen_corpus.records import Source


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name in the corpus, how to get its bytes, and where it came from."""

    path: str
    read: Callable[[], bytes]
    """Gives the bytes, or raises `SourceError`."""
    provenance: Source = field(default_factory=Source)
    name_encoding: str | None = None
    """The encoding that its name was read in, where that is a guess; the provenance's note says so, too."""
    extracted: str | None = None
    """Of what file the page was made, if its bytes are not those of the file; the note says so, too."""

    def __post_init__(self) -> None:
        said = [f"name read as {self.name_encoding}"] if self.name_encoding else []
        for one in (*said, *filter(None, [self.extracted])):
            object.__setattr__(self, "provenance", noted(self.provenance, one))


def noted(source: Source, said: str) -> Source:
    """Where a page came from, with something more in its note."""
    note = source.note
    if said in (note or ""):
        return source
    return source.model_copy(update={"note": f"{note}; {said}" if note else said})


def lost(path: str, reason: str, message: str, hint: str) -> Page:
    """A page that is known of, but cannot be had; its `read` says why."""
    return Page(path, partial(_fail, reason, message, hint))


def _fail(reason: str, message: str, hint: str) -> bytes:
    raise SourceError(reason, message, hint=hint)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of a page's size.

    Raises:
        SourceError: There is no such file, it may not be read, is none, or is too large.
    """
    try:
        return read_regular(path, MOST_BYTES)
    except SourceError as error:
        raise SourceError(error.reason, error.message, path=path, hint=error.hint) from None
