"""The layers as a whole: one file each, chosen by name, marks that hold the contract."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangwen_corpus.annotate import choose, registry
from chuangwen_corpus.annotate.layer import AnnotationRow
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Document
from conftest import ROOT

NESTING = frozenset(("quoted_term", "cited_work", "enumeration_item"))
"""Layers whose spans may lie in one another."""


def test_every_layer_has_its_module_its_test_and_its_definition() -> None:
    guide = (ROOT / "docs" / "annotation-guide.md").read_text(encoding="utf-8")
    for name, layer in registry().items():
        assert layer.name == name
        tests = ROOT / "tests" / "annotate" / "layers" / f"test_{name}.py"
        assert tests.exists(), f"no {tests.relative_to(ROOT)}"
        assert f"\n## {name}\n" in guide, f"no section {name} in docs/annotation-guide.md"
        assert issubclass(layer.record, AnnotationRow)
        assert layer.reference is None or layer.reference in layer.record.model_fields


def test_layers_are_chosen_by_name(seed_bytes: bytes) -> None:
    assert {a.layer for a in parse(seed_bytes, layers=["commitment", "time"]).annotations} == {
        "commitment",
        "time",
    }
    assert parse(seed_bytes, layers=()).annotations == ()
    with pytest.raises(ChuangwenError, match=r"no layer 'tme'.*Choose from"):
        parse(seed_bytes, layers=["tme"])


def test_a_layer_says_the_same_alone_and_among_others(seed: Document, seed_bytes: bytes) -> None:
    for name in choose(None):
        alone = parse(seed_bytes, layers=[name]).annotations
        assert alone == tuple(a for a in seed.annotations if a.layer == name)


def test_attributes_are_those_the_record_declares(seed: Document) -> None:
    for annotation in seed.annotations:
        record = registry()[annotation.layer].record
        assert set(annotation.attributes) <= set(record.model_fields) - set(AnnotationRow.model_fields)
        assert annotation.rule.startswith(annotation.layer)


PIECES = st.sampled_from(
    "我们将|我局|市委、市政府|确保|坚决|一是|二是|三是|第一，|“|”|《|》|46个小区|20XX年|xx区|三年|底前|，|。|；|、|抓宣传|抓整治|"
    "守土有责|人人参与|每月|百分之|九十|要|不|的|总之|——|\n|　|(|)|誓|将|让群众满意|为|战|‘|’|？|大家|A|１２|\U00020000|同志们：".split(
        "|"
    )
)


@settings(max_examples=100)
@given(st.lists(PIECES, min_size=1, max_size=60))
def test_any_text_gives_marks_that_lie_in_it_and_in_order(pieces: list[str]) -> None:
    document = parse(
        "某局在创建大会上的表态发言\n各位领导：\n我们将全力以赴。" + "".join(pieces) + "\n请领导放心。"
    )
    assert len({a.annotation_id for a in document.annotations}) == len(document.annotations)
    by_layer: dict[str, list[tuple[int, int]]] = {}
    for annotation in document.annotations:
        assert annotation.text == document.text[annotation.start_char : annotation.end_char] != ""
        by_layer.setdefault(annotation.layer, []).append((annotation.start_char, annotation.end_char))
    for layer, spans in by_layer.items():
        assert spans == sorted(spans)
        if layer not in NESTING:
            assert all(one[1] <= two[0] for one, two in pairwise(spans)), layer


NEW_LAYER = '''
"""`shout`: exclamation marks."""

from chuangwen_corpus.annotate.layer import AnnotationRow, Layer, Mark


class Shout(AnnotationRow):
    """An exclamation mark."""

    loud: bool


def _annotate(reading):
    for i, c in enumerate(reading.text):
        if c == "！" and reading.sentence_at(i):
            yield Mark(i, i + 1, "shout.mark", {"loud": "true"})


LAYER = Layer("shout", "shouts", Shout, _annotate)
'''
USE = """
import sys
import chuangwen_corpus.annotate.layers as layers

layers.__path__.append(sys.argv[1])
import chuangwen_corpus as cw

cw.build(sys.argv[2], sys.argv[3], layers=["shout"])
print(cw.load(sys.argv[3]).shouts.column("loud").to_pylist())
"""


@pytest.mark.slow
def test_a_new_layer_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "shout.py").write_text(NEW_LAYER, encoding="utf-8")
    page = tmp_path / "page.txt"
    page.write_text(
        "某局在创建大会上的表态发言\n各位领导：\n我们将全力以赴！请领导放心！\n", encoding="utf-8"
    )
    arguments = [sys.executable, "-c", USE, str(tmp_path / "layers"), str(page), str(tmp_path / "out")]
    run = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "[True, True]", run.stderr
