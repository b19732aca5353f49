"""What an exploration gives: rows, frames, CSV, text that fits."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from rich.cells import cell_len

import chuangwen_corpus as cw
from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.explore.result import Result
from commands import run
from conftest import ROOT


def results() -> list[Result]:
    corpus = cw.load()
    return [
        corpus.frequencies(), corpus.collocates("创建"), corpus.filter(speaker="教育系统").keyness(),
        corpus.dispersion(), corpus.lexical_diversity(), corpus.commitments(), corpus.directives(),
    ]  # fmt: skip


def test_results_fit_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for found in results():
        for width in (40, 80, 200):
            monkeypatch.setenv("COLUMNS", str(width))
            lines = repr(found).splitlines()
            assert all(cell_len(line) <= width for line in lines if " rows of " not in line)
            assert f"of {len(found):,} rows of " in lines[-1]


def test_rows_frames_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    for found in results():
        assert isinstance(found.table, pa.Table)
        assert list(found) == found.table.to_pylist()
        assert len(found.to_pandas()) == found.to_polars().height == len(found)
        names = found.table.column_names[:2]
        assert found.select(names).table.column_names == names
        assert len(found.head(1)) <= 1
        assert found.head(None) is found
        with pytest.raises(ChuangwenError, match="there is no column 'x'"):
            found.select(["x"])
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(MissingExtraError, match=rf"chuangwen-corpus\[{name}\]"):
            getattr(found, f"to_{name}")()


def test_html_and_text_act_on_nothing(tmp_path: Path) -> None:
    hostile = '\x1b]0;x\x07<img src=x onerror=alert(1)>\u202e\n,"'
    found = Result(pa.table({"<b>": [hostile], "n": [0.00001]}), "<i>\x1b[2J")
    assert "\x1b" not in repr(found)
    assert "\u202e" not in repr(found)
    assert "<img" not in found._repr_html_()
    assert "<b>" not in found._repr_html_().replace("<table>", "")
    assert "<i>" not in found._repr_html_()
    assert "1.0e-05" in repr(found)
    found.write_csv(tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["<b>"] == hostile
    nulls = Result(pa.table({"a": pa.array(["", None])}), "x")
    assert nulls.to_csv() == 'a\r\n""\r\n\r\n'


def test_loading_a_corpus_imports_no_statistics() -> None:
    code = """
import sys
import chuangwen_corpus as cw
corpus = cw.load()
corpus.speeches
heavy = [n for n in sys.modules if n.startswith(("scipy", "chuangwen_corpus.explore.")) and not n.endswith(("frames", "grid"))]
assert not heavy, heavy
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_release_of_an_older_minor_version(tmp_path: Path) -> None:
    """It may lack columns that came later: these are null, and whoever asks for one is told."""
    out = Path(shutil.copytree(ROOT / "build", tmp_path / "copy"))
    for name, missing in (
        ("speeches", "campaign"),
        ("quantities", "value_max"),
        ("commitments", "beneficiary"),
    ):
        file = out / f"parquet/{name}.parquet"
        parquet.write_table(parquet.read_table(file).drop_columns([missing]), file)
    corpus = cw.load(out)
    assert len(corpus.filter(speaker="教育系统").concordance("创建")) > 0
    assert len(corpus.frequencies(by="campaign")) == 0
    rows = list(corpus.commitments())
    assert len(rows) == len(cw.load().commitments())
    assert {row[name] for row in rows for name in ("campaign", "quantity_value_max", "beneficiary")} == {None}
    with pytest.raises(KeyError, match="no column 'campaign'"):
        corpus.filter(campaign="创文")
    assert "no column 'campaign'" in run("kwic", "创建", out, "--where", "campaign=创文", code=2)


def test_filter_by_kind_level_and_campaign() -> None:
    corpus = cw.load()
    speeches = corpus.speeches.to_pylist()
    for name in ("kind", "level", "campaign"):
        for value in {row[name] for row in speeches if row[name]}:
            chosen = corpus.filter(**{name: value})
            expected = [row["speech_id"] for row in speeches if row[name] == value]
            assert chosen.speeches["speech_id"].to_pylist() == expected
        assert corpus.filter(**{name: "nothing"}).speeches.num_rows == 0
