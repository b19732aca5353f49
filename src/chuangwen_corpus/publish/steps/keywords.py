"""The keywords of a build's speeches, when it is known in how many of them each word stands; by its workers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.annotate.keywords import KeywordRow, Words, keywords, weights_of
from chuangwen_corpus.publish.executors.processes import Lost, Pool, Task
from chuangwen_corpus.publish.limits import Watch
from chuangwen_corpus.publish.steps.stream import write_stream
from chuangwen_corpus.publish.steps.words import WordStore
from chuangwen_corpus.publish.writers.csv import csv_rows

SPEECHES_A_TASK = 100

KeywordRows = tuple[bytes, bytes | None]
"""Rows of the table `keywords`, as an Arrow stream and, if that is wanted, as CSV."""


@dataclass(frozen=True, slots=True)
class KeywordsTask:
    """Some speeches whose keywords are wanted."""

    speeches: list[Words]
    spread: dict[str, int]
    """In how many speeches of the build each of their words stands."""
    count: int
    """The speeches of the build."""
    csv: bool
    """Whether they are wanted as CSV, too."""

    def run(self, watch: Watch) -> KeywordRows:  # noqa: ARG002  # there is no page in it that could take long
        """The keywords of the speeches."""
        table = keyword_table(self.speeches, self.spread, weights_of(self.count, self.spread))
        return write_stream(table), csv_rows(table) if self.csv else None

    def salvage(self, ask: Callable[[Task[KeywordRows]], KeywordRows | Lost]) -> KeywordRows:  # noqa: ARG002
        """The same, done here: there is no page in it that could end a process."""
        return self.run(Watch())


def keyword_rows(spool: WordStore, pool: Pool, *, csv: bool) -> Iterator[KeywordRows]:
    """The keywords of all speeches, in their order."""
    return pool.map(_tasks(spool, csv))


def _tasks(spool: WordStore, csv: bool) -> Iterator[KeywordsTask]:
    speeches = spool.read()
    while some := list(itertools.islice(speeches, SPEECHES_A_TASK)):
        spread = {form: spool.spread[form] for words in some for form in words.forms}
        yield KeywordsTask(some, spread, spool.speeches, csv)


def keyword_table(speeches: Sequence[Words], spread: dict[str, int], weights: dict[str, float]) -> pa.Table:
    """The table of the keywords of some speeches (see `annotate.keywords.keywords`)."""
    rows = [row for words in speeches for row in keywords(words, spread, weights)]
    return tables.from_rows("keywords", KeywordRow._fields, rows)
