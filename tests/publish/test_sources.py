"""What became of each input: a table by path, written batch by batch, and not held."""

from __future__ import annotations

import tracemalloc
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest
from pydantic import ValidationError

import chuangwen_corpus as cw
from chuangwen_corpus import tables
from chuangwen_corpus.publish import sources as module
from chuangwen_corpus.publish.sources import Sources
from chuangwen_corpus.publish.steps.batch import reject
from chuangwen_corpus.records import SourcePage

ID = "0123456789abcdef"


def test_sources_come_by_path_whatever_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS_AT_A_TIME", 2)
    with closing(Sources()) as sources:
        sources.add_documents([("乙.txt", "2", "b"), ("\uffee.txt", "3", "c"), ("甲.txt", "1", "a")])
        sources.add_documents([("a.zip/x", "4", "d"), ("𠀀.txt", "5", "e"), ("甲.txt", "6", "f")])
        sources.add_rejects(
            [reject("bad.bin", None, "empty", "Nothing."), reject("甲.txt", "7" * 64, "withdrawn", "Gone.")]
        )
        found = list(sources.tables())
        assert sources.documents == 6
    assert [table.num_rows for table in found] == [2, 2, 2, 2]
    whole = pa.concat_tables(found)
    assert whole.schema == tables.packed_schema("sources")
    assert [tuple(row.values()) for row in whole.to_pylist()] == [
        ("a.zip/x", "4", "d", None),
        ("bad.bin", None, None, "empty"),
        ("乙.txt", "2", "b", None),
        ("甲.txt", "1", "a", None),
        ("甲.txt", "6", "f", None),
        ("甲.txt", "7" * 64, None, "withdrawn"),
        ("\uffee.txt", "3", "c", None),
        ("𠀀.txt", "5", "e", None),
    ]


@pytest.mark.slow
def test_many_sources_take_little_memory() -> None:
    count = size = 0
    with closing(Sources()) as sources:
        tracemalloc.start()
        try:
            for start in range(0, 100_000, 1_000):
                numbers = range(start, start + 1_000)
                sources.add_documents([(f"pages/{n}.txt", f"{n:064}", f"{n:016}") for n in numbers])
            for table in sources.tables():
                count += table.num_rows
                size += table.nbytes
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert count == 100_000
    assert size > 10_000_000
    assert peak < 20_000_000  # 30 MB and more where all is held


@pytest.mark.parametrize(("document_id", "rejected"), [(None, None), (ID, "empty")])
def test_an_input_has_one_outcome(document_id: str | None, rejected: str | None) -> None:
    with pytest.raises(ValidationError, match="not both and not neither"):
        SourcePage(path="a", sha256=None, document_id=document_id, rejected=rejected)


def test_every_input_of_a_build_has_its_row(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (raw / "deep").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "deep/c.txt", "gone.txt"):
        (raw / name).write_text(f"在大会上的发言\n同志们：\n我们办好{name}。\n", encoding="utf-8")
    (raw / "broken.bin").write_bytes(bytes(100))
    (raw / "withdrawn.toml").write_text('["gone.txt"]\nreason = "asked for"\n', encoding="utf-8")
    corpus = cw.load(cw.build(raw, tmp_path / "out").out)
    ids = {document.path: document.document_id for document in corpus.iter_documents()}
    assert [(row["path"], row["document_id"], row["rejected"]) for row in corpus.sources.to_pylist()] == [
        ("a.txt", ids["a.txt"], None),
        ("b.txt", ids["b.txt"], None),
        ("broken.bin", None, "binary"),
        ("deep/c.txt", ids["deep/c.txt"], None),
        ("gone.txt", None, "withdrawn"),
    ]


def test_no_page_no_row(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    corpus = cw.load(cw.build(tmp_path / "raw", tmp_path / "out").out)
    assert corpus.sources.schema == tables.schema("sources")
    assert len(corpus.sources) == 0
