from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import tables
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.records import Document
from conftest import ROOT


def test_the_released_corpus(seed: Document) -> None:
    corpus = cw.load()
    assert corpus.version == corpus.manifest.data_version == "0.2.0"
    assert corpus.manifest.package_version == cw.__version__
    assert corpus.tables.rows.keys() == tables.ROWS.keys(), (
        "run `chuangwen build`, and add a new table to the rows below"
    )
    assert corpus.tables.rows == {
        "documents": 1, "speeches": 3, "sections": 18, "paragraphs": 18, "sentences": 45, "tokens": 1467,
        "annotations": 231, "addressees": 2, "cited_works": 5, "quoted_terms": 21, "self_references": 5, "organisations": 21, "times": 7, "quantities": 3, "commitments": 39, "directives": 0, "enumeration_items": 5, "four_character_expressions": 43, "war_metaphors": 15, "parallelisms": 25, "placeholders": 11, "policy_terms": 26, "speakers": 3, "keywords": 60,
        "named_entities": 0, "anomalies": 6, "edits": 172, "duplicates": 0, "rejects": 0, "sources": 1,
    }  # fmt: skip
    assert corpus["commitments"].column("text")[0].as_py().startswith("我们将紧紧围绕市委、市政府的决策部署")
    assert corpus["commitments"].column("text")[9].as_py() == "全面落实到行动上"
    assert corpus["commitments"].column("text")[-1].as_py().startswith("以新担当新作为")
    assert len(corpus) == len(corpus.tables)
    document = next(corpus.iter_documents())
    assert document.model_copy(update={"source": seed.source}) == seed
    assert "document-sharing site" in document.source.publisher
    assert "unclear" in document.source.rights
    sentences = corpus.sentences.column("text").to_pylist()
    assert sentences[0].startswith("今天召开的创建全国文明城市工作动员大会")
    assert sentences[9].startswith("组织开展“我们的节日”主题活动，做好道德模范")
    assert sentences[-1].startswith("总之，xx区将以此次会议为契机")


def test_a_release_is_read_when_asked_for(release: Path) -> None:
    corpus = cw.load(str(release))
    assert "tokens" not in corpus.tables._read
    assert isinstance(corpus["tokens"], pa.Table)
    assert corpus["tokens"] is corpus.tokens
    for name in corpus.tables:
        assert corpus[name].num_rows == corpus.tables.rows[name]
        if name not in ("commitments", "directives"):  # methods
            assert getattr(corpus, name) is corpus[name]


def test_documents_and_speeches_by_id(release: Path) -> None:
    corpus = cw.load(release)
    documents = list(corpus.iter_documents())
    assert [d.path for d in documents] == ["one.txt", "seed.txt"]
    assert corpus.document(documents[1].document_id) == documents[1]
    speech = documents[1].speeches[2]
    assert corpus.speech(speech.speech_id) == speech
    assert speech.sentences[3].text == "一、站位全局、上下联动，凝心聚力抓创建。"
    assert [t.form for t in speech.sentences[3].tokens][:3] == ["一", "、", "站位"]
    for missing in ("0" * 16, "x"):
        with pytest.raises(KeyError, match="no document"):
            corpus.document(missing)
    with pytest.raises(KeyError, match="no speech"):
        corpus.speech(f"{documents[0].document_id}.sp9999")
    with pytest.raises(KeyError, match="there is no table 'words'"):
        corpus["words"]


def test_it_says_what_it_is(release: Path) -> None:
    corpus = cw.load(release)
    assert "speeches" in repr(corpus)
    assert repr(corpus.tables) in repr(corpus)
    assert corpus._repr_html_().count("<tr>") == len(corpus.tables) + 1


def test_other_tools_take_the_tables_as_they_are(release: Path) -> None:
    import duckdb
    import pandas as pd
    import polars as pl

    tokens = cw.load(release).tokens
    count = tokens.num_rows
    assert pl.DataFrame(tokens).height == count
    assert (
        len(pd.DataFrame.from_arrow(tokens) if hasattr(pd.DataFrame, "from_arrow") else tokens.to_pandas())
        == count
    )
    assert duckdb.sql("select count(*) from tokens").fetchall() == [(count,)]
    file = release / "parquet" / "sentences.parquet"
    assert pl.read_parquet(file).height == pd.read_parquet(file).shape[0]
    assert duckdb.sql(f"select max(ordinal) from '{file}'").fetchall() == [(18,)]


