"""Lists travel with a build: to its workers, into its manifest, and into what is kept for the next."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import get_args

import pytest

import chuangwen_corpus as cw
from builds import contents
from chuangwen_corpus.genre.own import Lists
from chuangwen_corpus.lists.folder import FILES
from chuangwen_corpus.manifest import ListName
from chuangwen_corpus.publish.checkpoint import parts
from chuangwen_corpus.publish.crawl import batches as batching
from chuangwen_corpus.publish.steps.batch import Settings
from chuangwen_corpus.publish.validation.release import faults
from commands import run

PAGE = "在第{}次创建大会上的心里话\n轮值主席：\n我们要打好湾区共建这一仗，把任务完成好。\n我们说到做到！\n"
COUNT = 12


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:02}.txt").write_text(PAGE.format(number), encoding="utf-8")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "salutations.txt").write_text("轮值主席\n", encoding="utf-8")
    (folder / "titles.tsv").write_text("心里话\t讲话\n", encoding="utf-8")
    (folder / "terms.tsv").write_text("湾区共建\tn\n", encoding="utf-8")
    return folder


def speeches(release: Path) -> list[tuple[str, str]]:
    table = cw.load(release).speeches
    return list(zip(table["genre"].to_pylist(), table["salutation"].to_pylist(), strict=True))


@pytest.mark.slow
def test_workers_read_with_them_and_give_the_same_bytes(
    pages: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "BATCH_BYTES", 100)  # so that there are tasks for processes
    lists = cw.read_lists(own)
    cw.build(pages, tmp_path / "one", lists=lists, workers=1)
    cw.build(pages, tmp_path / "two", lists=lists, workers=2)
    assert speeches(tmp_path / "two") == [("讲话", "轮值主席：")] * COUNT
    assert "湾区共建" in cw.load(tmp_path / "two").tokens["form"].to_pylist()
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    cw.build(pages, tmp_path / "none", workers=1)
    assert speeches(tmp_path / "none") == []


def test_the_manifest_has_the_hash_of_each_file(pages: Path, own: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cw.build(pages, out, lists=cw.read_lists(own))
    hashes = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in own.iterdir()}
    assert cw.load(out).manifest.lists == hashes
    assert list(faults(out)) == []
    cw.build(pages, out)
    assert "lists" not in json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_every_kind_of_list_may_stand_in_the_manifest(pages: Path, own: Path, tmp_path: Path) -> None:
    (own / "cues.tsv").write_text(
        "form\tclass\tmodality\tstrength\texample\n拼命\tmarker\tresolve\tstrong\t我局拼命抓好整改。\n",
        encoding="utf-8",
    )
    cw.build(pages, tmp_path / "out", lists=cw.read_lists(own))
    assert "cues.tsv" in (cw.load(tmp_path / "out").manifest.lists or {})
    assert list(faults(tmp_path / "out")) == []
    assert set(get_args(ListName)) == set(FILES)


@pytest.mark.parametrize(
    "lists",
    [{"titles.tsv": "0"}, {"other.txt": "0" * 64}, {"../titles.tsv": "0" * 64}, ["titles.tsv"], "titles.tsv"],
)
def test_validate_knows_them(release: Path, tmp_path: Path, lists: object) -> None:
    about = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    for name, data in contents(release).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "manifest.json").write_text(json.dumps(about | {"lists": lists}), encoding="utf-8")
    assert "lists" in run("validate", tmp_path, code=2)


def test_other_lists_are_another_build() -> None:
    def wanted(lists: Lists | None) -> str:
        return parts.wanted(Settings("rjieba", ("time",), frozenset(), lists=lists))

    one, same, two = (Lists(files=(("places.txt", sha256),)) for sha256 in ("1", "1", "2"))
    assert wanted(one) == wanted(same)
    assert len({wanted(None), wanted(one), wanted(two), wanted(Lists(files=(("terms.tsv", "1"),)))}) == 4


def test_a_line_of_the_lists_that_recurs_is_no_furniture(pages: Path, own: Path, tmp_path: Path) -> None:
    """The salutation stands on all pages, and only with the lists it is one."""
    cw.build(pages, tmp_path / "out", lists=cw.read_lists(own), layers=())
    assert {said for _, said in speeches(tmp_path / "out")} == {"轮值主席："}


def test_pages_with_their_titles_pass_a_sift(pages: Path, own: Path, tmp_path: Path) -> None:
    (pages / "recipe.txt").write_text("红烧肉的做法", encoding="utf-8")
    result = cw.build(pages, tmp_path / "out", lists=cw.read_lists(own), only_genre=True, layers=())
    assert (result.rows["documents"], result.other_genre) == (COUNT, 1)


def test_every_command_that_parses_takes_them(pages: Path, own: Path, tmp_path: Path) -> None:
    page = pages / "00.txt"
    out = tmp_path / "out"
    run("build", pages, "--out", out, "--lists", own)
    assert speeches(out)[0] == ("讲话", "轮值主席：")
    assert "轮值主席" in run("show", page, "--lists", own, "--dropped")
    run("export", "tagged", page, "--lists", own, "--out", tmp_path / "tagged")
    (tagged,) = (tmp_path / "tagged").iterdir()
    assert "湾区共建/NOUN" in tagged.read_text(encoding="utf-8")
    gold = tmp_path / "gold"
    gold.mkdir()
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "page.txt").write_bytes(page.read_bytes())
    (gold / "page.json").write_text('{"speeches": [{"salutation": "轮值主席："}]}', encoding="utf-8")
    rows = tmp_path / "rows.csv"
    for lists, right in (((), "0"), (("--lists", own), "1")):
        run("evaluate", alone, gold, "--rows", rows, *lists)
        header, row = (line.split(",") for line in rows.read_text(encoding="utf-8").splitlines())
        assert dict(zip(header, row, strict=True))["salutations"] == right


def test_lists_without_a_page_for_them_are_an_error(release: Path, own: Path, tmp_path: Path) -> None:
    for command in (("show",), ("export", "txt")):
        assert "--lists is for a page" in run(*command, release, "--lists", own, code=2)
    assert "--lists is for pages" in run("evaluate", tmp_path, "--layers", "--lists", own, code=2)
    (own / "other.txt").touch()
    assert "other.txt: is no list" in run("build", tmp_path, "--lists", own, code=2)
