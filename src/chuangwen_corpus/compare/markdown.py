"""A difference as Markdown, fit for a list of changes."""

from __future__ import annotations

from collections.abc import Iterator

from chuangwen_corpus.compare.difference import Difference
from chuangwen_corpus.compare.grids import (
    ARROW,
    FATES,
    Grid,
    columns,
    examples,
    rules,
    tables,
    values,
    versions,
)
from chuangwen_corpus.lazy import regex

_SIGNS = regex(r"([\\`*_{}\[\]<>|#~&])")
_LINE_ENDS = regex(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
MOST_TABLES_NAMED = 4


def markdown(difference: Difference, most: int) -> Iterator[str]:
    """The lines of a part of a CHANGELOG.

    Args:
        difference: The difference.
        most: Values of a column that are shown.
    """
    said = {field: (old, new) for field, old, new in versions(difference)}
    yield f"### Data {_escaped(ARROW.join(said.pop('data_version', ('of the same version',))))}"
    yield ""
    for field, both in said.items():
        yield f"- {field.replace('_', ' ').capitalize()}: {_escaped(ARROW.join(both))}."
    if not difference:
        yield "- The data are the same."
        return
    yield f"- Documents: {_documents(difference)}."
    for what, column, names in columns(difference):
        yield f"- Columns {what}: {_escaped(column)} ({_some(names)})."
    if not tables(difference).rows:
        yield "- All rows are the same."
    for grid in (
        tables(difference),
        values(difference),
        examples(difference, most),
        rules(difference, in_both=True),
    ):
        yield from _table(grid)


def _documents(difference: Difference) -> str:
    found = difference.documents
    fates = [(fate, getattr(found, fate).count) for fate in FATES]
    told = ", ".join(f"{count:,} {fate}" for fate, count in fates if count)
    return f"{found.old:,}{ARROW}{found.new:,}" + (f"; {told}" if told else "")


def _some(names: str) -> str:
    every = names.split(", ")
    return _escaped(names) if len(every) <= MOST_TABLES_NAMED else f"{len(every)} tables"


def _table(grid: Grid) -> Iterator[str]:
    if not grid.rows:
        return
    yield ""
    yield f"{grid.title.capitalize()}:"
    yield ""
    yield f"| {' | '.join(grid.names)} |"
    yield f"|{'---|' * len(grid.names)}"
    for row in grid.rows:
        yield f"| {' | '.join(map(_escaped, row))} |"
    if grid.left_out:
        yield ""
        yield f"… and {grid.left_out:,} more."


def _escaped(text: str) -> str:
    r"""Text in which nothing is Markdown or HTML.

    >>> _escaped("<b>|*x*\n")
    '\\<b\\>\\|\\*x\\* '
    """
    return _SIGNS.sub(r"\\\1", _LINE_ENDS.sub(" ", text))
