"""Golden pages: their records in full, and the figures against the gold."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from chuangwen_corpus.evaluate import evaluate
from chuangwen_corpus.parsing import parse
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import golden

GOLDEN = ROOT / "tests" / "golden"
PAGES = sorted((GOLDEN / "pages").iterdir())
JUDGED = (
    "speeches", "titles", "salutations", "headings", "boundaries", "no furniture", "anomalies", "restored",
)  # fmt: skip


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


def test_each_page_is_what_its_gold_says() -> None:
    found = evaluate(GOLDEN / "pages", GOLDEN / "gold")
    assert [page.page for page in found.pages] == [page.name for page in PAGES]
    assert not list(found.differences())
    for measure in JUDGED:
        assert found.figure(measure).judged >= 55, measure
