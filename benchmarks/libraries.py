"""What a build pays to the compiled libraries alone: `python benchmarks/libraries.py [PAGES]`.

Pages are parsed first; then each library is given, by itself, just what a build gives it. What this costs no
rewriting of our own code can save: it is the floor of a build that validates its records and writes all its formats.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import time
from collections.abc import Callable
from typing import Any

import jieba
import pyarrow as pa
import rjieba

import chuangwen_corpus as cw
from chuangwen_corpus import records, tables
from chuangwen_corpus.publish.steps.stream import read_stream, write_stream
from chuangwen_corpus.publish.writers.csv import csv_rows
from chuangwen_corpus.publish.writers.parquet import encoded_anew, parquet_writer
from chuangwen_corpus.records import contract
from chuangwen_corpus.records.rows import row_of
from chuangwen_corpus.sample import Pages

ROUNDS = 5
JIEBA = "bare jieba.lcut"


def best(work: Callable[[], Any]) -> float:
    """Seconds of the quickest of some rounds."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def plain(value: Any) -> Any:
    """What a record was made of."""
    if isinstance(value, records.Columns):
        return {name: list(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, records.Record):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    return tuple(plain(item) for item in value) if isinstance(value, tuple) else value


def csv(spread: list[pa.Table]) -> list[bytes]:
    """The rows of tables as CSV."""
    return [csv_rows(table) for table in spread]


def parquet(made: dict[str, pa.Table]) -> list[bytes]:
    """The files of tables."""
    files = []
    for name, table in made.items():
        sink = pa.BufferOutputStream()
        with parquet_writer(tables.packed_schema(name), sink) as writer:
            writer.write_table(table)
        files.append(bytes(sink.getvalue()))
    return files


def measure(count: int, layers: tuple[str, ...] | None) -> dict[str, float]:
    """Seconds by what is done, for so many pages; the first is bare jieba, to compare with."""
    jieba.setLogLevel(logging.CRITICAL)
    jieba.lcut("好。")
    segmenter = rjieba.Jieba()
    documents = [cw.parse(page.data, layers=layers) for page in Pages()(count)]
    texts = [document.text for document in documents]
    found = [plain(document) for document in documents]
    made = {name: encoded_anew(table) for name, table in tables.each([row_of(d) for d in documents])}
    spread = list(made.values())
    json_lines = [document.model_dump_json().encode() for document in documents]
    files = [*parquet(made), *csv(spread) * 2, *json_lines]  # CSV twice: once for Excel
    checks = best(lambda: [list(contract.faults(row_of(document))) for document in documents])
    checked = best(lambda: [records.Document.model_validate(one) for one in found])
    return {
        JIEBA: best(lambda: [jieba.lcut(text) for text in texts]),
        "segmentation (rjieba)": best(lambda: [segmenter.tag(text) for text in texts]),
        "validation (pydantic), without our own checks": checked - checks,
        "JSON (pydantic)": best(lambda: [document.model_dump_json() for document in documents]),
        "CSV (Arrow)": best(lambda: csv(spread)),
        "Parquet (Arrow)": best(lambda: parquet(made)),
        "from worker to writer (Arrow)": best(
            lambda: [read_stream(write_stream(table)) for table in made.values()]
        ),
        "SHA-256 of the files (OpenSSL)": best(lambda: [hashlib.sha256(data) for data in files]),
    }


def table(count: int) -> str:
    """What each costs a page, in milliseconds and beside bare jieba, with all layers and without any."""
    both = [measure(count, layers) for layers in (None, ())]
    base = [seconds.pop(JIEBA) for seconds in both]
    rows = {what: [seconds[what] for seconds in both] for what in both[0]}
    rows |= {"all of these": [sum(seconds.values()) for seconds in both], JIEBA: base}
    lines = [
        "| what | ms a page | bare jieba = 1 | without layers | bare jieba = 1 |",
        "|---|---:|---:|---:|---:|",
    ]
    for what, took in rows.items():
        cells = [
            f"{one / count * 1e3:.2f} | {one / jiebas:.2f}" for one, jiebas in zip(took, base, strict=True)
        ]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else 120))
