from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import chuangwen_corpus as cw
from chuangwen_corpus.places import Place
from chuangwen_corpus.read import dumps
from chuangwen_corpus.read.guard import Guard
from reading import found, outcomes

# warcio's writer leaves its temporary files to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
PAGE = "<html><body><h1>在创建大会上的表态发言</h1><p>同志们：</p><p>我局将全力以赴完成创建任务！</p></body></html>"


def crawl(file: Path, *, compress: bool = True) -> None:
    with file.open("wb") as out:
        writer = WARCWriter(out, gzip=compress)
        writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))

        def response(
            url: str, body: bytes, kind: str = "text/html; charset=gbk", status: str = "200 OK"
        ) -> None:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(body), http_headers=headers,
                warc_headers_dict={"WARC-Date": "2026-05-01T08:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)

        response("http://example.org/1.html", PAGE.encode("gb18030"))
        response("http://example.org/logo.png", b"\x89PNG", "image/png")
        response("http://example.org/gone.html", "没有了".encode(), status="404 Not Found")
        response("http://example.org/2.html", PAGE.replace("我局", "我区").encode())
        response("http://example.org/empty.html", b"")


def test_pages_of_a_crawl(tmp_path: Path) -> None:
    for name in ("crawl.warc", "crawl.warc.gz"):
        crawl(tmp_path / name, compress=name.endswith("gz"))
        pages = list(dumps.pages(Place.of(tmp_path / name), name, guarded=Guard()))
        assert [page.path for page in pages] == [f"{name}/{i:09}" for i in (1, 2, 3)]
        assert pages[0].read() == PAGE.encode("gb18030")
        assert pages[1].provenance.url == "http://example.org/2.html"
        assert pages[1].provenance.retrieved == "2026-05-01T08:00:00Z"


def test_a_build_of_a_crawl_keeps_what_is_whole_and_names_what_is_not(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    crawl(raw / "a.warc.gz")
    whole = (raw / "a.warc.gz").read_bytes()
    (raw / "b.warc.gz").write_bytes(whole[: len(whole) * 2 // 3])
    (raw / "c.warc").write_bytes(b"no such thing")
    (raw / "d.warc.gz").write_bytes(gzip.compress(b""))
    result = cw.build(raw, tmp_path / "out", workers=1)
    assert result.rows["documents"] >= 3
    reasons = {reject.path.split("/")[0]: reject.reason for reject in result.rejects}
    assert reasons["a.warc.gz"] == "bad_row"  # the empty response
    assert reasons["b.warc.gz"] == "broken_dump"
    assert reasons["c.warc"] == "broken_dump"
    assert cw.load(tmp_path / "out")["documents"].num_rows == result.rows["documents"]


def record(head: bytes, body: bytes, length: int | None = None) -> bytes:
    about = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    about += b"WARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://example.org/\r\n"
    block = head + b"\r\n\r\n" + body
    size = len(block) if length is None else length
    return about + b"Content-Length: %d\r\n\r\n" % size + block + b"\r\n\r\n"


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html"
BODY = PAGE.encode()
ODD_HEADS = {
    "no such packing": HTML + b"\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
    "packed as nothing known": HTML + b"\r\nContent-Encoding: compress",
    "surrogates": HTML + b"\r\nX: \xed\xa0\x80",
    "no status": b"HTTP/1.1\r\nContent-Type: text/html",
    "binary head": b"\xff\xfe\0\0",
    "empty": b"",
}


@pytest.mark.parametrize("name", ODD_HEADS)
def test_an_odd_record_costs_no_other(tmp_path: Path, name: str) -> None:
    good = record(HTML, BODY)
    (tmp_path / "a.warc").write_bytes(good + record(ODD_HEADS[name], BODY) + good)
    got = list(found(tmp_path).values())
    assert got[0] == got[-1] == BODY
    assert 2 <= len(got) <= 3


@pytest.mark.parametrize("chunk", [b"4B000000", b"7fffffff", b"-1", b"zz", b""])
def test_a_chunk_that_claims_too_much_is_not_read(tmp_path: Path, chunk: bytes) -> None:
    good = record(HTML, BODY)
    bad = record(HTML + b"\r\nTransfer-Encoding: chunked", chunk + b"\r\n" + b"x" * 20_000_000)
    (tmp_path / "a.warc").write_bytes(good + bad + good)
    got = list(found(tmp_path).values())
    assert got[0] == got[-1] == BODY
    assert got[1] == "too_large"


@pytest.mark.parametrize("length", [-1, 10**12, 0])
def test_lengths_that_lie(tmp_path: Path, length: int) -> None:
    (tmp_path / "a.warc").write_bytes(record(HTML, BODY) + record(HTML, BODY, length))
    (tmp_path / "b.txt").write_bytes(b"x")
    got = list(found(tmp_path).values())
    assert got[0] == BODY
    assert got[-1] == b"x"


@pytest.mark.slow
@pytest.mark.parametrize(
    "head", [b"X: " + b"x" * 5_000_000, b"X: y\r\n" * 500_000, b"X: y\r\n" + b" z\r\n" * 500_000]
)
def test_a_head_without_end_is_not_read(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(record(HTML, BODY) + record(HTML + b"\r\n" + head, BODY))
    whole = outcomes(tmp_path)
    assert [got for got, _ in whole.values()] == [BODY, "broken_dump"]
    assert "head is longer" in whole["a.warc/000000002"][1]


@settings(max_examples=60)
@given(st.data())
def test_broken_crawls_never_end_a_reader(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("warc")
    pack = data.draw(st.sampled_from([bytes, gzip.compress]))
    whole = bytearray(b"".join(pack(record(HTML, BODY + bytes([n]))) for n in b"abc"))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    (root / "a.warc").write_bytes(bytes(whole))
    (root / "b.txt").write_bytes(b"x")
    assert found(root)["b.txt"] == b"x"
