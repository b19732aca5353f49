"""The commands `chuangwen plot KIND`, as a user calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.plot import extra
from commands import run


@pytest.mark.slow
def test_commands_draw_what_the_methods_draw(tmp_path: Path) -> None:
    corpus = cw.load()
    part = corpus.filter(speaker=["教育系统", "市文明办"])
    first, second = corpus.speeches["speech_id"].to_pylist()[:2]
    file = tmp_path / "picture.svg"
    for arguments, plot in (
        (["structure", second], corpus.plot.structure(second)),
        (["structure"], corpus.plot.structure(first)),
        (["structure", "--where", "speaker=教育系统"], corpus.plot.structure(second)),
        (["dispersion", "创建,責任", "--by", "speaker", "--punctuation"],
         corpus.plot.dispersion(["创建", "責任"], by="speaker", punctuation=True)),
        (["keyness", "-w", "speaker=教育系统", "-w", "speaker=市文明办", "--sort", "log_ratio", "--limit", "8", "--least", "2"],
         part.plot.keyness(sort="log_ratio", limit=8, least=2)),
        (["layers", "--layers", "time, commitment", "--by", "kind"], corpus.plot.layers(["time", "commitment"], by="kind")),
    ):  # fmt: skip
        printed = run("plot", *arguments, "--out", file)
        assert file.read_bytes() == plot.svg.encode(), arguments
        assert all(note in printed for note in plot.notes)
        file.unlink()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["layers", "--out", "picture.gif"], "It may end with .svg"),
        (["layers", "--out", "picture"], "It may end with .svg"),
        (["layers", "--by", "weather", "--out", "p.svg"], "cannot be grouped by 'weather'"),
        (["structure", "nobody", "--out", "p.svg"], "there is no speech 'nobody'"),
        (["structure", "--where", "speaker=nobody", "--out", "p.svg"], "there is no speech to draw"),
        (["dispersion", "创建", "--where", "speaker=nobody", "--out", "p.svg"], "there is no word to draw"),
        (["keyness", "--out", "p.svg"], "no rest to compare with"),
        (["reuse", "--out", "p.svg"], "no speech repeats another"),
        (["reuse", "--unit", "word", "--out", "p.svg"], "unit is 'word'"),
        (["layers"], "Missing option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_said(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in run("plot", *arguments, code=2)
    assert not list(tmp_path.iterdir())


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(extra.NEEDED, "no_such_module", "no-such-package")
    printed = run("plot", "layers", "--out", tmp_path / "p.svg", code=2)
    assert "chuangwen-corpus[plot]" in printed


def test_help_names_the_extra_and_the_kinds() -> None:
    printed = run("plot", "--help")
    assert "chuangwen-corpus[plot]" in printed
    assert all(kind in printed for kind in ("structure", "dispersion", "keyness", "layers", "reuse"))
