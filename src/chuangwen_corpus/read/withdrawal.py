"""Pages that must not be published: what `withdrawn.toml` names, and whatever has the same bytes."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read.entry_files import Named, WithdrawnEntry
from chuangwen_corpus.read.entry_index import Index
from chuangwen_corpus.read.look import Contents, look
from chuangwen_corpus.read.page import Page


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Which pages of an input are withdrawn."""

    index: Index[WithdrawnEntry] = field(default_factory=Index)
    copies: dict[bytes, int] = field(default_factory=dict)
    """SHA-256 of the pages that entries name by path, glob or row, and the number of the entry."""
    unmatched: tuple[Named[WithdrawnEntry], ...] = ()
    """Entries that name a path, a glob or a row and no page."""
    names: tuple[str, ...] = ()
    """Some names of pages in the archives and dumps that were looked into."""
    warnings: tuple[str, ...] = ()
    """What could not be made sure of."""
    of_one_page: bool = False
    """Whether the input is one page of a folder, so that hashes and ids may name others."""

    def __bool__(self) -> bool:
        return bool(self.index.entries)

    def why(self, path: str, sha256: str) -> str | None:
        """Why a page is withdrawn; None if it is not.

        Args:
            path: What it is called in the corpus.
            sha256: The hash of its bytes.
        """
        if not self:
            return None
        found = [self.index.entries[at].says.reason for at in self.index.of(path, sha256)]
        if found:
            return "; ".join(dict.fromkeys(found))
        at = self.copies.get(bytes.fromhex(sha256))
        if at is None:
            return None
        entry = self.index.entries[at]
        return f"{entry.says.reason} (it has the bytes of a page that {entry.title} names)"

    def unused(self, sha256s: Iterable[str]) -> list[str]:
        """A warning for each hash or id that names no page; none where it may name one beside the page that is built.

        Args:
            sha256s: The hashes of all pages that were withdrawn.
        """
        if self.of_one_page:
            return []
        used = set(self.index.matched)
        for sha256 in sha256s:
            used.update(self.index.of_content(sha256))
        return self.index.unused(used)


def resolve(
    index: Index[WithdrawnEntry], contents: Contents, elsewhere: Collection[int] = frozenset()
) -> Withdrawn:
    """Sees what is withdrawn, before anything is parsed.

    Of files only those that an entry names are read; archives and dumps only if an entry names them or may name
    something in them.

    Args:
        index: The entries.
        contents: The files of the input.
        elsewhere: Numbers of entries that may name something beside the input.
    """
    copies: dict[bytes, int] = {}

    def note(page: Page, at: int) -> None:
        with contextlib.suppress(SourceError):  # it is a reject, whatever else it is
            copies.setdefault(hashlib.sha256(page.read()).digest(), at)

    seen = look(index, contents, note)
    there = seen.matched | set(seen.lost) | set(elsewhere)
    return Withdrawn(
        index, copies, tuple(index.unmatched(there)), tuple(seen.names), tuple(seen.warnings(index))
    )
