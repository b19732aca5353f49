"""Releases that are changed and signed anew, as somebody would who wants nothing to be seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow.parquet import ParquetFile, write_table

from chuangwen_corpus.manifest import Manifest
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish import metadata
from chuangwen_corpus.publish.metadata import manifest
from chuangwen_corpus.publish.writers.csv import CsvFile, csv_rows

Facts = dict[str, Any]


def facts_of(out: Path) -> Facts:
    """The manifest as it stands."""
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def write_facts(out: Path, facts: Any) -> None:
    """Puts a manifest in its place, whatever it says."""
    (out / "manifest.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def sign(out: Path, facts: Facts | None = None) -> None:
    """Makes hashes and sizes of all files anew, and the descriptions with them; rows stay as they are."""
    facts = facts or facts_of(out)
    rows = {path: about.get("rows") for path, about in facts["files"].items()}
    (out / "manifest.json").unlink(missing_ok=True)
    files = manifest.about(out)
    for path, about in files.items():
        if rows.get(path) is not None:
            about["rows"] = rows[path]
    head = {name: value for name, value in facts.items() if name != "files"}
    manifest.write(Place.of(out), head, files | metadata.write(Place.of(out), head, files))


def write_rows(out: Path, name: str, table: pa.Table) -> None:
    """Gives a table other rows, in Parquet and CSV."""
    write_table(table, out / f"parquet/{name}.parquet")
    written = CsvFile(table.schema, out / f"csv/{name}.csv")
    written.write(csv_rows(table))
    written.close()


def rewrite(out: Path, name: str, table: pa.Table) -> None:
    """Gives a table other rows, with its content hash, its CSV, and all hashes."""
    write_rows(out, name, table)
    facts = facts_of(out)
    facts["tables"][name] = {"rows": table.num_rows, "content_sha256": manifest.content_hash(table)}
    for path in (f"parquet/{name}.parquet", f"csv/{name}.csv"):
        facts["files"][path]["rows"] = table.num_rows
    sign(out, facts)


def read(out: Path, name: str) -> pa.Table:
    """A table of a release."""
    with ParquetFile(out / f"parquet/{name}.parquet") as file:
        return file.read()


def changed(table: pa.Table, column: str, row: int = 0) -> pa.Table:
    """The table with another value in a column of a row."""
    rows = table.to_pylist()
    rows[row][column] = other(rows[row][column], table.schema.field(column).type)
    return pa.Table.from_pylist(rows, table.schema)


def other(value: Any, kind: pa.DataType) -> Any:
    """A value that is not this one."""
    if pa.types.is_struct(kind):
        name = kind.field(0).name
        return {**value, name: other(value[name], kind.field(0).type)}
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        return [*value, {"name": "one", "value": "more"}]
    if pa.types.is_list(kind):
        return [*value, "more"]
    if pa.types.is_boolean(kind):
        return not value
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return (value or 0) + 1
    return f"{value or ''}x"


def manifest_of(out: Path) -> Manifest:
    """The manifest as a model."""
    return Manifest.read(Place.of(out))
