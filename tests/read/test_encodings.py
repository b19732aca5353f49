"""Encodings that are declared wrongly, not at all, or damaged; and the way back from what browsers read otherwise."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangwen_corpus.alignment import BYTE_ORDER_MARKS
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.read import decode
from chuangwen_corpus.read.detect import named
from chuangwen_corpus.read.kept import read_text
from chuangwen_corpus.read.whatwg import spellings

CHINESE = (
    "在全市創建大會上的發言\n各位領導：\n我們將全力以赴，完成各項任務，請領導放心！\n一、提高認識。我們要加強領導，"
    "明確責任，把工作做到每一條街道，每一個社區。\n二、狠抓落實。說到做到，不怕困難，按時完成，不拖後腿。\n謝謝大家！"
)
OTHERS = {
    "cp1251": "Уважаемые коллеги! Сегодня мы собрались, чтобы обсудить важные вопросы нашего города. ",
    "cp874": "สวัสดีทุกท่าน วันนี้เรามาพูดคุยกันเรื่องการทำให้เมืองของเราสะอาดและน่าอยู่มากขึ้น ",
    "shift_jis": "皆さん、おはようございます。今日は市の美化運動についてお話しします。",
    "euc_kr": "여러분, 안녕하십니까. 오늘 우리는 도시를 더 깨끗하게 만들기 위해 모였습니다. ",
    "latin-1": "Où que l'on regarde, la cité a changé. Des élèves ont planté des arbres près de l'école. ",
}
WRITTEN = ("utf-8", "gbk", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be")


def written(encoding: str) -> bytes:
    return CHINESE.encode(encoding)


def restored(text: str, irregular: tuple, encoding: str) -> bytes:
    pieces, position = [], 0
    for piece in irregular:
        pieces += (text[position : piece.start].encode(encoding), piece.data)
        position = piece.end
    return b"".join([*pieces, text[position:].encode(encoding)])


@pytest.mark.parametrize("encoding", WRITTEN)
@pytest.mark.parametrize("mark", BYTE_ORDER_MARKS.values(), ids=BYTE_ORDER_MARKS)
def test_a_mark_before_text_of_another_encoding_is_none(mark: bytes, encoding: str) -> None:
    data = mark + written(encoding)
    decoded = decode(data)
    assert decoded.text.lstrip("\ufeff\0") == CHINESE
    assert "\ufffd" not in decoded.text
    assert parse(data).restore() == data


@pytest.mark.parametrize("encoding", WRITTEN)
@pytest.mark.parametrize("bytes_lost", [1, 2, 3])
@pytest.mark.parametrize("size", [40, 120, None])
def test_a_page_cut_inside_a_character(encoding: str, bytes_lost: int, size: int | None) -> None:
    data = CHINESE[:size].encode(encoding)[:-bytes_lost]
    text = decode(data).text
    assert CHINESE.startswith(text.removesuffix("\ufffd"))
    assert len(text) >= len(CHINESE[:size]) - 3
    assert parse(data).restore() == data


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5"])
@pytest.mark.parametrize("size", [20, 40, 80, 200])
def test_damaged_chinese_turns_into_no_alphabet(encoding: str, size: int) -> None:
    noise = random.Random(f"{encoding} {size}")
    for _ in range(60):
        data = bytearray(written(encoding)[:size])
        at = noise.randrange(len(data))
        data[at : at + 1] = bytes([noise.randrange(256)] * noise.randrange(2))
        try:
            found = decode(bytes(data))
        except SourceError as error:
            assert error.reason == "undecodable"
        else:
            assert found.encoding in ("utf-8", "gb18030", "big5hkscs")


@pytest.mark.parametrize("encoding", OTHERS)
def test_other_languages_are_read_whole_and_cut(encoding: str) -> None:
    text = OTHERS[encoding] * 3
    data = text.encode(encoding)
    assert decode(data).text == text
    assert decode(data[:-1]).text.rstrip("\ufffd") in text


@pytest.mark.parametrize(
    "encoding", sorted(OTHERS.keys() - {"cp874"})
)  # of Thai a detector says nothing then
def test_other_languages_are_read_with_a_fault(encoding: str) -> None:
    text = OTHERS[encoding] * 3
    data = text.encode(encoding)
    damaged = data[:90] + b"\xff\xff" + data[92:]
    assert decode(damaged).text[-30:] == text[-30:]
    assert parse(damaged).restore() == damaged


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("GB2312", "gb18030"), ("x-gbk", "gb18030"), ("big5", "big5hkscs"), ("windows-874", "cp874"), ("ISO-8859-1", "cp1252"),
        ("euc-kr", "cp949"), ("shift_jis", "cp932"), ("utf8", "utf-8"), ("utf-7", None), ("no such", None), ("hex", None),
    ],
)  # fmt: skip
def test_names_mean_what_browsers_take_them_for(label: str, name: str | None) -> None:
    assert named(label) == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("gb_2312", "gb18030"), ("ks_c_5601-1989", "cp949"), ("iso-ir-149", "cp949"), ("TIS-620", "cp874"), ("x-cp1254", "cp1254"), ("x-cp1258", "cp1258"),
        ("koi", "koi8-r"), ("koi8-ru", "koi8-u"), ("logical", "iso8859-8"), ("visual", "iso8859-8"), ("x-mac-roman", "mac-roman"),
        ("x-mac-ukrainian", "mac-cyrillic"), ("unicode-1-1-utf-8", "utf-8"), ("iso885915", "iso8859-15"), ("iso88599", "cp1254"), ("utf-16", None),
    ],
)  # fmt: skip
def test_labels_that_browsers_know_and_python_does_not(label: str, name: str | None) -> None:
    assert named(label) == name


def test_the_old_wide_space_is_a_space() -> None:
    data = "\n".join(f"\u3000\u3000{line}" for line in CHINESE.split("\n")).encode("gbk")
    old = data.replace(b"\xa1\xa1", b"\xa3\xa0")
    document = parse(old)
    assert document.text == parse(data).text
    assert "\ue5e5" not in document.source_text + "".join(document.tokens.form)
    assert document.restore() == old


def test_an_old_wide_space_that_was_converted_is_a_space_too() -> None:
    document = parse(CHINESE.replace("一、", "\ue5e5\ue5e5一、"))
    assert document.text == parse(CHINESE).text
    assert "\ue5e5" in document.source_text


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_every_code_that_browsers_read_otherwise_comes_back(encoding: str) -> None:
    codes = spellings(encoding)
    assert len(codes) == {"gb18030": 21, "big5hkscs": 203}[encoding]
    data = written(encoding) + b"\n".join(codes)
    text, irregular = read_text(data, encoding)
    assert text.removeprefix(CHINESE).split("\n") == list(codes.values())
    assert restored(text, irregular, encoding) == data
    assert decode(data).text == text
    assert parse(data).restore() == data


@given(
    st.binary(max_size=80) | st.lists(st.sampled_from(b"\x81\xa3\xa0\x30\x39\x41\x80\x84\xfe\x87\x7a\x88\x62\n"), max_size=60).map(bytes),
    st.sampled_from(["gb18030", "big5hkscs", "cp949", "cp932", "euc_jp", "cp1252", "utf-8", "utf-16-le"]),
)  # fmt: skip
def test_any_bytes_come_back(data: bytes, encoding: str) -> None:
    assert restored(*read_text(data, encoding), encoding) == data


def test_a_declaration_far_behind_plain_text_is_judged_by_the_text() -> None:
    page = "<script>" + "var a = 1; " * 8_000 + "</script>" + CHINESE
    assert decode(page.encode("gb18030")).text == page


@pytest.mark.parametrize(
    "plain", ["", "<!--" + "x" * 300 + "-->", "<style>" + "p { margin: 0 }\n" * 600 + "</style>"]
)
@pytest.mark.parametrize("said", ["", "<meta charset=gbk>", "<meta charset=utf-8>"])
@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-8"])
def test_markup_in_ascii_does_not_hide_what_is_lost(encoding: str, said: str, plain: str) -> None:
    text = (
        "<p>办公室要带头查摆问题,不遮丑、不护短、不走过场。"
        if encoding != "big5hkscs"
        else "<p>辦公室要帶頭檢查問題,不遮醜、不護短。"
    )
    for times in (1, 5, 40):
        page = said + plain + text * times
        assert decode(page.encode(encoding)).text == page


SHORT = (
    "谢谢大家!",
    "同志们,大家好:",
    "发言稿",
    "一是提高认识",
    "请领导放心。",
    "<p>谢谢大家!</p>",
    "我们说到做到",
    "各位领导,大家好!",
)


@pytest.mark.parametrize("text", SHORT)
def test_short_chinese_stays_chinese(text: str) -> None:
    assert decode(text.encode("gbk")).text == text
    other = text.translate(str.maketrans("谢们发稿认识请领导说们", "謝們發稿認識請領導說們"))
    assert decode(f"<meta charset=big5>{other}".encode("big5")).text.endswith(other)
    foreign = 0
    data = text.encode("gbk")
    for at in range(len(data)):
        for damaged in (
            data[:at] + bytes((new,)) + data[at + 1 :] for new in (0xB8, 0xA1, 0xF7, 0x81, 0xE6, 0x20)
        ):
            try:
                found = decode(damaged)
            except SourceError:
                continue
            foreign += found.encoding not in ("gb18030", "utf-8", "big5hkscs")
    assert foreign == 0


@pytest.mark.parametrize("head", [b"BM", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_pictures_and_office_files_are_binary(head: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        decode(head + "某".encode("utf-16-le") * 30 + b"\1\0" * 400)
    assert caught.value.reason == "binary"
