"""The gold format: what is read, and that nothing wrong in it goes unseen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate.gold import Gold, SpeechGold, read
from chuangwen_corpus.evaluate.measures import OF_PAGE, OF_SPEECH, judged
from conftest import ROOT


def written(folder: Path, said: Any) -> Path:
    file = folder / "a.txt.json"
    file.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    return file


def test_a_value_a_list_null_and_a_key_left_out_are_four_things(tmp_path: Path) -> None:
    gold = read(written(tmp_path, {"event": None, "document_title": ["甲", None], "speech_count": 2}))
    assert gold.event == [None]
    assert gold.document_title == ["甲", None]
    assert gold.speech_count == [2]
    assert gold.subtitle is None
    assert read(written(tmp_path, {"declared_speech_count": None})).declared_speech_count == [None]


def test_a_section_has_one_to_three_parts(tmp_path: Path) -> None:
    said = [["一、"], ["一、", None], [["1.", "1、"], ["甲", "乙"], 3], [None, "甲"]]
    sections = read(written(tmp_path, {"speeches": [{"sections": said}]})).speeches[0].sections
    assert sections is not None
    assert [(s.marker, s.heading, s.level) for s in sections] == [
        (["一、"], None, None),
        (["一、"], [None], None),
        (["1.", "1、"], ["甲", "乙"], [3]),
        ([None], ["甲"], None),
    ]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"titel": "甲"}, "titel: Extra inputs"),
        ({"speeches": [{}, {"speker": "甲"}]}, "speeches[1].speker: Extra inputs"),
        ({"anomalies": {"abcent": []}}, "anomalies.abcent: Extra inputs"),
        ({"anomalies": ["no_speech"]}, "anomalies: Input should be"),
        ({"document_title": 3}, "document_title[0]: Input should be a valid string"),
        ({"speech_count": "2"}, "speech_count[0]: Input should be a valid integer"),
        ({"speech_count": True}, "speech_count[0]: Input should be a valid integer"),
        ({"speech_count": None}, "speech_count[0]: Input should be a valid integer"),
        ({"speech_count": -1}, "speech_count[0]: Input should be greater"),
        ({"speech_count": []}, "speech_count: an empty list names no value"),
        ({"speeches": {}}, "speeches: Input should be a valid list"),
        ({"speeches": [{"title": ["甲", {}]}]}, "speeches[0].title[1]: Input should be a valid string"),
        ({"speeches": [{"opens": None}]}, "speeches[0].opens[0]: Input should be a valid string"),
        ({"speeches": [{"opens": ["甲", " \u200b"]}]}, "speeches[0].opens[1]: a string without a visible"),
        ({"speeches": [{"sections": "一、"}]}, "speeches[0].sections: Input should be a valid list"),
        ({"speeches": [{"sections": ["一、"]}]}, "speeches[0].sections[0]: a section is [marker]"),
        ({"speeches": [{"sections": [[]]}]}, "speeches[0].sections[0]: a section is [marker]"),
        ({"speeches": [{"sections": [["一、", "甲", 1, 2]]}]}, "speeches[0].sections[0]: a section is [marker]"),
        ({"speeches": [{"sections": [["一、", "甲", "1"]]}]}, "speeches[0].sections[0].level[0]: Input should"),
        ({"keeps": "甲"}, "keeps: Input should be a valid list"),
        ({"keeps": [""]}, "keeps[0]: a string without a visible character"),
        ({"drops": ["甲", None]}, "drops[1]: Input should be a valid string"),
        ({"kind": 3}, "kind: Input should be a valid string"),
        ({"speech_count": 1, "speeches": [{}, {}]}, "gold: speeches lists 2, speech_count says 1"),
        ({"anomalies": {"present": ["a|b"], "absent": ["b", "a"]}}, "anomalies: 'a|b' is both present and absent"),
        ([], "gold: "),
        ("{", "cannot be used as gold"),
        ('{"keeps": ["甲"], "keeps": []}', "the key 'keeps' is there twice"),
        ('{"speeches": [{"date": null, "date": "甲"}]}', "the key 'date' is there twice"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_format_is_named_with_its_file_and_key(
    said: Any, place: str, tmp_path: Path
) -> None:
    file = written(tmp_path, said)
    with pytest.raises(ChuangwenError, match=re.escape(place)) as raised:
        read(file)
    assert raised.value.path == str(file)
    assert raised.value.hint


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"note": "\xff"}')
    for name in ("a.json", "b.json"):
        with pytest.raises(ChuangwenError, match=rf"{name}: cannot be used as gold"):
            read(tmp_path / name)


def test_a_measure_is_judged_if_its_gold_says_something() -> None:
    assert judged(Gold()) == set()
    nothing = {"keeps": [], "drops": [], "speeches": [], "anomalies": {"present": [], "absent": []}}
    assert judged(Gold.model_validate(nothing)) == set()
    assert judged(Gold.model_validate({"anomalies": {"exact": []}})) == {"anomalies"}
    assert judged(Gold.model_validate({"speeches": [{}, {"sections": []}]})) == {"speeches", "headings"}
    for key, measure in OF_PAGE.items():
        value = (
            [{}]
            if key == "speeches"
            else ["甲"]
            if key in ("keeps", "drops")
            else 1
            if "count" in key
            else None
        )
        beside = {"no furniture in speeches"} if key == "drops" else set()
        assert judged(Gold.model_validate({key: value})) == {measure} | beside
    none = {"drops": ["甲"], "speech_count": 0}
    assert judged(Gold.model_validate(none)) == {"speeches", "no furniture"}, (
        "where no speech is, none has furniture"
    )
    for key, measure in OF_SPEECH.items():
        value = [] if key == "sections" else 1 if key == "paragraph_count" else "甲"
        assert judged(Gold.model_validate({"speeches": [{key: value}]})) == {"speeches", measure}


def test_every_key_is_judged_or_told_and_documented() -> None:
    told = {"kind", "url_kind", "note", "anomalies"}
    assert Gold.model_fields.keys() == OF_PAGE.keys() | told
    assert SpeechGold.model_fields.keys() == OF_SPEECH.keys()
    docs = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    section = docs.partition("## Judge pages of your own")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([\w.]+)`", "".join(re.findall(r"^\|([^|]+)\|", section, re.MULTILINE))))
    assert named >= Gold.model_fields.keys() - {"speeches", "anomalies"} | SpeechGold.model_fields.keys()
    assert named >= {"anomalies.present", "anomalies.absent", "anomalies.exact"}
    example = section.partition("```json\n")[2].partition("```")[0]
    assert judged(Gold.model_validate(json.loads(example))) >= {"speeches", "no words lost", "anomalies"}
