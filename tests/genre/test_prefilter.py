from __future__ import annotations

import re
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.prefilter import may_be_of_genre
from conftest import ROOT

OTHER = dict(
    re.findall(
        r"=== (\w+)\n(.*?)(?==== |\Z)", (Path(__file__).parent / "other.txt").read_text("utf-8"), re.DOTALL
    )
)
NEAR = {"campaign_news"}
"""What passes: a report of a meeting has all the words."""


@pytest.mark.parametrize("kind", OTHER)
def test_pages_of_other_genres_are_dropped(kind: str) -> None:
    assert may_be_of_genre(OTHER[kind].encode()) is (kind in NEAR)
    assert may_be_of_genre(OTHER[kind].encode("gb18030")) is (kind in NEAR)


def test_poured_pages_pass_in_every_encoding_and_layout() -> None:
    pages = [p for p in (ROOT / "tests/golden").rglob("poured_*") if p.suffix in (".txt", ".html")]
    assert len(pages) > 40
    assert [page.name for page in pages if not may_be_of_genre(page.read_bytes())] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_speech_passes_however_it_is_spelt(encoding: str) -> None:
    page = "在创建全国文明城市大会上的表态发言\n同志们:\n我们的任务很重。"
    assert may_be_of_genre(page.encode(encoding))
    assert may_be_of_genre(page.replace("文明", "文 \u3000明").replace("发言", "发\n言").encode(encoding))


def test_a_traditional_page_in_big5_passes() -> None:
    page = "在創建全國文明城市大會上的表態發言\n同志們:\n我們的任務很重。"
    assert may_be_of_genre(page.encode("big5hkscs"))


def test_a_page_spelt_in_references_is_not_judged() -> None:
    page = "".join(f"&#{ord(c)};" for c in "在创建全国文明城市大会上的表态发言,同志们:" * 4)
    assert may_be_of_genre(page.encode())


def test_a_build_drops_other_genres_and_says_how_many(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for i, (kind, text) in enumerate(OTHER.items()):
        (raw / f"{i:03}_{kind}.txt").write_text(text, encoding="utf-8")
    (raw / "000_seed.txt").write_bytes(next((ROOT / "raw").glob("*.txt")).read_bytes())
    result = cw.build(raw, tmp_path / "out", only_genre=True, workers=1)
    paths = set(cw.load(tmp_path / "out")["documents"].column("path").to_pylist())
    assert "000_seed.txt" in paths
    assert len(paths) == 1 + len(NEAR) == result.rows["documents"]
    assert result.other_genre == len(OTHER) - len(NEAR)
    assert result.rejects == []
    assert cw.load(tmp_path / "out").manifest.other_genre == result.other_genre


@pytest.mark.parametrize(
    "words",
    [
        "在創建工作會上的主持詞",
        "創建迎檢動員會發言",
        "總結講話:各位要創建美好家園",
        "局長發言:我局要整治市容",
        "書記發言 全縣",
    ],
)
@pytest.mark.parametrize("gap", ["", " "])
def test_a_page_in_traditional_characters_passes_as_one_in_simplified_ones_does(words: str, gap: str) -> None:
    assert may_be_of_genre(gap.join(words).encode())
    assert may_be_of_genre(gap.join(fold(words)).encode())


def test_a_stray_nul_hides_no_page() -> None:
    page = "在创建全国文明城市大会上的表态发言"
    for encoding in ("gb18030", "utf-8"):
        assert may_be_of_genre(page.encode(encoding) + b"\0")
    for encoding in ("utf-16-le", "utf-16-be"):
        assert may_be_of_genre(page.encode(encoding))
