"""Which entries name a page, found without asking each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Generic

from chuangwen_corpus.read import archives, dumps
from chuangwen_corpus.read.entry_files import AnyEntry, Named
from chuangwen_corpus.read.keys import ID_DIGITS, called, is_below, matches, may_match_below, normal, spelled
from chuangwen_corpus.read.walk import Found


class Index(Generic[AnyEntry]):
    """The entries of all files of one kind.

    Args:
        entries: The entries, those of outer folders before those of inner ones.
        listed: All files that entries may name; archives and dumps are not looked into (see `settle`).
    """

    def __init__(self, entries: Sequence[Named[AnyEntry]] = (), listed: Iterable[Found] = ()) -> None:
        self.entries = tuple(entries)
        self.matched: set[int] = set()
        """Entries that name a file or a folder that is there, or a page that nobody else hears of (see `saw`)."""
        self.inner: set[int] = set()
        """Other entries that may name something in an archive or a dump that is there."""
        self.unsettled: set[str] = set()
        """Archives that may hold something with the very name of an entry that looks like a glob (see `settle`)."""
        self._unnumbered: dict[str, str] = {}
        """What files are called without their numbers, by the paths in which there are some."""
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
            self._list(listed)

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
        name, ranks = normal(path), {}
        if self._globs:
            ways = [way for own in self._ways(path) for way in spelled(own)]
            ranks = {
                at: 0
                for at in self._globs
                if self._speaks_for(at, name)
                and any(matches(self.entries[at].key.pattern, way) for way in ways)
            }
        ranks |= self._by_name(path)
        if sha256:
            reach = (at for at in self.of_content(sha256) if self.entries[at].reaches(name))
            ranks |= dict.fromkeys(reach, len(name) + 2)
        return sorted(ranks, key=lambda at: (len(self.entries[at].folder), ranks[at], at))

    def of_content(self, sha256: str) -> list[int]:
        """The numbers of the entries that name a page by the hash of its bytes or by its document id."""
        return [*self._sha256s.get(sha256, ()), *self._ids.get(sha256[:ID_DIGITS], ())]

    def names_inside(self, path: str) -> bool:
        """Whether a path is that of an archive or a dump, and an entry may name something in it, beside all of it."""
        return holds_pages(self.unnumbered(path)) and bool(
            self._by_name_inside(path) or self._by_glob_inside(path)
        )

    def only_inside(self, path: str) -> set[int]:
        """Entries that name something in the archive or dump at a path, and nowhere else."""
        return set(self._by_name_inside(path))

    def settle(self, names: Iterable[str]) -> None:
        """Takes entries that look like globs as names, where something in an archive has this very name.

        Args:
            names: The paths of the pages in the archives that are `unsettled`.
        """
        globs = set(self._globs)
        self._take_as_names({at for name in names for at in self._by_name(name) if at in globs})

    def saw(self, path: str, sha256: str) -> None:
        """Takes note of the entries that name a page which is there and goes no further.

        Args:
            path: What the page is called.
            sha256: The hash of its bytes.
        """
        self.matched.update(self.of(path, sha256))

    def unnumbered(self, path: str) -> str:
        """What a page, archive or dump is called without the numbers of files whose names become the same text.

        A name in an entry means all of these files, as whoever writes it cannot tell them apart by it.
        """
        name = normal(path)
        for above in called(path) if self._unnumbered else ():
            if own := self._unnumbered.get(above):
                return own + name[len(above) :]
        return name

    def _ways(self, path: str) -> tuple[str, ...]:
        name, own = normal(path), self.unnumbered(path)
        return (name,) if own == name else (own, name)

    def _speaks_for(self, at: int, name: str) -> bool:
        """Whether a page is below the folder of an entry's file: without numbers it may look so and not be."""
        return not self._unnumbered or is_below(name, self.entries[at].folder)

    def _by_name(self, path: str) -> dict[int, int]:
        """The numbers of the entries that name a page or what it lies in, each with the length of the name."""
        found: dict[int, int] = {}
        for way in self._ways(path):
            for name in reversed(list(called(way))):
                found |= dict.fromkeys(self._names.get(name, ()), len(name) + 1)
        name = normal(path)
        return {at: rank for at, rank in found.items() if self._speaks_for(at, name)}

    def _by_name_inside(self, path: str) -> list[int]:
        found = {at for way in self._ways(path) for at in self._inside.get(way, ())}
        return [at for at in found if self._speaks_for(at, normal(path))]

    def _by_glob_inside(self, path: str) -> list[int]:
        ways, name = self._ways(path), normal(path)
        return [
            at
            for at in self._globs
            if self._speaks_for(at, name)
            and any(may_match_below(self.entries[at].key.pattern, way) for way in ways)
        ]

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

    def _list(self, listed: Iterable[Found]) -> None:
        """Sees which entries name files or folders, and which may name something in archives and dumps."""
        literal: set[int] = set()
        inner: set[int] = set()
        for found in listed:
            path = found.path
            if found.unnumbered and found.unnumbered != path:
                self._unnumbered[normal(path)] = normal(found.unnumbered)
            literal.update(self._by_name(path))
            self.matched.update(self.of(path))
            if not holds_pages(self.unnumbered(path)):
                continue
            by_name = self._by_name_inside(path)
            inner.update(by_name, self._by_glob_inside(path))
            if archives.is_archive(self.unnumbered(path)) and any(
                self.entries[at].key.pattern for at in by_name
            ):
                self.unsettled.add(path)
        self.inner = inner - self.matched
        self._take_as_names(literal)

    def _take_as_names(self, literal: set[int]) -> None:
        """Of entries whose very names are there, none is a glob; one may have named other files before this was known."""
        self._globs = [at for at in self._globs if at not in literal]
        self.matched |= literal
        self.inner -= literal


def holds_pages(path: str) -> bool:
    """Whether a file is an archive or a dump by its name."""
    return archives.is_archive(path) or dumps.is_dump(path)