def test_the_parquet_files_describe_their_columns(release: Path) -> None:
    from pyarrow.parquet import ParquetFile

    parquet = ParquetFile(release / "parquet" / "sentences.parquet")
    assert parquet.schema_arrow.field("kind").metadata[b"description"].startswith(b"heading, salutation")
    group = parquet.metadata.row_group(0).column(0)
    assert group.compression == "ZSTD"
    assert group.is_stats_set


def test_importing_is_light() -> None:
    code = (
        "import sys, chuangwen_corpus as cw; cw.load;"
        "print([m for m in ('jieba', 'rjieba', 'typer', 'rich', 'pandas', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_loading_a_table_imports_neither_pandas_nor_datasets() -> None:
    code = (
        "import sys, chuangwen_corpus as cw; cw.load().tokens;"
        "print([m for m in ('jieba', 'pandas', 'pyarrow.dataset', 'chuangwen_corpus.records') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_public_names_are_there() -> None:
    for name in cw.__all__:
        assert getattr(cw, name) is not None
    assert dir(cw) == sorted(cw.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cw.nothing


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(release, tmp_path / "copy"))


def test_broken_releases_are_clear_errors(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="holds no release"):
        cw.load(tmp_path / "nowhere")
    (copy / "parquet/tokens.parquet").write_bytes(b"PAR1 broken")
    with pytest.raises(LoadError, match="cannot be read as Parquet"):
        _ = cw.load(copy).tokens
    (copy / "parquet/tokens.parquet").unlink()
    with pytest.raises(LoadError, match=r"tokens\.parquet: the release has lost this file"):
        _ = cw.load(copy).tokens
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | {"format": 99}), encoding="utf-8")
    with pytest.raises(LoadError, match="format 99"):
        cw.load(copy)
    (copy / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(LoadError, match="none of a release"):
        cw.load(copy)
    (copy / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(LoadError, match="cannot be read"):
        cw.load(copy)


def test_counting_in_arrow(release: Path) -> None:
    corpus = cw.load(release)
    kinds = pc.value_counts(corpus.sentences.column("kind").combine_chunks().cast(pa.string()))
    counts = {entry["values"]: entry["counts"] for entry in kinds.to_pylist()}
    assert counts == {"body": 35, "heading": 12, "salutation": 1}


def test_a_release_of_another_minor_schema_is_read(release: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(release, tmp_path / "copy"))
    facts = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    (out / "manifest.json").write_text(json.dumps(facts | {"schema_version": "1.99"}), encoding="utf-8")
    for name, missing in (("speeches", "campaign"), ("annotations", "speech_id"), ("tokens", None)):
        file = out / f"parquet/{name}.parquet"
        with pq.ParquetFile(file) as opened:
            table = opened.read()
        table = table.append_column("later", pa.array([["x"]] * table.num_rows, pa.list_(pa.string())))
        pq.write_table(table.drop_columns([missing] if missing else []), file)
    corpus, sound = cw.load(out), cw.load(release)
    for found, expected in zip(corpus.iter_documents(), sound.iter_documents(), strict=True):
        assert found.text == expected.text
        assert found.tokens == expected.tokens
        assert {speech.campaign for speech in found.speeches} <= {None}
        assert [a.model_copy(update={"speech_id": None}) for a in expected.annotations] == list(
            found.annotations
        )
        assert corpus.document(found.document_id) == found


@pytest.mark.parametrize("version", ["0.9", "2.0", "10.1", "x"])
def test_a_release_of_another_major_schema_says_what_to_do(
    release: Path, tmp_path: Path, version: str
) -> None:
    out = Path(shutil.copytree(release, tmp_path / "copy"))
    facts = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    facts |= {"schema_version": version, "package_version": "7.8.9"}
    (out / "manifest.json").write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(LoadError, match=rf"schema {version}; .*Build it again.*chuangwen-corpus==7\.8\.9"):
        cw.load(out)


@pytest.mark.parametrize("name", tables.ROWS)
def test_tables_are_sorted_by_any_column_and_count_what_is_there(name: str) -> None:
    table = cw.load()[name]
    for field in table.schema:
        if pa.types.is_nested(field.type):
            continue  # Arrow sorts no lists and structures
        values = table.sort_by(field.name)[field.name].drop_null().to_pylist()
        assert values == sorted(values)
    frame = table.to_pandas()
    some = frame.iloc[: len(frame) // 2]
    for column in some.columns:
        if not pa.types.is_nested(table.schema.field(column).type):
            assert set(some[column].value_counts().index) == set(some[column].dropna())
