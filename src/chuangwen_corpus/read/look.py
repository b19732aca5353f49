"""Reads the pages that entries may name, before a build, or at its end when an entry has matched nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.read import dumps
from chuangwen_corpus.read.entry_files import AnyEntry
from chuangwen_corpus.read.entry_index import Index
from chuangwen_corpus.read.page import Page

Contents = Iterable[tuple[str, Callable[[], Iterator[Page]]]]
"""The files of an input, each with its path and a way to the pages in it."""
_NAMES = 10_000
_BROKEN = "broken_"
"""What the reasons begin with for which the rest of an archive or a dump is lost."""


@dataclass(slots=True)
class Seen:
    """What was seen on the way."""

    matched: set[int] = field(default_factory=set)
    """Numbers of the entries that name a page."""
    lost: dict[int, str] = field(default_factory=dict)
    """Other entries that name something in a broken archive or dump, which may have been in it, and its path."""
    names: list[str] = field(default_factory=list)
    """Some names of pages in archives and dumps, for whoever has mistyped one."""

    def warnings(self, index: Index[AnyEntry]) -> list[str]:
        """A warning for each entry that cannot be looked for."""
        return [
            f"{index.entries[at].file}: {index.entries[at].title} cannot be looked for, as {path} is broken."
            for at, path in sorted(self.lost.items())
        ]


def look(
    index: Index[AnyEntry], contents: Contents, visit: Callable[[Page, int], None] | None = None
) -> Seen:
    """Goes through the files that entries name, and the archives and dumps in which they may name something.

    Args:
        index: The entries.
        contents: The files.
        visit: Called with each page that an entry names, and the number of the closest such entry; without it only
            archives and dumps are gone through.
    """
    seen = Seen(set(index.matched))
    for path, pages in contents if index.entries else ():
        inside = index.names_inside(path)
        if not inside and not (visit and index.of(path)):
            continue
        for page in pages():
            found = index.of(page.path)
            seen.matched.update(found)
            if found and visit:
                visit(page, found[-1])
            elif len(seen.names) < _NAMES:
                seen.names.append(page.path)
            if inside and (page.path == path or dumps.is_dump(index.unnumbered(path))) and _is_broken(page):
                seen.lost |= dict.fromkeys(index.only_inside(path), path)
    seen.lost = {at: path for at, path in seen.lost.items() if at not in seen.matched}
    return seen


def _is_broken(page: Page) -> bool:
    try:
        page.read()
    except SourceError as error:
        return error.reason.startswith(_BROKEN)
    return False
