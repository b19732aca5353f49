"""What `sources.toml` says of a page: by every kind of key, field by field, the nearest file last."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from chuangwen_corpus.errors import UnmatchedEntries
from chuangwen_corpus.read import inputs
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.read.page import Page
from chuangwen_corpus.read.walk import Found
from chuangwen_corpus.records import Source
from conftest import ROOT


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "sub" / "deep").mkdir(parents=True)
    for name in ("good.txt", "sub/good.txt", "sub/deep/c.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    with zipfile.ZipFile(folder / "pages.zip", "w") as archive:
        archive.writestr("1.txt", "one")
        archive.writestr("2.txt", "two")
    rows = [{"text": f"row {n}", "url": f"u{n}", "license": "CC0"} for n in range(1, 4)]
    (folder / "d.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def say(file: Path, entries: Mapping[str, Mapping[str, str | bool]]) -> None:
    text = ""
    for key, fields in entries.items():
        text += f"[{json.dumps(key, ensure_ascii=False)}]\n"
        text += "".join(
            f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()
        )
    file.write_text(text, encoding="utf-8")


def rights(root: Path | str) -> dict[str, str]:
    return {
        p.path: p.provenance.rights for p in InputFolder.open(root).pages() if p.provenance.rights == "asked"
    }


DIGEST = hashlib.sha256(b"good.txt").hexdigest()


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("good.txt", ["good.txt"]),
        ("./sub/../good.txt", ["good.txt"]),
        ("sub\\good.txt", ["sub/good.txt"]),
        ("sub", ["sub/deep/c.txt", "sub/good.txt"]),
        ("**/good.txt", ["good.txt", "sub/good.txt"]),
        ("pages.zip", ["pages.zip/1.txt", "pages.zip/2.txt"]),
        ("pages.zip/2.txt", ["pages.zip/2.txt"]),
        ("d.jsonl/2", ["d.jsonl/000000002"]),
        (DIGEST.upper(), ["good.txt"]),
        (f"sha256:{hashlib.sha256(b'two').hexdigest()}", ["pages.zip/2.txt"]),
        (DIGEST[:16], ["good.txt"]),
        (f"{DIGEST[:16]}-12345678", ["good.txt"]),
    ],
)
def test_what_a_key_names(raw: Path, key: str, paths: list[str]) -> None:
    say(raw / "sources.toml", {key: {"rights": "asked"}})
    for root in (raw, raw.as_uri(), f"local://{raw}"):
        assert sorted(rights(root)) == paths
        folder = InputFolder.open(root)
        folder.resolve()
        list(folder.pages())
        assert folder.check_provenance() == []


def test_the_nearest_word_on_each_field(raw: Path) -> None:
    say(
        raw / "sources.toml",
        {
            "sub/deep/c.txt": {"url": "exact", "retrieved": "2020", "publisher": "outer", "note": "outer"},
            "**": {"rights": "all", "publisher": "all", "url": "all"},
            "*.txt": {"rights": "later glob"},
            "d.jsonl": {"publisher": "dump", "rights": ""},
            "d.jsonl/2": {"url": "row", "retrieved_note": "by hand"},
            hashlib.sha256(b"one").hexdigest(): {"url": "by hash"},
            "pages.zip/1.txt": {"url": "by name", "note": "by name"},
        },
    )
    say(raw / "sub" / "sources.toml", {".": {"publisher": "sub", "url": "sub"}, "deep": {"url": "sub deep"}})
    say(raw / "sub" / "deep" / "sources.toml", {"*": {"note": "", "title": "x", "year": "2020"}})
    found = {page.path: page.provenance for page in InputFolder.open(raw).pages()}
    assert found == {
        "d.jsonl/000000001": Source(url="all", publisher="dump"),
        "d.jsonl/000000002": Source(url="row", publisher="dump", note="by hand"),
        "d.jsonl/000000003": Source(url="all", publisher="dump"),
        "good.txt": Source(url="all", rights="later glob", publisher="all"),
        "pages.zip/1.txt": Source(url="by hash", rights="all", publisher="all", note="by name"),
        "pages.zip/2.txt": Source(url="all", rights="all", publisher="all"),
        "sub/deep/c.txt": Source(url="sub deep", retrieved="2020", rights="all", publisher="sub"),
        "sub/good.txt": Source(url="sub", rights="all", publisher="sub"),
    }


def test_what_a_dump_says_stands_where_no_entry_says_anything(raw: Path) -> None:
    say(raw / "sources.toml", {"d.jsonl": {"publisher": "dump"}, "d.jsonl/3": {"rights": "asked"}})
    found = {page.path[-1]: page.provenance for page in InputFolder.open(raw / "d.jsonl").pages()}
    assert found["1"] == Source(url="u1", rights="CC0", publisher="dump")
    assert found["3"] == Source(url="u3", rights="asked", publisher="dump")


def test_our_own_file_gives_what_is_released() -> None:
    (page,) = InputFolder.open(ROOT / "raw").pages()
    released = json.loads(
        (ROOT / "build" / "json" / "documents.jsonl").read_text(encoding="utf-8").splitlines()[0]
    )
    assert page.provenance == Source.model_validate(released["source"])


@pytest.mark.parametrize("key", ["godo.txt", "*.html", "sub/x/**", "pages.rar/1.txt", DIGEST[1:]])
def test_what_plainly_names_nothing_is_said_before_anything_is_read(raw: Path, key: str) -> None:
    say(raw / "sources.toml", {key: {"rights": "asked"}})
    with pytest.raises(UnmatchedEntries) as caught:
        InputFolder.open(raw).resolve()
    assert f'["{key}"]' in str(caught.value)
    assert caught.value.exit_code == 1
    say(raw / "sources.toml", {key: {"rights": "asked", "gone": True}})
    folder = InputFolder.open(raw)
    folder.resolve()
    assert folder.check_provenance() == []


@pytest.mark.parametrize(
    ("key", "near"),
    [("d.jsonl/4", "d.jsonl/000000003"), ("pages.zip/1.TXT", "pages.zip/1.txt"), ("pages.zip/*.htm", "")],
)
def test_what_names_nothing_in_an_archive_or_dump_is_said_at_the_end(
    raw: Path, monkeypatch: pytest.MonkeyPatch, key: str, near: str
) -> None:
    say(raw / "sources.toml", {key: {"rights": "asked"}, "d.jsonl/1": {"rights": "asked"}})
    folder = InputFolder.open(raw)
    real = inputs.pages_of
    opened: list[str] = []

    def pages(found: Found, *more: Any) -> Iterator[Page]:
        opened.append(found.path)
        return real(found, *more)

    monkeypatch.setattr(inputs, "pages_of", pages)
    folder.resolve()
    assert opened == []  # dumps are read once
    list(folder.pages())
    with pytest.raises(UnmatchedEntries) as caught:
        folder.check_provenance()
    assert f'["{key}"]' in str(caught.value)
    assert near in str(caught.value)


def test_what_cannot_be_looked_for_is_a_warning(raw: Path) -> None:
    (raw / "broken.zip").write_bytes(b"broken")
    say(raw / "sources.toml", {"broken.zip/1.txt": {"rights": "asked"}, "f" * 64: {"rights": "asked"}})
    folder = InputFolder.open(raw)
    folder.resolve()
    list(folder.pages())
    broken, unused = folder.check_provenance()
    assert "broken.zip is broken" in broken
    assert "f" * 64 in unused


def test_an_input_of_one_page(raw: Path) -> None:
    say(
        raw / "sources.toml",
        {
            "good.txt": {"rights": "asked"},
            "sub/good.txt": {"url": "u"},
            "d.jsonl/9": {"url": "u"},
            "f" * 64: {"url": "u"},
        },
    )
    folder = InputFolder.open(raw / "good.txt")
    folder.resolve()
    assert [page.provenance.rights for page in folder.pages()] == ["asked"]
    assert folder.check_provenance() == []


def test_pages_that_cannot_be_read_are_given_as_they_are(raw: Path) -> None:
    (raw / "gone.txt").symlink_to("nowhere")
    say(raw / "sources.toml", {"gone.txt": {"rights": "asked"}, DIGEST: {"rights": "asked"}})
    assert sorted(rights(raw)) == ["gone.txt", "good.txt"]
