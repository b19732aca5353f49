"""Which entries name a page, found without asking each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Generic

from chuangwen_corpus.read import archives, dumps
from chuangwen_corpus.read.entry_files import AnyEntry, Named
from chuangwen_corpus.read.keys import ID_DIGITS, called, matches, may_match_below, normal


class Index(Generic[AnyEntry]):
    """The entries of all files of one kind.

    Args:
        entries: The entries, those of outer folders before those of inner ones.
        listed: The paths of all files that entries may name; archives and dumps are not looked into.
    """

    def __init__(self, entries: Sequence[Named[AnyEntry]] = (), listed: Iterable[str] = ()) -> None:
        self.entries = tuple(entries)
        self.matched: set[int] = set()
        """Entries that name a file or a folder that is there."""
        self.inner: set[int] = set()
        """Other entries that may name something in an archive or a dump that is there."""
        self._names: dict[str, list[int]] = {}
        self._sha256s: dict[str, list[int]] = {}
        self._ids: dict[str, list[int]] = {}
        self._inside: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            for name in entry.key.names:
                self._names.setdefault(name, []).append(at)
                for above in list(called(name))[1:-1]:
                    self._inside.setdefault(above, []).append(at)
            if entry.key.sha256:
                self._sha256s.setdefault(entry.key.sha256, []).append(at)
            if entry.key.id_digits:
                self._ids.setdefault(entry.key.id_digits, []).append(at)
        self._globs = [at for at, entry in enumerate(self.entries) if entry.key.pattern]
        if self.entries:
            self._settle(listed)

    @property
    def asks_for_content(self) -> bool:
        """Whether an entry names pages by a hash or an id."""
        return bool(self._sha256s or self._ids)

    def of(self, path: str, sha256: str | None = None) -> list[int]:
        """The numbers of the entries that name a page: the widest first, the closest last.

        Of two entries the one whose file is nearer to the page is closer; in a file globs are wider than names, a
        longer name is closer than a shorter one, and a hash or an id is the closest.

        Args:
            path: What the page is called.
            sha256: The hash of its bytes, if it is known.
        """
        if not self.entries:
            return []
        names = list(called(path))
        ranks = {at: 0 for at in self._globs if matches(self.entries[at].key.pattern, names[0])}
        for name in reversed(names):
            ranks |= dict.fromkeys(self._names.get(name, ()), len(name) + 1)
        if sha256:
            reach = (at for at in self.of_content(sha256) if self.entries[at].reaches(names[0]))
            ranks |= dict.fromkeys(reach, len(names[0]) + 2)
        return sorted(ranks, key=lambda at: (len(self.entries[at].folder), ranks[at], at))

    def of_content(self, sha256: str) -> list[int]:
        """The numbers of the entries that name a page by the hash of its bytes or by its document id."""
        return [*self._sha256s.get(sha256, ()), *self._ids.get(sha256[:ID_DIGITS], ())]

    def names_inside(self, path: str) -> bool:
        """Whether an entry may name something in the archive or dump at a path, beside all of it."""
        return bool(self._by_name_inside(path) or self._by_glob_inside(path))

    def only_inside(self, path: str) -> set[int]:
        """Entries that name something in the archive or dump at a path, and nowhere else."""
        return set(self._by_name_inside(path))

    def _by_name_inside(self, path: str) -> list[int]:
        return self._inside.get(normal(path), [])

    def _by_glob_inside(self, path: str) -> list[int]:
        name = normal(path)
        return [at for at in self._globs if may_match_below(self.entries[at].key.pattern, name)]

    def unmatched(self, matched: Collection[int]) -> list[Named[AnyEntry]]:
        """The entries that name a path, a glob or a row, are not among those matched, and do not say that this may be."""
        return [entry for entry in self._others(matched) if not entry.key.by_content]

    def unused(self, matched: Collection[int]) -> list[str]:
        """A warning for each hash or id that is not among those matched and does not say that this may be."""
        return [
            f"{entry.file}: {entry.title} names no page of this build."
            for entry in self._others(matched)
            if entry.key.by_content
        ]

    def _others(self, matched: Collection[int]) -> Iterator[Named[AnyEntry]]:
        for at, entry in enumerate(self.entries):
            if at not in matched and not entry.says.gone:
                yield entry

    def _settle(self, listed: Iterable[str]) -> None:
        """Sees which entries name files or folders; a glob whose very name is there is no glob."""
        literal: set[int] = set()
        inner: set[int] = set()
        for path in listed:
            for name in called(path):
                literal.update(self._names.get(name, ()))
            self.matched.update(self.of(path))
            if holds_pages(path):
                inner.update(self._by_name_inside(path), self._by_glob_inside(path))
        # Its glob may have named other files before the file of this very name was seen.
        self._globs = [at for at in self._globs if at not in literal]
        self.inner = inner - self.matched


def holds_pages(path: str) -> bool:
    """Whether a file is an archive or a dump by its name."""
    return archives.is_archive(path) or dumps.is_dump(path)
