"""A batch of pages to a part of a release: pure, and what a worker does.

What crosses between processes is bytes: pages in, tables in Arrow's stream format out.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

import orjson
import pyarrow as pa

from chuangwen_corpus import tables
from chuangwen_corpus.annotate.keywords import Words, words_of
from chuangwen_corpus.correct import correct
from chuangwen_corpus.errors import SourceError, said
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.manifest import FORMATS
from chuangwen_corpus.pipeline import parse_row
from chuangwen_corpus.publish import limits
from chuangwen_corpus.publish.steps.packed import Packed
from chuangwen_corpus.publish.steps.stream import Stream
from chuangwen_corpus.publish.writers.csv import csv_rows
from chuangwen_corpus.read.corrections import Correction
from chuangwen_corpus.records import Document, Reject, Source
from chuangwen_corpus.records.rows import Row, contract_faults, field_faults, row_of
from chuangwen_corpus.reuse.sketches import sketch


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build wants of every page."""

    engine: str
    layers: tuple[str, ...]
    recurring: frozenset[str]
    debug: bool = False
    """Whether errors of the parser are raised."""
    lists: Lists | None = None
    """A user's own lists."""
    text_without_speech: bool = False
    """Whether the text of a page without a speech is read as one."""
    formats: tuple[str, ...] = FORMATS
    """What the release is written as."""


@dataclass(frozen=True, slots=True)
class PageBytes:
    """A page as it is sent to a worker."""

    path: str
    data: bytes
    sha256: str
    provenance: Source
    document_id: str = ""
    withdrawn: bool = False
    """Whether the page is a reject already, and only digests and the sketch of its text are wanted."""
    corrections: tuple[Correction, ...] = ()

    def rejected(self, reason: str, message: str) -> list[Reject]:
        """Its row, if it cannot become a document; none if it has one."""
        return [] if self.withdrawn else [reject(self.path, self.sha256, reason, message)]


Batch = Sequence[PageBytes]

_SPEECH = """某局在创建全国文明城市动员大会上的表态发言
某局局长 张三
（2020年5月1日）
各位领导、同志们：
我代表某局作如下表态发言。
一、提高认识，加强领导。我们将全力以赴，确保6月底前完成任务！
1、落实责任。做到“人人有责”。
请领导放心。
谢谢大家！
"""
"""Something of all that pages have."""


@dataclass(slots=True)
class Part:
    """What a batch gave, in the order of its pages."""

    tables: dict[str, Stream] = field(default_factory=dict)
    """The tables of its documents."""
    csv: dict[str, bytes] = field(default_factory=dict)
    """The same as CSV, for tables with rows; none of a batch with a large page, whose CSV is written from its tables."""
    json_lines: Packed = field(default_factory=Packed)
    sources: list[tuple[str, str, str]] = field(default_factory=list)
    """path, sha256 and document_id of each document"""
    texts: list[tuple[str, str | None, bytes]] = field(default_factory=list)
    """document_id, speech_id and digest of each text that may repeat another"""
    sketches: list[bytes] = field(default_factory=list)
    """The sketch of the text of each document in `sources` (see `reuse.sketches`), by which near duplicates are found"""
    withdrawn: list[tuple[str, bytes]] = field(default_factory=list)
    """path and digest of each text of the pages that are withdrawn"""
    withdrawn_sketches: list[tuple[str, bytes]] = field(default_factory=list)
    """path and sketch of each of these pages"""
    corrected: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    """path and sha256 of each document with corrections, and for each of these why it does not fit; empty if it does"""
    words: list[Words] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    anomalies: Counter[str] = field(default_factory=Counter)
    annotations: Counter[str] = field(default_factory=Counter)

    @property
    def is_whole(self) -> bool:
        """Whether no page was lost to its process or the time limit: that may lie in the machine, so it is tried again."""
        return not any(reject.reason in ("worker_lost", limits.REASON) for reject in self.rejects)

    @classmethod
    def joined(cls, parts: Iterable[Part]) -> Part:
        """The part that several make one after the other."""
        whole = cls()
        streams: dict[str, list[pa.Table]] = {}
        for part in parts:
            for name, stream in part.tables.items():
                streams.setdefault(name, []).append(stream.table)
            for name, rows in part.csv.items():
                whole.csv[name] = whole.csv.get(name, b"") + rows
            whole.json_lines.add(part.json_lines)
            whole.sources += part.sources
            whole.texts += part.texts
            whole.sketches += part.sketches
            whole.withdrawn += part.withdrawn
            whole.withdrawn_sketches += part.withdrawn_sketches
            whole.corrected += part.corrected
            whole.words += part.words
            whole.rejects += part.rejects
            whole.anomalies += part.anomalies
            whole.annotations += part.annotations
        whole.tables = {name: Stream(pa.concat_tables(tables)) for name, tables in streams.items()}
        return whole


