"""The text of a page without a speech, read as one on request: sentences, tokens and annotations that belong to no speech."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

import chuangwen_corpus as cw
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.formats import conllu
from chuangwen_corpus.manifest import Manifest
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish import build
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.records import Document
from chuangwen_corpus.tables import to_documents
from spread import from_documents

NEWS = (
    "青石镇召开创建工作会\n2024年3月5日，青石镇召开创建工作会，镇党委书记李明出席并讲话。\n"
    "会议要求，各村要在6月底前完成整治。参会单位共46个。\n\n下一步，我们将全力以赴，打好收官战。\n"
)
SPEECH = "青石镇在创建大会上的表态发言\n各位领导、同志们：\n我镇将全力以赴。\n我的发言完毕，谢谢大家！\n"


def test_nothing_is_annotated_unless_it_is_asked_for() -> None:
    document = parse(NEWS)
    assert document.speech_count == 0
    assert (document.sentences, len(document.tokens), document.annotations) == ((), 0, ())


def test_the_text_is_cut_and_annotated_without_a_speech() -> None:
    document = parse(NEWS, text_without_speech=True)
    assert document.speech_count == 0
    assert "".join(s.text for s in document.sentences) in document.text.replace("\n", "")
    assert {(s.speech_id, s.section_id, s.paragraph_id, s.kind) for s in document.sentences} == {
        (None, None, None, "body")
    }
    assert [s.ordinal for s in document.sentences] == list(range(1, len(document.sentences) + 1))
    assert all("".join(t.form for t in s.tokens) == "".join(s.text.split()) for s in document.sentences)
    found = {(a.layer, a.text) for a in document.annotations}
    assert {
        ("time", "6月底前"),
        ("metaphor_war", "收官战"),
        ("quantity", "46个"),
        ("commitment", "我们将全力以赴"),
    } <= found
    ids = {s.sentence_id for s in document.sentences}
    assert all(a.speech_id is None and a.sentence_id in ids for a in document.annotations)


def test_a_page_with_a_speech_is_the_same_with_it() -> None:
    assert parse(SPEECH, text_without_speech=True) == parse(SPEECH)


@pytest.mark.parametrize("page", ["", "\n\n", "标题\n", "。\n！\n", "通知\n\n各村：\n", "a" * 300])
def test_pages_with_little_text(page: str) -> None:
    document = parse(page, text_without_speech=True)
    assert document.restore() == page.encode()
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_tables_and_json_bring_it_back() -> None:
    documents = [parse(NEWS, text_without_speech=True), parse(SPEECH)]
    assert list(to_documents(from_documents(documents))) == documents
    assert Document.model_validate_json(documents[0].model_dump_json()) == documents[0]


def test_a_release_holds_it_and_says_so(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(NEWS, encoding="utf-8")
    (pages / "b.txt").write_text(SPEECH, encoding="utf-8")
    build(pages, tmp_path / "whole", text_without_speech=True, workers=1)
    build(pages, tmp_path / "speeches", workers=1)
    assert list(faults(tmp_path / "whole")) == []
    assert Manifest.read(Place.of(tmp_path / "whole")).text_without_speech
    assert not Manifest.read(Place.of(tmp_path / "speeches")).text_without_speech
    whole, speeches = cw.load(tmp_path / "whole"), cw.load(tmp_path / "speeches")
    assert whole.sentences["speech_id"].null_count == len(parse(NEWS, text_without_speech=True).sentences)
    assert speeches.sentences["speech_id"].null_count == 0
    given, alone = whole.document(parse(NEWS).document_id), parse(NEWS, text_without_speech=True)
    assert (given.sentences, given.tokens, given.annotations) == (
        alone.sentences,
        alone.tokens,
        alone.annotations,
    )


def test_conllu_has_the_sentences() -> None:
    document = parse(NEWS, text_without_speech=True)
    text = conllu.text(document)
    assert text.count("# sent_id = ") == len(document.sentences)
    assert "speech_id" not in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"section_id": "443a4183d788aec5.se11"}, "names one or a part of one"),
        ({"document_id": "0" * 16}, "belongs to another document"),
    ],
)
def test_sentences_that_break_the_contract_are_refused(change: dict[str, str], said: str) -> None:
    fields = json.loads(parse(NEWS, text_without_speech=True).model_dump_json())
    fields["text_sentences"][0] |= change
    with pytest.raises((ValidationError, ChuangwenError), match=said):
        Document.model_validate(fields)
