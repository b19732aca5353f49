"""Archives as other systems and hostile hands make them."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import itertools
import lzma
import random
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangwen_corpus.read import tars
from chuangwen_corpus.read.decode import MOST_BYTES
from chuangwen_corpus.read.inputs import InputFolder
from chuangwen_corpus.read.names import distinct, read_name
from reading import SPEECH, apart, found, outcomes

PAGE = SPEECH.encode()
NAMES = ["某局在创建大会上的表态发言.txt", "动员讲话.txt", "李鑫.txt", "联通.txt", "一.txt", "notes.txt"]
FLAG = 0x800
READ = """
import sys, resource
from pathlib import Path
from reading import found
for path, got in found(Path(sys.argv[1])).items():
    print(path, got if isinstance(got, str) else len(got))
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024)
"""


def named(names: list[bytes], flags: int = 0, data: bytes = PAGE, *, extra: bytes = b"") -> bytes:
    """A zip whose names are these bytes."""
    body, directory = b"", b""
    for name in names:
        sizes = struct.pack("<3L2H", zlib.crc32(data), len(data), len(data), len(name), len(extra))
        common = struct.pack("<5H", 20, flags, 0, 0, 33)[:-4] + struct.pack("<2H", 0, 33) + sizes
        directory += b"PK\1\2" + struct.pack("<H", 20) + common
        directory += struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name + extra
        body += b"PK\3\4" + common + name + extra + data
    end = struct.pack("<4H2LH", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def packed(method: int = zipfile.ZIP_DEFLATED, pages: int = 3) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for number in range(pages):
            archive.writestr(f"{number}.txt", PAGE * 50 + bytes(str(number), "ascii"))
    return held.getvalue()


def taped(*members: tuple[tarfile.TarInfo, bytes], format: int = tarfile.GNU_FORMAT) -> bytes:  # noqa: A002
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=format) as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


@pytest.mark.parametrize(("encoding", "flags", "said"), [
    ("gbk", 0, "gb18030"), ("gb18030", FLAG, "gb18030"), ("big5", 0, "big5hkscs"), ("big5", FLAG, "big5hkscs"),
    ("utf-8", FLAG, None), ("utf-8", 0, None),
])  # fmt: skip
def test_names_in_a_zip(tmp_path: Path, encoding: str, flags: int, said: str | None) -> None:
    names = ["創建大會發言.txt", "動員講話.txt"] if encoding == "big5" else NAMES[:2]
    (tmp_path / "a.zip").write_bytes(named([name.encode(encoding) for name in names], flags))
    pages = list(InputFolder.open(tmp_path).pages())
    assert [page.path for page in pages] == [f"a.zip/{name}" for name in names]
    assert {page.provenance.note for page in pages} == {f"name read as {said}" if said else None}
    assert set(found(tmp_path).values()) == {PAGE}


def test_names_of_one_archive_are_read_in_one_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(named([name.encode("gbk") for name in NAMES]))
    assert list(found(tmp_path)) == [f"a.zip/{name}" for name in NAMES]


def test_names_in_no_encoding(tmp_path: Path) -> None:
    names = [b"a\xff\xfe.txt", b"\x82t\x82.txt", "一\0二".encode(), b"", b"plain.txt"]
    (tmp_path / "a.zip").write_bytes(named(names, FLAG))
    assert list(found(tmp_path).values()) == [PAGE] * 5
    assert "a.zip/plain.txt" in found(tmp_path)


def test_the_unicode_name_of_an_extra_field(tmp_path: Path) -> None:
    raw, name = b"????.txt", "表态.txt".encode()
    body = b"\1" + struct.pack("<L", zlib.crc32(raw)) + name
    stale = b"\1" + struct.pack("<L", 7) + name
    for number, field in enumerate((body, stale)):
        data = named([raw], extra=struct.pack("<2H", 0x7075, len(field)) + field)
        (tmp_path / f"{number}.zip").write_bytes(data)
    assert list(found(tmp_path)) == ["0.zip/表态.txt", "1.zip/????.txt"]


def test_what_is_done_to_a_name_stays_with_what_sources_toml_says(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(named(["发言.txt".encode("gbk")]))
    (tmp_path / "sources.toml").write_text('["a.zip"]\nurl = "u"\nnote = "n"\n', encoding="utf-8")
    (page,) = InputFolder.open(tmp_path).pages()
    assert (page.provenance.url, page.provenance.note) == ("u", "n; name read as gb18030")


@pytest.mark.parametrize("encoding", ["gbk", "big5"])
def test_names_in_a_tar(tmp_path: Path, encoding: str) -> None:
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.GNU_FORMAT, encoding=encoding) as archive:
        info = tarfile.TarInfo("創建大會發言" * 20 + ".txt" if encoding == "big5" else NAMES[0])
        info.size = len(PAGE)
        archive.addfile(info, io.BytesIO(PAGE))
    assert found(tmp_path) == {f"a.tar/{info.name}": PAGE}


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_every_method_as_zipfile_writes_it(tmp_path: Path, method: int) -> None:
    noise = random.Random(3).randbytes(400_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        for name, data in (("a", PAGE), ("b", b""), ("c", noise), ("d", b"x" * 3_000_000)):
            archive.writestr(name, data)
    assert list(found(tmp_path).values()) == [PAGE, b"", noise, b"x" * 3_000_000]


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation

    def seek(self, *_: object) -> int:
        raise io.UnsupportedOperation


def test_zips_that_were_streamed_prefixed_commented_or_wide(tmp_path: Path) -> None:
    streamed = _Pipe()
    with zipfile.ZipFile(streamed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", PAGE)
        with archive.open("wide", "w", force_zip64=True) as member:
            member.write(PAGE)
        archive.comment = b"PK\5" + b"x" * 300
    (tmp_path / "a.zip").write_bytes(streamed.getvalue())
    (tmp_path / "b.zip").write_bytes(b"#!/bin/sh\n" * 100 + streamed.getvalue())
    assert list(found(tmp_path).values()) == [PAGE] * 4


def test_a_zip64_directory(tmp_path: Path) -> None:
    whole = named([b"a", b"b"])
    end, start = whole.index(b"PK\5\6"), whole.index(b"PK\1\2")
    wide = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, end - start, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    (tmp_path / "a.zip").write_bytes(whole[:end] + wide + locator + last)
    assert found(tmp_path) == {"a.zip/a": PAGE, "a.zip/b": PAGE}
    (tmp_path / "a.zip").write_bytes(whole[:end] + wide[1:] + b"x" + locator + last)
    assert found(tmp_path) == {"a.zip": "broken_archive"}


@settings(max_examples=60)
@given(st.data())
def test_broken_zips_give_what_is_whole_and_never_more(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    methods = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
    whole = bytearray(packed(data.draw(st.sampled_from(methods))))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 40))
    root = tmp_path_factory.mktemp("zip")
    (root / "a.zip").write_bytes(bytes(whole[: len(whole) - cut]))
    good = {PAGE * 50 + bytes(str(number), "ascii") for number in range(3)}
    for got in found(root).values():
        assert isinstance(got, str) or got in good


def of_another_sum(suffix: str) -> bytes:
    """A packed tar that can be unpacked, but whose checksum is that of other data."""
    pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[suffix]
    sent = bytearray(pack(taped((tarfile.TarInfo("a"), PAGE))))
    if suffix == "xz":  # behind its sum stand an index, whose size the footer states, and the footer
        at = len(sent) - 12 - 4 * (struct.unpack_from("<L", sent, len(sent) - 8)[0] + 1) - 1
    else:
        at = len(sent) - (8 if suffix == "gz" else 3)
    sent[at] ^= 8
    return bytes(sent)


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz"])
def test_a_tar_whose_checksum_is_wrong_is_not_whole(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.tar.{suffix}").write_bytes(of_another_sum(suffix))
    page, lost = outcomes(tmp_path).values()
    assert page[0] == PAGE
    assert lost[0] == "broken_archive"
    assert {"gz": "CRC check", "bz2": "Invalid data stream", "xz": "Corrupt"}[suffix] in lost[1]


def test_a_byte_that_changed_within_a_packed_tar_is_noticed(tmp_path: Path) -> None:
    sent = gzip.compress(taped((tarfile.TarInfo("a"), b"ABCDEF")), 0)
    (tmp_path / "a.tar.gz").write_bytes(sent.replace(b"ABCDEF", b"ABXDEF"))
    assert found(tmp_path) == {"a.tar.gz/a": b"ABXDEF", "a.tar.gz": "broken_archive"}


@pytest.mark.parametrize(
    ("pack", "more"),
    [
        (gzip.compress, 0), (bz2.compress, 0), (lzma.compress, 0), (gzip.compress, MOST_BYTES // 2),
        (bz2.compress, MOST_BYTES * 2), (lzma.compress, MOST_BYTES * 2), (gzip.compress, MOST_BYTES * 20),
    ],
)  # fmt: skip
def test_what_stands_behind_a_tar_is_read_within_bounds(tmp_path: Path, pack: Any, more: int) -> None:
    (tmp_path / "a.tar").write_bytes(pack(taped((tarfile.TarInfo("a"), PAGE)) + bytes(more)))
    *pages, memory = apart(READ, tmp_path).splitlines()
    assert pages == [f"a.tar/a {len(PAGE)}", *["a.tar broken_archive"] * (more > MOST_BYTES)]
    assert int(memory) < 280


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_tar_without_its_last_bytes_is_not_whole(tmp_path: Path, pack: Any) -> None:
    (tmp_path / "a.tar").write_bytes(pack(taped((tarfile.TarInfo("a"), PAGE)))[:-2])
    assert found(tmp_path)["a.tar"] == "broken_archive"


def test_parts_that_were_packed_one_by_one_are_whole(tmp_path: Path) -> None:
    whole = taped((tarfile.TarInfo("a"), PAGE))
    data = gzip.compress(whole[:700]) + gzip.compress(whole[700:]) + bytes(512)
    (tmp_path / "a.tar.gz").write_bytes(data)
    assert found(tmp_path) == {"a.tar.gz/a": PAGE}


@settings(max_examples=60)
@given(st.data())
def test_broken_tars_end_in_one_reject(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = bytearray(taped(*((tarfile.TarInfo(f"{number}.txt"), PAGE * 30) for number in range(4))))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    pack = data.draw(st.sampled_from([bytes, gzip.compress, bz2.compress, lzma.compress]))
    sent = bytearray(pack(bytes(whole)))
    if pack is not bytes:
        sent[data.draw(st.integers(0, len(sent) - 1))] ^= data.draw(st.integers(0, 255))
    root = tmp_path_factory.mktemp("tar")
    (root / "a.tar").write_bytes(bytes(sent))
    pages = found(root)
    assert len(pages) >= 1
    lost = [path for path, got in pages.items() if got == "broken_archive"]
    assert lost in ([], ["a.tar"])


def test_a_broken_member_costs_no_other(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        whole = bytearray(packed(method))
        at = whole.index(b"1.txt") + 5 + 9
        whole[at : at + 30] = b"\xff" * 30
        (tmp_path / "a.zip").write_bytes(whole)
        assert [isinstance(got, str) for got in found(tmp_path).values()] == [False, True, False]
        assert found(tmp_path)["a.zip/1.txt"] == "broken_archive"


def test_the_message_names_the_exception(tmp_path: Path) -> None:
    (tmp_path / "a.tar.xz").write_bytes(lzma.compress(PAGE * 1000)[:-40] + b"x" * 40)
    (tmp_path / "b.tar").write_bytes(b"x" * 10_000)
    messages = [message for _, message in outcomes(tmp_path).values()]
    assert "ReadError" in messages[1]
    assert "cannot be unpacked (" in messages[0]
    with pytest.raises(tarfile.ReadError):
        list(InputFolder.open(tmp_path / "b.tar", debug=True).pages())


def test_encrypted_members_and_unknown_methods(tmp_path: Path) -> None:
    whole = packed(zipfile.ZIP_STORED, pages=2)
    at = whole.index(b"PK\1\2")
    (tmp_path / "a.zip").write_bytes(whole[: at + 8] + b"\1\0" + whole[at + 10 :])
    (tmp_path / "b.zip").write_bytes(whole[: at + 10] + b"\x61\0" + whole[at + 12 :])
    reasons = [got for got in found(tmp_path).values() if isinstance(got, str)]
    assert reasons == ["encrypted", "broken_archive"]


def test_a_link_in_a_zip_is_no_page(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert found(tmp_path) == {"a.zip/link": "no_file"}


def test_bombs_stay_bounded(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "honest.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a", "w") as member,
    ):
        for _ in range(200):
            member.write(bytes(1_000_000))
    whole = (tmp_path / "honest.zip").read_bytes()
    at = whole.index(b"PK\1\2") + 24
    (tmp_path / "liar.zip").write_bytes(whole[:at] + struct.pack("<L", 5_000_000) + whole[at + 4 :])
    *pages, memory = apart(READ, tmp_path).splitlines()
    assert pages == ["honest.zip/a too_large", "liar.zip/a broken_archive"]
    assert int(memory) < 280


def test_entries_that_share_their_bytes_are_not_read_again_and_again(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", PAGE * 1000)
    whole = held.getvalue()
    start, end = whole.index(b"PK\1\2"), whole.index(b"PK\5\6")
    directory = whole[start:end] * 1000
    tail = struct.pack("<4H2LH", 0, 0, 1000, 1000, len(directory), start, 0)
    (tmp_path / "a.zip").write_bytes(whole[:start] + directory + b"PK\5\6" + tail)
    pages = found(tmp_path)
    assert pages["a.zip"] == "broken_archive"
    assert len(pages) < 500


def header(kind: bytes, size: int, name: str = "x") -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize(
    "kind", [tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE]
)
@pytest.mark.parametrize("size", [1_200_000_000, -1024])
def test_a_header_that_claims_too_much_is_not_read(tmp_path: Path, kind: bytes, size: int) -> None:
    with gzip.open(tmp_path / "a.tar.gz", "wb", compresslevel=1) as file:
        file.write(taped((tarfile.TarInfo("good"), PAGE))[:-9216] + header(kind, size) + bytes(5_000_000))
    whole = outcomes(tmp_path)
    assert whole["a.tar.gz/good"][0] == PAGE
    assert "HeaderError" in whole["a.tar.gz"][1]
    assert len(whole) == 2


def test_a_member_of_a_negative_size_ends_the_archive(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(header(tarfile.REGTYPE, -512) + bytes(2048))
    assert apart(READ, tmp_path).startswith("a.tar broken_archive\n")


def test_headers_without_end(tmp_path: Path) -> None:
    long = header(tarfile.GNUTYPE_LONGNAME, 4) + b"abc\0" + bytes(508)
    (tmp_path / "a.tar").write_bytes(long * 5000)
    digits = b"1" * 200_000
    (tmp_path / "b.tar").write_bytes(header(tarfile.XHDTYPE, len(digits)) + digits + bytes(1024))
    *pages, _ = apart(READ, tmp_path).splitlines()
    assert pages == ["a.tar broken_archive", "b.tar broken_archive"]


ODD: list[dict[str, str]] = [
    {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9" * 12, "GNU.sparse.name": "x"},
    {"GNU.sparse.map": "0,1,x", "GNU.sparse.size": "10"},
    {"GNU.sparse.map": "10,1,0,1", "GNU.sparse.size": "1000"},
    {"size": "abc"}, {"size": "-512"}, {"path": "\ud800"}, {"hdrcharset": "nonsense"}, {"mtime": "9" * 200},
]  # fmt: skip


def extended(records: dict[str, str]) -> bytes:
    body = b""
    for key, value in records.items():
        record = f" {key}={value}\n".encode("utf-8", "surrogatepass")
        length = next(n for n in itertools.count(len(record)) if len(str(n)) + len(record) == n)
        body += str(length).encode() + record
    return header(tarfile.XHDTYPE, len(body)) + body + bytes(-len(body) % 512)


def test_odd_extended_headers(tmp_path: Path) -> None:
    for number, records in enumerate(ODD):
        tail = header(tarfile.REGTYPE, 512, "a") + b"10\n0\n" + bytes(507) + bytes(1024)
        (tmp_path / f"{number}.tar").write_bytes(extended(records) + tail)
    (tmp_path / "z.txt").write_bytes(b"x")
    *pages, _ = apart(READ, tmp_path).splitlines()
    assert {page.partition(".")[0] for page in pages} == {*map(str, range(len(ODD))), "z"}
    assert pages[-1] == "z.txt 1"


def test_extended_headers_that_repeat(tmp_path: Path) -> None:
    for number, record in enumerate((b"5 aaa", b"6 aaa\n", b"7 a=aa\n", b"6 a=a\n")):
        body = record * 16_000
        head = header(tarfile.XHDTYPE, len(body)) + body + bytes(-len(body) % 512)
        (tmp_path / f"{number}.tar").write_bytes(head * 30 + header(tarfile.REGTYPE, 0, "a") + bytes(1024))
    *pages, _ = apart(READ, tmp_path).splitlines()
    assert pages == [
        "0.tar broken_archive",
        "1.tar broken_archive",
        "2.tar broken_archive",
        "3.tar broken_archive",
    ]


def test_a_tar_with_a_broken_header_in_its_middle_is_not_whole(tmp_path: Path) -> None:
    whole = taped(*((tarfile.TarInfo(name), PAGE) for name in "abc"))
    at = 512 + -(-len(PAGE) // 512) * 512
    (tmp_path / "a.tar").write_bytes(whole[:at] + b"x" + whole[at + 1 :])
    assert found(tmp_path) == {"a.tar/a": PAGE, "a.tar": "broken_archive"}


def test_the_members_of_a_tar_are_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(taped(*((tarfile.TarInfo(str(n)), b"") for n in range(50))))
    kept = []
    real = tarfile.TarFile.next

    def counted(self: tarfile.TarFile) -> tarfile.TarInfo | None:
        member = real(self)
        kept.append(len(self.members))
        return member

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tarfile.TarFile, "next", counted)
        assert len(list(tars.members(tmp_path / "a.tar"))) == 50
    assert max(kept) <= 2


def test_names_that_come_again_or_lead_out(tmp_path: Path) -> None:
    names = ["a", "a", "a#2", "../a", "/a", "x/../../a", "..\\a", "C:\\a"]
    (tmp_path / "a.zip").write_bytes(named([name.encode() for name in names]))
    pages = found(tmp_path)
    assert len(pages) == len(names)
    assert [got for got in pages.values() if isinstance(got, str)] == ["outside_archive"] * 4
    assert len(PAGE) < MOST_BYTES


@given(st.lists(st.text(alphabet="ab#23", max_size=4), max_size=30))
def test_distinct_names_are_distinct(names: list[str]) -> None:
    taken: set[str] = set()
    assert len({distinct(name, taken) for name in names}) == len(names)


@given(st.binary(max_size=40))
def test_any_bytes_make_a_name(raw: bytes) -> None:
    name, encoding = read_name(raw)
    name.encode("utf-8")
    if encoding:
        assert raw.decode(encoding) == name


@pytest.mark.parametrize(
    ("records", "whole"),
    [
        (b"8 a=bcd\n", True), (b"8 a=bcd\n6 a=b\n\0\0", True), (b"", True), (b"8 a=bcde", False), (b"8 abcde\n", False),
        (b"9 a=bcd\n", True), (b"7 a=bcd\n", False), (b"x a=bcd\n", False), (b"8 a=bcd\n8 a=bcde", False),
    ],
)  # fmt: skip
def test_records_of_an_extended_header(records: bytes, whole: bool) -> None:
    with contextlib.nullcontext() if whole else pytest.raises(tarfile.HeaderError):
        tars._check_extended(records)


@pytest.mark.parametrize("system", [0, 3, 10, 19])
def test_only_unix_has_links_in_zips(system: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        entry = zipfile.ZipInfo("a.txt")
        entry.create_system, entry.external_attr = system, 0o120777 << 16
        archive.writestr(entry, "在创建大会上的发言")
    assert list(found(tmp_path).values()) == ["no_file" if system == 3 else "在创建大会上的发言".encode()]
