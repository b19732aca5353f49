"""A folder of pages to a published release."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from chuangwen_corpus import annotate, tables
from chuangwen_corpus.clean.recurring import recurring_lines
from chuangwen_corpus.errors import ChuangwenError, SourceError
from chuangwen_corpus.pipeline import parse
from chuangwen_corpus.publish import manifest, metadata, writers
from chuangwen_corpus.publish.duplicates import DuplicateFinder
from chuangwen_corpus.publish.swap import replacing
from chuangwen_corpus.read import decode
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.read.page import Page
from chuangwen_corpus.records import Document, Duplicate, Reject

Progress = Callable[[int, int, str], None]
"""Called with the number of pages done, how many there are at least, and the page at work."""


@dataclass(slots=True)
class Result:
    """What a build made."""

    out: Path
    rows: dict[str, int]
    anomalies: Counter[str]
    annotations: Counter[str]
    rejects: list[Reject]
    duplicates: list[Duplicate]


@dataclass(slots=True)
class _Collected:
    engine: str
    layers: tuple[str, ...]
    documents: list[Document] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    recurring: frozenset[str] = frozenset()


def build(
    raw: str | Path,
    out: str | Path,
    *,
    engine: str = annotate.DEFAULT_ENGINE,
    layers: Iterable[str] | None = None,
    recurring: bool = True,
    progress: Progress | None = None,
) -> Result:
    """Builds a release of all pages in `raw` and puts it in the place of `out`.

    One bad page never stops a build: it becomes a row of the table `rejects`.

    Args:
        raw: A folder of pages with its `sources.toml`, or one page.
        out: The folder of the release; an earlier release in it is replaced whole.
        engine: The segmenter.
        layers: Names of the layers of annotation; all by default, none for ``()``.
        recurring: Whether a line that stands on many of the pages is furniture.
        progress: Told of each page.

    Raises:
        BuildError: There is no such input, or `out` cannot be replaced.
        ChuangwenError: There is no such engine or layer.
    """
    raw, out = Path(raw), Path(out)
    folder = InputFolder.open(raw)
    annotate.engine(engine)
    chosen = annotate.choose(layers)
    found = _Collected(
        engine=engine, layers=chosen, recurring=recurring_lines(_texts(folder)) if recurring else frozenset()
    )
    finder = DuplicateFinder()
    files, done = folder.count() if progress else 0, 0
    for done, page in enumerate(folder.pages(), 1):
        if progress:
            progress(done - 1, max(files, done), page.path)
        _one(page, folder, finder, found)
    if progress:
        progress(done, done, "")
    made = tables.from_documents(found.documents, found.duplicates, found.rejects)
    with replacing(out) as staging:
        _write(staging, made, found)
    return Result(
        out,
        {name: table.num_rows for name, table in made.items()},
        Counter(a.kind for document in found.documents for a in document.anomalies),
        Counter(a.layer for document in found.documents for a in document.annotations),
        found.rejects,
        found.duplicates,
    )


def _one(page: Page, folder: InputFolder, finder: DuplicateFinder, found: _Collected) -> None:
    sha256: str | None = None
    try:
        data = page.read()
        sha256 = hashlib.sha256(data).hexdigest()
        why = folder.withdrawn.get(page.path) or folder.withdrawn.get(sha256)
        if why:
            found.rejects.append(_reject(page, sha256, "withdrawn", f"Withdrawn: {why}"))
            return
        document = parse(
            data,
            path=page.path,
            provenance=page.provenance,
            engine=found.engine,
            layers=found.layers,
            recurring=found.recurring,
            document_id=finder.document_id(sha256, page.path),
        )
    except SourceError as error:
        found.rejects.append(
            _reject(page, sha256, error.reason, " ".join(filter(None, (error.message, error.hint))))
        )
    except (ChuangwenError, ValueError, AssertionError, RecursionError) as error:
        # A fault of ours must not cost the other pages; the row says what to report.
        message = f"{type(error).__name__} while parsing: {str(error)[:300]} Please report this page."
        found.rejects.append(_reject(page, sha256, "internal_error", message))
    else:
        found.documents.append(document)
        found.duplicates.extend(finder.add(document))


def _texts(folder: InputFolder) -> Iterator[str]:
    """The source text of every page that can be read."""
    for page in folder.pages():
        with contextlib.suppress(SourceError):
            yield decode(page.read()).text


def _reject(page: Page, sha256: str | None, reason: str, message: str) -> Reject:
    return Reject(path=page.path, sha256=sha256, reason=reason, message=message)


def _write(staging: Path, made: dict[str, pa.Table], found: _Collected) -> None:
    rows = dict(_files_of_tables(staging, made))
    writers.write_json_lines(found.documents, staging / "json/documents.jsonl")
    rows["json/documents.jsonl"] = len(found.documents)
    sources = manifest.sources(found.documents, found.rejects)
    facts = manifest.describe(made, sources, found.engine, found.layers)
    metadata.write(staging, facts)
    manifest.write(staging, facts, rows)


def _files_of_tables(staging: Path, made: dict[str, pa.Table]) -> Iterator[tuple[str, int]]:
    for name, table in made.items():
        for path, write in (
            (f"parquet/{name}.parquet", writers.write_parquet),
            (f"csv/{name}.csv", writers.write_csv),
            (f"csv-excel/{name}.csv", writers.write_excel_csv),
        ):
            write(table, staging / path)
            yield path, table.num_rows
