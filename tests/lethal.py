"""What ends or holds up a process: a page that says so, a file of a certain name; for tests of builds whose workers
are lost or stopped."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any

from chuangwen_corpus.publish.crawl import sift
from chuangwen_corpus.publish.limits import Watch
from chuangwen_corpus.publish.steps import keywords

FATAL = "这一页要命"
SLOW = "这一页要等"


def install() -> None:
    """Takes the place of `parse` in this process."""
    from chuangwen_corpus.publish.steps import batch

    real = batch.parse

    def parse(data: bytes, **options: Any) -> Any:
        if FATAL.encode() in data:
            os._exit(9)
        if SLOW.encode() in data:
            time.sleep(2)
        return real(data, **options)

    batch.parse = parse


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
