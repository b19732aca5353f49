"""The report of a build for scripts: written whatever happens, and never in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from builds import stopped_after
from chuangwen_corpus.cli.run import run
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.report import reporting
from conftest import ROOT

PAGE = "在创建大会上的表态发言\n同志们：\n我们将全力以赴，做好第{}件事。请领导放心。\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "1.txt").write_text(PAGE.format(1), encoding="utf-8")
    (folder / "2.bin").write_bytes(bytes(100))
    return folder


def build(raw: Path, *more: str) -> tuple[int, dict[str, object]]:
    file = raw.parent / "report.json"
    code = run(
        ["build", str(raw), "--out", str(raw.parent / "out"), "--workers", "1", "--report", str(file), *more]
    )
    return code, json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("more", "code"), [((), 0), (("--strict",), 1)])
def test_a_build_that_went_well(raw: Path, more: tuple[str, ...], code: int) -> None:
    got, report = build(raw, *more)
    assert got == report["exit_code"] == code
    assert report["status"] == "done"
    assert report["error"] is None
    assert report["rows"]["documents"] == 1
    assert report["rejects"]["by_reason"] == {"binary": 1}
    assert [reject["path"] for reject in report["rejects"]["first"]] == ["2.bin"]
    assert report["annotations"]["commitment"] >= 1
    assert 0 < report["seconds"] < 1_000
    assert report["version"] == cw.__version__


def test_a_build_that_fails(raw: Path) -> None:
    (raw.parent / "out").mkdir()
    (raw.parent / "out/thesis").write_text("mine", encoding="utf-8")
    code, report = build(raw)
    assert code == report["exit_code"] == 2
    assert report["status"] == "failed"
    assert report["error"]["kind"] == "BuildError"
    assert "left alone" in report["error"]["message"]
    assert report["error"]["path"] == str(raw.parent / "out")
    assert report["error"]["hint"]
    (raw / "withdrawn.toml").write_text('["3.txt"]\n', encoding="utf-8")
    (raw.parent / "out/thesis").unlink()
    code, report = build(raw)
    assert code == report["exit_code"] == 1


def test_a_build_that_is_stopped_or_breaks(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = raw.parent / "report.json"
    with pytest.raises(KeyboardInterrupt), reporting(file, raw, raw.parent / "out"):
        cw.build(raw, raw.parent / "out", workers=1, progress=stopped_after(0))
    report = json.loads(file.read_text(encoding="utf-8"))
    assert (report["status"], report["exit_code"]) == ("stopped", 130)

    from chuangwen_corpus.publish import metadata

    def broken(*_: object) -> None:
        raise KeyError("a fault of ours")

    monkeypatch.setattr(metadata, "write", broken)
    code, report = build(raw)
    assert code == report["exit_code"] == 70
    assert report["status"] == "failed"


@pytest.mark.parametrize(
    "place", ["raw", "nowhere/report.json", "out/report.json", "out/deep/report.json", "pipe"]
)
def test_a_place_where_no_report_can_be(raw: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    os.mkfifo(raw.parent / "pipe")
    (raw.parent / "out/deep").mkdir(parents=True)
    monkeypatch.setattr(cw, "build", None)
    with pytest.raises(BuildError) as error, reporting(raw.parent / place, raw, raw.parent / "out"):
        pytest.fail("work was begun")
    assert error.value.hint


@pytest.mark.parametrize(
    "place", ["raw/report.json", "raw/deep/report.json", "link/report.json", "raw/to.json"]
)
def test_a_report_is_no_page(raw: Path, place: str) -> None:
    (raw / "deep").mkdir()
    (raw / "to.json").symlink_to("../elsewhere.json")
    (raw.parent / "link").symlink_to("raw")
    for folder in ("raw", "link"):
        with (
            pytest.raises(BuildError, match=r"among the pages.*Name a file elsewhere"),
            reporting(raw.parent / place, raw.parent / folder, raw.parent / "out"),
        ):
            pytest.fail("work was begun")
    assert not (raw / "report.json").exists()


def test_a_report_replaces_no_page(raw: Path) -> None:
    page = raw / "1.txt"
    (raw.parent / "link.txt").symlink_to("raw/1.txt")
    for file in (page, raw.parent / "link.txt"):
        assert run(["build", str(page), "--out", str(raw.parent / "out"), "--report", str(file)]) == 2
    assert page.read_text(encoding="utf-8") == PAGE.format(1)
    with reporting(raw / "report.json", page, raw.parent / "out"):  # beside a page that is built alone
        pass
    with reporting(raw.parent / "report.json", f"file://{raw}", raw.parent / "out"):
        pass
    with (
        pytest.raises(BuildError, match="among the pages"),
        reporting(raw / "report.json", f"file://{raw}", raw.parent / "out"),
    ):
        pytest.fail("work was begun")


def test_of_a_link_the_target_is_written(raw: Path) -> None:
    (raw.parent / "there").mkdir()
    (raw.parent / "report.json").symlink_to("there/real.json")
    build(raw)
    assert (raw.parent / "report.json").is_symlink()
    assert (raw.parent / "there/real.json").is_file()


def test_none_is_asked_for(raw: Path) -> None:
    with reporting(None, raw, raw.parent / "out") as report:
        report.result = None
    assert [path.name for path in raw.parent.iterdir()] == ["raw"]


def test_every_entry_is_documented() -> None:
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    for name in ("status", "exit_code", "error", "rows", "rejects", "seconds", "warnings", "other_genre"):
        assert f"`{name}`" in text
