"""Folders as they should not be: deep, linked in circles and pairs, with names of other systems."""

from __future__ import annotations

import itertools
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chuangwen_corpus.read import walk
from chuangwen_corpus.read.guard import Guard
from chuangwen_corpus.read.inputs import InputFolder
from reading import apart, found, outcomes

DEEP = """
import os, sys
from reading import found
from pathlib import Path
root, depth, name = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
os.chdir(root)
for number in range(depth):
    os.mkdir(name)
    os.chdir(name)
    if len(sys.argv) > 4:
        os.symlink("..", "loop")
open("page.txt", "w").close()
for path, got in found(root).items():
    print(len(path), got)
"""


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


@pytest.fixture
def deep() -> Iterator[Path]:
    """A folder that is taken away by a tool that any depth is the same to; Python's is not."""
    folder = tempfile.mkdtemp()
    yield Path(folder)
    subprocess.run(["rm", "-rf", folder], check=True)


@pytest.mark.slow
def test_a_thousand_and_more_nested_folders(deep: Path) -> None:
    assert apart(DEEP, deep, "1500", "d") == f"{1500 * 2 + 8} b''\n"


@pytest.mark.slow
def test_nested_folders_each_with_a_link_back(deep: Path) -> None:
    said = apart(DEEP, deep, "600", "d", "links").splitlines()
    assert len(said) == 601
    assert sum(line.endswith("link_loop") for line in said) == 600


def test_work_is_linear_in_the_depth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def calls(depth: int) -> int:
        root = tmp_path / str(depth)
        write(root, "/".join(["d"] * depth) + "/page")
        count = itertools.count()
        with monkeypatch.context() as patch:
            for name in ("stat", "lstat", "scandir", "readlink"):
                real = getattr(os, name)
                patch.setattr(os, name, lambda *a, real=real, **k: (next(count), real(*a, **k))[1])
            assert len(list(walk.Walk(root, Guard()).files())) == 1
        return next(count)

    base = calls(1)
    assert calls(200) - base <= 2.2 * (calls(100) - base)


def test_a_path_that_is_too_long_for_the_system(deep: Path) -> None:
    said = apart(DEEP, deep, "30", "d" * 200)
    assert said.endswith(" unreadable\n")
    assert said.count("\n") == 1


def test_paired_links_give_no_powers_of_two(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"d{number}").mkdir()
        for name in "ab":
            (tmp_path / f"d{number}" / name).symlink_to(f"../d{number + 1}")
    write(tmp_path, "d30/page")
    pages = found(tmp_path)
    assert pages.pop("d30/page") == b"d30/page"
    assert set(pages.values()) == {"read_elsewhere"}
    assert len(pages) == 60


def test_paired_links_outside_the_folder(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    for number in range(20):
        (outside / f"d{number}").mkdir(parents=True)
        for name in "ab":
            (outside / f"d{number}" / name).symlink_to(f"../d{number + 1}")
    write(outside, "d20/page")
    root.mkdir()
    (root / "in").symlink_to(outside / "d0")
    pages = found(root)
    assert [got for got in pages.values() if isinstance(got, bytes)] == [b"d20/page"]
    assert len(pages) == 21


@pytest.mark.parametrize("link", ["a-link", "z-link"])
@pytest.mark.parametrize("target", ["real", "real/deep", "./real/../real/deep/"])
def test_real_folders_win_over_links_whatever_their_names(tmp_path: Path, link: str, target: str) -> None:
    write(tmp_path, "real/deep/page", "real/other")
    (tmp_path / link).symlink_to(target)
    pages = outcomes(tmp_path)
    assert pages["real/deep/page"][0] == b"real/deep/page"
    reason, message = pages[link]
    assert reason == "read_elsewhere"
    assert str(Path(os.path.normpath(target))) in message
    assert len(pages) == 3


def test_links_to_hidden_folders_are_followed(tmp_path: Path) -> None:
    write(tmp_path, ".store/x/page")
    (tmp_path / "x").symlink_to(".store/x")
    assert found(tmp_path) == {"x/page": b".store/x/page"}


@pytest.mark.parametrize("target", [".", "..", "../..", "/"])
def test_links_to_folders_they_stand_in(tmp_path: Path, target: str) -> None:
    write(tmp_path / "root", "page", "deep/other")
    (tmp_path / "root" / "deep" / "up").symlink_to(target)
    assert found(tmp_path / "root")["deep/up"] in ("link_loop", "read_elsewhere")
    assert len(found(tmp_path / "root")) == 3


def test_links_of_links(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    write(outside, "x/page", "other")
    root.mkdir()
    (tmp_path / "way").symlink_to("outside")
    (root / "a").symlink_to("../way/x")
    (root / "b").symlink_to("a")
    (root / "c").symlink_to("../way")
    (root / "one").symlink_to("two")
    (root / "two").symlink_to("one")
    for number in range(100):
        (root / f"n{number:03}").symlink_to(f"n{number + 1:03}")
    pages = outcomes(root)
    assert pages["a/page"][0] == b"x/page"
    assert pages["b"] == ("read_elsewhere", "is a link to a folder whose pages are read as a/…")
    assert pages["c/other"][0] == b"other"
    assert pages["c/x"][0] == "read_elsewhere"
    assert pages["one"][0] == pages["two"][0] == "link_loop"
    assert pages["n000"][0] == "link_loop"
    assert pages["n099"][0] == "missing"


def test_the_root_is_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", "deep/page")
    (tmp_path / "real" / "again").symlink_to(tmp_path / "real" / "deep")
    (tmp_path / "link").symlink_to("real")
    assert found(tmp_path / "link") == {"deep/page": b"deep/page", "again": "read_elsewhere"}


@pytest.mark.parametrize("encoding", ["gbk", "big5"])
@pytest.mark.parametrize("name", ["page.txt", "a.jsonl"])
def test_names_in_the_encodings_of_other_systems(tmp_path: Path, encoding: str, name: str) -> None:
    folder = tmp_path / os.fsdecode("表態發言".encode("gb18030" if encoding == "gbk" else encoding))
    folder.mkdir()
    (folder / name).write_bytes(b'{"text": "x"}')
    (page,) = InputFolder.open(tmp_path).pages()
    assert page.path.startswith(f"表態發言/{name}")
    assert page.provenance.note == f"name read as {'gb18030' if encoding == 'gbk' else 'big5hkscs'}"
    assert list(found(tmp_path)) == [page.path]
    (page,) = InputFolder.open(folder).pages()
    assert page.provenance.note is None


def test_names_that_look_the_same_stay_apart(tmp_path: Path) -> None:
    for raw in (b"\xff", b"\xfe", "\ufffd".encode(), "\ufffd#2".encode()):
        (tmp_path / os.fsdecode(raw)).write_bytes(raw)
    assert sorted(found(tmp_path).values()) == [b"\xef\xbf\xbd", b"\xef\xbf\xbd#2", b"\xfe", b"\xff"]


def test_a_folder_that_cannot_be_listed_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a/x", "b/y")
    real = os.scandir

    def listing(path: str) -> object:
        if path.endswith("/a"):
            raise RuntimeError("out of order\x1b[2J")
        return real(path)

    monkeypatch.setattr(os, "scandir", listing)
    assert outcomes(tmp_path) == {
        "a": ("unreadable", r"the folder cannot be read (RuntimeError: out of order\x1b[2J)."),
        "b/y": (b"b/y", ""),
    }
    with pytest.raises(RuntimeError, match="out of order"):
        list(InputFolder.open(tmp_path, debug=True).pages())
