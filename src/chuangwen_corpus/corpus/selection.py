"""Some speeches of a corpus: which they are, and which rows of each table are theirs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.corpus.tables import Tables
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.parts import Filter, TableFiles

if TYPE_CHECKING:
    from chuangwen_corpus.corpus.corpus import Corpus

Wanted: TypeAlias = str | int | re.Pattern[str] | Collection[str | int] | None
"""What a value has to be: a text, one of several, or what a pattern finds; None for anything."""

_NO_YEAR = regex(r"^(?!\d{4}$)")


@dataclass(frozen=True)
class Selection:
    """The speeches that were chosen, and the documents they stand in."""

    base: Corpus
    documents: frozenset[str]
    speeches: frozenset[str] | None
    """None where whole documents were chosen: then what belongs to no speech is there, too."""
    without_year: int = 0
    """Speeches that a wish for a year left out, as their year is not known."""

    @cached_property
    def sentences(self) -> frozenset[str]:
        """The ids of the sentences of these speeches."""
        columns = ["sentence_id", "speech_id"]
        table = self.base.tables.files["sentences"].scan(columns, self.expression("sentences"))
        return frozenset(table["sentence_id"].to_pylist())

    def expression(self, table: str) -> pc.Expression:
        """Which rows of a table are theirs."""
        names = self.base.tables.files[table].schema().names
        if self.speeches is not None and "speech_id" in names:
            return pc.field("speech_id").isin(pa.array(sorted(self.speeches), pa.string()))
        if self.speeches is not None and "sentence_id" in names:
            return pc.field("sentence_id").isin(pa.array(sorted(self.sentences), pa.string()))
        if "document_id" in names:
            return pc.field("document_id").isin(pa.array(sorted(self.documents), pa.string()))
        return pc.scalar(False)  # rows of what became no document


def select(
    corpus: Corpus,
    of_speech: Mapping[str, Wanted],
    *,
    year: Wanted,
    document_id: Wanted,
    speech_id: Wanted,
) -> Selection:
    """The speeches of which all holds that is wanted (see `Corpus.filter`); `of_speech` by column."""
    # A release of an older minor version may lack a column that nobody asks for.
    of_speech = {column: _ready(wanted) for column, wanted in of_speech.items() if wanted is not None}
    year, document_id, speech_id = map(_ready, (year, document_id, speech_id))
    corpus.tables.check("speeches", list(of_speech))
    columns = ["speech_id", "document_id", "date_iso", *of_speech]
    rows = corpus.tables.files["speeches"].scan(columns, None).to_pylist()
    about = corpus.tables.files["documents"].scan(["document_id", "year"], None)
    years = dict(zip(about["document_id"].to_pylist(), about["year"].to_pylist(), strict=True))
    kept, without_year = [], 0
    for row in rows:
        stated = (row["date_iso"] or "")[:4] or years[row["document_id"]]
        others = (
            *((wanted, row[column]) for column, wanted in of_speech.items()),
            (document_id, row["document_id"]),
            (speech_id, row["speech_id"]),
        )
        if not all(_fits(wanted, value) for wanted, value in others):
            continue
        if _fits(year, stated):
            kept.append(row)
        else:
            without_year += stated is None or bool(_NO_YEAR.match(stated))
    chosen = corpus.selection is not None and corpus.selection.speeches is not None
    whole = year is speech_id is None and not of_speech and not chosen
    documents = {row["document_id"] for row in kept}
    if whole:
        documents |= {key for key in years if _fits(document_id, key)}  # those without a speech, too
    speeches = None if whole else frozenset(row["speech_id"] for row in kept)
    return Selection(corpus, frozenset(documents), speeches, without_year)


def _ready(wanted: Wanted) -> Wanted:
    """What is wanted of many values; a pattern is made one for folded text, once."""
    if not isinstance(wanted, re.Pattern):
        return wanted
    from chuangwen_corpus.explore.patterns import compiled  # with all of `explore`, which few filters need

    return compiled(wanted)


def _fits(wanted: Wanted, value: str | None) -> bool:
    if wanted is None:
        return True
    if value is None:
        return False
    shadow = fold(value)
    if isinstance(wanted, re.Pattern):
        return bool(wanted.search(shadow))
    several = (wanted,) if isinstance(wanted, str | int) else wanted
    return any(fold(str(one)) == shadow for one in several)


class SelectedTables(Tables):
    """The rows of a selection, table by table, each read when asked for."""

    def __init__(self, selection: Selection) -> None:
        base = selection.base.tables
        self.files: Mapping[str, TableFiles] = {
            name: SelectedFiles(files, selection) for name, files in base.files.items()
        }
        self._rows = dict.fromkeys(base, 0)
        self._read = {}

    @property
    def rows(self) -> dict[str, int]:
        """The number of rows of each table; counted when first asked for."""
        return self._counted

    @cached_property
    def _counted(self) -> dict[str, int]:
        return {name: files.count() for name, files in self.files.items() if isinstance(files, SelectedFiles)}


class SelectedFiles(TableFiles):
    """The files of a table, of which only the rows of a selection are given."""

    def __init__(self, files: TableFiles, selection: Selection) -> None:
        self.name = files.name
        self._files, self._selection = files, selection
        self._folder, self._paths = files._folder, files._paths  # noqa: SLF001  # the same files

    def read(self, columns: Sequence[str] | None = None) -> pa.Table:
        """All rows of the selection."""
        return self.scan(columns, None)

    def count(self) -> int:
        """The number of rows."""
        rows: int = self._files.dataset().count_rows(filter=self._expression)
        return rows

    def batches(self, rows: int, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows in order, at most so many at a time."""
        wanted = self.dataset().scanner(columns=columns, batch_size=rows)
        for batch in wanted.to_batches():
            if batch.num_rows:
                yield pa.Table.from_batches([batch])

    def dataset(self) -> Any:
        """The rows as a `pyarrow.dataset.Dataset`."""
        return self._files.dataset().filter(self._expression)

    def scan(self, columns: Sequence[str] | None, filter: Filter) -> pa.Table:  # noqa: A002  # pyarrow's name
        """The rows that hold."""
        from pyarrow import parquet

        more = parquet.filters_to_expression(filter) if isinstance(filter, list) else filter
        both = self._expression if more is None else self._expression & more
        return self._files.scan(columns, both)

    @cached_property
    def _expression(self) -> pc.Expression:
        return self._selection.expression(self.name)
