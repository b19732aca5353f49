"""Corrections put into a document: each field, what follows from it, its evidence; and what does not fit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chuangwen_corpus import tables
from chuangwen_corpus.correct import correct
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.read.correctable import FIELDS_OF_PAGES, FIELDS_OF_SPEECHES, value_fault
from chuangwen_corpus.read.corrections import Correction
from chuangwen_corpus.records import Document
from corrected import PAGE
from pages import mixed
from spread import from_documents

PARSED = parse(PAGE, path="a.txt")
FOLLOWS = {
    "date": {"date_iso"},
    "speaker": {"office", "unit", "kind", "level"},
    "title": {"title_start_char", "title_end_char"},
}
VALUES = {"kind": "enterprise", "level": "province", "year": "2019"}


def one(document: Document, *corrections: Correction) -> Document:
    found = correct(document, corrections)
    assert found.misfits == ("",) * len(corrections)
    return found.document


def changed(before: Any, after: Any) -> set[str]:
    """The fields in which two records differ."""
    return {name for name in type(before).model_fields if getattr(before, name) != getattr(after, name)}


@pytest.mark.parametrize("value", ["新的值", ""])
@pytest.mark.parametrize("name", FIELDS_OF_PAGES)
def test_a_field_of_the_page(name: str, value: str) -> None:
    value = value and VALUES.get(name, value)
    found = one(PARSED, Correction(name, value))
    assert getattr(found, name) == (value or None)
    assert found.head_evidence == (f"{name} correction",)
    assert changed(PARSED, found) <= {name, "head_evidence"}
    assert found.restore() == PAGE.encode()


@pytest.mark.parametrize("by_id", [False, True])
@pytest.mark.parametrize("value", ["新的值", ""])
@pytest.mark.parametrize("name", FIELDS_OF_SPEECHES)
def test_a_field_of_a_speech(name: str, value: str, by_id: bool) -> None:
    value = value and VALUES.get(name, value)
    speech = PARSED.speeches[1].speech_id if by_id else 2
    found = one(PARSED, Correction(name, value, speech))
    assert getattr(found.speeches[1], name) == (value or None)
    assert f"{name} correction" in found.speeches[1].head_evidence
    assert sum(said.startswith(f"{name} ") for said in found.speeches[1].head_evidence) == 1
    assert changed(PARSED.speeches[1], found.speeches[1]) <= {name, "head_evidence"} | FOLLOWS.get(
        name, set()
    )
    assert found.speeches[0] == PARSED.speeches[0]
    assert changed(PARSED, found) == {"speeches"}
    sentence = found.speeches[1].sentences[0]
    assert sentence.tokens == PARSED.speeches[1].sentences[0].tokens


@pytest.mark.parametrize(
    ("date", "iso"),
    [("2021年3月4日", "2021-03-04"), ("二〇二一年三月", "2021-03"), ("20XX年3月4日", None), ("春节前夕", None), ("", None)],
)  # fmt: skip
def test_the_iso_date_follows_the_date(date: str, iso: str | None) -> None:
    assert one(PARSED, Correction("date", date, 1)).speeches[0].date_iso == iso


def test_what_follows_from_the_speaker_unless_it_is_corrected_itself() -> None:
    speaker = Correction("speaker", "临江县青石镇党委书记 林若水", 2)
    found = one(PARSED, speaker).speeches[1]
    assert (found.office, found.unit, found.kind, found.level) == (
        "党委书记",
        "临江县青石镇",
        "party",
        "township",
    )
    for others in ((Correction("unit", "", 2), speaker), (speaker, Correction("unit", "", 2))):
        found = one(PARSED, *others).speeches[1]
        assert (found.office, found.unit, found.kind) == ("党委书记", None, "party")
    assert one(PARSED, Correction("speaker", "", 1)).speeches[0].unit is None


def test_evidence_stands_in_the_order_of_the_columns() -> None:
    names = ("campaign", "title", "date", "speaker")
    said = one(PARSED, *(Correction(name, "新", 1) for name in names)).speeches[0].head_evidence
    order = list(type(PARSED.speeches[0]).model_fields)
    assert [order.index(entry.partition(" ")[0]) for entry in said] == sorted(
        order.index(entry.partition(" ")[0]) for entry in said
    )
    assert {entry for entry in said if entry.endswith(" correction")} == {
        f"{name} correction" for name in names
    }


@pytest.mark.parametrize(
    ("speech", "title", "place"),
    [
        (2, "表态发言", "above"),
        (2, "我们有信心", "inside"),
        (2, "发言稿两篇", "elsewhere"),
        (2, "同志们", "inside"),
        (1, "某局", "above"),
        (1, "没有印出来的题目", None),
    ],
)
def test_where_a_corrected_title_is_printed(speech: int, title: str, place: str | None) -> None:
    document = one(PARSED, Correction("title", title, speech))
    found, before = document.speeches[speech - 1], PARSED.speeches[speech - 2].end_char if speech > 1 else 0
    if place is None:
        assert (found.title, found.title_start_char, found.title_end_char) == (title, None, None)
        return
    assert found.title_start_char is not None
    assert document.text[found.title_start_char : found.title_end_char] == title
    inside = {
        "above": (before, found.start_char),
        "inside": (found.start_char, found.end_char),
        "elsewhere": (0, len(document.text)),
    }
    first, last = inside[place]
    assert first <= found.title_start_char < last


@pytest.mark.parametrize(
    ("correction", "misfit"),
    [
        (Correction("title", "新", 3), "there is no such speech, of 2 that there are"),
        (Correction("title", "新", 10**30), "there is no such speech"),
        (Correction("title", "新", "0" * 16 + ".sp0"), "there is no such speech"),
        (Correction("speaker", "新", 1, was="旧"), "it was '旧' and is '某局' now"),
        (Correction("speaker", "新", 1, was=""), "it was '' and is '某局' now"),
        (Correction("speaker", "某局", 1, was="旧"), "the parser gives this value by itself now"),
        (Correction("campaign", "", 2, was="创卫"), "now"),
    ],
)
def test_what_does_not_fit_changes_nothing(correction: Correction, misfit: str) -> None:
    found = correct(PARSED, [correction])
    assert misfit in found.misfits[0]
    assert found.document == PARSED
    both = correct(PARSED, [correction, Correction("event", "大会")])
    assert both.misfits == (found.misfits[0], "")
    assert both.document.event == "大会"


def test_an_entry_fits_while_the_parser_gives_what_it_gave() -> None:
    assert one(PARSED, Correction("speaker", "新", 1, was="某局")).speeches[0].speaker == "新"
    assert one(PARSED, Correction("subtitle", "新", 1, was="")).speeches[0].subtitle == "新"


def test_of_two_that_fit_the_later_is_applied() -> None:
    first, second = Correction("speaker", "甲", 1), Correction("speaker", "乙", PARSED.speeches[0].speech_id)
    found = correct(PARSED, [first, second])
    assert found.misfits == ("a later entry corrects the same field", "")
    assert found.document.speeches[0].speaker == "乙"
    unfit = Correction("speaker", "乙", 1, was="x")
    assert correct(PARSED, [first, unfit]).document.speeches[0].speaker == "甲"


def test_a_copy_has_the_same_speeches() -> None:
    copy = parse(PAGE, document_id=f"{PARSED.document_id}-01234567")
    said = Correction("speaker", "新", PARSED.speeches[1].speech_id)
    assert one(copy, said).speeches[1].speaker == "新"


def test_without_corrections_the_document_is_the_same() -> None:
    assert correct(PARSED, ()).document is PARSED


CORRECTED = one(PARSED, Correction("title", "没有印出来的题目"), Correction("title", "另一个题目", 2))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["head_evidence"], [], "does not open with the title"),
        (["head_evidence"], ["event correction"], "does not open with the title"),
        (["speeches", 1, "head_evidence"], [], "the title is not what stands"),
        (["speeches", 1, "title_start_char"], 0, "the title is not what stands"),
        (["speeches", 1, "title_end_char"], 5, "the title is not what stands"),
        (["speeches", 1, "title"], "各位领导", "is printed, but has no offsets"),
        (["speeches", 0, "title"], "别的", "the title is not what stands"),
    ],
)
def test_a_broken_title_is_told_from_a_corrected_one(path: list[Any], value: Any, said: str) -> None:
    data = json.loads(CORRECTED.model_dump_json())
    assert Document.model_validate(data) == CORRECTED
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValidationError, match=said):
        Document.model_validate(data)


def test_a_corrected_document_comes_back_from_tables() -> None:
    assert list(tables.to_documents(from_documents([CORRECTED]))) == [CORRECTED]


words = st.one_of(
    st.sampled_from(["表态发言", "同志们", "我们", "2020", "party", "village", "某局局长 张三"]),
    st.text(max_size=8),
)


@given(
    mixed,
    st.lists(
        st.tuples(
            st.sampled_from(FIELDS_OF_PAGES + FIELDS_OF_SPEECHES), words, st.sampled_from([None, 1, 2, 9])
        )
    ),
)
def test_any_correction_that_is_checked_keeps_the_contract(
    page: str, said: list[tuple[str, str, int | None]]
) -> None:
    """Whatever is corrected on whatever page: the document is valid, and each entry is applied or said not to be."""
    document = parse(page or "页")
    corrections = [
        Correction(name, value, speech)
        for name, value, speech in said
        if name in (FIELDS_OF_PAGES if speech is None else FIELDS_OF_SPEECHES)
        and value_fault(name, value) is None
    ]
    found = correct(document, corrections)
    for correction, misfit in zip(corrections, found.misfits, strict=True):
        there = correction.speech is None or correction.speech <= len(document.speeches)
        assert there or misfit
        if not misfit:
            record = (
                found.document
                if correction.speech is None
                else found.document.speeches[correction.speech - 1]
            )
            assert getattr(record, correction.field) == (correction.value or None)
            assert f"{correction.field} correction" in record.head_evidence
    assert found.document.restore() == document.restore()
