"""Filters a crawl: worker processes drop the pages that are plainly of another genre before any expensive step.

Each process reads a stretch of the crawl by itself (files, bytes of JSON Lines, row groups of Parquet) and writes
the pages that pass to a file; from there they are read in the order of the crawl, as often as is wanted.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO

from chuangwen_corpus.errors import BuildError, SourceError
from chuangwen_corpus.genre.own import Lists, using
from chuangwen_corpus.genre.prefilter import may_be_of_genre
from chuangwen_corpus.publish import limits
from chuangwen_corpus.publish.executors.processes import Lost, Pool, Task
from chuangwen_corpus.publish.limits import TimeUp, Watch
from chuangwen_corpus.publish.result import Progress
from chuangwen_corpus.read.dumps import renumbered
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.read.page import Page, lost
from chuangwen_corpus.read.stretch import Stretch

STRETCH_BYTES = 16_000_000
"""Bytes of a dump that are sifted at a time, if it can be cut."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """What was seen in a stretch."""

    pages: int = 0
    dropped: int = 0
    hashes: tuple[tuple[str, str], ...] = ()
    """Of the pages that were dropped, the path of the file of each and its SHA-256, if they are asked for."""


@dataclass(frozen=True, slots=True)
class SiftTask:
    """A stretch to be sifted, and the file for the pages that pass."""

    stretch: Stretch
    file: Path
    lists: Lists | None = None
    """A user's own lists, whose kinds of speech pass, too."""
    hashed: bool = False
    """Whether the hashes of the pages that are dropped are asked for."""

    def run(self, watch: Watch) -> Sifted:
        """Writes the pages that pass, and those that cannot be had, as they are to be rejects."""
        with using(self.lists):
            return self._run(watch)

    def _run(self, watch: Watch) -> Sifted:
        pages = dropped = 0
        hashes: list[tuple[str, str]] = []
        with self.file.open("wb") as passed:
            for alone in self.stretch.by_file():
                for page, path in _in_time(alone, watch):
                    pages += 1
                    try:
                        data, passes = watch.step(partial(_sifted, page))
                    except SourceError as error:
                        _write(passed, lost(page.path, error.reason, error.message, error.hint or ""), path)
                        continue
                    except TimeUp:
                        _write(passed, lost(page.path, limits.REASON, limits.said(watch.limit), ""), path)
                        continue
                    if passes:
                        _write(passed, replace(page, read=_Held(data)), path)
                        continue
                    dropped += 1
                    if self.hashed:
                        hashes.append((path, hashlib.sha256(data).hexdigest()))
        return Sifted(pages, dropped, tuple(hashes))

    def salvage(self, ask: Callable[[Task[Sifted]], Sifted | Lost]) -> Sifted:
        """Its files one by one; one that ends its process again or takes too long is a reject whole."""
        pages = dropped = 0
        hashes: list[tuple[str, str]] = []
        with self.file.open("wb") as passed:
            for alone in self.stretch.by_file():
                task = replace(self, stretch=alone, file=self.file.with_suffix(".one"))
                sifted = ask(task)
                if isinstance(sifted, Lost):
                    message = f"{sifted.said('read')} None of its pages is in the build."
                    _write(passed, lost(alone.name, sifted.reason, message, ""), alone.path)
                    sifted = Sifted(pages=1)
                else:
                    passed.write(task.file.read_bytes())
                pages += sifted.pages
                dropped += sifted.dropped
                hashes += sifted.hashes
        return Sifted(pages, dropped, tuple(hashes))


def _sifted(page: Page) -> tuple[bytes, bool]:
    """The bytes of a page, and whether it passes: whether it is not plainly of another genre."""
    data = page.read()
    return data, may_be_of_genre(data)


def _in_time(alone: Stretch, watch: Watch) -> Iterator[tuple[Page, str]]:
    """The pages of one file; where the next takes too long to come, a row says so and the file ends."""
    pages = alone.pages()
    while True:
        try:
            found = watch.step(partial(next, pages, None))
        except TimeUp:
            message = f"{limits.said(watch.limit)} The pages behind are not in the build."
            found, pages = (lost(alone.name, limits.REASON, message, ""), alone.path), iter(())
        if found is None:
            return
        yield found


