"""What ends or holds up a process: a page that says so, a file of a certain name; for tests of builds whose workers
are lost or stopped."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from chuangwen_corpus.publish.crawl import sift
from chuangwen_corpus.publish.limits import Watch
from chuangwen_corpus.publish.steps import keywords

FATAL = "这一页要命"
SLOW = "这一页要等"
ASLEEP = "这一页睡着"
LOOPING = "这一页打转"
STOPPED = "这一页停住"
STOPPED_ONCE = "这一页停一次："
"""Before the path of a folder that is made then, and a full stop."""


def install() -> None:
    """Takes the place of `parse_row`, and of the filter of genre, in this process."""
    from chuangwen_corpus.publish.steps import batch

    parse_row, may_be_of_genre = batch.parse_row, sift.may_be_of_genre

    def lethal_parse(data: bytes, **options: Any) -> Any:
        if FATAL.encode() in data:
            os._exit(9)
        if SLOW.encode() in data:
            time.sleep(2)
        hold_up(data)
        return parse_row(data, **options)

    def lethal_filter(data: bytes) -> bool:
        hold_up(data)
        return may_be_of_genre(data)

    batch.parse_row, sift.may_be_of_genre = lethal_parse, lethal_filter


def hold_up(data: bytes) -> None:
    """Does not come to an end over a page that says so."""
    if ASLEEP.encode() in data:
        time.sleep(3600)
    while LOOPING.encode() in data:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001  # as a library may do
            continue
    if STOPPED.encode() in data:
        os.kill(os.getpid(), signal.SIGSTOP)
    if once := re.search(f"{STOPPED_ONCE}(.*?)。", data.decode("utf-8", "replace")):
        with contextlib.suppress(FileExistsError):
            os.mkdir(once[1])  # noqa: PTH102
            os.kill(os.getpid(), signal.SIGSTOP)


class LethalSift(sift.SiftTask):
    """Ends the process that reads one of the files."""

    def run(self, watch: Watch) -> sift.Sifted:
        if any(path.endswith("05.txt") for _, path, *_ in self.stretch.files):
            os._exit(9)
        return super().run(watch)


@dataclass(frozen=True, slots=True)
class LethalKeywords(keywords.KeywordsTask):
    """Ends every process but the one that builds."""

    builder: int = 0

    def run(self, watch: Watch) -> keywords.KeywordRows:
        if os.getpid() != self.builder:
            os._exit(9)
        return keywords.KeywordsTask.run(self, watch)


@dataclass(frozen=True, slots=True)
class Allocator:
    """Says what Arrow takes its memory from in a worker, in Python and by itself."""

    def run(self, watch: Watch) -> tuple[str, str | None]:
        del watch
        return pa.default_memory_pool().backend_name, os.environ.get("ARROW_DEFAULT_MEMORY_POOL")

    def salvage(self, ask: Any) -> tuple[str, str | None]:
        del ask
        return "lost", None


@dataclass(frozen=True, slots=True)
class Weigh:
    """Gives the size of what it was sent; of nothing where it was lost."""

    data: bytes

    def run(self, watch: Watch) -> int:
        return len(self.data)

    def salvage(self, ask: Callable[[Weigh], Any]) -> Any:
        return ask(Weigh(b""))


@dataclass(frozen=True, slots=True)
class Sleep:
    """Says which process does it, and comes to no end."""

    file: str

    def run(self, watch: Watch) -> None:
        with open(self.file, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(str(os.getpid()))
        time.sleep(3600)

    def salvage(self, ask: Callable[[Sleep], Any]) -> None:
        return None
