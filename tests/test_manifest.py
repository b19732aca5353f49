"""The manifest of others: whatever it is, it is read safely, and what is wrong with it is said with its place."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import manifest
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.manifest import Manifest, recognise
from chuangwen_corpus.places import Place
from conftest import ROOT

SOUND: dict[str, Any] = json.loads((ROOT / "build/manifest.json").read_text(encoding="utf-8"))
HASH = "0" * 64


def put(folder: Path, data: bytes) -> Path:
    (folder / "manifest.json").write_bytes(data)
    return folder


def refused(folder: Path, match: str = "manifest") -> None:
    """Every way to open it ends in a clear error."""
    for opened in (lambda: Manifest.read(Place.of(folder)), lambda: cw.load(folder)):
        with pytest.raises(LoadError, match=match) as caught:
            opened()
        assert caught.value.path == str(folder)
        assert caught.value.hint
        assert str(caught.value).isprintable()
    assert recognise(folder) is None


NO_MANIFEST = {
    "nothing": b"",
    "no JSON": b"{",
    "cut off": json.dumps(SOUND).encode()[:-30],
    "more behind it": json.dumps(SOUND).encode() + b"{}",
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "a string": b'"chuangwen-corpus"',
    "UTF-16": json.dumps(SOUND).encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(SOUND).encode(),
    "no UTF-8": json.dumps(SOUND).encode().replace(b"rjieba", b"\xff\xfe"),
    "half a surrogate": json.dumps(SOUND).encode().replace(b"rjieba", b"\\ud800"),
    "nested deep": b'{"a":' * 100_000,
    "lists nested deep": b"[" * 1_000_000,
    "a name twice": json.dumps(SOUND).encode().replace(b'{"format"', b'{"name": "x", "format"', 1),
    "a file twice": json.dumps(SOUND).encode().replace(b'"files": {', b'"files": {"README.md": {}, ', 1),
    "not a number": json.dumps(SOUND).encode().replace(b'"rows": 1467', b'"rows": NaN'),
    "infinite": json.dumps(SOUND).encode().replace(b'"rows": 1467', b'"rows": -Infinity'),
    "a number of 10,000 digits": json.dumps(SOUND).encode().replace(b"1467", b"9" * 10_000),
    "a browser extension's": b'{"manifest_version": 3, "name": "Thesis helper", "version": "1.0", "files": {}}',
    "a web app's": b'{"name": "chuangwen-corpus", "icons": [], "start_url": "."}',
}


@pytest.mark.parametrize("kind", NO_MANIFEST)
def test_what_is_no_manifest_is_refused(tmp_path: Path, kind: str) -> None:
    refused(put(tmp_path, NO_MANIFEST[kind]), r"manifest\.json")


WRONG = (None, True, -1, 1.5, "", "x" * 200, [], {}, ["x"], {"x": None}, 2**63, "\ud800")
FITS: dict[str, tuple[int, ...]] = {
    "licences": (7,), "layers": (6, 8), "tables": (7,), "files": (7,), "parquet_writer": (4, 5),
    "other_genre": (0,), "corrections": (0, 7), "title": (4, 5), "description": (4, 5), "creators": (6, 8),
    "date_published": (0, 4, 5),
}  # fmt: skip
"""Of these, the ones that a field may have."""


def said(place: str, value: Any) -> dict[str, Any]:
    """The sound manifest with another value at a place, parts of which are parted by `>`."""
    facts = copy.deepcopy(SOUND)
    inner = facts
    *parts, last = place.split(">")
    for part in parts:
        inner = inner[part]
    if value is KeyError:
        inner.pop(last, None)
    else:
        inner[last] = value
    return facts


ENTRIES = {
    "tables>tokens>rows": (),
    "tables>tokens>content_sha256": (0,),
    "files>csv/tokens.csv>rows": (0,),
    "files>csv/tokens.csv>bytes": (),
    "files>csv/tokens.csv>sha256": (),
    "files>csv/tokens.csv": (),
    "tables>tokens": (),
    "segmentation": (),
    "segmentation>engine": (4, 5),
    "segmentation>dictionary_sha256": (0,),
}


@pytest.mark.parametrize(
    "place", [*(name for name in SOUND if name != "name"), "name", "other_genre", "corrections", *ENTRIES]
)
def test_every_value_of_a_wrong_kind_is_refused(tmp_path: Path, place: str) -> None:
    fits = ENTRIES.get(place, FITS.get(place, ()))
    for number, value in enumerate(WRONG):
        put(tmp_path, json.dumps(said(place, value)).encode())
        if number in fits:
            Manifest.read(Place.of(tmp_path))
        else:
            refused(tmp_path, r"manifest\.json|this package reads up to 3")


@pytest.mark.parametrize(
    "place",
    [
        *(name for name in SOUND if name != "date_published"),
        "tables>tokens>rows",
        "files>README.md>sha256",
        "files>README.md>bytes",
    ],
)
def test_nothing_may_be_missing(tmp_path: Path, place: str) -> None:
    refused(put(tmp_path, json.dumps(said(place, KeyError)).encode()), r"manifest\.json")


@pytest.mark.parametrize(
    "value", ["A" * 64, "0" * 63, "0" * 65, HASH + "\n", "g" * 64, f"sha256:{HASH}", "０" * 64]
)
@pytest.mark.parametrize("place", ["files>README.md>sha256", "tables>tokens>content_sha256"])
def test_a_hash_is_64_small_digits(tmp_path: Path, place: str, value: str) -> None:
    refused(put(tmp_path, json.dumps(said(place, value)).encode()), "sha256")


NO_TABLES = (
    "../../secret/s", "/etc/passwd", "a/b", "..", ".", "", "Tokens", "tokens.parquet", "a\0b", "1st", "_x", "tokens ",
    "词", "a\\b", "c:x", "\x1b[31m", "x" * 64, "tokens\n",
)  # fmt: skip


@pytest.mark.parametrize("name", NO_TABLES)
def test_a_table_is_named_plainly(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    folder = tmp_path / "build"
    folder.mkdir()
    refused(put(folder, json.dumps(said(f"tables>{name}", {"rows": 1})).encode()), "tables")


NO_PATHS = (
    "/etc/passwd", "../x", "csv/../../x", "..", ".", "", "./README.md", "csv//x.csv", "csv/", "csv/./x", "a\\b",
    "..\\x", "C:/x", "c:x", "x:stream", "a\0b", "a\nb", "\x1b]0;x", "a\u202eb", "manifest.json", "Manifest.JSON",
    "\\\\host\\share", "~/\x7f", "a\u2028b",
)  # fmt: skip


@pytest.mark.parametrize("path", NO_PATHS)
def test_a_file_is_named_inside_the_release(tmp_path: Path, path: str) -> None:
    facts = copy.deepcopy(SOUND)
    facts["files"][path] = {"sha256": HASH, "bytes": 1}
    refused(put(tmp_path, json.dumps(facts).encode()), "files")


def test_what_later_versions_add_is_passed_over(tmp_path: Path) -> None:
    facts = said("files>README.md>mode", 420) | {"sources": [{"path": "x"}], "more": {"a": [1]}}
    facts["tables"]["later"] = {"rows": 1, "why": None}
    read = Manifest.read(Place.of(put(tmp_path, json.dumps(facts).encode())))
    assert read.tables["later"].rows == 1
    assert json.loads(read.text())["files"] == SOUND["files"]


OF_FORMAT_3 = {
    "data_version", "package_version", "schema_version", "title", "description", "creators", "date_published", "formats",
}  # fmt: skip


def test_formats(tmp_path: Path) -> None:
    earlier = {name: value for name, value in SOUND.items() if name not in OF_FORMAT_3} | {"version": "0.1.0"}
    read = Manifest.read(Place.of(put(tmp_path, json.dumps(earlier | {"format": 2}).encode())))
    assert (read.format, read.package_version, read.schema_version) == (2, "0.1.0", "0.1")
    assert recognise(tmp_path) == read  # a build may replace it
    with pytest.raises(
        LoadError, match=r"columns of schema 0\.1; this package reads 1\.x.*chuangwen-corpus==0\.1\.0"
    ):
        cw.load(tmp_path)
    refused(put(tmp_path, json.dumps(said("format", 99)).encode()), "format 99; this package reads up to 3")


def a_pipe(file: Path) -> None:
    os.mkfifo(file)


def a_link(file: Path) -> None:
    file.symlink_to(ROOT / "build/manifest.json")


def a_link_to_nothing(file: Path) -> None:
    file.symlink_to("nowhere")


def a_circle(file: Path) -> None:
    file.symlink_to(file.name)


def a_folder(file: Path) -> None:
    file.mkdir()


def a_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [a_pipe, a_link, a_link_to_nothing, a_circle, a_folder, a_device])
def test_what_is_no_file_is_not_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "manifest.json")
    refused(tmp_path)


def test_a_manifest_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, json.dumps(SOUND).encode())
    assert recognise(tmp_path)
    monkeypatch.setattr(manifest, "MOST_BYTES", 10_000)
    refused(tmp_path, "larger than 10,000 bytes")


@pytest.mark.parametrize("name", ["nowhere", "file", "file/below", "a\0b", "x" * 5_000])
def test_where_there_is_no_release(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(LoadError):
        cw.load(tmp_path / name)
    assert recognise(tmp_path / name) is None


def test_a_release_is_recognised(release: Path) -> None:
    found = recognise(release)
    assert found
    assert found.files.keys() == {
        path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()
    } - {"manifest.json"}
