"""A user's files: a build takes away nothing but the files of the release that it replaces."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from builds import contents, stopped_after
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.crawl import batches as batching
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.publish.writers import replace
from chuangwen_corpus.publish.writers.replace import claimed
from chuangwen_corpus.publish.writers.workspace import MARKER, workspace_of

PAGE = "在创建大会上的表态发言\n同志们：\n我们将全力以赴，做好第{}件事。请领导放心。\n"


def pages(folder: Path, *numbers: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers or (1, 2):
        (folder / f"{number}.txt").write_text(PAGE.format(number), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    cw.build(pages(folder / "raw"), folder / "out", workers=1)
    return folder / "out"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return pages(tmp_path / "raw", 1, 2, 3)


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


def everything(folder: Path) -> dict[str, object]:
    """All that is below a folder, and what each thing is."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else path.lstat().st_mode
        for path in folder.rglob("*")
    }


def refused(raw: Path | str, out: Path | str, *words: str, near: Path) -> None:
    """A build is refused before any work, and nothing near it is changed."""
    before = everything(near)
    seen: list[int] = []
    with pytest.raises(BuildError) as error:
        cw.build(raw, out, workers=1, progress=lambda *_: seen.append(1))
    assert everything(near) == before
    assert not seen
    assert error.value.hint
    for word in words:
        assert word in str(error.value)


FOREIGN: dict[str, bytes] = {
    "of a browser extension": json.dumps({"manifest_version": 3, "name": "Dark", "version": "1"}).encode(),
    "of a web app": json.dumps({"name": "chuangwen-corpus", "icons": [], "files": {}, "tables": {}}).encode(),
    "of another format": json.dumps({"format": 1, "name": "other", "tables": {}, "files": {}}).encode(),
    "broken": b"{",
    "a list": b"[]",
    "empty": b"",
    "of bytes": bytes(range(256)),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_another_programs_manifest_makes_no_release(raw: Path, tmp_path: Path, what: str) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "manifest.json").write_bytes(FOREIGN[what])
    (mine / "thesis.doc").write_bytes(b"precious")
    refused(raw, mine, "left alone", near=tmp_path)


def named(out: Path, path: str) -> str:
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_text("mine", encoding="utf-8")
    return path


def linked(out: Path) -> str:
    (out / "notes").symlink_to(out.parent)
    return "notes"


def link_for_file(out: Path) -> str:
    shutil.move(out / "README.md", out.parent / "elsewhere.md")
    (out / "README.md").symlink_to(out.parent / "elsewhere.md")
    return "README.md"


def changed(out: Path) -> str:
    data = bytearray((out / "README.md").read_bytes())
    data[10] ^= 1
    (out / "README.md").write_bytes(data)
    return "README.md"


def longer(out: Path) -> str:
    with (out / "csv/tokens.csv").open("ab") as file:
        file.write(b"my row\r\n")
    return "csv/tokens.csv"


def folder_of_mine(out: Path) -> str:
    (out / "empty").mkdir()
    return "empty/"


def pipe(out: Path) -> str:
    os.mkfifo(out / "pipe")
    return "pipe"


def deep(out: Path) -> str:
    folder = out
    for _ in range(300):
        folder /= "d"
    folder.mkdir(parents=True)
    return "d/"


ADDED: dict[str, Callable[[Path], str]] = {
    "notes": lambda out: named(out, "notes.md"),
    "notes in a folder": lambda out: named(out, "parquet/notes.md"),
    "a hidden file": lambda out: named(out, ".gitignore"),
    "a hidden folder": lambda out: named(out, ".git/config"),
    "a file that is no litter": lambda out: named(out, "Thumbs.db.bak"),
    "a manifest in a folder": lambda out: named(out, "csv/manifest.json"),
    "a link": linked,
    "a link in the place of a file": link_for_file,
    "a changed file": changed,
    "a longer file": longer,
    "an empty folder": folder_of_mine,
    "a pipe": pipe,
    "deep folders": deep,
}


