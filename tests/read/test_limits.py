"""What a page may be at most: its text, and the records that it makes."""

from __future__ import annotations

import hashlib
import tracemalloc
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from builds import contents
from chuangwen_corpus import annotate
from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.publish.steps import batch
from chuangwen_corpus.publish.steps.batch import PageBytes, Settings, parse_batch
from chuangwen_corpus.read import limits
from chuangwen_corpus.records import Document, Source
from conftest import ROOT

SPEECH = "某局在创建大会上的表态发言\n各位领导：\n我们将全力以赴，确保3个月内完成12项任务。请领导放心！\n"
SETTINGS = Settings(annotate.DEFAULT_ENGINE, annotate.choose(None), frozenset())


def limit(monkeypatch: pytest.MonkeyPatch, **most: int) -> None:
    for name, value in most.items():
        monkeypatch.setattr(limits, name, value)


def rejected(page: bytes | str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        parse(page)
    assert caught.value.reason == "too_large"
    assert caught.value.hint == "Split it into several pages."
    return caught.value


def page_of(data: bytes) -> PageBytes:
    digest = hashlib.sha256(data).hexdigest()
    return PageBytes(f"{digest[:4]}.txt", data, digest, Source(), digest[:16])


def count(document: Document) -> int:
    """The records of a page, counted anew."""
    children = (len(s.sections) + len(s.paragraphs) + len(s.sentences) for s in document.speeches)
    columns = len(document.tokens) + len(document.edits)
    return columns + sum(children) + len(document.annotations) + len(document.anomalies)


def test_the_limits_leave_room_for_books() -> None:
    assert limits.MOST_TEXT >= 2_000_000
    assert limits.MOST_RECORDS >= limits.MOST_TEXT // 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_measured_in_utf_8_whatever_its_encoding(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SPEECH * 9
    size = len(text.encode())
    limit(monkeypatch, MOST_TEXT=size)
    assert parse(text.encode(encoding)).source_text == text
    error = rejected((text + "x").encode(encoding))
    assert f"has {size + 1:,} bytes of text; a page may have {size:,}." in error.message


def test_text_that_is_given_has_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, MOST_TEXT=len(SPEECH.encode()))
    assert parse(SPEECH).source_text == SPEECH
    rejected(f"谢{SPEECH}")


MARKUP = {
    "script": f"<script>{'var a = 1;' * 600}</script>",
    "style": f"<style>{'p { margin: 0 }' * 400}</style>",
    "comment": f"<!-- {'统计' * 2_000} -->",
    "picture": f'<img src="data:image/png;base64,{"iVBOR" * 2_000}">',
    "unquoted picture": f"<img src=data:image/png;base64,{'iVBOR' * 2_000}>",
    "two pictures": f'<img srcset="data:a,{"B" * 9_000} 1x, data:b,{"C" * 9_000} 2x">',
    "links": '<a href="/gongwen/fayan.html"></a>' * 200,
    "tags": "<p></p>" * 800,
}


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_no_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(f"<p>{line}</p>" for line in SPEECH.split("\n"))
    page = f"<html><body>{MARKUP[name]}{lines}</body></html>"
    limit(monkeypatch, MOST_TEXT=600)
    document = parse(page)
    assert len(page.encode()) > 5_000
    assert document.text == parse(lines).text
    assert document.restore() == page.encode()


def test_a_tag_that_never_ends_takes_no_words_away() -> None:
    page = f'{SPEECH}<img src="data:image/png;base64,{"iVBOR" * 2_000} 我们说到做到。'
    assert "说到做到" in parse(page).text


KINDS = {
    "speech": "",
    "quotes": '"' * 400,
    "blanks": "我 们 将 " * 100,
    "numbers": "我们完成46个，" * 40,
    "lines": "我们将全力以赴。\n" * 40,
    "sections": "一、提高认识\n我们将全力以赴。\n" * 20,
    "tags": "<b>我</b>" * 100,
}


@pytest.mark.parametrize("name", KINDS)
def test_a_page_makes_so_many_records_and_no_more(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"{SPEECH}{KINDS[name]}我们说到做到。\n"
    records = count(parse(page))
    limit(monkeypatch, MOST_RECORDS=records)
    assert count(parse(page)) == records
    limit(monkeypatch, MOST_RECORDS=records - 1)
    assert f"a page may make {records - 1:,}." in rejected(page).message


def test_irregular_bytes_are_records(monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"".join(c.encode() + (b"\xff" if i % 12 == 5 else b"") for i, c in enumerate(SPEECH * 4))
    records = count(parse(page))
    limit(monkeypatch, MOST_RECORDS=records - 1)
    rejected(page)


@pytest.mark.parametrize("unit", ["<b>", "<p>", "<a>我</a>", "&amp;", "我\r\n", '我"', "我 "])
def test_changes_without_end_are_given_up_early(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before all of them are made: each takes some hundred bytes."""
    limit(monkeypatch, MOST_RECORDS=500)
    rejected(f"<html><body>{SPEECH}{unit * 4_000}")


def test_a_large_page_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, MOST_TEXT=1_000)
    pages = [page_of(data.encode()) for data in (SPEECH, SPEECH * 9, f"{SPEECH}谢谢！")]
    part = parse_batch(pages, SETTINGS)
    assert [sha256 for _, sha256, _ in part.sources] == [pages[0].sha256, pages[2].sha256]
    (reject,) = part.rejects
    assert (reject.path, reject.sha256, reject.reason) == (pages[1].path, pages[1].sha256, "too_large")
    assert reject.message.endswith("Split it into several pages.")


def test_a_release_does_not_depend_on_what_counts_as_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON in pieces and CSV by slices are what is written of small pages in one go."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for page in sorted((ROOT / "tests" / "golden" / "pages").iterdir())[:6]:
        (raw / page.name).write_bytes(page.read_bytes())
    cw.build(raw, tmp_path / "small", workers=1)
    monkeypatch.setattr(batch, "LARGE", 0)
    monkeypatch.setattr("chuangwen_corpus.publish.writers.tables.MOST_ROWS", 7)
    monkeypatch.setattr("chuangwen_corpus.publish.steps.packed.PIECE", 100)
    cw.build(raw, tmp_path / "large", workers=1)
    small, large = contents(tmp_path / "small"), contents(tmp_path / "large")
    texts = [name for name in small if name.startswith(("csv", "json"))]
    assert len(texts) > 30
    assert {name: small[name] for name in texts} == {name: large[name] for name in texts}


def test_records_share_what_is_the_same_in_all() -> None:
    """The set of fields that pydantic keeps for each is larger than the record."""
    document = parse(SPEECH.replace("全力", "全 力") * 3)
    for row in (document.sentences, document.annotations, document.anomalies):
        assert len(row) > 1
        assert len({id(record.__pydantic_fields_set__) for record in row}) == 1
    changed = document.annotations[0].model_copy(update={"rule": "another"})
    assert (changed.rule, document.annotations[0].rule != "another") == ("another", True)


@pytest.mark.slow
@pytest.mark.parametrize("unit", [SPEECH, "我们将全力以赴，完成任务。\n", "我 们 将 ", "<b>我们</b>，"])
def test_memory_grows_with_the_page(unit: str) -> None:
    """Four times the page takes no more than some four times the memory, in all that is made of it."""

    def peak(size: int) -> int:
        page = page_of((SPEECH + unit * (size // len(unit.encode()))).encode())
        tracemalloc.start()
        try:
            parse_batch([page], SETTINGS)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2_000)  # dictionaries are loaded
    assert peak(40_000) < 5 * peak(10_000)
