from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import chuangwen_corpus as cw
from chuangwen_corpus.places import Place
from chuangwen_corpus.read import dumps
from chuangwen_corpus.read.guard import Guard

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
