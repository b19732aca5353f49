from __future__ import annotations

from pathlib import Path

import pytest

from chuangwen_corpus.publish.crawl.recurring import _lines
from chuangwen_corpus.read import decode, decoded, page, waiting
from chuangwen_corpus.read.decode import DecodedSource
from chuangwen_corpus.read.waiting import Waiting

PAGE = "各位领导：\n我们表态如下。".encode("gb18030")


def test_a_sampled_page_is_not_decoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _lines(PAGE)
    monkeypatch.setattr("chuangwen_corpus.read.decode", lambda data: pytest.fail("is decoded again"))
    given = page(PAGE)
    monkeypatch.undo()
    assert given == decode(PAGE) == page(PAGE)
    assert decoded.take(PAGE) is None


def test_a_file_is_not_taken_for_bytes_that_wait(tmp_path: Path) -> None:
    _lines(PAGE)
    (tmp_path / "a.txt").write_bytes(PAGE)
    assert page(tmp_path / "a.txt") == decode(PAGE)
    assert decoded.take(PAGE) is not None


def test_what_waits_is_bounded_and_the_oldest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 10)
    held = Waiting[str, str](lambda text: len(text) // 100)
    pages = [f"{i}" + "字" * 399 for i in range(5)]
    for text in pages:
        held.keep(text, text)
        held.keep(text, text)  # twins are kept once
    assert [held.take(text) is not None for text in pages] == [False, False, False, True, True]
    assert held._held == 0
    held.keep("大", "大" * 4000)
    assert held.take("大") is None
    assert held._held == 0


def test_a_decoded_page_counts_by_its_text() -> None:
    assert isinstance(decode(PAGE), DecodedSource)
    assert decoded._size(decode(PAGE * 100)) == len(PAGE.decode("gb18030"))
