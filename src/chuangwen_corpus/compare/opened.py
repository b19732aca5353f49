"""A release of any format, with its columns under their current names and types."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from chuangwen_corpus.compare.difference import ColumnsDifference
from chuangwen_corpus.corpus.tables import Tables
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.manifest import Manifest
from chuangwen_corpus.places import Place

ROWS_AT_A_TIME = 16_384
NAMES_OF_NOW = 3
"""The first format whose columns are called as they are now."""
RENAMED = {
    "start": "start_char",
    "end": "end_char",
    "title_start": "title_start_char",
    "title_end": "title_end_char",
    "source_start": "source_start_char",
    "source_end": "source_end_char",
    "group": "list_id",
}
"""What columns of earlier formats are called now."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    stored: str
    """Its name in the files."""
    type: pa.DataType
    """Its type in the files."""

    @property
    def plain(self) -> pa.DataType:
        """Its type, however values are encoded in the files."""
        return _plain(self.type)


class Opened:
    """A release whose tables are read in batches."""

    def __init__(self, where: str | Path) -> None:
        self.where = str(where)
        place = Place.of(where)
        self.manifest = Manifest.read(place)
        formats = self.manifest.formats
        if "parquet" not in formats:
            raise LoadError(
                f"holds no Parquet, which is what is compared, but {', '.join(formats)}.", path=self.where,
                hint="Build it again with --formats parquet.",
            )  # fmt: skip
        self._files = Tables(place, self.manifest).files
        if "documents" not in self._files:
            raise LoadError("has no table documents.", path=self.where, hint="Build or download it again.")

    @property
    def rows(self) -> dict[str, int]:
        """The rows of each table, as the manifest states them."""
        return {name: about.rows for name, about in self.manifest.tables.items()}

    def columns(self, table: str) -> dict[str, Column]:
        """The columns of a table by their names of now, in their order.

        Raises:
            LoadError: Its file is lost or broken.
        """
        with self._named(table):
            fields = list(self._files[table].schema())
        earlier = RENAMED if self.manifest.format < NAMES_OF_NOW else {}
        return {earlier.get(field.name, field.name): Column(field.name, field.type) for field in fields}

    def batches(
        self, table: str, columns: Mapping[str, Column], types: Mapping[str, pa.DataType]
    ) -> Iterator[pa.Table]:
        """The rows of a table, some thousand at a time.

        Args:
            table: Its name.
            columns: Its columns, as `columns` gives them.
            types: The columns wanted, by their names of now, and the types that they shall have.

        Raises:
            LoadError: A file is lost or broken.
        """
        stored = [columns[name].stored for name in types]
        with self._named(table):
            for rows in self._files[table].batches(ROWS_AT_A_TIME, stored):
                rows.validate(full=True)  # so that all text is text
                arrays = [
                    _cast(rows.column(name).combine_chunks(), kind)
                    for name, kind in zip(stored, types.values(), strict=True)
                ]
                yield pa.table(arrays, list(types))

    @contextlib.contextmanager
    def _named(self, table: str) -> Iterator[None]:
        """Whatever Arrow raises is said of the table."""
        try:
            yield
        except (pa.ArrowException, KeyError, ValueError) as error:
            raise LoadError(
                f"the table {table} cannot be read ({error}).", path=self.where,
                hint="Run `chuangwen validate`, and build or download it again.",
            ) from None  # fmt: skip


def compared(old: Mapping[str, Column], new: Mapping[str, Column]) -> ColumnsDifference:
    """What the columns of two tables differ in.

    How values are encoded is no type: a dictionary of texts is text.
    """
    both = [name for name in new if name in old]
    return ColumnsDifference(
        added=tuple(column.stored for name, column in new.items() if name not in old),
        removed=tuple(column.stored for name, column in old.items() if name not in new),
        renamed=tuple((o, n) for name in both if (o := old[name].stored) != (n := new[name].stored)),
        retyped=tuple(
            (name, str(old[name].type), str(new[name].type))
            for name in both
            if old[name].plain != new[name].plain or _is_map(old[name]) is not _is_map(new[name])
        ),
    )


def _is_map(column: Column) -> bool:
    return bool(pa.types.is_map(column.type))


def common(one: pa.DataType, other: pa.DataType) -> tuple[pa.DataType, pa.DataType]:
    """The types in which values of two plain types are compared.

    Numbers are compared as the wider type, structs by the fields that both have, others as they are.
    """
    types = (one, other)
    if one == other:
        return types
    if all(pa.types.is_struct(kind) for kind in types):
        fields = {field.name: field.type for field in one}
        both = pa.struct([field for field in other if fields.get(field.name) == field.type])
        return (both, both) if both.num_fields else types
    if all(pa.types.is_integer(kind) for kind in types):
        return pa.int64(), pa.int64()
    if all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in types):
        return pa.float64(), pa.float64()
    return types


def is_mapping(kind: pa.DataType) -> bool:
    """Whether values are lists of name and value, whose order means nothing."""
    return (
        pa.types.is_list(kind)
        and pa.types.is_struct(kind.value_type)
        and sorted(field.name for field in kind.value_type) == ["name", "value"]
        and all(pa.types.is_string(field.type) for field in kind.value_type)
    )


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    if pa.types.is_large_string(kind):
        return pa.string()
    if pa.types.is_map(kind):
        pair = [pa.field("name", _plain(kind.key_type)), pa.field("value", _plain(kind.item_type))]
        return pa.list_(pa.struct(pair))
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(_plain(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _plain(field.type)) for field in kind])
    return kind


def _cast(values: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_map(values.type):
        rows: list[Any] = values.to_pylist()
        return pa.array([_pairs(row) for row in rows], kind)
    return values if values.type == kind else values.cast(kind, safe=False)


def _pairs(row: list[tuple[Any, Any]] | None) -> list[dict[str, Any]] | None:
    """The pairs of a map, which earlier formats have; names of attributes are those of columns."""
    return None if row is None else [{"name": RENAMED.get(name, name), "value": value} for name, value in row]
