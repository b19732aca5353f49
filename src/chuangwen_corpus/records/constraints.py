"""What the fields of records allow, read off the records and tried a column at a time.

A build makes no records: a call of pydantic's a record costs more than the record is worth there. So rows are held
against the same types, patterns, bounds and sets of values, all values of a field in one go.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from operator import gt
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic import StringConstraints

from chuangwen_corpus.records.base import Category, Record

Row = dict[str, Any]
Check = Callable[[Sequence[Any]], bool]
"""Whether all values of a field are what it allows."""


def faults(rows: Sequence[Row], kind: type[Record], nested: Iterable[str] = ()) -> Iterator[str]:
    """What is wrong with rows of one kind: other fields than the record has, values that it does not allow.

    Args:
        rows: The rows.
        kind: Their record.
        nested: Fields that hold rows of their own; these are not looked at.
    """
    fields = kind.model_fields.keys()
    for row in rows:
        if row.keys() != fields:
            yield f"{kind.__name__}: other fields than it should have: {', '.join(sorted(row.keys() ^ fields))}"
            return
    for name, check in _checks(kind).items():
        if name not in nested:
            yield from _column_faults(f"{kind.__name__}.{name}", check, [row[name] for row in rows])
    if "start_char" in fields and _is_reversed(
        [row["start_char"] for row in rows], [r["end_char"] for r in rows]
    ):
        yield f"{kind.__name__}: a span ends before it starts"


def column_faults(rows: Sequence[Row], kind: type[Record]) -> Iterator[str]:
    """The same of records that are columns, each a sequence of values."""
    for row in rows:
        if row.keys() != kind.model_fields.keys():
            yield f"{kind.__name__}: other columns than it should have"
            return
        if len(set(map(len, row.values()))) > 1:
            yield f"{kind.__name__}: the columns differ in length"
    for name, check in _checks(kind).items():
        yield from _column_faults(f"{kind.__name__}.{name}", check, [row[name] for row in rows])


def _column_faults(name: str, check: Check, column: Sequence[Any]) -> Iterator[str]:
    try:
        right = check(column)
    except TypeError:  # values of a kind that cannot be looked up, joined or compared
        right = False
    if not right:
        wrong = next((value for value in column if not _is_right(check, value)), column)
        yield f"{name}: {wrong!r:.200} is not allowed"


def _is_right(check: Check, value: Any) -> bool:
    try:
        return check([value])
    except TypeError:
        return False


def _is_reversed(starts: list[int], ends: list[int]) -> bool:
    return any(map(gt, starts, ends))


@cache
def _checks(kind: type[Record]) -> dict[str, Check]:
    """The check of each field that holds no rows."""
    return {
        name: _check(field.annotation, field.metadata)
        for name, field in kind.model_fields.items()
        if not _holds_rows(field.annotation)
    }


def _holds_rows(annotation: Any) -> bool:
    inner = get_args(annotation)[0] if get_origin(annotation) is tuple else annotation
    return isinstance(inner, type) and issubclass(inner, Record)


def _check(annotation: Any, metadata: Sequence[Any] = ()) -> Check:
    """The check that the type of a field asks for.

    Raises:
        TypeError: The type says something that is not known here.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is typing.Annotated:
        return _check(arguments[0], (*arguments[1:], *metadata))
    if origin in (typing.Union, types.UnionType):
        (one,) = (_check(argument, metadata) for argument in arguments if argument is not type(None))
        return lambda column: one([value for value in column if value is not None])
    if origin is Literal:
        return frozenset(arguments).issuperset
    if origin is tuple:
        item = _check(arguments[0])
        return lambda column: _all_of(column, list, tuple) and item(list(chain.from_iterable(column)))
    if origin is dict:
        key, value = map(_check, arguments)
        return lambda column: (
            _all_of(column, dict)
            and all(
                (key(list(chain.from_iterable(column))), value([v for row in column for v in row.values()]))
            )
        )
    if annotation is str:
        return _text(metadata)
    if annotation is int:
        return _number(metadata)
    if annotation in (bool, float):
        return lambda column: _all_of(column, annotation)
    raise TypeError(f"{annotation!r} is not checked by columns")


def _text(metadata: Sequence[Any]) -> Check:
    (pattern,) = [mark.pattern for mark in metadata if isinstance(mark, StringConstraints)] or [None]
    _only(metadata, StringConstraints, Category)
    if pattern is None:
        return lambda column: _all_of(column, str)
    # One match for all values: each on a line of its own, and no value has a line feed.
    lines = re.compile(rf"(?:(?:{str(pattern).removeprefix('^').removesuffix('$')})\n)*")

    def check(column: Sequence[Any]) -> bool:
        values = set(column)  # ids of what rows belong to are the same in many rows
        joined = "\n".join(values)
        return not values or (
            joined.count("\n") == len(values) - 1 and lines.fullmatch(joined + "\n") is not None
        )

    return check


def _number(metadata: Sequence[Any]) -> Check:
    _only(metadata, Ge, Gt, Le)
    bounds: list[Any] = [
        mark.ge if isinstance(mark, Ge) else mark.gt + 1 for mark in metadata if not isinstance(mark, Le)
    ]
    tops: list[Any] = [mark.le for mark in metadata if isinstance(mark, Le)]
    least, most = max(bounds, default=None), min(tops, default=None)

    def check(column: Sequence[Any]) -> bool:
        return not column or (
            _all_of(column, int)
            and (least is None or min(column) >= least)
            and (most is None or max(column) <= most)
        )

    return check


def _all_of(column: Sequence[Any], *kinds: type) -> bool:
    return set(map(type, column)).issubset(kinds)


def _only(metadata: Sequence[Any], *kinds: Any) -> None:
    for mark in metadata:
        if not isinstance(mark, kinds):
            raise TypeError(f"{mark!r} is not checked by columns")
