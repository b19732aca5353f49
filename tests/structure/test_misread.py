"""Mojibake, look-alikes of Han characters and characters of one font: reported, never repaired."""

from __future__ import annotations

import pytest

from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Document

LINES = (
    "在全市创建大会上的表态发言", "各位领导：", "今天大家参加这个会议，我们将全力以赴，完成各项任务，请领导放心！",
    "一、提高认识。要加强领导，明确责任，狠抓落实。", "二、加强领导。我们要把创建工作作为头等大事来抓，说到做到。", "谢谢大家！",
)  # fmt: skip
PAGE = "\n".join(LINES)
MISREAD = [
    ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("utf-8", "gb18030"), ("gbk", "latin-1"), ("gbk", "cp1252"), ("gbk", "big5hkscs"),
]  # fmt: skip


def found(document: Document, kind: str) -> list[str]:
    return [
        document.source_text[a.source_start_char : a.source_end_char]
        for a in document.anomalies
        if a.kind == kind
    ]


@pytest.mark.parametrize(("written", "read_as"), MISREAD)
def test_a_page_that_was_misread(written: str, read_as: str) -> None:
    broken = PAGE.encode(written).decode(read_as, "ignore")
    document = parse(broken)
    assert sum(map(len, found(document, "mojibake"))) > len(broken) / 2
    assert document.restore() == broken.encode()


@pytest.mark.parametrize(("written", "read_as"), MISREAD)
def test_a_line_that_was_misread(written: str, read_as: str) -> None:
    broken = LINES[2].encode(written).decode(read_as, "ignore")
    document = parse(PAGE.replace(LINES[2], broken))
    spans = found(document, "mojibake")
    assert spans
    assert all(span in broken for span in spans)


@pytest.mark.parametrize(
    "text",
    [PAGE, "Où que l'on regarde, la cité a changé : « façade », naïveté, Ærø, Ångström. " * 5, "Привет, товарищи! " * 20],
)  # fmt: skip
def test_no_mojibake(text: str) -> None:
    assert not found(parse(text), "mojibake")


@pytest.mark.parametrize(("one", "two"), [("⼀", "⼆"), ("⼀", "二"), ("一", "⼆")])
def test_radicals_open_sections_and_are_reported(one: str, two: str) -> None:
    page = PAGE.replace("一、", f"{one}、").replace("二、", f"{two}、")
    document = parse(page)
    sections = document.speeches[0].sections
    assert [s.marker for s in sections if s.marker] == [f"{one}、", f"{two}、"]
    assert [s.number for s in sections if s.marker] == [1, 2]
    assert found(document, "lookalike_character") == [c for c in (one, two) if c in "⼀⼆"]


@pytest.mark.parametrize("lookalike", ["⻓", "⽂", "\uf967", "\U0002f800"])
def test_lookalikes_in_a_sentence(lookalike: str) -> None:
    document = parse(PAGE.replace("任务", f"任{lookalike}务"))
    assert found(document, "lookalike_character") == [lookalike]


def test_han_characters_in_the_compatibility_blocks_are_none() -> None:
    assert not found(parse(PAGE.replace("任务", "任﨎务")), "lookalike_character")


@pytest.mark.parametrize("character", ["\ue000", "\uf0b7", "\U000f0001"])
def test_private_use(character: str) -> None:
    document = parse(PAGE.replace("任务", f"任{character}务"))
    assert found(document, "private_use") == [character]
    assert character in document.text


@pytest.mark.parametrize(
    ("remains", "where"),
    [
        ("锟斤拷锟斤拷", "各项"),
        ("锟斤拷", "各项"),
        ("烫烫烫烫", "各项"),
        ("屯屯屯", "各项"),
        ("ï»¿", ""),
        ("锘縎", ""),
        ("锘匡豢", ""),
    ],
)
def test_remains_of_what_was_lost(remains: str, where: str) -> None:
    page = PAGE.replace(where, remains + where) if where else remains + PAGE
    (span,) = found(parse(page), "mojibake")
    assert remains.startswith(span)


@pytest.mark.parametrize("text", ["汤太烫了，烫手。", "屯垦戍边，屯田。", "化学元素锘很少见。"])
def test_what_looks_like_remains(text: str) -> None:
    assert not found(parse(PAGE + text), "mojibake")