def parse_batch(pages: Iterable[PageBytes], settings: Settings, watch: limits.Watch | None = None) -> Part:
    """Parses some pages. A page that fails or takes too long is a reject; it costs no other.

    Args:
        pages: The pages.
        settings: What is wanted of them.
        watch: Keeps the time of each page; by default none has a limit.
    """
    part = Part()
    watch = watch or limits.Watch()
    if watch.limit is not None:
        _load(settings.engine, settings.layers, settings.lists)
    parsed: list[tuple[PageBytes, Row]] = []
    for page in pages:
        try:
            document, misfits = watch.step(partial(_document, page, settings))
        except limits.TimeUp:
            part.rejects += page.rejected(limits.REASON, limits.said(watch.limit))
        except SourceError as error:
            part.rejects += page.rejected(*reason_for(error))
        except Exception as error:
            if settings.debug:
                raise
            # A fault of ours must not cost the other pages.
            what = f"{type(error).__name__} while parsing: {said(error, 300)}"
            part.rejects += page.rejected(*_our_fault(what))
        else:
            if page.withdrawn:
                part.withdrawn += [(page.path, digest) for _, _, digest in texts_of(document)]
                part.withdrawn_sketches.append((page.path, sketch(document["text"])))
            else:
                parsed.append((page, document))
                part.corrected += [(page.path, page.sha256, misfits)] if page.corrections else []
    if documents := _sound(part, parsed, settings):
        _fill(part, documents, settings)
    return part


def _sound(part: Part, parsed: Sequence[tuple[PageBytes, Row]], settings: Settings) -> list[Row]:
    """The documents whose fields hold what they may; the others, which are a fault of ours, become rejects."""
    documents = [document for _, document in parsed]
    if not next(field_faults(documents, Document), None):
        return documents
    sound: list[Row] = []
    for page, document in parsed:
        fault = next(field_faults([document], Document), None)
        if fault is None:
            sound.append(document)
        elif settings.debug:
            raise ValueError(fault)
        else:
            part.rejects += page.rejected(*_our_fault(fault))
    return sound


def _our_fault(what: str) -> tuple[str, str]:
    """Reason and message for a page that a fault of ours has cost; they say what to report."""
    return "internal_error", f"{what} Please report this page."


def _fill(part: Part, documents: Sequence[Row], settings: Settings) -> None:
    """Puts documents into a part."""
    for document in documents:
        _note(part, document)
    if settings.layers:
        part.words = words_of(documents)
    if "json" in settings.formats:
        part.json_lines = Packed.of(itertools.chain.from_iterable(map(_json_line, documents)))
    large = any(map(_is_large, documents))
    csv = "csv" in settings.formats and not large
    # Of large pages everything at once would be too much: a table is packed before the next is made.
    for name, table in tables.each(documents):
        part.tables[name] = Stream(table).packed() if large else Stream(table)
        if large and name == "tokens":  # most of what is held, and no other table is made of it
            for document in documents:
                document["tokens"].clear()
        if csv and table.num_rows:
            part.csv[name] = csv_rows(table)


LARGE = 200_000
"""Characters of a source text from which on a page's JSON is made in pieces, and its CSV by whoever writes it."""


def _is_large(document: Row) -> bool:
    return len(document["source_text"]) >= LARGE


def _json_line(document: Row) -> Iterator[bytes]:
    """A document as JSON, byte for byte what pydantic makes of its record."""
    if _is_large(document):
        opening = b"{"
        for name, value in document.items():
            yield opening + orjson.dumps({name: value})[1:-1]
            opening = b","
        yield b"}\n"
    else:
        yield orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)


def _document(page: PageBytes, settings: Settings) -> tuple[Row, tuple[str, ...]]:
    """The document of a page, held against the contract, and for each of its corrections why it does not fit.

    Raises:
        SourceError: The page cannot be read.
        ValueError: The document breaks the contract, which is a fault of the parser.
    """
    row = parse_row(
        page.data,
        path=page.path,
        provenance=page.provenance,
        engine=settings.engine,
        layers=() if page.withdrawn else settings.layers,
        recurring=settings.recurring,
        lists=settings.lists,
        text_without_speech=settings.text_without_speech,
        document_id=page.document_id or None,
    )
    if page.corrections:
        corrected = correct(Document.model_validate(row), page.corrections, lists=settings.lists)
        return row_of(corrected.document), corrected.misfits
    if fault := next(contract_faults(row), None):
        raise ValueError(fault)
    return row, ()


@lru_cache(4)
def _load(engine: str, layers: tuple[str, ...], lists: Lists | None) -> None:
    """Loads dictionaries and compiles patterns, some seconds in which a process is not at its first page yet."""
    parse_row(_SPEECH.encode(), engine=engine, layers=layers, lists=lists)


def reject(path: str, sha256: str | None, reason: str, message: str) -> Reject:
    """The row of a page that gave no document."""
    return Reject(path=path, sha256=sha256, reason=reason, message=message)


def reason_for(error: SourceError) -> tuple[str, str]:
    """Reason and message for a page that cannot become a document, with the way out."""
    return error.reason, " ".join(filter(None, (error.message, error.hint)))


def _note(part: Part, document: Row) -> None:
    part.sources.append((document["path"] or "", document["sha256"], document["document_id"]))
    part.anomalies.update(anomaly["kind"] for anomaly in document["anomalies"])
    part.annotations.update(annotation["layer"] for annotation in document["annotations"])
    part.texts += texts_of(document)
    part.sketches.append(sketch(document["text"]))


def texts_of(document: Row) -> Iterator[tuple[str, str | None, bytes]]:
    """document_id, speech_id and digest of each text of a document that may repeat another."""
    texts = [(document["text"], None), *((s["text"], s["speech_id"]) for s in document["speeches"])]
    for text, speech_id in texts:
        if text:
            plain = f"{speech_id is None}{''.join(text.split())}"
            yield document["document_id"], speech_id, hashlib.sha256(plain.encode()).digest()
