"""A difference as grids of words and numbers, for whoever prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chuangwen_corpus.compare.difference import (
    Difference,
    DocumentsDifference,
    Example,
    Page,
    TableDifference,
)
from chuangwen_corpus.lazy import regex

FATES = ("added", "removed", "replaced", "moved", "changed")
"""What may have become of a page, in the order in which it is told."""
HEADS = ("documents", "speeches")
"""The tables whose changed values are shown, not only counted."""
MOST_RULES = 40
WIDEST_VALUE = 60
ARROW = " → "
NONE = "—"

Row = tuple[str, ...]

_SHA256 = regex(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
"""A hash, of which the beginning is enough to look at."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under a title; the cells hold text of anybody's."""

    title: str
    names: Row
    rows: tuple[Row, ...]
    left_out: int = 0
    """Rows that there are beside these."""


def grids(difference: Difference, most: int) -> Iterator[Grid]:
    """What a difference holds, in the order in which it is told; what is the same is left out.

    Args:
        difference: The difference.
        most: Pages of a kind and values of a column that are shown.
    """
    yield Grid("versions", ("", "old", "new"), tuple(versions(difference)))
    yield Grid("documents", ("old", "new", "same", *FATES), (_documents(difference.documents),))
    yield Grid("pages", ("", "old", "new", "differs in"), tuple(_pages(difference.documents, most)))
    yield tables(difference)
    yield Grid("columns", ("", "column", "tables"), tuple(columns(difference)))
    yield values(difference)
    yield examples(difference, most)
    yield rules(difference)


def versions(difference: Difference) -> Iterator[Row]:
    """What the releases say of themselves: field, old, new."""
    for change in difference.versions:
        old, new = _apart(change.old, change.new)
        yield change.field, _SHA256.sub(r"\1", old), _SHA256.sub(r"\1", new)


def _apart(old: Any, new: Any) -> tuple[str, str]:
    """Two values in words; of lists and mappings only what the other does not have."""
    for kind in (list, dict):
        if all(value is None or isinstance(value, kind) for value in (old, new)):
            one, other = (kind(value or ()) for value in (old, new))
            parts = _without(one, other), _without(other, one)
            if any(parts):  # else the same in another order, or more often
                return _words(parts[0]), _words(parts[1])
    return _words(old), _words(new)


def _without(values: Any, others: Any) -> Any:
    if isinstance(values, list):
        return [value for value in values if value not in others]
    return {name: value for name, value in values.items() if name not in others or others[name] != value}


def _documents(found: DocumentsDifference) -> Row:
    counts = (found.old, found.new, found.same, *(getattr(found, fate).count for fate in FATES))
    return tuple(f"{count:,}" for count in counts)


def _pages(found: DocumentsDifference, most: int) -> Iterator[Row]:
    for fate in FATES:
        pages = getattr(found, fate)
        for page in pages.named[:most]:
            yield fate, _place(page.old_path, page.old_id), _place(page.new_path, page.new_id), _tables(page)
        if left := pages.count - len(pages.named[:most]):
            yield fate, f"… and {left:,} more", "", ""


def _place(path: str | None, id_: str | None) -> str:
    return NONE if id_ is None else f"{path or ''} {id_}".strip()


def _tables(page: Page) -> str:
    return ", ".join(page.tables)


def tables(difference: Difference) -> Grid:
    """The tables whose rows differ, or that only one release has."""
    counts = ("old", "new", "same", "added", "removed", "changed", "moved")
    differing = [t for t in difference.tables if t.old != t.same or t.new != t.same]
    rows = tuple((t.name, *(_count(t, name) for name in counts)) for t in differing)
    return Grid("rows", ("table", *counts), rows)


def _count(table: TableDifference, name: str) -> str:
    count = getattr(table, name)
    if count is None:
        return NONE
    with_page = getattr(table, f"{name}_with_page", 0)
    return f"{count:,} ({with_page:,} with pages)" if with_page else f"{count:,}"


def columns(difference: Difference) -> Iterator[Row]:
    """What columns differ in, and in which tables; columns of the same tables are told together."""
    of_columns: dict[tuple[str, str], list[str]] = {}
    for table in difference.tables:
        own = table.columns
        said = [("added", name) for name in own.added]
        said += [("removed", name) for name in own.removed]
        said += [("renamed", ARROW.join(names)) for names in own.renamed]
        said += [("retyped", f"{name}: {old}{ARROW}{new}") for name, old, new in own.retyped]
        for what in said:
            of_columns.setdefault(what, []).append(table.name)
    of_tables: dict[tuple[str, str], list[str]] = {}
    for (kind, column), names in of_columns.items():
        of_tables.setdefault((kind, ", ".join(names)), []).append(column)
    for (kind, joined), found in of_tables.items():
        yield kind, ", ".join(found), joined


def values(difference: Difference) -> Grid:
    """The columns in which rows changed, and in how many."""
    rows = ((t.name, change.column, f"{change.count:,}") for t in difference.tables for change in t.values)
    return Grid("changed values", ("table", "column", "rows"), tuple(rows))


def examples(difference: Difference, most: int) -> Grid:
    """Changed values of pages and speeches, old and new."""
    rows = (
        (example.id, f"{table.name}.{change.column}", *clipped(example))
        for table in difference.tables
        if table.name in HEADS
        for change in table.values
        if (table.name, change.column) != ("documents", "path")  # told of the pages
        for example in change.examples[:most]
    )
    return Grid("examples", ("row", "column", "old", "new"), tuple(rows))


def rules(difference: Difference, *, in_both: bool = False) -> Grid:
    """The rules that are met more or less often, those first that changed most on the pages of both releases.

    Args:
        difference: The difference.
        in_both: Leave out those that changed with the pages alone.
    """
    found = sorted(
        (rule for rule in difference.rules if rule.in_both or not in_both),
        key=lambda rule: (-abs(rule.in_both), -abs(rule.new - rule.old), rule.table),
    )
    rows = tuple(
        (
            rule.table,
            rule.of or "",
            rule.rule,
            f"{rule.old:,}",
            f"{rule.new:,}",
            f"{rule.in_both:+,}" if rule.in_both else "0",
        )
        for rule in found[:MOST_RULES]
    )
    names = ("table", "layer or field", "rule", "old", "new", "on pages of both")
    return Grid("rules", names, rows, len(found) - len(rows))


def clipped(example: Example) -> tuple[str, str]:
    """Both values in words, on a line, long ones from shortly before they part.

    >>> clipped(Example("x", None, ["a", "b"]))
    ('—', 'a, b')
    >>> clipped(Example("x", "同" * 100 + "旧", "同" * 100 + "新"))
    ('…同同同同同同同同同同旧', '…同同同同同同同同同同新')
    >>> clipped(Example("x", ["title head.own", "date a"], ["title correction", "date a"]))
    ('title head.own', 'title correction')
    >>> clipped(Example("x", ["a", "b"], ["b", "a"]))
    ('a, b', 'b, a')
    """
    old, new = _apart(example.old, example.new)
    start = 0
    if max(len(old), len(new)) > WIDEST_VALUE:
        parting = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
        start = max(0, parting - 10)
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    end = start + WIDEST_VALUE
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")


def _words(value: Any) -> str:
    if value is None or value in ([], {}):
        return NONE
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return str(value).replace("\n", "⏎")
