"""The cases: small pages with one thing each that real pages do, and what a reader finds on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangwen_corpus.evaluate import evaluate_page, with_gold
from chuangwen_corpus.evaluate.gold import Gold
from conftest import ROOT

CASES = ROOT / "tests" / "golden" / "cases"


@pytest.mark.parametrize(
    ("page", "gold"),
    [pytest.param(page, gold, id=page.name) for page, gold in with_gold(CASES / "pages", CASES / "gold")],
)
def test_the_page_is_what_its_gold_says(page: Path, gold: Gold) -> None:
    result = evaluate_page(page, gold)
    assert not result.differences, "\n".join(f"{measure}: {text}" for measure, text in result.differences)
