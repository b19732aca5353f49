"""Golden pages: their records in full, and the figures against the gold."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate import MEASURES, Score, evaluate
from chuangwen_corpus.pipeline import parse
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import golden

GOLDEN = ROOT / "tests" / "golden"
PAGES = sorted((GOLDEN / "pages").iterdir())


def test_there_are_enough_of_them() -> None:
    assert len(PAGES) >= 60
    assert {p.name for p in PAGES} == {p.stem for p in (GOLDEN / "gold").iterdir()}
    assert {p.name for p in PAGES} == {p.stem for p in (GOLDEN / "records").iterdir()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_records_are_the_golden_ones(page: Path) -> None:
    """After a wanted change run `python tools/golden.py records`, read the difference, say why."""
    expected = (GOLDEN / "records" / f"{page.name}.json").read_text(encoding="utf-8")
    assert golden.records(page) == expected
    assert parse(page).restore() == page.read_bytes()


def test_the_poured_pages_are_what_the_pourer_gives() -> None:
    for i in range(golden.POURED):
        name, data, gold = golden.poured(i)
        assert (GOLDEN / "pages" / name).read_bytes() == data
        assert json.loads((GOLDEN / "gold" / f"{name}.json").read_text(encoding="utf-8")) == gold


def test_the_figures_do_not_fall() -> None:
    found = evaluate(GOLDEN / "pages", GOLDEN / "gold")
    assert found.pages == len(PAGES)
    for measure in MEASURES:
        assert found.scores[measure].expected, measure
        assert found.scores[measure].f1 == 1.0, found.confusions


def test_the_evaluation_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "gold").mkdir()
    page = GOLDEN / "pages" / "written_toc.txt"
    (tmp_path / "pages" / page.name).write_bytes(page.read_bytes())
    gold = json.loads((GOLDEN / "gold" / f"{page.name}.json").read_text(encoding="utf-8"))
    gold["speeches"][0] |= {
        "title": "别的标题",
        "closes": "别的结尾",
        "sections": [[1, "一、", "没有的一节"]],
    }
    gold["anomalies"] = ["lost_character"]
    gold["furniture"] = ["各位领导"]
    (tmp_path / "gold" / f"{page.name}.json").write_text(json.dumps(gold), encoding="utf-8")
    found = evaluate(tmp_path / "pages", tmp_path / "gold")
    scores = {name: (s.right, s.found, s.expected) for name, s in found.scores.items()}
    assert scores["boundaries"] == (2, 3, 3)
    assert scores["titles"] == (2, 3, 3)
    assert scores["sections, level 1"] == (0, 0, 1)
    assert scores["anomalies"] == (0, 0, 1)
    assert scores["furniture"] == (0, 0, 1)
    assert any("titles: missed: 别的标题" in confusion for confusion in found.confusions)
    assert Score(1, 2, 4).f1 == pytest.approx(1 / 3)
    (tmp_path / "gold" / "broken.txt.json").write_text("{", encoding="utf-8")
    with pytest.raises(ChuangwenError, match=r"broken\.txt\.json"):
        evaluate(tmp_path / "pages", tmp_path / "gold")
    with pytest.raises(ChuangwenError, match="no gold files"):
        evaluate(tmp_path / "pages", tmp_path)
