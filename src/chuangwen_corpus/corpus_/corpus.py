"""The loader: a release as Arrow tables and typed records, read when asked for."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from chuangwen_corpus.parts import DocumentRows, Filter, TableFiles
from chuangwen_corpus.places import Place, is_address

if TYPE_CHECKING:
    from chuangwen_corpus.manifest import Manifest
    from chuangwen_corpus.records import Document, Speech

DOCUMENTS_AT_A_TIME = 64
"""Documents whose own rows are held when all are read one after the other."""

OF_DOCUMENTS = (
    "documents",
    "speeches",
    "sections",
    "paragraphs",
    "sentences",
    "tokens",
    "annotations",
    "anomalies",
    "edits",
)
"""The tables a document is made of again; the others say nothing that these do not."""


class Tables(Mapping[str, pa.Table]):
    """The tables of a release by name, each read from its Parquet files when first asked for."""

    def __init__(self, folder: Place, manifest: Manifest) -> None:
        self._rows: dict[str, int] = {name: about.rows for name, about in manifest.tables.items()}
        listed = sorted(path for path in manifest.files if path.endswith(".parquet"))
        self.files = {
            name: TableFiles(name, folder, [path for path in listed if path.startswith(f"parquet/{name}/")])
            for name in self._rows
        }
        """The files of each table."""
        self._read: dict[str, pa.Table] = {}

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._rows:
            raise KeyError(f"there is no table {name!r}; there are {', '.join(self._rows)}")
        if name not in self._read:
            self._read[name] = self.files[name].read()
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> dict[str, int]:
        """The number of rows of each table; reads no table."""
        return dict(self._rows)

    def __repr__(self) -> str:
        width = max(map(len, self._rows), default=0)
        return "\n".join(f"{name:<{width}} {count:>12,}" for name, count in self._rows.items())


class Corpus:
    """A release: tables for counting, records for reading. Made by `load`.

    >>> import chuangwen_corpus as cw
    >>> corpus = cw.load()
    >>> corpus.speeches.num_rows
    3
    >>> corpus["speeches"].column("speaker").to_pylist()
    ['市文明办', '教育系统', 'xx区']
    >>> document = next(corpus.documents())
    >>> document.speeches[0].sections[1].heading
    '履职尽责牵头抓总'
    """

    def __init__(self, folder: Path | str, manifest: Manifest) -> None:
        self.path = Path(folder) if not is_address(folder) else folder
        self.manifest = manifest
        self.tables = Tables(Place.of(folder), manifest)

    def __getitem__(self, table: str) -> pa.Table:
        return self.tables[table]

    @property
    def version(self) -> str:
        """The version of the data; `manifest` has those of the package that built it and of the columns."""
        return self.manifest.data_version

    @property
    def speeches(self) -> pa.Table:
        """One row a speech."""
        return self.tables["speeches"]

    @property
    def sections(self) -> pa.Table:
        """One row a section."""
        return self.tables["sections"]

    @property
    def paragraphs(self) -> pa.Table:
        """One row a paragraph."""
        return self.tables["paragraphs"]

    @property
    def sentences(self) -> pa.Table:
        """One row a sentence, headings and salutations included."""
        return self.tables["sentences"]

    @property
    def tokens(self) -> pa.Table:
        """One row a token."""
        return self.tables["tokens"]

    @property
    def annotations(self) -> pa.Table:
        """One row an annotated span."""
        return self.tables["annotations"]

    @property
    def anomalies(self) -> pa.Table:
        """One row a damaged or doubtful place."""
        return self.tables["anomalies"]

    @property
    def keywords(self) -> pa.Table:
        """One row a keyword of a speech, with its scores."""
        return self.tables["keywords"]

    def __getattr__(self, name: str) -> pa.Table:
        # A layer of annotation brings its table with it: commitments, quantities, organisations, …
        tables = self.__dict__.get("tables", ())
        if name not in tables:
            raise AttributeError(
                f"a corpus has no attribute and no table {name!r}; there are {', '.join(tables)}"
            )
        return tables[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.tables})

    def __len__(self) -> int:
        return self.tables.rows["documents"]

    def document_ids(self) -> list[str]:
        """The ids of all documents, in order."""
        ids: list[str] = self.tables["documents"].column("document_id").to_pylist()
        return ids

    def dataset(self, table: str) -> Any:
        """A table as a `pyarrow.dataset.Dataset`, of which nothing is read before it is asked for.

        Raises:
            KeyError: There is no such table.

        >>> load().dataset("tokens").count_rows() == load().tokens.num_rows
        True
        """
        return self._files(table).dataset()

    def scan(
        self,
        table: str,
        *,
        columns: Sequence[str] | None = None,
        filter: Filter = None,  # noqa: A002  # pyarrow's name for it
    ) -> pa.Table:
        """Some rows and columns of a table, without reading the others into memory.

        Args:
            table: The table's name.
            columns: The columns wanted, by default all.
            filter: An expression of `pyarrow.compute`, or a list of (column, operator, value).

        Raises:
            KeyError: There is no such table.

        >>> nouns = load().scan("tokens", columns=["form"], filter=[("upos", "==", "NOUN")])
        >>> 0 < nouns.num_rows < load().tokens.num_rows
        True
        """
        return self._files(table).scan(columns, filter)

    def _files(self, table: str) -> TableFiles:
        if table not in self.tables.files:
            raise KeyError(f"there is no table {table!r}; there are {', '.join(self.tables)}")
        return self.tables.files[table]

    def documents(self) -> Iterator[Document]:
        """All documents in order, each made as it is reached; no table is held whole."""
        from chuangwen_corpus import tables

        for _, parts in self.document_rows():
            yield next(tables.to_documents(parts))

    def document_rows(self) -> Iterator[tuple[str, dict[str, pa.Table]]]:
        """The id of each document in order, with its own rows of the tables that it is made of."""
        from chuangwen_corpus import tables

        rows = {name: DocumentRows(self.tables.files[name]) for name in OF_DOCUMENTS if name != "documents"}
        for some in self.tables.files["documents"].batches(DOCUMENTS_AT_A_TIME):
            for i, document_id in enumerate(some.column("document_id").to_pylist()):
                parts = {"documents": some.slice(i, 1)}
                for name, found in rows.items():
                    own = found.take(document_id)
                    parts[name] = tables.schema(name).empty_table() if own is None else own
                yield document_id, parts

    def document(self, document_id: str) -> Document:
        """The document of this id, with its speeches, sentences, tokens and edits.

        Raises:
            KeyError: There is no such document.
        """
        from chuangwen_corpus import tables

        if document_id not in self._slices["documents"]:
            raise KeyError(f"there is no document {document_id!r}")
        parts = {
            name: self.tables[name].slice(*self._slices[name].get(document_id, (0, 0)))
            for name in self._slices
        }
        return next(tables.to_documents(parts))

    def speech(self, speech_id: str) -> Speech:
        """The speech of this id.

        Raises:
            KeyError: There is no such speech.
        """
        document = self.document(speech_id.partition(".")[0])
        for speech in document.speeches:
            if speech.speech_id == speech_id:
                return speech
        raise KeyError(f"there is no speech {speech_id!r}")

    @cached_property
    def _slices(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Where in each table the rows of a document stand; tables are sorted by document."""
        import pyarrow.compute as pc

        slices: dict[str, dict[str, tuple[int, int]]] = {}
        for name in self.tables:
            if name not in OF_DOCUMENTS:
                continue
            found: dict[str, tuple[int, int]] = {}
            start = 0
            ids = self.tables[name].column("document_id").combine_chunks()
            runs = pc.run_end_encode(ids)
            for end, value in zip(runs.run_ends.to_pylist(), runs.values.to_pylist(), strict=True):
                found[value] = (start, end - start)
                start = end
            slices[name] = found
        return slices

    def __repr__(self) -> str:
        return f"<Corpus version {self.version} at {self.path}>\n{self.tables!r}"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{html.escape(name)}</td><td>{count:,}</td></tr>"
            for name, count in self.tables.rows.items()
        )
        return (
            f"<p><b>{html.escape(self.manifest.name)}</b> {html.escape(self.version)}</p>"
            f"<table><thead><tr><th>table</th><th>rows</th></tr></thead><tbody>{rows}</tbody></table>"
        )


def load(path: str | Path | None = None) -> Corpus:
    """Opens a release; its tables are read when they are asked for.

    Args:
        path: The folder of a build, or its address (``s3://bucket/corpus``); by default the release that
            comes with the package.

    Raises:
        LoadError: There is no release, one with other columns than this version of the package reads, one without
            Parquet, or one whose manifest is broken; the message says what to do.

    >>> load("no/such/build")
    Traceback (most recent call last):
    chuangwen_corpus.errors.LoadError: no/such/build: holds no release (no manifest.json). ...
    """
    # pydantic is imported when a release is opened: `import chuangwen_corpus` stays light.
    from chuangwen_corpus.manifest import Manifest

    folder: str | Path = released() if path is None else path if is_address(path) else Path(path)
    manifest = Manifest.read(Place.of(folder))
    manifest.check_readable(str(folder))
    return Corpus(folder, manifest)


def released() -> Path:
    """The folder of the release that comes with the package."""
    inside = Path(str(files("chuangwen_corpus"))) / "release"
    # In a checkout the release stands at the top, where the build puts it.
    return inside if inside.exists() else Path(__file__).parents[2] / "build"