@dataclass(frozen=True, slots=True)
class _Held:
    data: bytes

    def __call__(self) -> bytes:
        return self.data


def _write(passed: IO[bytes], page: Page, path: str) -> None:
    pickle.dump((page, path), passed, protocol=pickle.HIGHEST_PROTOCOL)


def read_passed(passed: Path) -> Iterator[tuple[Page, str]]:
    """The pages that were written to a file, and the path of the file each came from."""
    with passed.open("rb") as file, contextlib.suppress(EOFError):
        while True:
            yield pickle.load(file)  # noqa: S301  # a file of ours, in a folder made for this build


@dataclass(slots=True)
class SiftedFolder:
    """The pages of a folder that passed."""

    folder: InputFolder
    lists: Lists | None = None
    """A user's own lists."""
    pages_seen: int = 0
    dropped: int = 0
    passed: list[tuple[Path, int]] = field(default_factory=list)
    """What passed of each stretch, and how many rows of its dump are before it."""

    def check_provenance(self) -> list[str]:
        """As the folder says, whether or not its pages passed."""
        return self.folder.check_provenance()

    def count(self) -> int:
        """How many pages passed, those that cannot be had among them."""
        return self.pages_seen - self.dropped

    def inside(self) -> Generator[int, None, None]:
        """Nothing: `count` leaves out none."""
        yield from ()

    def pages(self) -> Iterator[Page]:
        """The pages that passed, in the order of the folder, called as they are there."""
        for file, before in self.passed:
            for page, _ in read_passed(file):
                own = replace(page, path=renumbered(page.path, before)) if before else page
                yield self.folder.known(own)

    def sift(self, pool: Pool, into: Path, progress: Progress | None) -> None:
        """Sifts the folder; what passes is written into a folder of its own."""
        sent: deque[SiftTask] = deque()
        hashed = self.folder.asks_for_content

        def tasks() -> Iterator[SiftTask]:
            for number, stretch in enumerate(self.folder.stretches(STRETCH_BYTES)):
                sent.append(SiftTask(stretch, into / f"{number:09}", self.lists, hashed))
                yield sent[-1]

        first = list(itertools.islice(waiting := tasks(), 2))
        use = pool if len(first) > 1 else pool.for_little()  # a process costs a second
        before, dump = 0, ""
        for seen in use.map(itertools.chain(first, waiting)):
            task = sent.popleft()
            stretch = task.stretch
            if stretch.path != dump:
                before, dump = 0, stretch.path
            if task.file.stat().st_size:
                self.passed.append((task.file, before))
            else:
                task.file.unlink()
            if stretch.within:
                before += stretch.within.rows or seen.pages
            self.pages_seen += seen.pages
            self.dropped += seen.dropped
            for path, sha256 in seen.hashes:
                self.folder.saw(path, sha256)
            if progress:
                progress(self.pages_seen, self.pages_seen, stretch.path)


def sifted(
    folder: InputFolder,
    pool: Pool,
    into: Path,
    progress: Progress | None = None,
    lists: Lists | None = None,
) -> SiftedFolder:
    """Sifts a folder.

    Args:
        folder: The pages.
        pool: Sifts stretches of it.
        into: What passes waits in this folder, which is made for it.
        progress: Told of each stretch that is sifted.
        lists: A user's own lists, whose kinds of speech pass, too.

    Raises:
        BuildError: What passes cannot be written.
    """
    found = SiftedFolder(folder, lists)
    try:
        into.mkdir(parents=True, exist_ok=True)
        found.sift(pool, into, progress)
    except BaseException as error:
        pool.stop()  # before the folder goes in which its processes write
        if isinstance(error, OSError):
            message = f"pages that pass cannot be kept there ({error.strerror or error})."
            raise BuildError(message, path=into, hint="Make room, or write elsewhere.") from error
        raise
    return found
