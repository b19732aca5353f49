from __future__ import annotations

import pyarrow as pa
import pytest

from chuangwen_corpus import tables
from chuangwen_corpus.pipeline import parse
from chuangwen_corpus.records import Document


def test_tables_give_the_documents_back(seed: Document) -> None:
    other = parse("某局在创建大会上的发言\n各位领导：\n我们将完成任务！我们有信心。", path="other.txt")
    empty = parse(b"", path="empty.txt")
    made = tables.from_documents([seed, other, empty])
    assert list(tables.to_documents(made)) == [seed, other, empty]


@pytest.mark.parametrize("name", [name for name in tables.ROWS if name not in tables.OF_THE_BUILD])
def test_schemas_are_explicit_and_described(seed: Document, name: str) -> None:
    made = tables.from_documents([seed])[name]
    assert made.schema.equals(tables.schema(name), check_metadata=True)
    for field in made.schema:
        assert field.metadata[b"description"]
    assert tables.from_documents([])[name].schema.equals(tables.schema(name))


def test_small_vocabularies_are_dictionaries() -> None:
    schema = tables.schema("tokens")
    for name in ("sentence_id", "document_id", "form", "xpos", "upos"):
        assert schema.field(name).type == tables.CATEGORY
    assert schema.field("start").type == pa.int32()
    assert not schema.field("start").nullable


REQUIRED = {
    "documents": "document_id path title year event genre declared_speech_count speech_count text source_text "
    "encoding sha256 source",
    "speeches": "speech_id document_id ordinal title speaker addressee salutation date text start end "
    "sentence_count token_count",
    "sections": "section_id speech_id document_id parent_section_id ordinal level role marker number heading "
    "start end",
    "paragraphs": "paragraph_id section_id speech_id document_id ordinal text start end",
    "sentences": "sentence_id paragraph_id section_id speech_id document_id ordinal kind text start end",
    "tokens": "sentence_id document_id ordinal form xpos upos start end",
    "annotations": "annotation_id document_id speech_id sentence_id layer text start end attributes rule",
    "anomalies": "document_id kind start end source_start source_end message",
    "edits": "document_id ordinal source_start source_end start end source_text text rule",
    "duplicates": "kind document_id speech_id representative_id score",
    "rejects": "path sha256 reason message",
    "sources": "path sha256 document_id rejected",
}


@pytest.mark.parametrize("name", REQUIRED)
def test_the_columns_of_the_contract_are_there(name: str) -> None:
    assert set(REQUIRED[name].split()) <= set(tables.schema(name).names)
