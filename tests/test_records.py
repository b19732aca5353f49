from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from chuangwen_corpus import records, tables
from chuangwen_corpus.publish.metadata import reference
from chuangwen_corpus.records import Document

KINDS = [*tables.ROWS.values(), records.Source, records.TokenColumns, records.EditColumns]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_is_described(kind: type[records.Record]) -> None:
    for name, field in kind.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def change(document: Document, **update: object) -> dict:
    return document.model_dump() | update


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ({"speech_count": 2}, "speech_count is 2"),
        ({"text": "别的文本"}, "does not open with the title"),
        ({"extra": 1}, "Extra inputs are not permitted"),
        ({"document_id": "x"}, "String should match pattern"),
        ({"sha256": "abc"}, "String should match pattern"),
        ({"source_text": "别的"}, "reaches outside the text"),
    ],
)
def test_a_document_holds_the_contract(seed: Document, update: dict, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Document.model_validate(change(seed, **update))


def broken(seed: Document, path: list, value: object) -> dict:
    data = json.loads(seed.model_dump_json())
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["speeches", 0, "sentences", 3, "text"], "别的", "does not say what stands"),
        (["speeches", 0, "paragraphs", 0, "start_char"], 0, "outside its speech"),
        (["speeches", 0, "paragraphs", 0, "speech_id"], "0" * 16 + ".sp1", "another speech"),
        (["speeches", 0, "sentence_count"], 3, "sentence_count is 3"),
        (["speeches", 0, "sentences", 1, "end_char"], 1, "before it starts"),
        (["speeches", 1, "title_start_char"], 0, "title is not what stands"),
        (["speeches", 1, "token_count"], 5, "do not add up"),
        (["anomalies", 0, "source_end_char"], 99999, "outside the text"),
        (["anomalies", 0, "document_id"], "0" * 16, "another document"),
        (["tokens", "form", 4], "别的", "token at"),
        (["tokens", "sentence", 4], 999, "sentence that is not there"),
        (["tokens", "start_char"], [1], "differ in length"),
        (["edits", "source_text", 4], "别", "does not say what stands there"),
        (["speeches", 0, "sections", 0, "role"], "middle", "Input should be"),
    ],
)
def test_parts_hold_the_contract(seed: Document, path: list, value: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Document.model_validate(broken(seed, path, value))


def test_records_are_frozen_and_comparable(seed: Document) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        seed.title = "x"
    twin = Document.model_validate_json(seed.model_dump_json())
    assert twin == seed
    assert hash(twin.speeches[0]) == hash(seed.speeches[0])
    assert twin != seed.model_copy(update={"path": "other"})


def test_tokens_of_a_sentence(seed: Document) -> None:
    sentence = seed.speeches[0].sentences[2]
    assert [t.form for t in sentence.tokens] == ["一", "、", "履职尽责", "牵头", "抓", "总", "。"]
    assert [t.ordinal for t in sentence.tokens] == list(range(1, 8))
    assert {t.sentence_id for t in sentence.tokens} == {sentence.sentence_id}
    loose = records.Sentence.model_validate(sentence.model_dump())
    with pytest.raises(ValueError, match="outside its document"):
        _ = loose.tokens


def test_the_json_of_a_document_fits_its_schema(seed: Document) -> None:
    schema = json.loads(reference.json_schemas()["document.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(seed.model_dump_json()))
    for name, text in reference.json_schemas().items():
        Draft202012Validator.check_schema(json.loads(text))
        assert json.loads(text)["$schema"] == reference.DIALECT, name


def test_ids_name_the_place_in_the_source(seed: Document) -> None:
    for speech in seed.speeches:
        for record, key in [(speech, speech.speech_id), *((s, s.sentence_id) for s in speech.sentences)]:
            offset = int(key.rpartition(".")[2][2:])
            assert seed.to_source(record.start_char, record.end_char)[0] == offset
