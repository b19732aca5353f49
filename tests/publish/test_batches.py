"""How pages become batches: no larger than they may be, and with ends that a new page moves near it only."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangwen_corpus.publish.crawl import batches as batching
from chuangwen_corpus.publish.duplicates import DuplicateFinder
from chuangwen_corpus.read.inputs import InputFolder


def sizes(raw: Path, **options: int) -> list[list[int]]:
    finder = DuplicateFinder()
    try:
        made = list(batching.batches(InputFolder.open(raw), finder, [], **options))
    finally:
        finder.close()
    return [[len(page.data) for page in batch] for batch in made]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for i in range(60):
        (tmp_path / f"{i:02}.txt").write_text(f"{i:02}" + "x" * (i % 7), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("most", [1, 4, 59, 60])
def test_a_batch_has_so_many_pages_at_most(raw: Path, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "PAGES_A_BATCH", 1 << 17)  # no hash ends one
    monkeypatch.setattr(batching, "BATCH_PAGES", most)
    made = sizes(raw)
    assert sum(map(len, made)) == 60
    assert [len(batch) for batch in made[:-1]] == [most] * (len(made) - 1)
    assert len(made[-1]) <= most


@pytest.mark.parametrize("most", [1, 10, 100])
def test_a_batch_ends_with_the_page_that_fills_it(
    raw: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "PAGES_A_BATCH", 1 << 17)
    monkeypatch.setattr(batching, "BATCH_BYTES", most)
    for made in (sizes(raw), sizes(raw, batch_bytes=most)):
        assert sum(map(len, made)) == 60
        assert all(sum(batch[:-1]) < most <= sum(batch) for batch in made[:-1])


def test_a_new_page_moves_the_ends_near_it_only(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "PAGES_A_BATCH", 5)
    before = sizes(raw)
    assert 4 < len(before) < 40
    (raw / "30a.txt").write_text("neu", encoding="utf-8")
    after = sizes(raw)
    same = [batch for batch in before if batch in after]
    assert len(same) >= len(before) - 2
