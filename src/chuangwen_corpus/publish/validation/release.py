"""Checks a release against its contract and names each fault."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import ValidationError

from chuangwen_corpus import tables, views
from chuangwen_corpus.corpus import Corpus, load
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.publish.metadata import manifest
from chuangwen_corpus.publish.writers.csv import flat
from chuangwen_corpus.publish.writers.hashing import file_sha256
from chuangwen_corpus.records import Annotation, Document

MOST_FAULTS_A_CHECK = 20


def faults(folder: Path) -> Iterator[str]:
    """Every fault of a release: manifest, files, schemas, keys, offsets, cover, JSON and CSV.

    Raises:
        LoadError: There is no release to check.
    """
    corpus = load(folder)
    broken = list(_file_faults(corpus))
    yield from broken
    try:
        yield from _table_faults(corpus)
        yield from _key_faults(corpus)
        yield from _view_faults(corpus)
        yield from _document_faults(corpus)
        yield from _json_faults(corpus)
        yield from _csv_faults(corpus)
    except LoadError as error:
        if not broken:
            yield str(error)


def _file_faults(corpus: Corpus) -> Iterator[str]:
    listed: dict[str, Any] = corpus.manifest.get("files", {})
    for path, about in listed.items():
        file = Path(corpus.path) / path
        if not file.is_file():
            yield f"{path}: is in the manifest, but not there"
        elif file_sha256(file) != about["sha256"]:
            yield f"{path}: is not the file the manifest describes (SHA-256 differs)"
    for file in sorted(Path(corpus.path).rglob("*")):
        path = file.relative_to(Path(corpus.path)).as_posix()
        if file.is_file() and path not in listed and path != "manifest.json":
            yield f"{path}: is there, but not in the manifest"


def _table_faults(corpus: Corpus) -> Iterator[str]:
    for name in tables.ROWS:
        if name not in corpus.tables:
            yield f"{name}: the table is missing"
            continue
        table, about = corpus.tables[name], corpus.manifest["tables"][name]
        if not table.schema.equals(tables.schema(name), check_metadata=False):
            yield f"{name}: the columns are not those of this version of the package"
        if table.num_rows != about["rows"]:
            yield f"{name}: has {table.num_rows} rows, the manifest says {about['rows']}"
        elif (expected := about.get("content_sha256")) and manifest.content_hash(table) != expected:
            yield f"{name}: the rows are not those the manifest describes (content hash differs)"


def _key_faults(corpus: Corpus) -> Iterator[str]:
    for name, key in tables.KEYS.items():
        column = _strings(corpus.tables[name], key)
        if len(pc.unique(column)) != len(column):
            yield f"{name}: {key} is not unique"
    for name, record in tables.ROWS.items():
        for column in tables.columns(record):
            target = column.removeprefix("parent_")
            for other, key in tables.KEYS.items():
                if target == key and (other != name or column != key):
                    values = _strings(corpus.tables[name], column).drop_null()
                    known = _strings(corpus.tables[other], key)
                    lost = values.filter(pc.invert(pc.is_in(values, value_set=known)))
                    for value in pc.unique(lost).to_pylist()[:MOST_FAULTS_A_CHECK]:
                        yield f"{name}: {column} {value} is in no row of {other}"


def _view_faults(corpus: Corpus) -> Iterator[str]:
    """The view of a layer says what the annotations say, row by row."""
    if "annotations" not in corpus.tables:
        return
    annotations = [
        Annotation.model_validate(row | {"attributes": dict(row["attributes"])})
        for row in corpus.tables["annotations"].to_pylist()
    ]
    for name, said in views.columns(annotations).items():
        if name in corpus.tables and corpus.tables[name].to_pydict() != {
            column: said[column] for column in tables.schema(name).names
        }:
            yield f"{name}: does not say what the annotations say"


def _strings(table: pa.Table, column: str) -> pa.Array:
    return table.column(column).combine_chunks().cast(pa.string())


def _document_faults(corpus: Corpus) -> Iterator[str]:
    for document_id in corpus.document_ids():
        try:
            document = corpus.document(document_id)
        except (ValidationError, KeyError, ValueError) as error:
            yield f"documents: {document_id}: {_first_line(error)}"
            continue
        if hashlib.sha256(document.restore()).hexdigest() != document.sha256:
            yield f"documents: {document_id}: clean text and edits do not give the source file back"


def _json_faults(corpus: Corpus) -> Iterator[str]:
    folder = Path(corpus.path) / "json"
    files = [
        file
        for file in (folder / "documents.jsonl", *sorted(folder.glob("documents/*.jsonl")))
        if file.exists()
    ]
    if not files:
        return
    ids, count = corpus.document_ids(), 0
    for file in files:
        place = file.relative_to(Path(corpus.path)).as_posix()
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                count += 1
                try:
                    document = Document.model_validate_json(line)
                except ValidationError as error:
                    yield f"{place}:{number}: {_first_line(error)}"
                    continue
                if count > len(ids) or document != corpus.document(ids[count - 1]):
                    yield f"{place}:{number}: is not the document of the tables"
    if count != len(ids):
        yield f"json: has {count} lines for {len(ids)} documents"


def _csv_faults(corpus: Corpus) -> Iterator[str]:
    for name, table in corpus.tables.items():
        expected = flat(table).column_names
        for folder in ("csv", "csv-excel"):
            file = Path(corpus.path) / folder / f"{name}.csv"
            if not file.exists():
                continue
            with file.open(encoding="utf-8-sig", newline="") as lines:
                header = lines.readline().strip().split(",")
            if header != expected:
                yield f"{folder}/{name}.csv: the header is not that of the table"


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return f"{place + ': ' if place else ''}{first['msg']}"[:300]
    return str(error).splitlines()[0][:300]
