"""What tests of builds share: all that is in a release, and a stop on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def stopped_after(pages: int) -> Callable[[int, int, str], None]:
    """A progress that is Ctrl-C when so many pages are done."""

    def tell(done: int, total: int, path: str) -> None:
        if done >= pages and path:  # the first call says how many there are, and no page
            raise KeyboardInterrupt

    return tell