@pytest.mark.parametrize("what", ADDED)
def test_a_release_with_something_of_the_users_is_left_alone(
    raw: Path, out: Path, tmp_path: Path, what: str
) -> None:
    name = ADDED[what](out)
    refused(raw, out, name, "Move these files", near=tmp_path)


def test_files_that_systems_add_are_no_ones(raw: Path, out: Path) -> None:
    for path in (".DS_Store", "csv/Thumbs.db", "parquet/desktop.ini"):
        (out / path).write_bytes(b"x")
    beside = sorted(out.parent.iterdir())
    result = cw.build(raw, out, workers=1)
    assert result.rows["documents"] == 3
    assert result.warnings == []
    assert sorted(out.parent.iterdir()) == beside  # nothing of the earlier release is left
    assert list(faults(out)) == []


def test_a_release_that_has_lost_a_file_is_replaced(raw: Path, out: Path) -> None:
    (out / "csv/tokens.csv").unlink()
    cw.build(raw, out, workers=1)
    assert list(faults(out)) == []


def test_input_and_output_are_apart(raw: Path, out: Path, tmp_path: Path) -> None:
    inside = pages(out / "raw")
    refused(inside, out, "holds the pages", near=tmp_path)
    refused(inside / "1.txt", out, "holds the pages", near=tmp_path)
    refused(raw, raw, "holds the pages", near=tmp_path)
    refused(raw, raw / "build", "outside", near=tmp_path)
    refused(raw, raw / "deep/er/build", "outside", near=tmp_path)
    (tmp_path / "link").symlink_to(raw)
    refused(raw, tmp_path / "link", "holds the pages", near=tmp_path)
    refused(tmp_path / "link", raw, "holds the pages", near=tmp_path)
    refused(tmp_path / "link", raw / "x", "outside", near=tmp_path)
    refused(raw, f"{raw}/../raw", "holds the pages", near=tmp_path)
    refused(out, out, "holds the pages", near=tmp_path)
    refused(raw / "1.txt", raw / "1.txt", "is a file", near=tmp_path)
    refused(raw.as_uri(), raw / "build", "lies among the pages", near=tmp_path)
    (raw / "linked").symlink_to(tmp_path / "elsewhere")  # whose target the next build would read through it
    refused(raw, raw / "linked", "lies among the pages", near=tmp_path)


def test_one_page_and_its_release_may_share_a_folder(raw: Path) -> None:
    assert cw.build(raw / "1.txt", raw / "build", workers=1).rows["documents"] == 1


