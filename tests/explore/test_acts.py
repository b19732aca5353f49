"""Commitments and directives joined: every value is that of the tables it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.publish import build

PAGES = {
    "a.txt": "某区教育局在创建大会上的表态发言\n某区教育局局长 张三\n（2020年5月1日）\n各位领导：\n我们将在6月底前完成12条背街小巷的整治！"
    "我们绝不弄虚作假。\n谢谢大家！\n",
    "b.txt": "某縣在創建大會上的動員講話\n某縣縣長 李四\n同志們：\n各部門要在年底前完成20個小區的整治，不得拖延。\n謝謝大家！\n",
    "c.txt": "这里没有发言。我们要在年底前建成3个公园。\n",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> cw.Corpus:
    raw = tmp_path_factory.mktemp("raw")
    for name, text in PAGES.items():
        (raw / name).write_text(text, encoding="utf-8")
    return cw.load(build(raw, raw.parent / "acts", text_without_speech=True).out)


@pytest.mark.parametrize("layer", ["commitments", "directives"])
@pytest.mark.parametrize("of", ["made", "released"])
def test_each_row_is_joined_with_its_own(corpus: cw.Corpus, layer: str, of: str) -> None:
    whole = corpus if of == "made" else cw.load()
    found = list(getattr(whole, layer)())
    rows = whole[layer].to_pylist()  # type: ignore[index]
    assert [row["annotation_id"] for row in found] == [row["annotation_id"] for row in rows]
    speeches = {row["speech_id"]: row for row in whole.speeches.to_pylist()}
    sentences = {row["sentence_id"]: row for row in whole.sentences.to_pylist()}
    times = {row["annotation_id"]: row for row in whole.times.to_pylist()}
    quantities = whole.quantities.to_pylist()
    for joined, row in zip(found, rows, strict=True):
        for name in set(joined) & set(row) - {"quantity"}:
            assert joined[name] == row[name], name
        speech = speeches.get(row["speech_id"], {})
        for name in ("speaker", "office", "unit", "kind", "level", "genre", "campaign"):
            assert joined[name] == speech.get(name)
        assert joined["sentence"] == sentences[row["sentence_id"]]["text"]
        assert joined["text"] in joined["sentence"]
        assert joined["negated"] == (row["polarity"] == "negative")
        assert joined["deadline_iso"] == times.get(row["deadline_id"], {}).get("iso")
        inside = [
            q
            for q in quantities
            if q["document_id"] == row["document_id"]
            and q["start_char"] >= row["start_char"]
            and q["end_char"] <= row["end_char"]
        ]
        first = inside[0] if inside else {}
        assert joined["quantity"] == first.get("text")
        for name in ("value", "value_min", "value_max", "comparator", "unit"):
            assert joined[f"quantity_{name}"] == first.get(name)


def test_what_the_pages_say_is_there(corpus: cw.Corpus) -> None:
    (promise,) = [r for r in corpus.commitments() if r["quantity"] and r["speech_id"]]
    assert (promise["quantity_value"], promise["quantity_unit"]) == (12, "条")
    assert promise["deadline"] == "6月底前"
    assert promise["year"] == "2020"
    assert promise["level"] == "county"
    assert any(r["negated"] for r in corpus.commitments())
    orders = list(corpus.directives())
    assert [r["quantity"] for r in orders if r["quantity"]] == ["20個小區"]
    assert any(r["negated"] for r in orders)
    assert len(corpus.directives(limit=1)) == 1


def test_a_page_without_a_speech_has_nulls(corpus: cw.Corpus) -> None:
    loose = [
        row
        for found in (corpus.commitments(), corpus.directives())
        for row in found
        if row["speech_id"] is None
    ]
    assert loose
    for row in loose:
        assert row["speaker"] is row["kind"] is row["year"] is None
        assert row["sentence"]


def test_a_chosen_part_and_an_empty_one(corpus: cw.Corpus, tmp_path: Path) -> None:
    part = corpus.filter(kind="government", level="county")
    assert {row["level"] for row in part.commitments()} <= {"county"}
    empty = corpus.filter(speaker="nobody").commitments()
    assert len(empty) == 0
    assert empty.table.schema == corpus.commitments().table.schema
    corpus.commitments().write_csv(tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_text(encoding="utf-8").startswith("agent,predicate,object,deadline,")
