"""What the readers share: which files to read, the rows of a document, and the tables they become."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.annotate.layers import registry
from chuangwen_corpus.errors import LoadError

Row: TypeAlias = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "sentences": tuple(name for name in tables.schema("sentences").names if name != "section_id"),
    "tokens": tuple(tables.schema("tokens").names),
    "annotations": tuple(tables.schema("annotations").names),
}
"""The columns of each table that the formats hold, in the order of the table.

`section_id` of sentences is none of them: only TEI has sections, and there salutations and signatures stand in none.
"""

LARGEST_OFFSET = 2**31 - 1
"""Offsets are int32 in the tables."""


@dataclass
class DocumentRows:
    """The rows that one document has in a file."""

    document_id: str
    sentences: list[Row] = field(default_factory=list)
    tokens: list[Row] = field(default_factory=list)
    annotations: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Exported:
    """A corpus as an export holds it: the rows of three tables, for all documents of the file or folder.

    Columns, types and descriptions are those of `tables.schema`, `section_id` of sentences left out. Documents come in
    the order of the files' names, in a file as they stand there; the rows of a document are in the order of its text,
    as in the tables of a release.
    """

    path: Path
    """What was read."""
    left_out: Mapping[str, str]
    """What the format does not hold, by table; each table says it in its metadata, too (`left_out`)."""
    sentences: pa.Table
    """A row a sentence."""
    tokens: pa.Table
    """A row a token."""
    annotations: pa.Table
    """A row an annotation; `attributes` is a list of name and value."""
    document_ids: tuple[str, ...]
    """The ids of the documents read, those without rows among them."""

    def documents(self) -> Iterator[str]:
        """The ids of the documents, in the order in which they were read."""
        return iter(self.document_ids)

    def __repr__(self) -> str:
        counts = ", ".join(f"{getattr(self, name).num_rows:,} {name}" for name in COLUMNS)
        return f"<Exported {self.path}: {len(self.document_ids):,} documents, {counts}>"


def files_of(path: str | Path, suffix: str, form: str) -> list[Path]:
    """The file, or those in the folder that have the suffix, by name.

    Raises:
        LoadError: There is none.
    """
    place, again = Path(path), f'cw.export(corpus, "{form}", folder) writes them.'
    try:
        if place.is_dir():
            named = (file for file in place.iterdir() if file.suffix == suffix and file.name[0] != ".")
            found = sorted(file for file in named if file.is_file())
            if not found:
                raise LoadError(f"there is no {suffix} file in it.", path=place, hint=again)
            return found
        if place.is_file():
            return [place]
    except OSError as error:
        raise LoadError(f"cannot be read ({error.strerror}).", path=place) from None
    what = "is neither a file nor a folder." if place.exists() else "is not there."
    raise LoadError(what, path=place, hint=again)


def content(file: Path) -> bytes:
    """The bytes of a file.

    Raises:
        LoadError: It cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise LoadError(f"cannot be read ({error.strerror}).", path=file) from None


def exported(
    path: str | Path,
    files: Iterable[Path],
    read: Callable[[Path], Iterable[DocumentRows]],
    left_out: Mapping[str, str],
) -> Exported:
    """The tables of all files; the rows of one document are held as such at a time.

    Raises:
        LoadError: A file is broken, or a document stands in two places.
    """
    schemas = {name: _schema(name, left_out) for name in COLUMNS}
    pieces: dict[str, list[pa.Table]] = {name: [schema.empty_table()] for name, schema in schemas.items()}
    places: dict[str, Path] = {}
    for file in files:
        for document in read(file):
            if document.document_id in places:
                raise _twice(document.document_id, file, places[document.document_id])
            places[document.document_id] = file
            for name, schema in schemas.items():
                pieces[name].append(_table(name, getattr(document, name), schema, file))
    made = {name: pa.concat_tables(found).combine_chunks() for name, found in pieces.items()}
    return Exported(path=Path(path), left_out=left_out, document_ids=tuple(places), **made)


def _twice(document_id: str, file: Path, there: Path) -> LoadError:
    where = "twice in it" if there is file else f"in {there}, too"
    return LoadError(
        f"document {document_id} stands {where}.",
        path=file,
        hint="Take one away, or read the files one by one.",
    )


def offset(said: str) -> int | None:
    """An offset as its digits say it; None if it is none."""
    if not (said.isascii() and said.isdecimal() and len(said) <= len(str(LARGEST_OFFSET))):
        return None
    return value if (value := int(said)) <= LARGEST_OFFSET else None


def span(said: str) -> tuple[int, int] | None:
    """Two offsets with a colon between them; None if it is anything else."""
    first, colon, second = said.partition(":")
    start, end = offset(first), offset(second)
    return (start, end) if colon and start is not None and end is not None and start <= end else None


def number(rows: Iterable[Row], owner: str) -> None:
    """Gives rows their ordinals: from 1 among those that follow each other and have the same owner."""
    for _, fellows in itertools.groupby(rows, itemgetter(owner)):
        for ordinal, row in enumerate(fellows, 1):
            row["ordinal"] = ordinal


def in_order(annotations: list[Row]) -> list[Row]:
    """Annotations as the tables have them: by start and end, what is equal in both in the order of the layers."""
    ranks = {name: rank for rank, name in enumerate(registry())}
    return sorted(
        annotations, key=lambda row: (row["start_char"], row["end_char"], ranks.get(row["layer"], len(ranks)))
    )


def link(annotations: Iterable[Row], sentences: Iterable[Row]) -> None:
    """Gives annotations in their order the ids of the sentences, in theirs, in which they start."""
    left = iter(sentences)
    sentence = next(left, None)
    for row in annotations:
        while sentence is not None and sentence["end_char"] <= row["start_char"]:
            sentence = next(left, None)
        inside = sentence is not None and sentence["start_char"] <= row["start_char"]
        row["sentence_id"] = sentence["sentence_id"] if sentence is not None and inside else None


def pairs(attributes: Mapping[str, str]) -> list[Row]:
    """A mapping as the column `attributes` holds it."""
    return [{"name": name, "value": value} for name, value in attributes.items()]


def _schema(name: str, left_out: Mapping[str, str]) -> pa.Schema:
    own = tables.schema(name)
    about = dict(own.metadata) | ({b"left_out": left_out[name].encode()} if name in left_out else {})
    return pa.schema([own.field(column) for column in COLUMNS[name]], metadata=about)


def _table(name: str, rows: list[Row], schema: pa.Schema, file: Path) -> pa.Table:
    try:
        return pa.Table.from_pylist(rows, schema)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise LoadError(
            f"a value of {name} is not of its kind ({error}).", path=file, hint="Export the corpus again."
        ) from None
