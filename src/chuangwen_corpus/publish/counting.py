"""How far a build is, told with a total that is counted while the build is under way."""

from __future__ import annotations

import contextlib
from threading import Event, Thread
from typing import TYPE_CHECKING

from chuangwen_corpus.publish.crawl.batches import Pages
from chuangwen_corpus.publish.result import Progress

if TYPE_CHECKING:
    from typing import Self

_PATIENCE = 5.0
"""Seconds that the end of a build waits for the file that is being counted."""


class Counting:
    """Tells how many pages are done, of how many; nothing if nobody listens.

    The total begins with archives and dumps as one page each and grows while a thread looks into them. Reading is some
    hundred times as fast as parsing, so it is soon true.
    """

    def __init__(self, pages: Pages, progress: Progress | None) -> None:
        self._pages, self._progress = pages, progress
        self._total = 0
        self._stop = Event()
        # A daemon: what cannot be read to its end must not hold up the end of the process.
        self._thread = Thread(target=self._count, name="chuangwen-counting", daemon=True)

    def __enter__(self) -> Self:
        """Says that there is nothing yet, and begins to count."""
        if self._progress:
            self._total = self._pages.count()
            self._progress(0, self._total, "")
            self._thread.start()
        return self

    def tell(self, done: int, last: str) -> None:
        """Says how many pages are done, and which was the last."""
        if self._progress:
            self._progress(done, max(self._total, done), last)

    def __exit__(self, *_: object) -> None:
        """Stops."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def _count(self) -> None:
        # What is wrong with an input the build says, which reads it as well.
        with contextlib.suppress(Exception), contextlib.closing(self._pages.inside()) as found:
            for more in found:
                self._total += more
                if self._stop.is_set():
                    return
