"""The flat views of the layers, and what the loader makes of them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import tables, views
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.records import Document
from chuangwen_corpus.records.rows import row_of


def test_a_view_has_the_attributes_as_columns_of_their_own_type(release: Path) -> None:
    corpus = cw.load(release)
    quantities = corpus.quantities
    assert quantities.schema.field("value").type == pa.float64()
    assert {"value": 12.0, "unit": "个", "noun": "测评项目", "text": "12个测评项目"}.items() <= (
        quantities.to_pylist()[0].items()
    )
    commitments = corpus["commitments"].to_pylist()
    assert {row["agent_stated"] for row in commitments} == {True, False}
    assert all(
        row["modality"] and row["marker"] in row["text"] for row in commitments if row["marker_stated"]
    )
    assert corpus.enumeration_items.schema.field("number").type == pa.int32()


def test_views_hold_every_annotation_once(seed: Document) -> None:
    ids = [
        name for view in views.columns(row_of(seed)["annotations"]).values() for name in view["annotation_id"]
    ]
    assert len(ids) == len(seed.annotations)
    assert set(ids) == {a.annotation_id for a in seed.annotations}


def test_every_layer_has_a_table_in_all_formats(release: Path) -> None:
    for name in views.records():
        assert name in tables.ROWS
        for file in (f"parquet/{name}.parquet", f"csv/{name}.csv"):
            assert (release / file).exists()


def test_the_loader_says_which_tables_there_are(release: Path) -> None:
    corpus = cw.load(release)
    assert "commitments" in dir(corpus)
    with pytest.raises(AttributeError, match=r"table 'comitments'.*commitments"):
        corpus.comitments  # noqa: B018  # the look-up is what is tested


def test_a_build_with_some_layers_has_the_tables_of_all(tmp_path: Path, seed_bytes: bytes) -> None:
    (tmp_path / "page.txt").write_bytes(seed_bytes)
    result = cw.build(tmp_path / "page.txt", tmp_path / "out", layers=["quantity"])
    corpus = cw.load(tmp_path / "out")
    assert corpus.manifest.layers == ["quantity"]
    assert (corpus.quantities.num_rows, corpus["commitments"].num_rows) == (3, 0)
    assert result.annotations == {"quantity": 3}
    assert not list(faults(tmp_path / "out"))


def test_a_view_that_says_something_else_is_a_fault(tmp_path: Path, seed_bytes: bytes) -> None:
    (tmp_path / "page.txt").write_bytes(seed_bytes)
    cw.build(tmp_path / "page.txt", tmp_path / "out")
    file = tmp_path / "out" / "parquet" / "quantities.parquet"
    table = pq.read_table(file)
    changed = table.set_column(
        table.schema.get_field_index("value"), table.schema.field("value"), pa.array([1.0, 2.0, 3.0])
    )
    pq.write_table(changed, file)
    assert any(
        "quantities: does not say what the annotations say" in fault for fault in faults(tmp_path / "out")
    )
