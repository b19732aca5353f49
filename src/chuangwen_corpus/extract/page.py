"""The result of extracting a page from a file."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """The page in a file."""

    data: bytes
    by: str
    """The library that read it, and its version."""
    charset: str | None = None
    """The encoding that the file states for it."""
    where: str | None = None
    """The address that the file states."""
    left_out: str | None = None
    """What of the file is not in the page, in words."""
