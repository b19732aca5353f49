"""Builds that go on: after a stop, and with new pages; always equal to a build from nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import chuangwen_corpus as cw
from builds import contents, stopped_after
from chuangwen_corpus.publish.checkpoint import parts
from chuangwen_corpus.publish.checkpoint.parts import PartStore, write_part
from chuangwen_corpus.publish.crawl import batches as batching
from chuangwen_corpus.publish.limits import Watch
from chuangwen_corpus.publish.steps import batch
from chuangwen_corpus.publish.steps import parse as parsing
from chuangwen_corpus.publish.steps.batch import PageBytes, Settings
from conftest import ROOT

SETTINGS = Settings("rjieba", ("time",), frozenset())


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(batching, "BATCH_BYTES", 12_000)
    monkeypatch.setattr(batching, "UNKEPT", 0)
    folder = tmp_path / "pages"
    folder.mkdir()
    for file in sorted((ROOT / "tests" / "golden" / "pages").iterdir())[:40]:
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "broken.bin").write_bytes(bytes(100))
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that are really parsed."""
    seen: list[str] = []
    real = batch.parse_batch

    def parse_batch(pages: batch.Batch, settings: Settings, watch: Watch) -> batch.Part:
        seen.extend(page.path for page in pages)
        return real(pages, settings, watch)

    monkeypatch.setattr(parsing, "parse_batch", parse_batch)
    return seen


@pytest.mark.slow
def test_a_stopped_build_goes_on(pages: Path, tmp_path: Path, parsed: list[str]) -> None:
    cw.build(pages, tmp_path / "fresh", workers=1)
    whole = sorted(parsed)
    parsed.clear()
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        cw.build(pages, out, workers=1, progress=stopped_after(20))
    assert not out.exists()
    before = len(parsed)
    assert 20 <= before < len(whole)
    cw.build(pages, out, workers=1, resume=True)
    assert sorted(parsed) == whole  # each page once, over both
    assert contents(out) == contents(tmp_path / "fresh")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["fresh", "out", "pages"]


