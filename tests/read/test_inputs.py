from __future__ import annotations

import gzip
import io
import json
import os
import socket
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.errors import BuildError, SourceError
from chuangwen_corpus.publish import build
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.read import archives, decode, inputs, json_lines, rows, stretch
from chuangwen_corpus.read.decode import MOST_BYTES
from chuangwen_corpus.read.inputs import InputFolder

PAGE = "某{}在创建大会上的表态发言\n各位领导：\n我们将全力以赴，完成各项任务！请领导放心。\n"
PAGES = {
    "一": PAGE.format("局").encode(),
    "二": PAGE.format("区").encode("gb18030"),
    "三": PAGE.format("镇").encode(),
}


def found(root: Path | str) -> dict[str, str | bytes]:
    pages: dict[str, str | bytes] = {}
    for page in InputFolder.open(root).pages():
        assert page.path not in pages
        try:
            pages[page.path] = page.read()
        except SourceError as error:
            assert error.hint
            pages[page.path] = error.reason
    return pages


def test_nested_folders_and_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("z.txt", "a/y.html", "a/b/x", ".hidden", "sources.toml"):
        (tmp_path / name).write_bytes(b"" if name.endswith("toml") else PAGES["一"])
    assert list(found(tmp_path)) == ["a/b/x", "a/y.html", "z.txt"]


def test_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        for name, data in PAGES.items():
            archive.writestr(f"deep/{name}.txt", data)
        archive.writestr("../evil.txt", b"x")
        archive.writestr("/etc/passwd", b"x")
        archive.writestr("bomb.txt", bytes(MOST_BYTES + 1), zipfile.ZIP_DEFLATED)
    pages = found(tmp_path)
    assert [pages[f"pages.zip/deep/{name}.txt"] for name in PAGES] == list(PAGES.values())
    assert pages["pages.zip/../evil.txt"] == pages["pages.zip//etc/passwd"] == "outside_archive"
    assert pages["pages.zip/bomb.txt"] == "too_large"


def test_a_zip_member_that_lies_about_its_size(tmp_path: Path) -> None:
    file = tmp_path / "lie.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"x" * 1000)
    data = file.read_bytes()
    for header in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(header) + (22 if header.endswith(b"\x04") else 24)
        data = data[:at] + (10).to_bytes(4, "little") + data[at + 4 :]
    file.write_bytes(data)
    assert found(tmp_path)["lie.zip/a.txt"] in ("broken_archive", b"x" * 10)


