from __future__ import annotations

import random
from collections import Counter

import pyarrow as pa
import pytest

from chuangwen_corpus import records, tables
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Document
from chuangwen_corpus.sample.layout import HEADINGS, LINES, MARKINGS, PUNCTUATION, Layout, pour
from material import GENRES, SPEAKERS, TITLE_HEADS, talk
from spread import from_documents


def test_tables_give_the_documents_back(seed: Document) -> None:
    other = parse("某局在创建大会上的发言\n各位领导：\n我们将完成任务！我们有信心。", path="other.txt")
    empty = parse(b"", path="empty.txt")
    made = from_documents([seed, other, empty])
    assert list(tables.to_documents(made)) == [seed, other, empty]


@pytest.mark.parametrize("name", [name for name in tables.ROWS if name not in tables.OF_THE_BUILD])
def test_schemas_are_explicit_and_described(seed: Document, name: str) -> None:
    made = from_documents([seed])[name]
    assert made.schema.equals(tables.packed_schema(name), check_metadata=True)
    for field in made.schema:
        assert field.metadata[b"description"]
    assert from_documents([])[name].schema.equals(tables.packed_schema(name))


def test_small_vocabularies_are_dictionaries_in_a_build_and_plain_in_its_files() -> None:
    packed, schema = tables.packed_schema("tokens"), tables.schema("tokens")
    for name in ("sentence_id", "document_id", "form", "xpos", "upos"):
        assert packed.field(name).type == tables.CATEGORY
        assert schema.field(name).type == pa.string()
        assert packed.field(name).metadata == schema.field(name).metadata
    assert schema.field("start_char").type == pa.int32()
    assert not schema.field("start_char").nullable


REQUIRED = {
    "documents": "document_id path title year event genre declared_speech_count speech_count text source_text "
    "encoding sha256 source",
    "speeches": "speech_id document_id ordinal title speaker addressee salutation date text start_char end_char "
    "sentence_count token_count",
    "sections": "section_id speech_id document_id parent_section_id ordinal level role marker number heading "
    "start_char end_char",
    "paragraphs": "paragraph_id section_id speech_id document_id ordinal text start_char end_char",
    "sentences": "sentence_id paragraph_id section_id speech_id document_id ordinal kind text start_char end_char",
    "tokens": "sentence_id document_id ordinal form xpos upos start_char end_char",
    "annotations": "annotation_id document_id speech_id sentence_id layer text start_char end_char attributes rule",
    "anomalies": "document_id kind start_char end_char source_start_char source_end_char message",
    "edits": "document_id ordinal source_start_char source_end_char start_char end_char source_text text rule",
    "duplicates": "kind document_id speech_id representative_id score",
    "rejects": "path sha256 reason message",
    "sources": "path sha256 document_id rejected",
}


@pytest.mark.parametrize("name", REQUIRED)
def test_the_columns_of_the_contract_are_there(name: str) -> None:
    assert set(REQUIRED[name].split()) <= set(tables.schema(name).names)


def poured(seed: int) -> list[Document]:
    """Pages of generated speeches in all layouts and states, with pages without a speech among them."""
    choose = random.Random(seed)
    made = []
    for i in range(5):
        talks = [talk(choose, "", nested=i % 2 == 0) for _ in range(choose.randint(1, 3))]
        base = choose.choice(TITLE_HEADS) + choose.choice(GENRES)
        layout = Layout(
            choose.choice(MARKINGS), choose.choice(LINES), choose.choice(HEADINGS), choose.choice(PUNCTUATION),
            furniture=i % 3 > 0, damage=i % 2 == 1, traditional=i == 4,
        )  # fmt: skip
        page, _ = pour(
            talks, base, base, layout, random.Random(seed * 10 + i), choose.sample(SPEAKERS, len(talks))
        )
        layers = None if i else ()
        made.append(
            parse(page.encode(choose.choice(("utf-8", "gb18030", "utf-16"))), path=f"{i}.txt", layers=layers)
        )
    made.insert(2, parse(f"没有发言的一页{seed}"))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_documents_come_back_from_their_tables_together_or_one_by_one(seed: int) -> None:
    documents = poured(seed)
    assert len({d.document_id for d in documents}) == len(documents)
    made = from_documents(documents)
    assert list(tables.to_documents(made)) == documents
    for i, document in enumerate(documents[:3]):
        alone = from_documents([document])
        assert list(tables.to_documents(alone)) == [document]
        for name, table in alone.items():
            rows = [row for row in made[name].to_pylist() if row["document_id"] == document.document_id]
            assert table.to_pylist() == rows, (i, name)


def test_every_row_has_its_place_among_its_fellows() -> None:
    made = from_documents(poured(9))
    for name, parent in {
        "tokens": "sentence_id",
        "edits": "document_id",
        "sentences": "speech_id",
        "speeches": "document_id",
    }.items():
        counts: Counter[str] = Counter()
        for row in made[name].select([parent, "ordinal"]).to_pylist():
            counts[row[parent]] += 1
            assert row["ordinal"] == counts[row[parent]], name


def test_columns_are_the_fields_with_the_span_last() -> None:
    for name, record in tables.ROWS.items():
        names = tables.schema(name).names
        assert set(names) <= set(record.model_fields)
        if "start_char" in names:
            assert names[-2:] == ["start_char", "end_char"]


@pytest.mark.parametrize("name", tables.OF_THE_BUILD)
def test_tables_of_the_build_may_be_empty(name: str) -> None:
    """A build without keywords, duplicates or rejects has the tables all the same."""
    names = tables.schema(name).names
    assert tables.from_rows(name, names, []).schema.equals(tables.packed_schema(name), check_metadata=True)
    assert tables.from_rows(name, names, []).num_rows == 0


def test_rows_given_as_tuples_are_what_records_give() -> None:
    rejects = [
        records.Reject(path=f"{i}.bin", sha256=None, reason="binary", message="is no text") for i in range(3)
    ]
    names = tables.schema("rejects").names
    rows = [tuple(getattr(reject, name) for name in names) for reject in rejects]
    assert tables.from_rows("rejects", names, rows).equals(tables.from_records("rejects", rejects))
