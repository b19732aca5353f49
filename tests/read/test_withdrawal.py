"""What is withdrawn, before and apart from any build: by every kind of key, at every kind of place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chuangwen_corpus.errors import BuildError, SourceError, UnmatchedEntries
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.read.page import Page
from chuangwen_corpus.read.walk import Found


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bytes_of(name: str) -> bytes:
    return f"page {name}".encode()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    for name in ("good.txt", "bad.txt", "sub/good.txt", "sub/deep/c.html", "x[1].txt", "x1.txt", "é.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes_of(name))
    with zipfile.ZipFile(folder / "pages.zip", "w") as archive:
        for name in ("1.txt", "in/2.txt", "in/3.txt"):
            archive.writestr(name, bytes_of(f"zip {name}"))
    with tarfile.open(folder / "sub" / "pages.tar.gz", "w:gz") as tar:
        tar.add(folder / "bad.txt", "4.txt")
    rows = [json.dumps({"text": f"page row {number}"}) for number in range(1, 13)]
    (folder / "d.jsonl").write_text("\n".join(rows), encoding="utf-8")
    pq.write_table(pa.table({"text": [f"page p{n}" for n in range(1, 4)]}), folder / "sub" / "p.parquet")
    return folder


def withdrawn(root: Path | str) -> set[str]:
    """The paths of the pages that are withdrawn."""
    folder = InputFolder.open(root)
    found = folder.resolve()
    paths = set()
    for page in folder.pages():
        try:
            data = page.read()
        except SourceError:
            continue
        if found.why(page.path, sha256(data)):
            paths.add(page.path)
    return paths


def entry(*keys: str, more: str = 'reason = "asked for"\n') -> str:
    return "".join(f"[{json.dumps(key, ensure_ascii=False)}]\n{more}" for key in keys)


BAD = {"bad.txt", "sub/pages.tar.gz/4.txt"}  # the same bytes
ROWS = {f"d.jsonl/{number:09}" for number in range(1, 13)}
SUB = {
    "sub/good.txt",
    "sub/deep/c.html",
    "bad.txt",
    "sub/pages.tar.gz/4.txt",
    *(f"sub/p.parquet/{n:09}" for n in (1, 2, 3)),
}


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("good.txt", {"good.txt"}),
        ("./good.txt", {"good.txt"}),
        ("sub//good.txt", {"sub/good.txt"}),
        ("sub/../good.txt", {"good.txt"}),
        ("sub\\good.txt", {"sub/good.txt"}),
        ("sub", SUB),
        ("sub/", SUB),
        ("bad.txt", BAD),
        ("sub/pages.tar.gz", BAD),
        ("sub/pages.tar.gz/4.txt", BAD),
        ("pages.zip", {"pages.zip/1.txt", "pages.zip/in/2.txt", "pages.zip/in/3.txt"}),
        ("pages.zip/in", {"pages.zip/in/2.txt", "pages.zip/in/3.txt"}),
        ("pages.zip/in/2.txt", {"pages.zip/in/2.txt"}),
        ("pages.zip/*/2.txt", {"pages.zip/in/2.txt"}),
        ("**/2.txt", {"pages.zip/in/2.txt"}),
        ("d.jsonl", ROWS),
        ("d.jsonl/7", {"d.jsonl/000000007"}),
        ("d.jsonl/000000012", {"d.jsonl/000000012"}),
        ("d.jsonl/00000001?", {f"d.jsonl/0000000{n}" for n in (10, 11, 12)}),
        ("sub/p.parquet/2", {"sub/p.parquet/000000002"}),
        ("*.jsonl", ROWS),
        ("**/good.txt", {"good.txt", "sub/good.txt"}),
        ("sub/**/*.html", {"sub/deep/c.html"}),
        ("x[1].txt", {"x[1].txt"}),
        ("x[[]1].txt", {"x[1].txt"}),
        ("x?.txt", {"x1.txt"}),
        ("[gb]*.txt", {"good.txt", *BAD}),
        (unicodedata.normalize("NFD", "é.txt"), {"é.txt"}),
        (sha256(bytes_of("good.txt")).upper(), {"good.txt"}),
        (f"sha256:{sha256(bytes_of('bad.txt'))}", BAD),
        (f"SHA256:{sha256(b'page row 3').upper()}", {"d.jsonl/000000003"}),
        (sha256(bytes_of("zip 1.txt"))[:16], {"pages.zip/1.txt"}),
        (sha256(bytes_of("bad.txt"))[:16].upper() + "-12345678", BAD),
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["", "file://", "local://"])
def test_what_a_key_withdraws(raw: Path, key: str, paths: set[str], scheme: str) -> None:
    (raw / "withdrawn.toml").write_text(entry(key), encoding="utf-8")
    assert withdrawn(f"{scheme}{raw}") == paths


def test_a_name_in_gbk_is_named_as_it_is_read(raw: Path) -> None:
    for name in (b"\xba\xc3.txt", b"sub/\xba\xc3"):
        place = Path(os.fsdecode(os.fsencode(raw) + b"/" + name))
        if name.endswith(b"txt"):
            place.write_bytes(b"one")
        else:
            place.mkdir()
            (place / "2.txt").write_bytes(b"two")
            (place / "withdrawn.toml").write_text(entry("2.txt"), encoding="utf-8")
    (raw / "withdrawn.toml").write_text(entry("好.txt"), encoding="utf-8")
    assert withdrawn(raw) == {"好.txt", "sub/好/2.txt"}


def test_files_below_count_and_add_up(raw: Path) -> None:
    (raw / "withdrawn.toml").write_text(entry("d.jsonl/1"), encoding="utf-8")
    (raw / "sub" / "withdrawn.toml").write_text(entry("good.txt", "p.parquet/1"), encoding="utf-8")
    (raw / "sub" / "deep" / "withdrawn.toml").write_text(entry("*"), encoding="utf-8")
    expected = {"d.jsonl/000000001", "sub/good.txt", "sub/p.parquet/000000001", "sub/deep/c.html"}
    assert withdrawn(raw) == expected
    assert withdrawn(f"local://{raw}") == expected


@pytest.mark.parametrize("copy", ["a.txt", "zz.txt", "sub/a.txt"])
def test_copies_are_withdrawn_wherever_they_come(raw: Path, copy: str) -> None:
    (raw / copy).write_bytes(bytes_of("good.txt"))
    (raw / "withdrawn.toml").write_text(entry("good.txt"), encoding="utf-8")
    assert withdrawn(raw) == {"good.txt", copy}
    why = InputFolder.open(raw).resolve().why(copy, sha256(bytes_of("good.txt")))
    assert why == 'asked for (it has the bytes of a page that ["good.txt"] names)'


def zip_with_a_name_twice(folder: Path) -> None:
    with zipfile.ZipFile(folder / "twice.zip", "w") as archive:
        archive.writestr("a.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "two")


def test_a_name_that_is_twice_in_an_archive(raw: Path) -> None:
    zip_with_a_name_twice(raw)
    (raw / "withdrawn.toml").write_text(entry("twice.zip/a.txt"), encoding="utf-8")
    assert withdrawn(raw) == {"twice.zip/a.txt", "twice.zip/a.txt#2"}


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("a.{}/a[1].txt", {"a.{}/a[1].txt"}),
        ("a.{}/a?.txt", {"a.{}/a1.txt", "a.{}/a2.txt"}),  # no page has this very name
        ("a.{}/in[1]", {"a.{}/in[1]/c.txt"}),
        ("a.{}/in[1]/c.txt", {"a.{}/in[1]/c.txt"}),
        ("a.{}/in[1]/*", {"a.{}/in1/c.txt"}),
        ("*.{}/a[1].txt", {"a.{}/a1.txt"}),
    ],
)
def test_a_name_in_an_archive_that_looks_like_a_glob(
    tmp_path: Path, kind: str, key: str, paths: set[str]
) -> None:
    names = ("a1.txt", "a2.txt", "a[1].txt", "in1/c.txt", "in[1]/c.txt")
    archive = tmp_path / f"a.{kind}"
    for name in names:
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(bytes_of(name))
    if kind == "zip":
        with zipfile.ZipFile(archive, "w") as packed:
            for name in names:
                packed.write(tmp_path / "out" / name, name)
    else:
        with tarfile.open(archive, "w") as tar:
            for name in names:
                tar.add(tmp_path / "out" / name, name)
    shutil.rmtree(tmp_path / "out")
    key, paths = key.format(kind), {path.format(kind) for path in paths}
    for name in ("withdrawn.toml", "sources.toml"):
        (tmp_path / name).write_text(entry(key, more=""), encoding="utf-8")
    for root in (tmp_path, archive, f"local://{tmp_path}"):
        assert withdrawn(root) == paths
    (tmp_path / "sources.toml").write_text(entry(key, more='rights = "asked"\n'), encoding="utf-8")
    folder = InputFolder.open(tmp_path)
    assert {page.path for page in folder.pages() if page.provenance.rights} == paths
    assert folder.check_provenance() == []


def raw_path(folder: Path, name: bytes) -> Path:
    """A file or folder whose name is these bytes."""
    return Path(os.fsdecode(os.fsencode(folder) + b"/" + name))


@pytest.mark.parametrize("key", ["\ufffd.txt", "?.txt", "*.txt"])
def test_files_whose_names_become_the_same_text_are_all_meant(tmp_path: Path, key: str) -> None:
    for number, name in enumerate((b"\xff.txt", b"\xfe.txt", b"\xfd.txt")):
        raw_path(tmp_path, name).write_bytes(b"%d" % number)
    (tmp_path / "other.md").write_bytes(b"x")
    (tmp_path / "withdrawn.toml").write_text(entry(key), encoding="utf-8")
    (tmp_path / "sources.toml").write_text(entry(key, more='rights = "asked"\n'), encoding="utf-8")
    names = {"\ufffd.txt", "\ufffd.txt#2", "\ufffd.txt#3"}
    assert withdrawn(tmp_path) == names
    pages = InputFolder.open(tmp_path).pages()
    assert {page.path for page in pages if page.provenance.rights} == names


def test_one_of_them_is_named_by_its_number(tmp_path: Path) -> None:
    raw_path(tmp_path, "好.txt".encode()).write_bytes(b"1")
    raw_path(tmp_path, "好.txt".encode("gbk")).write_bytes(b"2")
    (tmp_path / "a.txt").write_bytes(b"3")
    (tmp_path / "a.txt#2").write_bytes(b"4")  # a name of its own
    (tmp_path / "withdrawn.toml").write_text(entry("a.txt", "好.txt#2"), encoding="utf-8")
    assert withdrawn(tmp_path) == {"a.txt", "好.txt#2"}
    (tmp_path / "withdrawn.toml").write_text(entry("好.txt"), encoding="utf-8")
    assert withdrawn(tmp_path) == {"好.txt", "好.txt#2"}


def test_folders_archives_and_dumps_whose_names_become_the_same_text(tmp_path: Path) -> None:
    for number, byte in enumerate((b"\xff", b"\xfe")):
        raw_path(tmp_path, byte).mkdir()
        for name in ("a.txt", "b.txt", "c.txt"):
            (raw_path(tmp_path, byte) / name).write_bytes(b"%s %d" % (name.encode(), number))
        with zipfile.ZipFile(raw_path(tmp_path, byte + b".zip"), "w") as archive:
            archive.writestr("a.txt", f"zip a {number}")
            archive.writestr("b.txt", f"zip b {number}")
        rows = [json.dumps({"text": f"row {row} {number}"}) for row in range(3)]
        raw_path(tmp_path, byte + b".jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "withdrawn.toml").write_text(
        entry("\ufffd/a.txt", "\ufffd.zip/a.txt", "\ufffd.jsonl/2"), encoding="utf-8"
    )
    first, second = (
        {f"\ufffd{number}/a.txt", f"\ufffd.zip{number}/a.txt", f"\ufffd.jsonl{number}/000000002"}
        for number in ("", "#2")
    )
    assert withdrawn(tmp_path) == first | second
    # A file of entries speaks for its own folder.
    own = raw_path(tmp_path, b"\xff") / "withdrawn.toml"
    own.write_text(entry("b.txt"), encoding="utf-8")
    (raw_path(tmp_path, b"\xfe") / "withdrawn.toml").write_text(entry("c.*"), encoding="utf-8")
    whole = withdrawn(tmp_path) - first - second
    assert {path.rpartition("/")[2] for path in whole} == {"b.txt", "c.txt"}
    assert len({path.rpartition("/")[0] for path in whole}) == len(whole) == 2


def test_a_glob_means_every_member_of_a_name(tmp_path: Path) -> None:
    zip_with_a_name_twice(tmp_path)
    (tmp_path / "withdrawn.toml").write_text(entry("twice.zip/*.txt"), encoding="utf-8")
    assert withdrawn(tmp_path) == {"twice.zip/a.txt", "twice.zip/a.txt#2"}


def test_a_file_that_is_called_like_a_hash(raw: Path) -> None:
    digest = sha256(bytes_of("good.txt"))
    (raw / digest).write_bytes(b"something else")
    (raw / "withdrawn.toml").write_text(entry(digest), encoding="utf-8")
    assert withdrawn(raw) == {"good.txt", digest}


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("godo.txt", '"good.txt"'),
        ("Good.txt", '"good.txt"'),
        ("deep/good.txt", '"good.txt"'),
        ("good", "good.txt"),
        ("sub/c.html", '"sub/deep/c.html"'),
        ("pages.zip/2.txt", '"pages.zip/in/2.txt"'),
        ("pages.zip/1.text", '"pages.zip/1.txt"'),
        ("page.zip", '"pages.zip"'),
        ("d.jsonl/13", "d.jsonl/000000012"),
        ("d.jsonl/0", "d.jsonl/"),
        ("d.json/1", ""),
        ("*.html", ""),
        ("pages.zip/*.html", ""),
        ("sub/deep/**/*.txt", ""),
        (sha256(b"")[:-1], ""),
        ("d41d8cd98f00b204e9800998ecf8427e", ""),
    ],
)
def test_a_key_that_names_nothing_ends_the_build(raw: Path, key: str, near: str) -> None:
    (raw / "withdrawn.toml").write_text(entry("good.txt", key), encoding="utf-8")
    with pytest.raises(UnmatchedEntries) as caught:
        InputFolder.open(raw).resolve()
    assert isinstance(caught.value, BuildError)
    assert caught.value.exit_code == 1
    assert caught.value.path == str(raw / "withdrawn.toml")
    assert "gone = true" in str(caught.value)
    assert f'["{key}"]' in str(caught.value)
    assert near in str(caught.value)
    assert '["good.txt"]' not in str(caught.value)
    (raw / "withdrawn.toml").write_text(
        entry("good.txt") + entry(key, more="gone = true\n"), encoding="utf-8"
    )
    assert withdrawn(raw) == {"good.txt"}


def test_all_of_them_are_in_one_message(raw: Path) -> None:
    (raw / "withdrawn.toml").write_text(entry("godo.txt", "**/*.doc"), encoding="utf-8")
    (raw / "sub" / "withdrawn.toml").write_text(entry("bad.txt", "p.parquet/99"), encoding="utf-8")
    (raw / "sources.toml").write_text(entry("gut.txt", more='rights = "x"\n'), encoding="utf-8")
    with pytest.raises(UnmatchedEntries, match="5 entries name no page") as caught:
        InputFolder.open(raw).resolve()
    for key in ("godo.txt", "**/*.doc", "bad.txt", "p.parquet/99", "gut.txt"):
        assert f'["{key}"]' in str(caught.value)
    assert '"bad.txt" outside the folder of this file' in str(caught.value)


def test_hashes_that_name_nothing_are_a_warning(raw: Path) -> None:
    digest = sha256(b"gone")
    (raw / "withdrawn.toml").write_text(
        entry(digest, digest[:16], sha256(bytes_of("bad.txt"))) + entry("f" * 64, more="gone = true\n"),
        encoding="utf-8",
    )
    found = InputFolder.open(raw).resolve()
    said = found.unused([sha256(bytes_of("bad.txt"))])
    assert [f'["{digest}"]' in said[0], f'["{digest[:16]}"]' in said[1], len(said)] == [True, True, 2]


@pytest.mark.parametrize("name", ["broken.zip", "broken.parquet", "broken.jsonl.gz"])
def test_what_may_have_been_in_a_broken_file_is_a_warning(raw: Path, name: str) -> None:
    (raw / name).write_bytes(b"broken")
    (raw / "withdrawn.toml").write_text(entry(f"{name}/7"), encoding="utf-8")
    found = InputFolder.open(raw).resolve()
    assert [f'["{name}/7"]' in said and "broken" in said for said in found.warnings] == [True]


def test_a_page_that_cannot_be_read_is_named_all_the_same(raw: Path) -> None:
    (raw / "gone.txt").symlink_to("nowhere")
    (raw / "withdrawn.toml").write_text(entry("gone.txt"), encoding="utf-8")
    assert not InputFolder.open(raw).resolve().unmatched


@pytest.mark.parametrize(
    ("page", "key", "ok"),
    [
        ("good.txt", "good.txt", True),
        ("good.txt", "bad.txt", True),
        ("good.txt", "sub/good.txt", True),
        ("good.txt", "d.jsonl/7", True),
        ("good.txt", "**/7.txt", True),
        ("good.txt", sha256(b"x"), True),
        ("good.txt", "godo.txt", False),
        ("d.jsonl", "d.jsonl/7", True),
        ("d.jsonl", "d.jsonl/13", False),
        ("d.jsonl", "pages.zip/1.txt", True),
    ],
)
def test_an_input_of_one_page_has_the_entries_of_its_folder(raw: Path, page: str, key: str, ok: bool) -> None:
    (raw / "withdrawn.toml").write_text(entry(key), encoding="utf-8")
    for root in (raw / page, f"local://{raw / page}"):
        if ok:
            assert withdrawn(root) == (
                {page} if page == key else {"d.jsonl/000000007"} if key.startswith(page) else set()
            )
        else:
            with pytest.raises(UnmatchedEntries):
                InputFolder.open(root).resolve()


def test_only_what_entries_name_is_read(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "withdrawn.toml").write_text(entry("good.txt", "pages.zip/1.txt"), encoding="utf-8")
    opened: list[str] = []
    from chuangwen_corpus.read import inputs

    real = inputs.pages_of

    def pages(found: Found, *more: Any) -> Iterator[Page]:
        opened.append(found.path)
        return real(found, *more)

    monkeypatch.setattr(inputs, "pages_of", pages)
    InputFolder.open(raw).resolve()
    assert opened == ["good.txt", "pages.zip"]