@pytest.mark.parametrize("mode", ["gz", "", "bz2", "xz"])
def test_tar(tmp_path: Path, mode: str) -> None:
    suffix = f".tar.{mode}" if mode else ".tar"
    with tarfile.open(tmp_path / f"pages{suffix}", f"w:{mode}") as archive:
        for name, data in [*PAGES.items(), ("../up", b"x"), ("一", b"again")]:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    pages = found(tmp_path)
    assert [pages[f"pages{suffix}/{name}"] for name in PAGES] == list(PAGES.values())
    assert pages[f"pages{suffix}/../up"] == "outside_archive"
    assert pages[f"pages{suffix}/link"] == "no_file"
    assert pages[f"pages{suffix}/一#2"] == b"again"


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tgz", "a.tar"])
def test_broken_archives(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no archive at all" * 100)
    assert found(tmp_path) == {name: "broken_archive"}
    assert archives.is_archive(name)


def test_an_archive_that_breaks_off(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for i in range(20):
            member = tarfile.TarInfo(f"{i}.txt")
            data = os.urandom(2000)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    (tmp_path / "cut.tar.gz").write_bytes(buffer.getvalue()[:20_000])
    pages = found(tmp_path)
    assert pages["cut.tar.gz"] == "broken_archive"
    assert len(pages) > 5


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_json_lines(tmp_path: Path, suffix: str) -> None:
    dumped = [
        {"text": PAGES["一"].decode(), "url": "page-1", "date": "2020-01-01", "license": "unclear"},
        {"html": "<p>一</p><p>二</p><p>三</p>", "text": ""},
        {"title": "no page"},
        "no object",
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in dumped) + "\n{broken\n\n"
    with pa.output_stream(
        str(tmp_path / f"d.jsonl{suffix}"), compression={"": None, ".gz": "gzip", ".zst": "zstd"}[suffix]
    ) as out:
        out.write(lines.encode())
    name = f"d.jsonl{suffix}"
    pages = found(tmp_path)
    assert pages[f"{name}/000000001"] == PAGES["一"]
    assert pages[f"{name}/000000002"] == "<p>一</p><p>二</p><p>三</p>".encode()
    assert [pages[f"{name}/00000000{i}"] for i in (3, 4, 5)] == ["bad_row"] * 3
    first = next(InputFolder.open(tmp_path).pages())
    assert (first.provenance.url, first.provenance.retrieved, first.provenance.rights) == (
        "page-1",
        "2020-01-01",
        "unclear",
    )


def test_a_line_that_is_longer_than_any_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MOST_BYTES", 400_000)
    monkeypatch.setattr(rows, "MOST_BYTES", 400_000)
    long = json.dumps({"text": "长" * 900_000}, ensure_ascii=False)
    short = json.dumps({"text": "短"})
    (tmp_path / "d.jsonl").write_text(f"{short}\n{long}\n{short}\n", encoding="utf-8")
    assert list(found(tmp_path).values()) == ["短".encode(), "too_large", "短".encode()]


def test_a_row_that_is_longer_than_any_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_BYTES", 10)
    pages = ["十" * 3, "十" * 4, "x" * 10, "x" * 11]
    pq.write_table(pa.table({"text": pages}), tmp_path / "a.parquet")
    (tmp_path / "b.jsonl").write_text(
        "".join(json.dumps({"text": text}) + "\n" for text in pages), encoding="utf-8"
    )
    assert list(found(tmp_path).values()) == [pages[0].encode(), "too_large", b"x" * 10, "too_large"] * 2


def test_a_folder_at_an_address_that_cannot_be_listed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(inputs, "listed", refuse)
    folder = InputFolder.open(f"local://{tmp_path}")
    (one,) = folder.pages()
    with pytest.raises(SourceError, match="Permission denied") as error:
        one.read()
    assert error.value.hint


def test_a_page_at_an_address_that_is_longer_than_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretch, "MOST_BYTES", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 10)
    (tmp_path / "b.txt").write_bytes(b"x" * 11)
    assert list(found(f"local://{tmp_path}").values()) == [b"x" * 10, "too_large"]


def test_an_address_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no such folder") as error:
        InputFolder.open((tmp_path / "nowhere").as_uri())
    assert error.value.hint


def test_dumps_that_break_off(tmp_path: Path) -> None:
    data = gzip.compress(
        b"\n".join(json.dumps({"text": str(i) + "x" * 5000}).encode() for i in range(2000)), 0
    )
    (tmp_path / "cut.jsonl.gz").write_bytes(data[: len(data) // 2])
    pages = found(tmp_path)
    assert "broken_dump" in pages.values()
    assert len(pages) > 100
    (tmp_path / "cut.jsonl.gz").unlink()
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no parquet")
    assert found(tmp_path) == {"bad.parquet": "broken_dump"}


def test_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {"url": ["u1", None, "u3"], "content": [PAGES["一"].decode(), None, "三"], "other": [1, 2, 3]}
    )
    pq.write_table(table, tmp_path / "d.parquet")
    pages = found(tmp_path)
    assert list(pages.values()) == [PAGES["一"], "bad_row", "三".encode()]
    binary = pa.table({"html": [PAGES["二"]]})
    pq.write_table(binary, tmp_path / "d.parquet")
    assert list(found(tmp_path).values()) == [PAGES["二"]]


def test_links_and_what_is_no_file(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (raw / "deep").mkdir(parents=True)
    (raw / "a.txt").write_bytes(PAGES["一"])
    (raw / "deep" / "loop").symlink_to(raw)
    (raw / "gone.txt").symlink_to(raw / "nowhere")
    os.mkfifo(raw / "pipe")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.txt").write_bytes(PAGES["三"])
    (raw / "linked").symlink_to(tmp_path / "elsewhere")
    assert found(raw) == {
        "a.txt": PAGES["一"], "deep/loop": "link_loop", "gone.txt": "missing", "linked/b.txt": PAGES["三"],
        "pipe": "no_file",
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["file", "local"])
def test_what_is_no_file_is_told_of_at_an_address(tmp_path: Path, scheme: str) -> None:
    raw = tmp_path / "raw"
    (raw / "deep" / ".hidden").mkdir(parents=True)
    (raw / "a.txt").write_bytes(PAGES["一"])
    for name in ("pipe", "deep/pipe.zip", "deep/.hidden/pipe", ".pipe", "deep/pipe.jsonl"):
        os.mkfifo(raw / name)
    with socket.socket(socket.AF_UNIX) as server:
        place = Path.cwd()
        os.chdir(raw)  # the path of a socket is short
        server.bind("socket.txt")
        os.chdir(place)
    expected = dict.fromkeys(("deep/pipe.jsonl", "deep/pipe.zip", "pipe", "socket.txt"), "no_file")
    assert found(f"{scheme}://{raw}") == found(raw) == {"a.txt": PAGES["一"], **expected}
    result = build(f"{scheme}://{raw}", tmp_path / "out", layers=(), workers=1)
    assert {reject.path: reject.reason for reject in result.rejects} == expected


def test_an_address_of_this_machine_is_its_path(tmp_path: Path) -> None:
    """So that a link that leads nowhere, or around in a circle, is told of, too."""
    (tmp_path / "a b.txt").write_bytes(PAGES["一"])
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert found(tmp_path.as_uri()) == found(tmp_path)
    assert found(tmp_path.as_uri()) == {"a b.txt": PAGES["一"], "gone.txt": "missing", "loop": "link_loop"}
    assert found((tmp_path / "a b.txt").as_uri()) == {"a b.txt": PAGES["一"]}


def test_a_hidden_file_is_hidden_wherever_it_lies(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    names = (".a", "..a", "...a", "...", "....", "a...", "..f/b", "b/...", "c/d", "d/.../b")
    for name in names:
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_bytes(b"x")
    with zipfile.ZipFile(raw / "pages.zip", "w") as archive:
        for name in names:
            archive.write(raw / name, name)
    for root in (raw, f"local://{raw}"):
        assert list(found(root)) == ["a...", "c/d", "pages.zip/a...", "pages.zip/c/d"]


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")).write_bytes(PAGES["一"])
    result = build(tmp_path, tmp_path.parent / "out-names")
    assert next(iter(cw.load(result.out).iter_documents())).path == "\ufffd\ufffd.txt"


def test_a_huge_file_is_rejected_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    assert found(tmp_path) == {"huge.txt": "too_large"}
    with pytest.raises(SourceError, match="a page may have"):
        decode(bytes(MOST_BYTES + 1))
    with pytest.raises(SourceError, match="a page may have"):
        cw.parse("x" * (MOST_BYTES + 1))


def test_everything_at_once_gives_a_sound_release(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    with zipfile.ZipFile(raw / "pages.zip", "w") as archive:
        for name, data in PAGES.items():
            archive.writestr(f"{name}.txt", data)
    (raw / "d.jsonl").write_text(
        json.dumps({"text": PAGES["一"].decode(), "url": "u"}) + "\n{\n", encoding="utf-8"
    )
    (raw / "broken.zip").write_bytes(b"PK broken")
    (raw / "empty.txt").write_bytes(b"")
    result = build(raw, tmp_path / "out")
    assert {r.path: r.reason for r in result.rejects} == {
        "broken.zip": "broken_archive",
        "d.jsonl/000000002": "bad_row",
    }
    assert result.rows["documents"] == 5
    assert sorted(d.kind for d in result.duplicates) == [
        "bytes",
        "text",
        "text",
    ]  # titles aside, all say the same
    assert list(faults(tmp_path / "out")) == []