@pytest.mark.slow
def test_a_stopped_build_of_workers_leaves_its_parts(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        cw.build(pages, out, workers=2, progress=stopped_after(10))
    assert list((tmp_path / ".out.building/parts").glob("*.part"))
    cw.build(pages, out, workers=2, resume=True)
    cw.build(pages, tmp_path / "fresh", workers=1)
    assert contents(out) == contents(tmp_path / "fresh")


@pytest.mark.slow
def test_the_first_parts_are_kept_only_if_asked(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "UNKEPT", 60_000)
    kept: dict[str, int] = {}
    for name, keep in (("short", False), ("keep", True)):
        with pytest.raises(KeyboardInterrupt):
            cw.build(pages, tmp_path / name, workers=1, keep=keep, progress=stopped_after(4))
        kept[name] = len(list((tmp_path / f".{name}.building").rglob("*.part")))
    with pytest.raises(KeyboardInterrupt):
        cw.build(pages, tmp_path / "long", workers=1, progress=stopped_after(39))
    assert kept["short"] == 0
    assert kept["keep"] > 1
    assert list((tmp_path / ".long.building").rglob("*.part"))
    cw.build(pages, tmp_path / "long", workers=1, resume=True)
    cw.build(pages, tmp_path / "fresh", workers=1)
    assert contents(tmp_path / "long") == contents(tmp_path / "fresh")


@pytest.mark.slow
def test_without_resume_it_starts_again(pages: Path, tmp_path: Path, parsed: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        cw.build(pages, tmp_path / "out", workers=1, progress=stopped_after(20))
    parsed.clear()
    cw.build(pages, tmp_path / "out", workers=1)
    assert len(parsed) == len(list(pages.iterdir()))


@pytest.mark.slow
def test_only_what_is_new_is_parsed(
    pages: Path, tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "BATCH_BYTES", 60_000)
    monkeypatch.setattr(batching, "PAGES_A_BATCH", 4)
    out = tmp_path / "out"
    cw.build(pages, out, workers=1, keep=True, recurring=False)
    whole = len(parsed)
    parsed.clear()
    cw.build(pages, out, workers=1, keep=True, recurring=False)
    assert parsed == []
    (pages / "poured_07_new.txt").write_text(
        "某局在创建大会上的表态发言\n各位领导：\n我们将补上这一页。请领导放心。\n", encoding="utf-8"
    )
    cw.build(pages, out, workers=1, keep=True, recurring=False)
    assert "poured_07_new.txt" in parsed
    assert len(parsed) < whole / 2
    cw.build(pages, tmp_path / "fresh", workers=1, recurring=False)
    assert contents(out) == contents(tmp_path / "fresh")


@pytest.mark.slow
def test_parts_that_nobody_asks_for_are_thrown_away(pages: Path, tmp_path: Path) -> None:
    cw.build(pages, tmp_path / "out", workers=1, keep=True, recurring=False)
    before = {p.name for p in (tmp_path / ".out.building/parts").iterdir()}
    cw.build(pages, tmp_path / "out", workers=1, keep=True, layers=["time"])
    after = {p.name for p in (tmp_path / ".out.building/parts").iterdir()}
    assert after
    assert not before & after


def pages_of(*texts: str) -> list[PageBytes]:
    return [
        PageBytes(f"{i}.txt", text.encode(), f"{i:064x}", cw.Source(), f"{i:016x}")
        for i, text in enumerate(texts)
    ]


def test_a_part_comes_back_as_it_was(tmp_path: Path) -> None:
    batch_of = pages_of(
        "某局在创建大会上的表态发言\n各位领导：\n今年我们将全力以赴。请领导放心。\n", "\0" * 99
    )
    part = batch.parse_batch(batch_of, SETTINGS)
    store = PartStore(tmp_path / "parts", SETTINGS)
    assert store.get(batch_of) is None
    write_part(store.file(batch_of), part)
    assert store.get(batch_of) == part
    assert part.rejects
    assert part.words


def test_another_page_setting_or_package_is_another_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_of = pages_of("某局在创建大会上的表态发言\n各位领导：\n我们将全力以赴。请领导放心。\n")
    folder = tmp_path / "parts"
    write_part(PartStore(folder, SETTINGS).file(batch_of), batch.parse_batch(batch_of, SETTINGS))
    assert PartStore(folder, SETTINGS).get(batch_of) is not None
    for other in (
        Settings("jieba", ("time",), frozenset()),
        Settings("rjieba", (), frozenset()),
        Settings("rjieba", ("time",), frozenset(["版权所有"])),
    ):
        assert PartStore(folder, other).get(batch_of) is None
    monkeypatch.setattr(parts, "pipeline_version", lambda: "another")
    assert PartStore(folder, SETTINGS).get(batch_of) is None


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 half of it", None])
def test_a_part_that_is_not_whole_is_made_again(damage: bytes | None, tmp_path: Path) -> None:
    batch_of = pages_of("某局在创建大会上的表态发言\n各位领导：\n我们将全力以赴。请领导放心。\n")
    store = PartStore(tmp_path / "parts", SETTINGS)
    write_part(store.file(batch_of), batch.parse_batch(batch_of, SETTINGS))
    (file,) = (tmp_path / "parts").iterdir()
    file.write_bytes(file.read_bytes()[:-40] if damage is None else damage)
    assert store.get(batch_of) is None


def test_every_file_of_the_package_but_the_page_counts() -> None:
    """A list of words in a text file decides as much as a module does."""
    folder = ROOT / "src" / "chuangwen_corpus"
    names = {name for name, _ in parts._package(folder, "")}
    assert {"annotate/data/idioms.txt", "annotate/data/stop_words.txt", "genre/surnames.txt"} <= names
    suffixes = {
        file.suffix
        for room in ("annotate", "genre", "clean", "read")
        for file in (folder / room).rglob("*.*")
        if file.is_file()
    }
    assert suffixes - {".pyc"} <= {f".{name.rpartition('.')[2]}" for name in names}
