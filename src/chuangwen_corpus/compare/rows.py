"""Rows of one table in two releases: which are the same, which are new, and what others differ in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.compare.difference import ColumnChange, ColumnsDifference, Example, TableDifference
from chuangwen_corpus.compare.opened import is_mapping

Row = tuple[Any, ...]
Key = tuple[Any, ...]

MATCHED_BY: dict[str, tuple[str, ...]] = {
    **{name: (key,) for name, key in tables.KEYS.items()},
    "keywords": ("speech_id", "form"),
    "anomalies": ("document_id", "kind", "source_start_char"),
    "edits": ("document_id", "source_start_char", "source_end_char"),
    "sources": ("path",),
    "rejects": ("path",),
}
"""What rows of a table stand for; of views and tokens see `key_of`, of all others the whole row."""

SPANS = (("start_char", "end_char"), ("title_start_char", "title_end_char"))
"""Columns that shift when something before them changes; what is of the same length is only moved."""


def rows_of(table: pa.Table) -> list[Row]:
    """The rows as tuples of values, mappings as dicts."""
    return list(zip(*(_values(column) for column in table.columns), strict=True))


def _values(column: pa.ChunkedArray) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if is_mapping(column.type):
        return [None if v is None else {pair["name"]: pair["value"] for pair in v if pair} for v in values]
    return values


def key_of(table: str, types: Mapping[str, pa.DataType]) -> Callable[[Sequence[Row]], Iterator[Key]]:
    """How rows of a table are matched: a function from the rows of a document to a key of each.

    Args:
        table: Its name.
        types: The columns that both releases have, and their types; null of those whose types cannot be compared.
    """
    names = list(types)
    if (
        table == "tokens"
        and "sentence_id" in types
        and pa.types.is_integer(types.get("start_char", pa.null()))
    ):
        return _keys_of_tokens(names.index("sentence_id"), names.index("start_char"))
    wanted = ("annotation_id",) if "annotation_id" in types else MATCHED_BY.get(table, ())
    if not wanted or any(not _is_scalar(types.get(name, pa.null())) for name in wanted):
        return lambda rows: ((repr(row),) for row in rows)
    places = [names.index(name) for name in wanted]
    return lambda rows: (tuple(row[i] for i in places) for row in rows)


def _is_scalar(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_integer(kind))


def _keys_of_tokens(sentence: int, start: int) -> Callable[[Sequence[Row]], Iterator[Key]]:
    """The sentence and the place in it: an ordinal would be another one for all that stands behind a word cut otherwise."""

    def keys(rows: Sequence[Row]) -> Iterator[Key]:
        first: dict[Any, int] = {}
        for row in rows:
            place = row[start] or 0
            yield row[sentence], place - first.setdefault(row[sentence], place)

    return keys


class Tally:
    """What the rows of a table differ in, counted page by page."""

    def __init__(self, table: str, types: Mapping[str, pa.DataType], examples: int) -> None:
        self._table = table
        self._names = list(types)
        self.keys = key_of(table, types)
        self._ordinals = [i for i, name in enumerate(self._names) if name == "ordinal"]
        self._spans = [
            (self._names.index(start), self._names.index(end))
            for start, end in SPANS
            if all(pa.types.is_integer(types.get(name, pa.null())) for name in (start, end))
        ]
        self._most = examples
        self._counts: Counter[str] = Counter()
        self._values: Counter[str] = Counter()
        self._examples: dict[str, list[Example]] = {}

    def equal(self, rows: int) -> None:
        """Counts rows that are the same in both releases."""
        self._counts.update(old=rows, new=rows, same=rows)

    def alone(self, rows: int, how: str) -> None:
        """Counts rows of a page that only one release has; `how` is `added` or `removed`."""
        self._counts.update({how: rows, f"{how}_with_page": rows, "new" if how == "added" else "old": rows})

    def compare(self, old: Sequence[Row], new: Sequence[Row]) -> set[str]:
        """Counts what the rows of a page differ in; gives the columns, or all if there is a row more or less."""
        self._counts.update(old=len(old), new=len(new))
        before = dict(_numbered(self.keys(old), old))
        found: set[str] = set()
        for key, row in _numbered(self.keys(new), new):
            earlier = before.pop(key, None)
            if earlier is None:
                self._counts["added"] += 1
                found.update(self._names)
            elif earlier == row:
                self._counts["same"] += 1
            else:
                found.update(self._differ(key[0], earlier, row))
        self._counts["removed"] += len(before)
        return found.union(self._names) if before else found

    def _differ(self, key: Key, old: Row, new: Row) -> list[str]:
        differing = [i for i, value in enumerate(old) if value != new[i]]
        shifted = {*self._ordinals}
        for start, end in self._spans:
            length = _length(old, start, end)
            if length is not None and length == _length(new, start, end):
                shifted |= {start, end}
        changed = [i for i in differing if i not in shifted]
        self._counts["changed" if changed else "moved"] += 1
        for i in changed:
            name = self._names[i]
            self._values[name] += 1
            examples = self._examples.setdefault(name, [])
            if len(examples) < self._most:
                examples.append(Example(" ".join(map(str, key)), _simple(old[i]), _simple(new[i])))
        return [self._names[i] for i in differing]

    def difference(self, columns: ColumnsDifference) -> TableDifference:
        """All that was counted."""
        values = tuple(
            ColumnChange(name, count, tuple(self._examples[name]))
            for name, count in self._values.most_common()
        )
        counts = {"old": 0, "new": 0, **self._counts}
        return TableDifference(self._table, columns=columns, values=values, **counts)


def _numbered(keys: Iterator[Key], rows: Sequence[Row]) -> Iterator[tuple[tuple[Key, int], Row]]:
    """Each row by its key; the second row of a key is another one."""
    seen: Counter[Key] = Counter()
    for key, row in zip(keys, rows, strict=True):
        yield (key, seen[key]), row
        seen[key] += 1


def _length(row: Row, start: int, end: int) -> int | None:
    """Of a span; None if it has none."""
    return None if row[start] is None or row[end] is None else row[end] - row[start]


def _simple(value: Any) -> Any:
    """The value in the types of JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, dict):
        return {str(name): _simple(part) for name, part in value.items()}
    return [_simple(part) for part in value] if isinstance(value, list) else repr(value)
