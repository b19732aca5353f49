"""What text reuse gives: tables of pairs, clusters and set phrases, and how two texts differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyarrow as pa
from pyarrow import parquet

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.explore import grid
from chuangwen_corpus.manifest import check_no_release
from chuangwen_corpus.places import as_utf8
from chuangwen_corpus.reuse.align import Alignment, By, align
from chuangwen_corpus.terminal import visible

Unit = Literal["sentence", "paragraph", "speech"]
SHOWN = 10
"""Rows that are printed."""

_TEXT = pa.dictionary(pa.int32(), pa.string())
PAIRS = pa.schema(
    [
        pa.field("first_id", pa.string(), nullable=False),
        pa.field("second_id", pa.string(), nullable=False),
        pa.field("kind", _TEXT, nullable=False),
        pa.field("similarity", pa.float32(), nullable=False),
        pa.field("containment", pa.float32(), nullable=False),
        pa.field("earlier", _TEXT),
        pa.field("first_document_id", pa.string(), nullable=False),
        pa.field("second_document_id", pa.string(), nullable=False),
    ]
)
CLUSTERS = pa.schema(
    [
        pa.field("cluster", pa.int32(), nullable=False),
        pa.field("size", pa.int32(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("is_centre", pa.bool_(), nullable=False),
    ]
)
SET_PHRASES = pa.schema(
    [
        pa.field("text", pa.string(), nullable=False),
        pa.field("occurrences", pa.int64(), nullable=False),
        pa.field("speeches", pa.int64(), nullable=False),
        pa.field("contexts", pa.int64(), nullable=False),
    ]
)


@dataclass(frozen=True, eq=False)
class Reuse:
    """What repeats what. Printed, the first pairs as a table; a notebook shows one of HTML.

    `pairs` has a row a pair, sorted by place in the corpus:

    - `first_id`, `second_id`: ids of sentences, paragraphs or speeches. The first is the one with the earlier date, as
      far as dates go, then the one that comes first by document and place.
    - `kind`: ``exact`` (equal but for script, width, punctuation and number markers), ``places`` (nothing differs but
      names of places or what stands for them), ``words``, ``part`` (one is a part of the other, or they share a part).
    - `similarity`: from 0 to 1. Of sentences, twice the longest common subsequence of characters over the sum of the lengths; of
      larger units, the share that both have in common with the other, whichever is smaller.
    - `containment`: from 0 to 1. Of sentences, the share of the bigrams of the one with fewer that the other has, too
      (Broder 1997); of larger units, the share of the one of which more stands in the other.
    - `earlier`: ``first`` or ``second`` where the dates leave no doubt, else null.

    An exact repeat is one pair, with the first place where the text stands; so a text that stands once in each of n speeches
    makes n - 1 pairs. Texts that are alike are one pair, between their first places.
    """

    unit: Unit
    pairs: pa.Table
    clusters: pa.Table
    """A row a member: `cluster` (from 0, by the first member), `size`, `id`, `document_id`, `is_centre`."""
    set_phrases: pa.Table
    """A row a phrase, most frequent first: `text`, `occurrences`, `speeches`, `contexts`. They are in no pair."""
    texts: Callable[[list[str]], list[str]] = field(repr=False)
    """The texts of some ids."""

    def __len__(self) -> int:
        return int(self.pairs.num_rows)

    def align(self, pair: int, by: By = "characters") -> Alignment:
        """What differs between the texts of a pair.

        Args:
            pair: The number of its row, from 0; negative from the end.
            by: What is compared, characters or words.

        Raises:
            IndexError: There is no such pair.
            ValueError: `by` is neither.
        """
        if not -len(self) <= pair < len(self):
            raise IndexError(f"there is no pair {pair}; there are {len(self):,}")
        row = self.pairs.slice(pair % len(self), 1).to_pylist()[0]
        first, second = self.texts([row["first_id"], row["second_id"]])
        return align(first, second, by, first_id=row["first_id"], second_id=row["second_id"])

    def with_texts(self, start: int = 0, count: int | None = None) -> pa.Table:
        """Some rows of `pairs` with two more columns, `first_text` and `second_text`."""
        some = self.pairs.slice(start, count)
        ids = some["first_id"].to_pylist(), some["second_id"].to_pylist()
        for name, own in zip(("first_text", "second_text"), ids, strict=True):
            some = some.append_column(name, pa.array(self.texts(own), pa.string()))
        return some

    def write(self, folder: Path | str) -> list[Path]:
        """Writes `pairs.parquet` (with the texts), `clusters.parquet` and `set_phrases.parquet` into a folder.

        Raises:
            ChuangwenError: One of the files is there already.
            OSError: The files cannot be written.
        """
        folder = Path(folder)
        as_utf8(folder)
        check_no_release(folder)
        tables = {"pairs": self.with_texts(), "clusters": self.clusters, "set_phrases": self.set_phrases}
        files = {name: folder / f"{name}.parquet" for name in tables}
        for file in files.values():
            if file.exists():
                raise ChuangwenError(
                    "is there already; nothing was written.", path=file, hint="Name another folder."
                )
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            parquet.write_table(table, files[name])
        return list(files.values())

    def _shown(self, most: int) -> pa.Table:
        """The first pairs as people read them, numbered; without any there are no columns."""
        return pa.Table.from_pylist(
            [
                {
                    "": number,
                    "kind": row["kind"],
                    "sim": f"{row['similarity']:.2f}",
                    "cont": f"{row['containment']:.2f}",
                    "earlier": row["earlier"] or "",
                    "first": row["first_text"],
                    "second": row["second_text"],
                }
                for number, row in enumerate(self.with_texts(0, most).to_pylist())
            ]
        )

    def _count(self, rows: int) -> str:
        clusters = len(set(self.clusters["cluster"].to_pylist())) if self.clusters.num_rows else 0
        shown = f"{rows:,} of {len(self):,} pairs of {_PLURAL[self.unit]}"
        return f"{shown}; {clusters:,} clusters; {self.set_phrases.num_rows:,} set phrases"

    def __repr__(self) -> str:
        return self.printed(SHOWN)

    def printed(self, most: int = SHOWN) -> str:
        """The first pairs as a table that fits the terminal."""
        shown = self._shown(most)
        if not shown.num_rows:
            return self._count(0)
        for name in ("first", "second"):  # a row is a line
            lines = [visible(text, keep="") for text in shown[name].to_pylist()]
            shown = shown.set_column(shown.column_names.index(name), name, [lines])
        table = grid.text(shown, grid.widths(shown, grid.room(), fit=False), "")
        return f"{table.rstrip()}\n\n{self._count(shown.num_rows)}"

    def _repr_html_(self) -> str:
        shown = self._shown(SHOWN)
        return grid.markup(shown, self._count(shown.num_rows))


_PLURAL = {"sentence": "sentences", "paragraph": "paragraphs", "speech": "speeches"}
