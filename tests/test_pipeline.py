from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pages
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.read import _PATH
from chuangwen_corpus.records import Document

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def rebuilt(document: Document) -> tuple[str, str]:
    """Clean text from source and edits, and source from clean text and edits, written anew."""
    clean, source, at, source_at = [], [], 0, 0
    for edit in document.iter_edits():
        clean += [document.source_text[source_at : edit.source_start_char], edit.text]
        source += [document.text[at : edit.start_char], edit.source_text]
        at, source_at = edit.end_char, edit.source_end_char
    clean.append(document.source_text[source_at:])
    source.append(document.text[at:])
    return "".join(clean), "".join(source)


@given(pages.mixed, st.sampled_from(ENCODINGS))
def test_every_page_comes_back_byte_for_byte(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    try:
        document = parse(data)
    except SourceError as error:
        assert error.reason == "binary"
        assert set(data) & set(range(32))
        return
    assert document.restore() == data
    assert rebuilt(document) == (document.text, document.source_text)
    edits = list(document.iter_edits())
    for one, two in pairwise(edits):
        assert one.source_end_char <= two.source_start_char
        assert one.end_char <= two.start_char
    for edit in edits:
        assert edit.rule
        assert edit.source_text != edit.text


@given(st.binary(max_size=300))
def test_any_bytes_come_back_or_are_rejected(data: bytes) -> None:
    try:
        document = parse(data)
    except SourceError as error:
        assert error.reason in ("binary", "undecodable")
        assert error.hint
    else:
        assert document.restore() == data


@given(pages.genre_text, st.data())
def test_damaged_bytes_come_back(text: str, data: st.DataObject) -> None:
    page = bytearray(("在创建大会上的表态发言\n我们将全力以赴，完成各项创建任务。" * 3 + text).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        page[data.draw(st.integers(0, len(page) - 1))] = data.draw(st.integers(1, 255))
    try:
        document = parse(bytes(page))
    except SourceError:
        return
    assert document.restore() == bytes(page)


@given(pages.mixed.filter(lambda text: not _PATH.fullmatch(text)), st.data())
def test_offsets_map_to_the_source_and_back(text: str, data: st.DataObject) -> None:
    document = parse(text)
    for start, end in _spans(data, len(document.text)):
        left, right = document.to_source(start, end)
        assert 0 <= left <= right <= len(document.source_text)
        back = document.to_clean(left, right)
        inserted = {
            i
            for e in document.iter_edits()
            if e.source_start_char == e.source_end_char
            for i in range(e.start_char, e.end_char)
        }
        # An edit is taken whole, so the span grows; what was put in at its edges has no source.
        assert set(range(start, end)) - inserted <= set(range(*back))
    for start, end in _spans(data, len(document.source_text)):
        left, right = document.to_clean(start, end)
        assert 0 <= left <= right <= len(document.text)


def _spans(data: st.DataObject, length: int) -> list[tuple[int, int]]:
    ends = [data.draw(st.integers(0, length)) for _ in range(4)]
    return [(min(pair), max(pair)) for pair in zip(ends[::2], ends[1::2], strict=True)]


@given(pages.genre_text)
def test_unedited_characters_map_one_to_one(text: str) -> None:
    document = parse(text)
    edited = [(e.start_char, e.end_char) for e in document.iter_edits()]
    for i, character in enumerate(document.text):
        if any(start <= i < end for start, end in edited):
            continue
        left, right = document.to_source(i, i + 1)
        assert document.source_text[left:right] == character
        assert document.to_clean(left, right) == (i, i + 1)


def test_mapping_refuses_what_is_no_span(seed: Document) -> None:
    with pytest.raises(ValueError, match="no span of the clean text"):
        seed.to_source(5, 2)
    with pytest.raises(ValueError, match="no span of the source text"):
        seed.to_clean(0, len(seed.source_text) + 1)


@given(pages.genre_text)
def test_the_same_page_gives_the_same_document(text: str) -> None:
    assert parse(text) == parse(text)
    assert parse(text).model_dump_json() == parse(text).model_dump_json()


def test_text_given_as_str_is_its_utf_8() -> None:
    assert parse("在大会上的发言\r\n").restore() == "在大会上的发言\r\n".encode()
    assert parse("半个\ud800字").restore() == "半个\ud800字".encode("utf-8", "surrogatepass")


def test_a_path_is_read(tmp_path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes("在创建大会上的表态发言\n同志们：\n我们将全力以赴，完成任务！请放心。".encode("gb18030"))
    document = parse(file)
    assert document.path == "page.txt"
    assert document.encoding == "gb18030"
    assert document.speech_count == 1


def test_a_missing_file_is_a_clear_error(tmp_path) -> None:
    with pytest.raises(SourceError, match=r"nothing\.txt: there is no such file") as caught:
        parse(tmp_path / "nothing.txt")
    assert caught.value.reason == "missing"


def test_the_empty_page_is_an_empty_document() -> None:
    document = parse(b"")
    assert (document.text, document.speech_count, document.restore()) == ("", 0, b"")
