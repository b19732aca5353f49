"""How often each rule is met in two releases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from chuangwen_corpus.compare.difference import RuleChange

PARTED = ("annotations", "documents", "speeches")
"""Tables whose rules are named behind a layer or a field of the head, and a blank."""

_COLUMNS = {
    "edits": ("rule",),
    "annotations": ("layer", "rule"),
    "anomalies": ("kind",),
    "speeches": ("head_evidence",),
    "documents": ("head_evidence",),
}


def has_rules(table: str, types: Mapping[str, pa.DataType]) -> bool:
    """Whether rows of a table with these columns name rules."""
    texts = (pa.string(), pa.list_(pa.string()))
    return table in _COLUMNS and all(types.get(name) in texts for name in _COLUMNS[table])


def named(table: str, rows: pa.Table) -> Counter[str]:
    """The rules that rows name, each with the layer or field before it, if there is one."""
    columns = [rows.column(name).combine_chunks() for name in _COLUMNS[table]]
    values = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, " ")
    if pa.types.is_list(values.type):
        values = pc.list_flatten(values)
    counted = pc.value_counts(values.drop_null())
    return Counter(dict(zip(*(counted.field(i).to_pylist() for i in range(2)), strict=True)))


class Rules:
    """The rules of one table, counted in both releases."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._all: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._in_both: Counter[str] = Counter()

    def count(self, side: int, rows: pa.Table) -> None:
        """Counts those of some rows of a release."""
        self._all[side].update(named(self._table, rows))

    def compare(self, old: pa.Table | None, new: pa.Table | None) -> None:
        """Counts by how much those of a page that both releases have became more or less."""
        for sign, rows in ((-1, old), (1, new)):
            if rows is not None:
                for name, count in named(self._table, rows).items():
                    self._in_both[name] += sign * count

    def changes(self) -> list[RuleChange]:
        """The rules that are met more or less often, by name."""
        old, new = self._all
        found = []
        for name in sorted(old.keys() | new.keys()):
            if old[name] != new[name] or self._in_both[name]:
                of, _, rule = name.partition(" ") if self._table in PARTED else (None, "", name)
                found.append(RuleChange(self._table, of, rule, old[name], new[name], self._in_both[name]))
        return found
