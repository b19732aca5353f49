"""The made-up pages."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.sample import Pages, write
from chuangwen_corpus.sample.copies import COPY_KINDS
from chuangwen_corpus.sample.dice import Dice
from chuangwen_corpus.sample.draft import drafted
from chuangwen_corpus.sample.stock import common, kinds, synonyms, years
from commands import run

pytestmark = pytest.mark.xdist_group("sample")  # the pages are built once
PAGES = 60
DIGEST = "8e86d3bb183233789f2868afa9786f721bc36a00b8dd2dae83a815bceb6324a6"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[cw.Corpus, list[dict]]:
    folder = tmp_path_factory.mktemp("sample")
    written = write(PAGES, folder / "pages", seed=5)
    cw.build(folder / "pages", folder / "corpus", formats=("parquet",))
    truth = [json.loads(line) for line in written.truth.read_text(encoding="utf-8").splitlines()]
    return cw.load(folder / "corpus"), truth


def test_the_bytes_are_the_same_everywhere() -> None:
    """Seen with Python 3.11; another version, or another machine, must give these, too."""
    digest = hashlib.sha256()
    for page in Pages(5)(40):
        digest.update(page.name.encode() + page.data)
    assert digest.hexdigest() == DIGEST
    assert Pages(5).page(39).data == next(Pages(5)(1, first=39)).data
    assert Pages(5).page(3).data != Pages(6).page(3).data


@pytest.mark.slow
def test_every_page_is_read_and_is_labelled(built: tuple[cw.Corpus, list[dict]]) -> None:
    corpus, _ = built
    assert corpus.tables.rows["documents"] == PAGES
    assert corpus.tables.rows["rejects"] == 0
    assert len(corpus.sources) == PAGES  # neither the truth nor the TOML files are pages
    for source in corpus.documents["source"].to_pylist():
        assert source["note"].startswith("Synthetic")
        assert source["rights"].startswith("MIT")
        assert source["url"] is None
    assert "Made-up" in corpus.manifest.title


def test_the_pages_vary(built: tuple[cw.Corpus, list[dict]]) -> None:
    corpus, _ = built
    assert set(corpus.documents["encoding"].to_pylist()) >= {"utf-8", "gb18030", "utf-16-le"}
    per_page = Counter(corpus.documents["speech_count"].to_pylist())
    assert per_page[1]
    assert sum(n for count, n in per_page.items() if count > 1) > PAGES / 3
    assert len({date[:4] for date in corpus.speeches["date_iso"].to_pylist() if date}) >= 5
    assert len(set(corpus.speeches["kind"].to_pylist())) >= 5
    assert {"lost_character", "stray_space"} <= set(corpus.anomalies["kind"].to_pylist())
    layers = set(corpus.annotations["layer"].to_pylist())
    assert layers >= set(corpus.manifest.layers) - {"named_entity"}
    commitments = corpus["commitments"].to_pylist()
    assert sum(row["deadline"] is not None for row in commitments) > 50


@pytest.mark.slow
def test_nearly_all_speeches_are_found(built: tuple[cw.Corpus, list[dict]]) -> None:
    corpus, _ = built
    wanted = sum(Pages(5)._outline(i)[0] for i in range(PAGES))
    assert abs(corpus.tables.rows["speeches"] - wanted) <= wanted * 0.03


def test_the_truth_says_what_is_copied(built: tuple[cw.Corpus, list[dict]]) -> None:
    corpus, truth = built
    assert {row["kind"] for row in truth} == set(COPY_KINDS)
    paths = set(corpus.documents["path"].to_pylist())
    for row in truth:
        assert {row["page"], row["of_page"]} <= paths
        assert 0 <= row["changed"] <= 1
        assert 0 < row["share"] <= 1
        if row["kind"] == "exact":
            assert all(one["text"] == one["of"] for one in row["sentences"])
    copied = sum(Pages(5, 0.3)._outline(i)[0] for i in range(PAGES))
    assert 0.2 < len(truth) / copied < 0.4


def test_reuse_finds_the_copies(built: tuple[cw.Corpus, list[dict]]) -> None:
    corpus, truth = built
    path = dict(
        zip(corpus.documents["document_id"].to_pylist(), corpus.documents["path"].to_pylist(), strict=True)
    )
    place = {
        row["speech_id"]: (path[row["document_id"]], row["ordinal"]) for row in corpus.speeches.to_pylist()
    }
    model = {(row["page"], row["speech"]): (row["of_page"], row["of_speech"]) for row in truth}
    found = corpus.reuse("speech").pairs.to_pylist()
    pairs = [tuple(sorted((place[row["first_id"]], place[row["second_id"]]))) for row in found]
    wanted = {tuple(sorted(pair)) for pair in model.items()} & {
        (one, other) for one in place.values() for other in place.values()
    }
    assert len(wanted & set(pairs)) >= 0.85 * len(wanted)
    right = [model.get(one, one) == model.get(other, other) for one, other in pairs]
    assert sum(right) >= 0.85 * len(right)
    # Where dates are printed to the day the model is the earlier one.
    for row, pair in zip(found, pairs, strict=True):
        first, second = place[row["first_id"]], place[row["second_id"]]
        if tuple(sorted(pair)) in wanted and row["earlier"]:
            earlier, later = (first, second) if row["earlier"] == "first" else (second, first)
            assert model.get(later) == earlier


def test_kinds_and_years_say_different_things() -> None:
    said = {kind.name: Counter[str]() for kind in kinds()}
    for i in range(300):
        draft = drafted(Dice(f"kinds/{i}"), leader=False, year=2017 + i % 8)
        said[draft.kind.name].update(
            set(re.findall("学生|家长|患者|护士|居民|邻里|执法|车厢|网格", "".join(draft.sentences())))
        )
    assert said["school"]["家长"] > 5 * max(said["hospital"]["家长"], 1)
    assert said["hospital"]["患者"] > 5 * max(said["bureau"]["患者"], 1)
    assert len(years()) == 8


@pytest.mark.parametrize("template", [*(t for pool in common().values() for t in pool), *(t for k in kinds() for t in k.measures)])  # fmt: skip
def test_a_template_is_whole(template: str) -> None:
    assert template.count("[") == template.count("]")
    assert template.count("{") == template.count("}")
    assert "||" not in template
    assert template[-1] in "。！：" or template in common()["headings"]


def test_a_synonym_is_another_word_of_its_length() -> None:
    assert all(word != other and len(word) == len(other) for word, other in synonyms().items())


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "page.txt").write_text("x", encoding="utf-8")
    text = run("sample", 3, "--out", tmp_path / "mine", code=2)
    assert "holds something already; nothing was written. Name another folder." in text
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["mine", "page.txt"]
    (tmp_path / "other.reuse.jsonl").write_text("mine", encoding="utf-8")
    assert "other.reuse.jsonl: is there already" in run("sample", 3, "--out", tmp_path / "other", code=2)
    assert not (tmp_path / "other").exists()
    run("sample", 0, "--out", tmp_path / "none", code=2)
    with pytest.raises(ChuangwenError, match="a share, from 0 to 1"):
        write(1, tmp_path / "none", reuse=2)
    assert "wrote 3 pages" in run("sample", 3, "--out", tmp_path / "new")


@pytest.mark.parametrize("name", [".", "../s", "none/.."])
def test_the_truth_stands_beside_the_folder_that_is_meant(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s").mkdir()
    monkeypatch.chdir(tmp_path / "s")
    said = run("sample", 2, "--out", name)
    assert str(tmp_path / "s.reuse.jsonl") in said
    assert (tmp_path / "s.reuse.jsonl").is_file()
    assert (tmp_path / "s/sources.toml").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s", "s.reuse.jsonl"]


def test_a_folder_that_is_named_in_a_roundabout_way_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "holds something already" in run("sample", 2, "--out", "none/..", code=2)
    assert "holds something already" in run("sample", 2, "--out", tmp_path.anchor, code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_the_command_it_names_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "next: chuangwen build 'my pages' --out my-corpus\n" in run("sample", 1, "--out", "my pages")


@pytest.mark.parametrize("folder", [".", "../pages", "my-corpus", "my-corpus/pages"])
def test_the_build_that_it_names_is_not_refused(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pages").mkdir()
    monkeypatch.chdir(tmp_path / "pages")
    said = run("sample", 1, "--out", folder).splitlines()[-1]
    assert said.startswith("next: chuangwen build ")
    run(*shlex.split(said)[2:])


def test_all_or_nothing_may_be_copied() -> None:
    assert not [one for page in Pages(1, 0.0)(20) for one in page.copied]
    pages = list(Pages(1, 1.0)(20))
    assert sum(len(page.copied) for page in pages[1:]) == sum(Pages(1)._outline(i)[0] for i in range(1, 20))
    assert {one.of.page for page in pages for one in page.copied} == {0}
