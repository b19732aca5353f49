"""A member of an archive, whatever the archive's format."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from chuangwen_corpus.errors import SourceError


class Member(NamedTuple):
    """A file inside an archive, or what stands in its place."""

    name: str
    name_encoding: str | None
    """The encoding that the name was read in, where that is a guess."""
    size: int
    """Bytes, as the archive claims."""
    read: Callable[[], bytes] | None
    """Gives the bytes; None for a link or a device."""
    error: SourceError | None = None
    """Why it cannot be read, if that is known beforehand."""