@pytest.mark.parametrize("place", [".", "..", "/", "~", "", "home/.."])
def test_folders_that_no_build_may_replace(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    home, here = tmp_path / "home", tmp_path / "work/here"
    home.mkdir()
    here.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(here)
    asked = str(home) if place == "~" else place if not place.startswith("home") else f"{home}/.."
    refused(raw, asked, "your home", near=tmp_path)


def test_a_mount_point_is_not_replaced(
    raw: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.path.ismount
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == out or real(path))
    refused(raw, out, "mount point", near=tmp_path)


def test_of_a_link_the_target_is_replaced(raw: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("out")
    cw.build(raw, tmp_path / "link", workers=1)
    assert (tmp_path / "link").is_symlink()
    assert not out.is_symlink()
    assert cw.load(out).documents.num_rows == 3
    (tmp_path / "dangling").symlink_to("new")
    cw.build(raw, tmp_path / "dangling", workers=1)
    assert (tmp_path / "dangling").is_symlink()
    assert cw.load(tmp_path / "new").documents.num_rows == 3
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    refused(raw, tmp_path / "a", "circle", near=tmp_path)


@pytest.mark.parametrize("mode", [0o700, 0o2775, 0o755])
def test_mode_and_owner_are_kept(raw: Path, out: Path, mode: int) -> None:
    out.chmod(mode)
    if os.getuid() == 0:
        os.chown(out, 1234, 2345)
        out.chmod(mode)
    before = out.stat()
    cw.build(raw, out, workers=1)
    after = out.stat()
    assert stat.S_IMODE(after.st_mode) == mode
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_a_new_release_follows_the_umask(raw: Path, tmp_path: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        cw.build(raw, tmp_path / "new", workers=1)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o777 & ~umask
    assert stat.S_IMODE((tmp_path / "new/csv").stat().st_mode) == 0o777 & ~umask
    assert stat.S_IMODE((tmp_path / "new/manifest.json").stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize("kind", ["empty", "rejects", "withdrawn"])
def test_no_documents_do_not_replace_some(out: Path, tmp_path: Path, kind: str) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    if kind == "rejects":
        (nothing / "x.bin").write_bytes(bytes(100))
    elif kind == "withdrawn":
        pages(nothing, 1)
        (nothing / "withdrawn.toml").write_text('["1.txt"]\nreason = "asked"\n', encoding="utf-8")
    before = everything(tmp_path)
    with pytest.raises(BuildError, match="allow-empty"):
        cw.build(nothing, out, workers=1)
    assert everything(tmp_path) == before
    assert cw.build(nothing, out, workers=1, allow_empty=True).rows["documents"] == 0
    assert cw.build(nothing, out, workers=1).rows["documents"] == 0  # there are none to lose any more


HOLDS = """
import sys, time
from chuangwen_corpus.publish.writers.replace import claimed
with claimed(sys.argv[1]) as target, target.writing() as staging:
    (staging / "half").write_text("x")
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.mark.slow
def test_two_builds_into_one_release(raw: Path, out: Path, tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(out)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        refused(raw, out, "another build", near=tmp_path)
        cw.build(raw, tmp_path / "beside", workers=1)  # another release is another matter
    finally:
        other.kill()
        other.communicate()
    assert workspace_of(out).is_dir()
    cw.build(raw, out, workers=1)  # what the killed one has left is no hindrance
    assert not workspace_of(out).exists()


def test_two_builds_in_one_process(raw: Path, out: Path) -> None:
    with claimed(out), pytest.raises(BuildError, match="another build"):
        cw.build(raw, out, workers=1)
    cw.build(raw, out, workers=1)


@pytest.mark.parametrize("what", ["a file", "a folder", "a link", "another marker"])
def test_a_hidden_folder_that_is_not_ours_is_left_alone(
    raw: Path, out: Path, tmp_path: Path, what: str
) -> None:
    hidden = workspace_of(out)
    if what == "a file":
        hidden.write_text("mine", encoding="utf-8")
    elif what == "a link":
        (tmp_path / "mine").mkdir()
        hidden.symlink_to(tmp_path / "mine")
    else:
        hidden.mkdir()
        (hidden / "release").mkdir()
        (hidden / (MARKER if what == "another marker" else "thesis")).write_text("mine", encoding="utf-8")
    refused(raw, out, "not ours", near=tmp_path)


def test_what_is_named_alike_is_left_alone(raw: Path, out: Path, tmp_path: Path) -> None:
    for name in (".out.parts", ".out.unfinished", ".out.notes.tmp", ".out.old", "out.old", "out.left-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis").write_text("mine", encoding="utf-8")
        long_ago = time.time() - 10**6
        os.utime(tmp_path / name, (long_ago, long_ago))
    before = {path: data for path, data in everything(tmp_path).items() if not path.startswith("out/")}
    cw.build(raw, out, workers=1, keep=True)
    after = everything(tmp_path)
    assert {path: after[path] for path in before} == before


def test_files_put_into_the_release_meanwhile_are_not_lost(raw: Path, out: Path) -> None:
    before = contents(out)
    with pytest.raises(BuildError, match=r"late\.md"):
        cw.build(raw, out, workers=1, progress=lambda *_: named(out, "late.md"))
    assert contents(out) == before | {"late.md": b"mine"}


def put_in_the_last_moment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes a file into the release when it is about to be replaced."""
    swap = replace._swap

    def late(*folders: Path) -> Path | None:
        file.write_text("mine", encoding="utf-8")
        return swap(*folders)

    monkeypatch.setattr(replace, "_swap", late)


def test_files_put_into_it_in_the_last_moment_are_kept_beside(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_the_last_moment(out / "late.md", monkeypatch)
    with claimed(out) as target, target.writing() as staging:
        (staging / "new").write_text("x", encoding="utf-8")
    assert target.left == tmp_path / "out.left-1"
    assert contents(tmp_path / "out.left-1") == {"late.md": b"mine"}
    assert contents(out) == {"new": b"x"}


def test_what_a_system_adds_in_the_last_moment_is_no_ones(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_the_last_moment(out / ".DS_Store", monkeypatch)
    beside = sorted(out.parent.iterdir())
    assert cw.build(raw, out, workers=1).warnings == []
    assert sorted(out.parent.iterdir()) == beside


def test_a_build_names_the_files_it_has_put_beside(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_the_last_moment(out / "late.md", monkeypatch)
    (warning,) = cw.build(raw, out, workers=1).warnings
    assert str(out.parent / "out.left-1") in warning


def test_the_swap_without_an_atomic_exchange(raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replace, "_exchange", lambda *_: False)
    cw.build(raw, out, workers=1)
    assert cw.load(out).documents.num_rows == 3
    before = contents(out)
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name == "release":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(BuildError, match="earlier build is unchanged"):
        cw.build(pages(raw, 4), out, workers=1)
    assert contents(out) == before
    assert not workspace_of(out).exists()


def test_a_release_that_waits_between_two_renames_comes_back(raw: Path, out: Path) -> None:
    hidden = workspace_of(out)
    with claimed(out) as target:
        target.workspace.parts.mkdir()
        (target.workspace.parts / "x.part").write_text("kept", encoding="utf-8")
    out.rename(hidden / "previous")  # as a crash between the renames leaves it
    with claimed(out) as target:
        assert target.documents == 2
    assert cw.load(out).documents.num_rows == 2


@pytest.mark.parametrize("touched", [False, True])
def test_a_release_that_was_put_aside_and_replaced_goes_with_the_next_build(
    raw: Path, out: Path, made: Path, tmp_path: Path, touched: bool
) -> None:
    with claimed(out) as target:
        target.workspace.parts.mkdir()
        (target.workspace.parts / "x.part").write_text("kept", encoding="utf-8")
    shutil.copytree(made, workspace_of(out) / "previous")  # as a crash behind the second rename leaves it
    if touched:
        (workspace_of(out) / "previous/notes").write_text("mine", encoding="utf-8")
    cw.build(raw, out, workers=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out",
        *(["out.left-1"] if touched else []),
        "raw",
    ]


def test_everything_is_synced_before_the_swap(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[str] = set()
    fsync, swap = os.fsync, replace._swap

    def note(handle: int) -> None:
        synced.add(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    def check(staging: Path, *others: Path) -> Path | None:
        wanted = {str(path) for path in (staging, *staging.rglob("*"))}
        assert wanted <= synced
        synced.clear()
        return swap(staging, *others)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(replace, "_swap", check)
    with claimed(out) as target, target.writing() as staging:
        (staging / "a/b").mkdir(parents=True)
        (staging / "a/b/file").write_text("x", encoding="utf-8")
    assert str(out.parent) in synced


@pytest.mark.slow
def test_what_is_kept_for_the_next_build_is_all_that_stays(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "BATCH_BYTES", 100)
    monkeypatch.setattr(batching, "UNKEPT", 0)
    with pytest.raises(KeyboardInterrupt):
        cw.build(pages(raw, *range(20)), tmp_path / "new", workers=1, progress=stopped_after(9))
    assert {path.name for path in workspace_of(tmp_path / "new").iterdir()} == {MARKER, "parts"}
    cw.build(raw, tmp_path / "new", workers=1, resume=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "raw"]


def test_a_place_that_cannot_be_written(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (
        tmp_path / "file/out",
        tmp_path / ("x" * 250),
        Path("/proc/nothing/out"),
        tmp_path / "a\0b",
    ):
        with pytest.raises(BuildError):
            cw.build(raw, place, workers=1)
