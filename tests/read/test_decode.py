from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.read import decode
from chuangwen_corpus.read.decode import (
    MOST_BYTES,
    _attempt,
    _is_plainly_no_utf8,
    _readable_beyond_ascii,
    from_text,
)

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


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(("every", "readable"), [(60, True), (4, False)])
def test_a_page_is_read_up_to_a_tenth_of_bad_characters(encoding: str, every: int, readable: bool) -> None:
    """However Chinese the rest looks, a page with more than a tenth of it gone is none."""
    data = b""
    for i, character in enumerate(SIMPLIFIED * 10):
        data += b"\xff" if i % every == 0 else character.encode(encoding)
    if readable:
        assert decode(data).text.count("\ufffd") == -(-len(SIMPLIFIED * 10) // every)
        assert parse(data).restore() == data
    else:
        with pytest.raises(SourceError, match="cannot be read as") as caught:
            decode(data)
        assert caught.value.reason == "undecodable"


def test_bad_bytes_beside_each_other_are_one_fault() -> None:
    data = (SIMPLIFIED * 3).encode() + b"\xff\xfe\xff" + (SIMPLIFIED * 3).encode()
    (piece,) = decode(data).irregular
    assert (piece.data, piece.end - piece.start, piece.undecodable) == (b"\xff\xfe\xff", 1, True)


def test_a_page_has_a_size_in_bytes_and_as_text() -> None:
    assert decode(b" " * MOST_BYTES).text
    for read, page in ((decode, b" " * (MOST_BYTES + 1)), (from_text, " " * (MOST_BYTES + 1))):
        with pytest.raises(SourceError) as caught:
            read(page)
        assert caught.value.reason == "too_large"


@pytest.mark.parametrize("controls", [0.04, 0.06])
def test_a_twentieth_of_controls_makes_a_page_binary(controls: float) -> None:
    data = (SIMPLIFIED * 20).encode()
    data = b"\x01" * int(len(data) * controls / (1 - controls)) + data
    if controls < 0.05:
        assert decode(data).encoding == "utf-8"
    else:
        with pytest.raises(SourceError, match="control characters"):
            decode(data)


def test_a_second_spelling_of_a_letter_with_its_accent_comes_back() -> None:
    """Big5-HKSCS has codes for two characters at once."""
    page = f'<meta charset="big5">{TRADITIONAL * 3}'.encode("big5hkscs") + b"\x88\x62\x88\xa5"
    assert decode(page).text.endswith("\xca\u0304\xea\u030c")
    assert parse(page).restore() == page


def test_a_declaration_counts_in_the_first_kilobytes_only() -> None:
    head, text = "<p>abc</p>" * 300, "學" * 3
    for filler, reason in ((head, "declared"), (head * 2, "fallback")):
        assert decode(f'{filler}<meta charset="gb2312">{text}'.encode("gb18030")).encoding_reason == reason


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ("我们".encode("gbk")[:-1], 0),  # cut at its end
        (b"\xff" + "我们".encode("gbk"), 1),
        (b"\xff" + "我们".encode("gbk")[:-1], 1),
        ("我们".encode("gbk") + b"\xff\xff\xff\xff\xff", 1),  # more than a character
        ("我".encode("gbk") + b"\xff" + "们。".encode("gbk") + b"\xff" + "好".encode("gbk")[:-1], 1),
    ],
)
def test_a_character_cut_at_the_end_is_no_fault(data: bytes, faults: int) -> None:
    assert _attempt(data, "gb18030", "declared").faults == faults


@given(st.data())
def test_what_is_plainly_no_utf8_is_none_on_a_closer_look(data: st.DataObject) -> None:
    pieces = [
        st.text("各位领导今天表态，\ufffd\n a", max_size=30).map(str.encode),
        st.text("各位领导今天表态，\n a", max_size=30).map(lambda text: text.encode("gb18030")),
        st.binary(max_size=6),
        st.text("各位领导", min_size=1, max_size=4).map(lambda text: text.encode()[:-1]),
    ]
    page = b"".join(data.draw(st.lists(st.one_of(pieces), max_size=8)))
    attempt = _attempt(page, "utf-8", "damaged")
    read = sum(c > "\x7f" and c != "\ufffd" for c in attempt.text)
    assert _readable_beyond_ascii(attempt.text) == read
    if _is_plainly_no_utf8(page):
        assert attempt.faults * 10 >= read


def test_a_page_of_gbk_is_told_from_damaged_utf8_at_once() -> None:
    page = ("各位领导，我们街道在动员大会上作如下表态。" * 9).encode("gb18030")
    assert _is_plainly_no_utf8(page)
    assert not _is_plainly_no_utf8(page.decode("gb18030").encode()[:-1])
