"""A page to be parsed, wherever it lies: in a folder, an archive or a dump."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.decode import MOST_BYTES, too_large
from chuangwen_corpus.records import Source


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name in the corpus, how to get its bytes, and where it came from."""

    path: str
    read: Callable[[], bytes]
    """Gives the bytes, or raises `SourceError`."""
    provenance: Source = field(default_factory=Source)


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
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise SourceError("no_file", "is no regular file.", path=path, hint="Name a file or a folder.")
        if about.st_size > MOST_BYTES:
            error = too_large(about.st_size)
            raise SourceError(error.reason, error.message, path=path, hint=error.hint)
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(
            "missing", "there is no such file.", path=path, hint="Check the name, or where the link points."
        ) from None
    except OSError as error:
        raise SourceError(
            "unreadable", f"cannot be read ({error.strerror}).", path=path,
            hint="Check that you may read it.",
        ) from None  # fmt: skip


def printable(path: str) -> str:
    """A path as valid Unicode: bytes of a file's name that are none become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
