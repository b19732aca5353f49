from __future__ import annotations

import pytest

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.pipeline import parse
from chuangwen_corpus.read import decode

SIMPLIFIED = "在全市创建大会上的发言\n各位领导：\n我们将全力以赴，完成各项任务，请领导放心！"
TRADITIONAL = "在全市創建大會上的發言\n各位領導：\n我們將全力以赴，完成各項任務，請領導放心！"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize("length", [12, 30, None])
def test_simplified_pages_even_short_ones(encoding: str, length: int | None) -> None:
    data = SIMPLIFIED[:length].encode(encoding)
    assert decode(data).text == SIMPLIFIED[:length]
    assert parse(data).restore() == data


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("length", [12, 30, None])
def test_traditional_pages_even_short_ones(encoding: str, length: int | None) -> None:
    data = TRADITIONAL[:length].encode(encoding)
    assert decode(data).text == TRADITIONAL[:length]
    assert parse(data).restore() == data


@pytest.mark.parametrize(("declared", "written"), [("gb2312", "gbk"), ("big5", "big5"), ("utf-8", "utf-8")])
def test_declared_encodings(declared: str, written: str) -> None:
    text = TRADITIONAL if written == "big5" else SIMPLIFIED
    data = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'.encode(written)
    decoded = decode(data)
    assert decoded.encoding_reason == ("utf-8" if written == "utf-8" else "declared")
    assert text in decoded.text


@pytest.mark.parametrize("declared", ["big5", "iso-8859-1", "no-such-encoding"])
def test_a_declaration_that_lies(declared: str) -> None:
    data = f'<meta charset="{declared}"><p>{SIMPLIFIED}</p>'.encode("gbk")
    assert decode(data).encoding == "gb18030"


def test_a_few_bad_bytes_do_not_cost_the_page() -> None:
    data = bytearray((SIMPLIFIED * 5).encode())
    data[40], data[41] = 0xFF, 0xFE
    document = parse(bytes(data))
    assert document.encoding == "utf-8"
    assert document.encoding_reason == "damaged"
    assert "\ufffd" in document.source_text
    (anomaly,) = [a for a in document.anomalies if a.kind == "undecodable_bytes"]
    assert bytes.fromhex(anomaly.source_bytes).startswith(b"\xff\xfe") or b"\xff" in bytes.fromhex(
        anomaly.source_bytes
    )
    assert document.restore() == bytes(data)


def test_bytes_in_no_encoding_are_rejected() -> None:
    import random

    noise = random.Random(7)
    with pytest.raises(SourceError) as caught:
        decode(bytes(noise.choice(range(128, 256)) for _ in range(3000)))
    assert caught.value.reason == "undecodable"
    with pytest.raises(SourceError) as caught:
        decode(bytes(noise.randrange(32) for _ in range(300)))
    assert caught.value.reason == "binary"


def test_other_languages_are_read_too() -> None:
    text = "Привет, товарищи! Сегодня мы собрались, чтобы обсудить важные вопросы нашего города. " * 5
    assert decode(text.encode("cp1251")).text.startswith("Привет")


NO_ENCODINGS_OF_TEXT = [
    "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "rot13", "base64", "hex", "bz2", "zlib", "uu",
    "quopri", "mbcs", "oem", "palmos", "hz", "utf-16", "utf-32", "charmap", "cp037", "aliases", "__init__", "a.b", "..", "-",
]  # fmt: skip


@pytest.mark.parametrize("declared", NO_ENCODINGS_OF_TEXT)
@pytest.mark.parametrize("written", ["gbk", "cp1251"])
def test_only_encodings_of_text_may_be_declared(declared: str, written: str) -> None:
    text = SIMPLIFIED if written == "gbk" else "Привет, товарищи! Сегодня мы собрались. " * 20
    data = f'<meta charset="{declared}"><p>{text}</p>'.encode(written)
    decoded = decode(data)
    assert decoded.encoding_reason != "declared"
    assert text in decoded.text or written == "cp1251"
    assert parse(data).restore() == data


@pytest.mark.parametrize("declared", NO_ENCODINGS_OF_TEXT)
def test_what_cannot_be_read_is_a_reject_whatever_it_declares(declared: str) -> None:
    data = f'<meta charset="{declared}">'.encode() + bytes(range(128, 256)) * 20
    try:
        assert decode(data).encoding_reason != "declared"
    except SourceError as error:
        assert error.reason in ("undecodable", "binary")


@pytest.mark.parametrize(
    "label",
    ["gb_2312-80", "x-gbk", "big5-hkscs", "euc-kr", "shift_jis", "koi8-r", "windows-1252", "iso-8859-5"],
)
def test_every_declaration_of_the_standard_is_read_or_ignored(label: str) -> None:
    data = f'<meta charset="{label}"><p>{SIMPLIFIED}</p>'.encode("gbk")
    assert SIMPLIFIED in decode(data).text
