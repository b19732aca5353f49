from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.publish.validation import release
from chuangwen_corpus.publish.writers import tables as table_writer


@pytest.fixture(scope="module")
def parted(tmp_path_factory, pages: Path) -> Path:
    """A build whose tables are cut into many small parts and row groups."""
    out = tmp_path_factory.mktemp("parted") / "build"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_writer, "PART_ROWS", 100)
        patch.setattr(table_writer, "MOST_ROWS", 40)
        patch.setattr(table_writer, "ROW_GROUP_ROWS", {"documents": 2})
        cw.build(pages, out, workers=1)
    return out


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    raw = tmp_path_factory.mktemp("raw")
    for i in range(12):
        text = (
            f"在创建大会上的表态发言\n同志们:\n我局承担{i + 2}项任务。我们将全力以赴,完成任务!\n我们坚决做到责任到人。\n"
            * (i % 3)
        )
        (raw / f"{i}.txt").write_text(text or "没有内容", encoding="utf-8")
    return raw


def test_parts_hold_the_same_rows_as_one_file(parted: Path, pages: Path, tmp_path: Path) -> None:
    cw.build(pages, tmp_path / "whole", workers=1)
    one, many = cw.load(tmp_path / "whole"), cw.load(parted)
    files = sorted((parted / "parquet/tokens").iterdir())
    assert len(files) > 1
    assert [file.name for file in files][:2] == ["part-000000.parquet", "part-000001.parquet"]
    assert not (parted / "parquet/tokens.parquet").exists()
    for name in one.tables:
        assert many[name].to_pylist() == one[name].to_pylist()
        assert many.manifest.tables[name] == one.manifest.tables[name]
    assert list(release.faults(parted)) == []


def test_documents_stream_across_parts_and_row_groups(parted: Path) -> None:
    corpus = cw.load(parted)
    streamed = list(corpus.iter_documents())
    assert [document.document_id for document in streamed] == corpus.document_ids()
    assert streamed == [corpus.document(key) for key in corpus.document_ids()]


def test_iterating_reads_no_table_whole(parted: Path) -> None:
    corpus = cw.load(parted)
    next(iter(corpus.iter_documents()))
    assert not corpus.tables._read


def test_scans_give_what_filtering_the_table_gives(parted: Path) -> None:
    corpus = cw.load(parted)
    expected = corpus.tokens.filter(pc.equal(corpus.tokens["upos"].cast(pa.string()), "NOUN"))
    found = corpus.scan("tokens", columns=["form", "start_char"], filter=[("upos", "==", "NOUN")])
    assert found.to_pylist() == expected.select(["form", "start_char"]).to_pylist()
    by_expression = corpus.scan("tokens", filter=pc.field("upos") == "NOUN")
    assert by_expression.num_rows == expected.num_rows
    assert corpus.dataset("tokens").count_rows() == corpus.tokens.num_rows
    with pytest.raises(KeyError, match="There are documents"):
        corpus.scan("words")


def test_a_lost_part_is_named(parted: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(parted, copy)
    (copy / "parquet/tokens/part-000001.parquet").unlink()
    with pytest.raises(LoadError, match="part-000001"):
        cw.load(copy).tokens  # noqa: B018  # reading is what fails


def test_a_table_larger_than_a_part_begins_no_empty_one(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_writer, "PART_ROWS", 1)
    monkeypatch.setattr(table_writer, "MOST_ROWS", 5)
    cw.build(pages, tmp_path / "build", workers=1)
    parts = sorted((tmp_path / "build/parquet").rglob("*.parquet"))
    empty = {file.stem for file in parts if pq.ParquetFile(file).metadata.num_rows == 0}
    assert len(parts) > 30
    assert not any(name.startswith("part-") for name in empty)
    assert list(release.faults(tmp_path / "build")) == []


def test_readers_can_pass_over_row_groups(parted: Path) -> None:
    """Filters on ids and offsets read only the row groups that may hold such rows."""
    for file in (parted / "parquet/tokens").iterdir():
        group = pq.ParquetFile(file).metadata.row_group(0)
        assert all(group.column(i).is_stats_set for i in range(group.num_columns))
