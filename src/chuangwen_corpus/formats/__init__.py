"""Corpora in the formats of other tools: CoNLL-U, TEI P5, plain, tagged, vertical text, spaCy; Excel, SQLite.

There are two kinds of writers. One takes documents, one at a time; the other the rows of the tables, a piece at a
time (`TableRows`), and makes one file of all of them.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

import pyarrow as pa

from chuangwen_corpus import rights, tables
from chuangwen_corpus._version import __version__
from chuangwen_corpus.corpus import DOCUMENTS_AT_A_TIME, Corpus
from chuangwen_corpus.errors import BuildError, ChuangwenError
from chuangwen_corpus.flat import flat
from chuangwen_corpus.manifest import SCHEMA_VERSION, check_no_release
from chuangwen_corpus.parts import TableFiles
from chuangwen_corpus.records import Document
from chuangwen_corpus.records.rows import row_of

Format: TypeAlias = Literal["conllu", "tei", "txt", "tagged", "vertical", "spacy", "xlsx", "sqlite"]
"""The formats of `export`."""

OF_DOCUMENTS: dict[str, str] = {
    "conllu": "CoNLL-U (Universal Dependencies), a file a document",
    "tei": "TEI P5, a file a document",
    "txt": "plain text, a file a speech, a paragraph a line",
    "tagged": "word/TAG with UPOS, a file a speech, a sentence a line (NLTK's TaggedCorpusReader)",
    "vertical": "vertical text with UPOS, one file, a token a line (NoSketch Engine and other corpus managers)",
    "spacy": "spaCy's DocBin, one file, a Doc a speech; needs spaCy",
}
"""The formats whose module has a `write` of documents."""

OF_TABLES: dict[str, str] = {
    "xlsx": "an Excel workbook, one file, a sheet a table; needs XlsxWriter",
    "sqlite": "an SQLite database, one file, with keys, indexes and full-text search",
}
"""The formats whose module has a `write` of tables, and a `check` that is called before anything is written."""

FORMATS: dict[str, str] = OF_DOCUMENTS | OF_TABLES
"""The formats and what each is; the module of a format has its name."""

ROWS_AT_A_TIME = 4_096
"""Rows of a table that are held at a time."""

LONG = ("documents", "speeches")
"""Tables of which a row may be long, so that fewer are held."""


@dataclass(frozen=True)
class TableRows:
    """The tables of a release, or those that documents make, for a writer that takes them piece by piece."""

    about: dict[str, str]
    """What the tables are: title, versions, licences."""
    schemas: dict[str, pa.Schema]
    """The columns of each table, flat (see `flat`), in the order of the tables."""
    pieces: Iterator[tuple[str, pa.Table]]
    """Some rows of a table at a time, flat. Those of one table are in order; other tables' may come between them."""


Writer: TypeAlias = Callable[[Iterator[Document], Path], Iterator[Path]]
TableWriter: TypeAlias = Callable[[TableRows, Path], Iterator[Path]]


def export(source: Corpus | Document | Iterable[Document], form: Format, out: str | Path) -> list[Path]:
    """Writes a corpus or documents in another format.

    Args:
        source: A corpus, a document, or any documents; taken one at a time, or a few for the formats of tables.
        form: One of `FORMATS`.
        out: Folder to write to; made if it is not there. Files of the same names are replaced.

    Returns:
        The files written, in order.

    Raises:
        ChuangwenError: There is no such format.
        MissingExtraError: The format needs a package that is not installed.
        LoadError: A file of the corpus is lost or broken.
        BuildError: The folder cannot be written, or rows contradict each other (sqlite).
    """
    if form not in FORMATS:
        raise ChuangwenError(f"there is no format {form!r}.", hint=f"Choose one of {', '.join(FORMATS)}.")
    module = import_module(f"{__name__}.{form}")
    if form in OF_TABLES:
        module.check()
    folder = Path(out)
    check_no_release(folder)
    try:
        with _made(folder):
            if form in OF_TABLES:
                of_tables: TableWriter = module.write
                return list(of_tables(_table_rows(source), folder))
            of_documents: Writer = module.write
            return list(of_documents(_documents(source), folder))
    except OSError as error:
        raise BuildError(f"cannot be written ({error.strerror}).", path=error.filename or folder) from error


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """A place beside a file to write it at.

    What is written there becomes the file at the end. If anything stops it, the old file is as it was and nothing is
    left; the folder of the place is for what a writer puts down on its way, too.
    """
    with TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as beside:
        place = Path(beside) / file.name
        yield place
        with place.open("rb+") as written:
            os.fsync(written.fileno())
        place.replace(file)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder is there; folders that were not there before are gone again if nothing was written to them."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for place in missing:
            with suppress(OSError):
                place.rmdir()
        raise


def _documents(source: Corpus | Document | Iterable[Document]) -> Iterator[Document]:
    if isinstance(source, Document):
        return iter((source,))
    return source.iter_documents() if isinstance(source, Corpus) else iter(source)


def _table_rows(source: Corpus | Document | Iterable[Document]) -> TableRows:
    return _of_release(source) if isinstance(source, Corpus) else _of_documents(_documents(source))


def _of_release(corpus: Corpus) -> TableRows:
    """The rows of a release, with the columns that its files have: they may be of another minor version."""
    manifest, files = corpus.manifest, corpus.tables.files
    names = [name for name in tables.ROWS if name in files] + [
        name for name in files if name not in tables.ROWS
    ]
    about = {
        "title": manifest.title,
        "description": manifest.description,
        "data_version": manifest.data_version,
        "schema_version": manifest.schema_version,
        "package_version": manifest.package_version,
        "date_published": manifest.date_published or "",
        **{f"licence_{what}": said for what, said in manifest.licences.items()},
    }
    pieces = (
        (name, flat(piece))
        for name in names
        for piece in files[name].batches(DOCUMENTS_AT_A_TIME if name in LONG else ROWS_AT_A_TIME)
    )
    schemas = {name: _schema(name, files[name]) for name in names}
    return TableRows({name: said for name, said in about.items() if said}, schemas, pieces)


def _schema(name: str, files: TableFiles) -> pa.Schema:
    """The columns that the files of a table have; what a row is, which pyarrow does not tell, as this version says it."""
    schema = flat(files.schema().empty_table()).schema
    return schema.with_metadata(tables.schema(name).metadata) if name in tables.ROWS else schema


def _of_documents(documents: Iterator[Document]) -> TableRows:
    """The rows that documents make; the tables that only a build makes are left out, as nobody has looked for them."""
    about = {
        "title": rights.UNTITLED,
        "description": rights.UNDESCRIBED,
        "schema_version": SCHEMA_VERSION,
        "package_version": __version__,
        **{f"licence_{what}": said for what, said in rights.STATEMENT.items()},
    }
    schemas = {
        name: flat(tables.schema(name).empty_table()).schema
        for name in tables.ROWS
        if name not in tables.OF_THE_BUILD
    }
    return TableRows(about, schemas, _pieces(documents))


def _pieces(documents: Iterator[Document]) -> Iterator[tuple[str, pa.Table]]:
    while some := list(itertools.islice(documents, DOCUMENTS_AT_A_TIME)):
        for name, table in tables.each(list(map(row_of, some))):
            yield name, flat(table)


__all__ = ["FORMATS", "TableRows", "export", "whole"]
