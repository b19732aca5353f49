"""TOML files about pages, wherever they stand and however they are written; and releases that stay as they were made."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.errors import BuildError, ChuangwenError
from commands import run
from conftest import ROOT

PAGE = "某局在创建大会上的表态发言\n某局局长 张三\n各位领导：\n我们将全力以赴，完成创建任务。\n谢谢大家！\n"


def page_in(folder: Path, name: str = "page.txt", text: str = PAGE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["withdrawn.toml", "Withdrawn.toml", "WITHDRAWN.TOML"])
def test_a_page_is_withdrawn_alone_as_in_its_folder(tmp_path: Path, name: str) -> None:
    page = page_in(tmp_path / "raw")
    (tmp_path / "raw" / name).write_text('["page.txt"]\nreason = "x"\n', encoding="utf-8")
    for source in (tmp_path / "raw", page):
        result = cw.build(source, tmp_path / "out", workers=1, allow_empty=True)
        assert [reject.reason for reject in result.rejects] == ["withdrawn"]


@pytest.mark.parametrize("name", ["release.toml", "Release.toml"])
@pytest.mark.parametrize("alone", [True, False])
def test_what_the_release_file_says_is_heard_in_any_case(tmp_path: Path, name: str, alone: bool) -> None:
    page = page_in(tmp_path / "raw")
    (tmp_path / "raw" / name).write_text('title = "Mine"\n', encoding="utf-8")
    cw.build(page if alone else tmp_path / "raw", tmp_path / "out", workers=1)
    assert cw.load(tmp_path / "out").manifest.title == "Mine"


def test_a_release_file_that_leads_nowhere_or_is_there_twice_is_an_error(tmp_path: Path) -> None:
    page_in(tmp_path / "raw")
    link = tmp_path / "raw" / "release.toml"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(BuildError, match="cannot be read"):
        cw.build(tmp_path / "raw", tmp_path / "out")
    link.unlink()
    for name in ("release.toml", "Release.toml"):
        (tmp_path / "raw" / name).write_text('title = "Mine"\n', encoding="utf-8")
    with pytest.raises(BuildError, match="is there twice"):
        cw.build(tmp_path / "raw", tmp_path / "out")


def test_a_hash_speaks_for_the_pages_below_its_file_only(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    page_in(raw / "a")
    page_in(raw / "b", text=PAGE.replace("张三", "李四"))
    cw.build(raw, tmp_path / "first", workers=1)
    hashes = {row["path"]: row["sha256"] for row in cw.load(tmp_path / "first")["sources"].to_pylist()}
    said = "".join(f'["{digest}"]\nnote = "from b"\ngone = true\n' for digest in hashes.values())
    (raw / "b" / "sources.toml").write_text(said, encoding="utf-8")
    corrected = "".join(
        f'[[correction]]\npage = "{digest}"\nspeech = 1\nfield = "speaker"\nvalue = "某某"\nwho = "me"\nwhy = "it says so"\n'
        for digest in hashes.values()
    )
    (raw / "b" / "corrections.toml").write_text(corrected, encoding="utf-8")
    cw.build(raw, tmp_path / "out", workers=1)
    documents = {document.path: document for document in cw.load(tmp_path / "out").iter_documents()}
    assert {path: document.source.note for path, document in documents.items()} == {
        "a/page.txt": None,
        "b/page.txt": "from b",
    }
    assert "某某" not in str(documents["a/page.txt"].speeches[0].speaker)
    assert documents["b/page.txt"].speeches[0].speaker == "某某"


def test_a_page_whose_name_is_no_utf8_is_called_the_same_everywhere(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    file = Path(os.fsdecode(os.fsencode(raw) + b"/" + "表态发言.txt".encode("gb18030")))
    file.write_text(PAGE, encoding="utf-8")
    (raw / "corrections.toml").write_text(
        '[[correction]]\npage = "表态发言.txt"\nspeech = 1\nfield = "speaker"\nvalue = "某某"\nwho = "me"\nwhy = "it says so"\n',
        encoding="utf-8",
    )
    assert cw.parse(file).path == "表态发言.txt"
    assert "某某" in run("check", file)
    cw.export(cw.parse(file), "sqlite", tmp_path / "out")


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_hidden_members_and_toml_files_of_an_archive_are_no_pages(tmp_path: Path, kind: str) -> None:
    members = {
        "page.txt": PAGE,
        ".hidden.txt": PAGE,
        "__MACOSX/._page.txt": PAGE,
        "a/.git/b.txt": PAGE,
        "sources.toml": "",
        "./b.txt": PAGE,
    }
    raw = tmp_path / "raw"
    raw.mkdir()
    if kind == "zip":
        with zipfile.ZipFile(raw / "a.zip", "w") as archive:
            for name, text in members.items():
                archive.writestr(name, text)
    else:
        with tarfile.open(raw / "a.tar", "w") as packed:
            for name, text in members.items():
                about = tarfile.TarInfo(name)
                about.size = len(text.encode())
                packed.addfile(about, io.BytesIO(text.encode()))
    cw.build(raw, tmp_path / "out", workers=1)
    found = cw.load(tmp_path / "out")["sources"]["path"].to_pylist()
    assert sorted(path.rpartition("/")[2] for path in found) == ["b.txt", "page.txt"]


def test_nothing_is_written_into_a_release(tmp_path: Path) -> None:
    release = tmp_path / "release"
    cw.build(page_in(tmp_path / "raw"), release, workers=1)
    before = {file: file.read_bytes() for file in release.rglob("*") if file.is_file()}
    with pytest.raises(BuildError, match="lies in a release"):
        cw.build(tmp_path / "raw", release / "inner")
    for out in (release, release / "inner"):
        with pytest.raises(BuildError, match="is a release, or inside one"):
            cw.export(cw.load(release), "txt", out)
        with pytest.raises(BuildError, match="is a release, or inside one"):
            cw.load(release).reuse().write(out)
    assert {file: file.read_bytes() for file in release.rglob("*") if file.is_file()} == before
    cw.build(tmp_path / "raw", release, workers=1)  # which is replaced whole


def test_a_manifest_of_something_else_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "a web page"}', encoding="utf-8")
    cw.build(page_in(tmp_path / "raw"), tmp_path / "out", workers=1)


def test_a_folder_for_a_release_whose_name_is_no_utf8_is_refused_before_any_work(tmp_path: Path) -> None:
    page = page_in(tmp_path / "raw")
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/n\xff"))
    with pytest.raises(ChuangwenError, match="not UTF-8"):
        cw.build(page, odd)
    assert not odd.exists()
    odd.mkdir()
    with pytest.raises(ChuangwenError, match="not UTF-8"):
        cw.load(odd)
    assert cw.load(ROOT / "build").documents.num_rows


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson", "a.zip", "a.tar.gz", "a.parquet"])
@pytest.mark.parametrize("workers", [1, 2])
def test_an_empty_archive_or_dump_is_never_lost_in_silence(tmp_path: Path, name: str, workers: int) -> None:
    page_in(tmp_path / "raw")
    (tmp_path / "raw" / name).write_bytes(b"")
    result = cw.build(tmp_path / "raw", tmp_path / "out", workers=workers)
    assert [reject.path for reject in result.rejects] == [name]
    assert result.rows["documents"] == 1


def test_beside_a_single_page_a_hash_may_name_another(tmp_path: Path) -> None:
    page = page_in(tmp_path / "raw")
    for name in ("withdrawn.toml", "sources.toml"):
        (tmp_path / "raw" / name).write_text(f'["{"ab" * 32}"]\n', encoding="utf-8")
    assert cw.build(page, tmp_path / "out", workers=1).warnings == []
    warnings = cw.build(tmp_path / "raw", tmp_path / "out", workers=1).warnings
    assert [warning.rpartition(" names no page")[0][-10:] for warning in warnings] == [
        'ababababab"]'[-10:]
    ] * 2
