"""What two releases differ in, as frozen dataclasses of counts, names and examples."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MOST_PAGES_NAMED = 1_000
"""Pages of each kind that are named one by one; all are counted."""


@dataclass(frozen=True, slots=True)
class VersionChange:
    """A field of the manifest that says something else in the other release."""

    field: str
    """`data_version`, `package_version`, `schema_version`, `format`, `segmentation`, `layers`, …"""
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is not the same in both releases."""

    old_id: str | None
    """Its document id in the old release; None if it is not there."""
    new_id: str | None
    old_path: str | None
    new_path: str | None
    tables: tuple[str, ...] = ()
    """The tables in which its rows differ, if it was read otherwise."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that something has happened to."""

    count: int
    named: tuple[Page, ...]
    """The pages, or the first `MOST_PAGES_NAMED` of them."""


@dataclass(frozen=True, slots=True)
class DocumentsDifference:
    """What became of the pages. A page may be both moved and changed; all others are of one kind."""

    old: int
    """Documents of the old release."""
    new: int
    same: int
    added: Pages
    removed: Pages
    replaced: Pages
    """Other bytes at the same path."""
    moved: Pages
    """The same bytes at another path."""
    changed: Pages
    """The same bytes, read otherwise."""


@dataclass(frozen=True, slots=True)
class ColumnsDifference:
    """What two tables differ in before any row is looked at."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    """Old and new name of columns that are known to be the same."""
    retyped: tuple[tuple[str, str, str], ...] = ()
    """Column, old type, new type."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.renamed or self.retyped)


@dataclass(frozen=True, slots=True)
class Example:
    """A value that changed."""

    id: str
    """Of the row: its primary key, or what it is matched by."""
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column in which values changed."""

    column: str
    count: int
    """Rows in which they did."""
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class TableDifference:
    """The rows of a table in two releases; `same`, `changed` and `moved` are rows that both have."""

    name: str
    old: int | None
    """Rows in the old release; None if it has no such table."""
    new: int | None
    same: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0
    moved: int = 0
    """Rows that differ in nothing but where they stand: offsets of an equal length, the ordinal."""
    added_with_page: int = 0
    """Those of the rows added whose page was added; the others are of pages that both releases have."""
    removed_with_page: int = 0
    columns: ColumnsDifference = ColumnsDifference()
    values: tuple[ColumnChange, ...] = ()
    """The columns in which the changed rows differ."""

    def __bool__(self) -> bool:
        rows = self.added or self.removed or self.changed or self.moved
        return bool(rows or self.columns or (self.old is None) is not (self.new is None))


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule (or a kind of anomaly) that is met more or less often than before."""

    table: str
    of: str | None
    """The layer of annotation, or the field of the head; None of edits and anomalies."""
    rule: str
    old: int
    new: int
    in_both: int
    """How many more (or fewer: negative) on the pages that both releases have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What two releases differ in; false if they hold the same data. Made by `diff`.

    Releases of different versions hold the same data if their pages, columns and rows are the same. In what order rows
    stand is no difference.
    """

    old: str
    """The release compared with, as it was named."""
    new: str
    versions: tuple[VersionChange, ...]
    documents: DocumentsDifference
    tables: tuple[TableDifference, ...]
    """All tables of both, also those that are the same."""
    rules: tuple[RuleChange, ...]

    def __bool__(self) -> bool:
        d = self.documents
        pages = (d.added, d.removed, d.replaced, d.moved, d.changed)
        return any(kind.count for kind in pages) or any(self.tables)

    def table(self, name: str) -> TableDifference:
        """The difference of one table.

        Raises:
            KeyError: Neither release has it.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(f"neither release has a table {name!r}")

    def to_dict(self) -> dict[str, Any]:
        """All of it as values of JSON; `differ` says whether the data do."""
        return {"differ": bool(self), **asdict(self)}
