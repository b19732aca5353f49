"""Has a process load what parsing needs, while the build is not yet at its first page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chuangwen_corpus.genre.own import Lists

if TYPE_CHECKING:
    from chuangwen_corpus.publish.executors.processes import Lost, Task
    from chuangwen_corpus.publish.limits import Watch


@dataclass(frozen=True, slots=True)
class LoadTask:
    """What a build wants of its pages, as far as it is known before they are looked at."""

    engine: str
    layers: tuple[str, ...] | None
    lists: Lists | None

    def run(self, watch: Watch) -> None:  # noqa: ARG002  # there is no page in it that could take long
        """Loads modules, dictionaries and patterns. What is wrong with the arguments, the build says."""
        from chuangwen_corpus.annotate import choose
        from chuangwen_corpus.annotate.keywords import reference_idf
        from chuangwen_corpus.publish.steps.batch import load

        with contextlib.suppress(Exception):
            load(self.engine, choose(self.layers), self.lists)
            reference_idf()

    def salvage(self, ask: Callable[[Task[None]], Lost | None]) -> None:
        """Nothing: what could not be loaded is loaded with the first page."""
