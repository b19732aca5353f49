"""The loader: a release as Arrow tables and typed records, read when asked for."""

from __future__ import annotations

import html
import itertools
import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from chuangwen_corpus.corpus.exploring import Exploring
from chuangwen_corpus.corpus.plotting import PlottingCorpus
from chuangwen_corpus.corpus.reader import CorpusReader
from chuangwen_corpus.corpus.reusing import ReusingCorpus
from chuangwen_corpus.corpus.selection import SelectedTables, Selection, Wanted, select
from chuangwen_corpus.corpus.tables import (
    Columns,
    TableName,
    Tables,
    check_files,
    columns_of,
    rows_of_documents,
    unknown,
)
from chuangwen_corpus.explore import frames
from chuangwen_corpus.parts import DocumentRows, Filter, TableFiles
from chuangwen_corpus.places import Place, is_address

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from chuangwen_corpus.corpus.preview import Preview
    from chuangwen_corpus.manifest import Manifest
    from chuangwen_corpus.records import Document, Sentence, Speech

DOCUMENTS_AT_A_TIME = 64
"""Documents whose own rows are held when all are read one after the other."""


class Corpus(CorpusReader, Exploring, ReusingCorpus, PlottingCorpus):
    """A release: tables for counting, records for reading. Made by `load`.

    Each table is an attribute, and so is each layer of annotation, but for commitments and directives, whose names are methods.

    >>> import chuangwen_corpus as cw
    >>> corpus = cw.load()
    >>> corpus.speeches.num_rows
    3
    >>> corpus["speeches"].column("speaker").to_pylist()
    ['市文明办', '教育系统', 'xx区']
    >>> "speeches" in corpus, len(corpus)
    (True, 30)
    >>> document = next(corpus.iter_documents())
    >>> document.speeches[0].sections[1].heading
    '履职尽责牵头抓总'
    """

    if TYPE_CHECKING:
        documents: pa.Table
        speeches: pa.Table
        sections: pa.Table
        paragraphs: pa.Table
        sentences: pa.Table
        tokens: pa.Table
        annotations: pa.Table
        addressees: pa.Table
        cited_works: pa.Table
        quoted_terms: pa.Table
        self_references: pa.Table
        policy_terms: pa.Table
        organisations: pa.Table
        times: pa.Table
        quantities: pa.Table
        enumeration_items: pa.Table
        four_character_expressions: pa.Table
        war_metaphors: pa.Table
        named_entities: pa.Table
        parallelisms: pa.Table
        placeholders: pa.Table
        speakers: pa.Table
        keywords: pa.Table
        anomalies: pa.Table
        edits: pa.Table
        duplicates: pa.Table
        rejects: pa.Table
        sources: pa.Table

    def __init__(self, folder: Path | str, manifest: Manifest, selection: Selection | None = None) -> None:
        self.path = Path(folder) if not is_address(folder) else folder
        self.manifest = manifest
        self.selection = selection
        """The speeches that `filter` has chosen; None for all."""
        self.tables = SelectedTables(selection) if selection else Tables(Place.of(folder), manifest)

    def __getitem__(self, table: TableName) -> pa.Table:
        return self.tables[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __contains__(self, table: object) -> bool:
        return table in self.tables

    def __len__(self) -> int:
        return len(self.tables)

    @property
    def version(self) -> str:
        """The version of the data; `manifest` has those of the package that built it and of the columns."""
        return self.manifest.data_version

    if not TYPE_CHECKING:  # a type checker knows the tables by name

        def __getattr__(self, name: str) -> pa.Table:
            # A layer of annotation brings its table with it: quantities, organisations, …
            tables = self.__dict__.get("tables", ())
            if name not in tables:
                raise AttributeError(unknown("attribute or table", name, tables), name=name, obj=self)
            return tables[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.tables})

    def columns(self, table: TableName) -> Columns:
        """The columns of a table, with the type of each and what it holds.

        Raises:
            KeyError: There is no such table.

        >>> load().columns("sentences")[0]
        Column(name='sentence_id', type='string', nullable=False, description='Stable id: document and place in the source.')
        """
        return columns_of(self._files(table).schema())

    def head(self, table: TableName, rows: int = 10, columns: Sequence[str] | None = None) -> Preview:
        """The first rows of a table, to look at: printed, they fit the terminal.

        Args:
            table: The table's name.
            rows: How many rows.
            columns: The columns wanted; by default those that tell something by themselves, without ids and offsets.

        Raises:
            KeyError: There is no such table or column.
        """
        from chuangwen_corpus.corpus.preview import Preview, telling

        self.tables.check(table, columns)
        files = self.tables.files[table]
        names = list(columns) if columns else telling(table, files.schema().names)
        shown = files.first(rows, names)
        return Preview(table, shown, self.tables.rows[table], fit=not columns)

    def to_pandas(self, table: TableName, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """A table as a pandas data frame.

        Raises:
            KeyError: There is no such table or column.
            MissingExtraError: pandas is not installed.
        """
        return frames.pandas(self._some(table, columns))

    def to_polars(self, table: TableName, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """A table as a Polars data frame.

        Raises:
            KeyError: There is no such table or column.
            MissingExtraError: Polars is not installed.
        """
        return frames.polars(self._some(table, columns))

    def _some(self, table: TableName, columns: Sequence[str] | None) -> pa.Table:
        if columns is None:
            return self.tables[table]
        self.tables.check(table, columns)
        return self._files(table).read(list(columns))

    def filter(
        self,
        *,
        speaker: Wanted = None,
        kind: Wanted = None,
        level: Wanted = None,
        genre: Wanted = None,
        campaign: Wanted = None,
        year: Wanted = None,
        document_id: Wanted = None,
        speech_id: Wanted = None,
    ) -> Corpus:
        """The corpus of some speeches: those of which all that is given holds.

        A value is a text, several of which one has to be it, or a compiled pattern that is searched for. Both scripts and widths
        are the same (創建 = 创建). A year is that of the speech's date, else the one that its page states, as printed; so ``year=2020``
        finds no 20XX, and a speech without a year fits none; `repr` says how many. One without a speaker fits no speaker.

        Tables have the rows of these speeches; `documents`, `edits`, `anomalies` and `sources` those of the documents
        they stand in, and `iter_documents` gives these whole. Where only `document_id` is given, all rows of the documents are there.

        >>> len(load().filter(speaker="敎育系統").sentences)
        14
        """
        of_speech = {"speaker": speaker, "kind": kind, "level": level, "genre": genre, "campaign": campaign}
        chosen = select(self, of_speech, year=year, document_id=document_id, speech_id=speech_id)
        return Corpus(self.path, self.manifest, chosen)

    def document_ids(self) -> list[str]:
        """The ids of all documents, in order."""
        ids: list[str] = self._files("documents").read(["document_id"])["document_id"].to_pylist()
        return ids

    def dataset(self, table: TableName) -> Any:
        """A table as a `pyarrow.dataset.Dataset`, of which nothing is read before it is asked for.

        Raises:
            KeyError: There is no such table.

        >>> load().dataset("tokens").count_rows() == load().tokens.num_rows
        True
        """
        return self._files(table).dataset()

    def scan(
        self,
        table: TableName,
        *,
        columns: Sequence[str] | None = None,
        filter: Filter = None,  # noqa: A002  # pyarrow's name for it
    ) -> pa.Table:
        """Some rows and columns of a table, without reading the others into memory.

        Args:
            table: The table's name.
            columns: The columns wanted, by default all.
            filter: An expression of `pyarrow.compute`, or a list of (column, operator, value).

        Raises:
            KeyError: There is no such table or column.

        >>> nouns = load().scan("tokens", columns=["form"], filter=[("upos", "==", "NOUN")])
        >>> 0 < nouns.num_rows < load().tokens.num_rows
        True
        """
        self.tables.check(table, columns)
        return self._files(table).scan(columns, filter)

    def _files(self, table: str) -> TableFiles:
        self.tables.check(table)
        return self.tables.files[table]

    def iter_documents(self) -> Iterator[Document]:
        """All documents in order, each made as it is reached; no table is held whole."""
        from chuangwen_corpus import tables

        for _, parts in self.document_rows():
            yield next(tables.to_documents(parts))

    def iter_speeches(self) -> Iterator[Speech]:
        """All speeches in order, each with its document at hand; no table is held whole."""
        for document in self.iter_documents():
            yield from (speech for speech in document.speeches if self._has(speech.speech_id))

    def document_rows(self) -> Iterator[tuple[str, dict[str, pa.Table]]]:
        """The id of each document in order, with its own rows of the tables that it is made of."""
        from chuangwen_corpus import tables

        if self.selection:  # documents are given whole
            chosen = self.selection.documents
            yield from (row for row in self.selection.base.document_rows() if row[0] in chosen)
            return
        rows = {name: DocumentRows(self.tables.files[name]) for name in tables.MADE if name != "documents"}
        for some in self.tables.files["documents"].batches(DOCUMENTS_AT_A_TIME):
            for i, document_id in enumerate(some.column("document_id").to_pylist()):
                parts = {"documents": some.slice(i, 1)}
                for name, found in rows.items():
                    own = found.take(document_id)
                    parts[name] = tables.schema(name).empty_table() if own is None else own
                yield document_id, parts

    def document(self, document_id: str) -> Document:
        """The document of this id, with its speeches, sentences, tokens and edits.

        Raises:
            KeyError: There is no such document.
        """
        from chuangwen_corpus import tables

        if self.selection:
            if document_id not in self.selection.documents:
                raise KeyError(f"there is no document {document_id!r} among those chosen")
            return self.selection.base.document(document_id)
        if document_id not in self._slices["documents"]:
            raise KeyError(unknown("document", document_id, itertools.islice(self._slices["documents"], 10)))
        parts = {
            name: self.tables[name].slice(*self._slices[name].get(document_id, (0, 0)))
            for name in self._slices
        }
        return next(tables.to_documents(parts))

    def speech(self, speech_id: str) -> Speech:
        """The speech of this id.

        Raises:
            KeyError: There is no such speech.
        """
        document = self._document_of("speech", speech_id)
        for speech in document.speeches:
            if speech.speech_id == speech_id and self._has(speech_id):
                return speech
        known = (speech.speech_id for speech in document.speeches if self._has(speech.speech_id))
        raise KeyError(unknown("speech", speech_id, known))

    def sentence(self, sentence_id: str) -> Sentence:
        """The sentence of this id, with its document at hand.

        Raises:
            KeyError: There is no such sentence.
        """
        document = self._document_of("sentence", sentence_id)
        for sentence in document.sentences:
            if sentence.sentence_id == sentence_id and self._has(sentence.speech_id):
                return sentence
        raise KeyError(f"there is no sentence {sentence_id!r} in document {document.document_id}")

    def _has(self, speech_id: str | None) -> bool:
        """Whether a speech is of this corpus: where speeches were chosen, one of those."""
        chosen = self.selection.speeches if self.selection else None
        return chosen is None or speech_id in chosen

    def _document_of(self, kind: str, part_id: str) -> Document:
        try:
            return self.document(part_id.partition(".")[0])
        except KeyError:
            where = " among those chosen" if self.selection else ""
            raise KeyError(f"there is no {kind} {part_id!r}{where}") from None

    @cached_property
    def _slices(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Where in each table the rows of a document stand; tables are sorted by document."""
        from chuangwen_corpus import tables

        return {name: rows_of_documents(self.tables[name]) for name in tables.MADE if name in self.tables}

    def __repr__(self) -> str:
        chosen = f", {self._chosen()}" if self.selection else ""
        return (
            f"<Corpus {self.manifest.title}, version {self.version}, at {self.path}{chosen}>\n{self.tables!r}"
        )

    def _chosen(self) -> str:
        assert self.selection
        left = self.selection.without_year
        unknown_year = f"; {left:,} others have no year that is known" if left else ""
        return f"chosen: {self.tables.rows['speeches']:,} speeches{unknown_year}"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{html.escape(name)}</td><td>{count:,}</td></tr>"
            for name, count in self.tables.rows.items()
        )
        return (
            f"<p><b>{html.escape(self.manifest.title)}</b> {html.escape(self.version)}"
            f"{f' ({html.escape(self._chosen())})' if self.selection else ''}</p>"
            f"<table><thead><tr><th>table</th><th>rows</th></tr></thead><tbody>{rows}</tbody></table>"
        )


def load(path: str | os.PathLike[str] | None = None, *, verify: bool = False) -> Corpus:
    """Opens a release; its tables are read when they are asked for.

    Args:
        path: The folder of a build (``~`` is your home), or its address (``s3://bucket/corpus``); by default the release
            that comes with the package.
        verify: Whether every file is read now and its hash compared with the manifest's. `chuangwen validate` checks
            more: what is in them.

    Raises:
        LoadError: There is no release, one with other columns than this version of the package reads, one without
            Parquet, or one whose manifest is broken; with `verify` also one with files that are lost or changed.
            The message says what to do.

    >>> load("no/such/build")
    Traceback (most recent call last):
    chuangwen_corpus.errors.LoadError: no/such/build: holds no release (no manifest.json). ...
    """
    # pydantic is imported when a release is opened: `import chuangwen_corpus` stays light.
    from chuangwen_corpus.manifest import Manifest

    folder: str | Path
    if path is None:
        folder = released()
    else:
        folder = path if isinstance(path, str) and is_address(path) else below_home(path)
    place = Place.of(folder)
    manifest = Manifest.read(place)
    manifest.check_readable(str(folder))
    if verify:
        check_files(place, manifest)
    return Corpus(folder, manifest)


def below_home(path: str | os.PathLike[str]) -> Path:
    """A path whose first part may be ``~``, your home; ``~name`` is no other's home, but a name like any other."""
    named = Path(path)
    # Not `Path.expanduser`, which raises where no home is known.
    return Path(os.path.expanduser(named)) if named.parts[:1] == ("~",) else named  # noqa: PTH111


def released() -> Path:
    """The folder of the release that comes with the package."""
    inside = Path(str(files("chuangwen_corpus"))) / "release"
    # In a checkout the release stands at the top, where the build puts it.
    return inside if inside.exists() else Path(__file__).parents[3] / "build"
