"""The tables of a release by name: read when asked for, wrong names answered with those there are."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import pyarrow as pa

from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.parts import TableFiles, description
from chuangwen_corpus.places import Place

if TYPE_CHECKING:
    from chuangwen_corpus.manifest import Manifest


TableName = Literal[
    "documents", "speeches", "sections", "paragraphs", "sentences", "tokens", "annotations", "addressees",
    "cited_works", "quoted_terms", "self_references", "policy_terms", "organisations", "times", "quantities",
    "commitments", "directives", "enumeration_items", "four_character_expressions", "war_metaphors",
    "named_entities", "parallelisms", "placeholders", "speakers", "keywords", "anomalies", "edits", "duplicates",
    "rejects", "sources",
]  # fmt: skip
"""The tables of a release."""


class Column(NamedTuple):
    """What is said of a column of a table."""

    name: str
    type: str
    """Its Arrow type."""
    nullable: bool
    description: str


class Columns(list[Column]):
    """The columns of a table, in order; printed, a line a column."""

    def __repr__(self) -> str:
        width = max((len(column.name) for column in self), default=0)
        kinds = max((len(column.type) for column in self), default=0)
        return "\n".join(f"{c.name:<{width}}  {c.type:<{kinds}}  {c.description}" for c in self)


def columns_of(schema: pa.Schema) -> Columns:
    """What a schema says of its columns."""
    return Columns(
        Column(
            field.name,
            str(field.type),
            field.nullable,
            description(field),
        )
        for field in schema
    )


class Tables(Mapping[str, pa.Table]):
    """The tables of a release by name, each read from its Parquet files when first asked for."""

    def __init__(self, folder: Place, manifest: Manifest) -> None:
        self._rows: dict[str, int] = {name: about.rows for name, about in manifest.tables.items()}
        listed = sorted(path for path in manifest.files if path.endswith(".parquet"))
        self.files: Mapping[str, TableFiles] = {
            name: TableFiles(name, folder, [path for path in listed if _is_of(path, name)])
            for name in self._rows
        }
        """The files of each table."""
        self._read: dict[str, pa.Table] = {}

    def __getitem__(self, name: str) -> pa.Table:
        self.check(name)
        if name not in self._read:
            self._read[name] = self.files[name].read()
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def check(self, name: str, columns: Sequence[str] | None = None) -> None:
        """Sees that there is such a table, with such columns.

        Raises:
            KeyError: There is not; it says which there are, and which comes near.
        """
        if name not in self._rows:
            raise KeyError(unknown("table", name, self._rows))
        if columns:
            names = self.files[name].schema().names
            for column in columns:
                if column not in names:
                    raise KeyError(f"{name}: {unknown('column', column, names)}")

    @property
    def rows(self) -> dict[str, int]:
        """The number of rows of each table; reads no table."""
        return dict(self._rows)

    def __repr__(self) -> str:
        rows = self.rows
        width = max(map(len, rows), default=0)
        return "\n".join(f"{name:<{width}} {count:>12,}" for name, count in rows.items())


def unknown(kind: str, name: object, known: Iterable[str]) -> str:
    """What to say of a name that is none: the nearest one, and all there are."""
    names = list(known)
    near = difflib.get_close_matches(str(name), names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"there is no {kind} {name!r}.{hint} There are {', '.join(names)}."


def _is_of(path: str, table: str) -> bool:
    return path == f"parquet/{table}.parquet" or path.startswith(f"parquet/{table}/")


def check_files(place: Place, manifest: Manifest) -> None:
    """Sees that every file that a manifest lists is there and has its hash.

    Raises:
        LoadError: Some are not; all are named.
    """
    faults = []
    for path, about in manifest.files.items():
        try:
            with (place / path).open() as file:
                digest = hashlib.file_digest(file, "sha256")
        except (OSError, ValueError) as error:
            faults.append(f"{path} cannot be read ({getattr(error, 'strerror', None) or error})")
            continue
        if digest.hexdigest() != about.sha256:
            faults.append(f"{path} is not what the manifest describes")
    if faults:
        raise LoadError(
            f"{len(faults)} of {len(manifest.files)} files are lost or changed: {'; '.join(faults)}.",
            path=place.path, hint="Build or download it again.",
        )  # fmt: skip


def rows_of_documents(table: pa.Table) -> dict[str, tuple[int, int]]:
    """Where the rows of each document stand in a table, which is sorted by document: the first, and how many."""
    import pyarrow.compute as pc

    found: dict[str, tuple[int, int]] = {}
    start = 0
    runs = pc.run_end_encode(table.column("document_id").combine_chunks())
    for end, value in zip(runs.run_ends.to_pylist(), runs.values.to_pylist(), strict=True):  # no frame
        found[value] = (start, end - start)
        start = end
    return found
