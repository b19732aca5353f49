"""The method of the corpus and the command."""

from __future__ import annotations

from pathlib import Path

import pytest

import chuangwen_corpus as cw
from commands import run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reuse")
    run("sample", 12, "--seed", 3, "--out", folder / "pages", "--reuse", 0.6)
    cw.build(folder / "pages", folder / "corpus", formats=("parquet",), layers=())
    return folder / "corpus"


def test_a_corpus_and_a_selection_of_it(built: Path) -> None:
    corpus = cw.load(built)
    found = corpus.reuse("speech")
    assert len(found) > 3
    assert {"first", "second", "exact"} & set(
        found.pairs["earlier"].to_pylist() + found.pairs["kind"].to_pylist()
    )
    document = corpus.document_ids()[0]
    assert len(corpus.filter(document_id=document).reuse()) < len(corpus.reuse())
    with pytest.raises(ValueError, match="engine is 'dask'"):
        corpus.reuse(engine="dask")  # type: ignore[arg-type]


def test_the_command(built: Path, tmp_path: Path) -> None:
    assert "pairs of sentences" in run("reuse", built)
    text = run("reuse", built, "--unit", "speech", "--align", 0, "--words")
    assert text.startswith("1 ")
    assert "wrote" in run("reuse", built, "--unit", "paragraph", "--most", 3, "--out", tmp_path / "out")
    assert "there is no pair 99999" in run("reuse", built, "--align", 99_999, code=2)
    assert "unit is 'word'" in run("reuse", built, "--unit", "word", code=2)
    assert "Usage" in run("reuse", "--help")


def test_options_that_would_do_nothing_are_refused(built: Path) -> None:
    assert "--words is for --align" in run("reuse", built, "--words", code=2)
    assert "--most is for a list of pairs" in run("reuse", built, "--most", 3, "--align", 0, code=2)


@pytest.mark.slow
def test_ray_gives_the_same(built: Path) -> None:
    pytest.importorskip("ray")
    corpus = cw.load(built)
    for unit in ("sentence", "speech"):
        here, there = corpus.reuse(unit), corpus.reuse(unit, engine="ray")  # type: ignore[arg-type]
        assert here.pairs.equals(there.pairs)
        assert here.clusters.equals(there.clusters)
