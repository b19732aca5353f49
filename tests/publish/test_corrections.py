"""Builds with corrections: whoever does the work, again and again, and what is said of entries that do not fit."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from builds import contents, stopped_after
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.crawl import batches as batching
from chuangwen_corpus.publish.limits import Watch
from chuangwen_corpus.publish.steps import batch
from chuangwen_corpus.publish.steps import parse as parsing
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.read.correctable import FIELDS_OF_PAGES, FIELDS_OF_SPEECHES
from chuangwen_corpus.read.inputs import InputFolder
from commands import run
from conftest import ROOT
from corrected import PAGE, entry

OTHER = "第{}个局在创建大会上的表态发言\n各位领导：\n我们将全力以赴，做好第{}件事。请领导放心。\n"
FITS = (
    entry(field="title", value="没有印出来的题目", was="某区创建全国文明城市动员大会发言稿两篇")
    + entry(field="title", speech=2, value="另一个题目")
    + entry(field="speaker", speech=1, value="某局局长 张三")
    + entry(page="0.txt", field="event", value="创建大会")
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    for i in range(6):
        (folder / f"{i}.txt").write_text(OTHER.format(i, i), encoding="utf-8")
    return folder


def correct(raw: Path, text: str) -> None:
    (raw / "corrections.toml").write_text(text, encoding="utf-8")


def document(out: Path, path: str = "a.txt") -> cw.Document:
    return next(found for found in cw.load(out).iter_documents() if found.path == path)


def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of a page each, as many as there are pages; and workers, however few."""
    monkeypatch.setattr(batching, "BATCH_BYTES", 1)
    monkeypatch.setattr(batching, "UNKEPT", 0)
    monkeypatch.setattr(batching, "PAGES_A_BATCH", 1)


def test_what_is_corrected_is_published(raw: Path, tmp_path: Path) -> None:
    correct(raw, FITS)
    result = cw.build(raw, tmp_path / "out", workers=1)
    assert result.warnings == []
    found = document(tmp_path / "out")
    assert found.title == "没有印出来的题目"
    assert found.head_evidence == ("title correction",)
    assert [speech.title for speech in found.speeches] == ["某局在创建大会上的表态发言", "另一个题目"]
    assert (found.speeches[0].speaker, found.speeches[0].office) == ("某局局长 张三", "局长")
    assert "speaker correction" in found.speeches[0].head_evidence
    assert next(a.text for a in found.annotations if a.layer == "speaker") == "某局"
    assert document(tmp_path / "out", "0.txt").event == "创建大会"
    assert not any(row["path"].endswith(".toml") for row in cw.load(tmp_path / "out").sources.to_pylist())
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    sha256 = hashlib.sha256(FITS.encode()).hexdigest()
    assert manifest["corrections"] == {"corrections.toml": sha256}
    assert list(faults(tmp_path / "out")) == []


def test_without_corrections_nothing_is_said_of_them(raw: Path, tmp_path: Path) -> None:
    cw.build(raw, tmp_path / "out", workers=1)
    assert "corrections" not in json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert document(tmp_path / "out") == cw.parse(raw / "a.txt")


@pytest.mark.slow
def test_a_rebuild_and_workers_give_the_same_bytes(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(raw, FITS + entry(page="nowhere.txt"))
    said = cw.build(raw, tmp_path / "one", workers=1).warnings
    whole = contents(tmp_path / "one")
    cw.build(raw, tmp_path / "one", workers=1)
    assert contents(tmp_path / "one") == whole
    small_batches(monkeypatch)
    assert cw.build(raw, tmp_path / "two", workers=2).warnings == said
    assert contents(tmp_path / "two") == whole
    assert len(said) == 1


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that are really parsed."""
    seen: list[str] = []
    real = batch.parse_batch

    def parse_batch(pages: batch.Batch, settings: batch.Settings, watch: Watch) -> batch.Part:
        seen.extend(page.path for page in pages)
        return real(pages, settings, watch)

    monkeypatch.setattr(parsing, "parse_batch", parse_batch)
    small_batches(monkeypatch)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "again"),
    [
        ("", []),
        ("# a remark\n", []),
        (entry(page="3.txt", field="event", value="大会"), ["3.txt"]),
        (entry(page="3.txt", speech=1, field="date", value="2020年"), ["3.txt"]),
        (entry(page="nowhere.txt"), []),
    ],
    ids=["same", "remark", "page", "speech", "nowhere"],
)
def test_only_what_is_corrected_anew_is_made_again(
    raw: Path, tmp_path: Path, parsed: list[str], more: str, again: list[str]
) -> None:
    unfit = entry(page="5.txt", field="year", value="2020", was="2019")
    correct(raw, FITS + unfit)
    before = cw.build(raw, tmp_path / "out", workers=1, keep=True).warnings
    parsed.clear()
    correct(raw, more + FITS + unfit)
    after = cw.build(raw, tmp_path / "out", workers=1, keep=True).warnings
    assert parsed == again
    assert len(after) == len(before) + ("nowhere" in more)
    cw.build(raw, tmp_path / "fresh", workers=1)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_page_is_made_again_without_its_correction(raw: Path, tmp_path: Path, parsed: list[str]) -> None:
    correct(raw, FITS)
    cw.build(raw, tmp_path / "out", workers=1, keep=True)
    parsed.clear()
    (raw / "corrections.toml").unlink()
    cw.build(raw, tmp_path / "out", workers=1, keep=True)
    assert sorted(parsed) == ["0.txt", "a.txt"]
    assert document(tmp_path / "out").head_evidence == ()


def test_a_stopped_build_goes_on_with_its_misfits(raw: Path, tmp_path: Path, parsed: list[str]) -> None:
    correct(raw, FITS + entry(page="0.txt", field="year", value="2020", was="2019"))
    with pytest.raises(KeyboardInterrupt):
        cw.build(raw, tmp_path / "out", workers=1, progress=stopped_after(3))
    resumed = cw.build(raw, tmp_path / "out", workers=1, resume=True)
    assert parsed.count("0.txt") == 1
    fresh = cw.build(raw, tmp_path / "fresh", workers=1)
    assert resumed.warnings == fresh.warnings
    assert len(fresh.warnings) == 1
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


@pytest.mark.parametrize(
    ("unfit", "said"),
    [
        (entry(page="nowhere.txt"), "entry 5 (nowhere.txt, title) names no page of this build"),
        (entry(page="f" * 16), "names no page of this build."),
        (entry(speech=7, field="speaker"), "entry 5 (a.txt, speech 7, speaker) does not fit a.txt and was not applied there: there is no such speech"),
        (entry(field="year", value="2020", was="2019"), "it was '2019' and is '' now."),
        (entry(field="event", value="某区创建全国文明城市动员大会", was="别的会"), "the parser gives this value by itself now."),
        (entry(page=hashlib.sha256(PAGE.encode()).hexdigest()), "entry 1 (a.txt, title) does not fit a.txt and was not applied there: a later entry corrects the same field."),
        (entry(page="broken.bin"), "names broken.bin, which is rejected (binary)."),
        (entry(page="5.txt"), "names 5.txt, which is rejected (withdrawn)."),
    ],
    ids=["page", "id", "speech", "was", "already", "twice", "rejected", "withdrawn"],
)  # fmt: skip
def test_an_entry_that_does_not_fit_is_named_and_stops_nothing(
    raw: Path, tmp_path: Path, unfit: str, said: str
) -> None:
    (raw / "broken.bin").write_bytes(bytes(100))
    (raw / "withdrawn.toml").write_text('["5.txt"]\n', encoding="utf-8")
    correct(raw, FITS + unfit)
    report = tmp_path / "report.json"
    printed = run("build", raw, "--out", tmp_path / "out", "--workers", 1, "--report", report)
    warnings = json.loads(report.read_text(encoding="utf-8"))["warnings"]
    assert len(warnings) == 1
    assert said in warnings[0]
    assert f"warning: {raw / 'corrections.toml'}: entry " in printed
    found = document(tmp_path / "out")
    assert (found.year, found.speeches[0].speaker) == (None, "某局局长 张三")
    assert list(faults(tmp_path / "out")) == []


def test_the_option_of_the_command(raw: Path, tmp_path: Path) -> None:
    correct(raw, entry(field="year", value="1999"))
    own = tmp_path / "我的.toml"
    own.write_text(entry(field="year", value="2001"), encoding="utf-8")
    run("build", raw, "--out", tmp_path / "out", "--workers", 1, "--corrections", own)
    assert document(tmp_path / "out").year == "2001"
    assert set(cw.load(tmp_path / "out").manifest.corrections or {}) == {"我的.toml"}
    own.write_text(entry(field="mood"), encoding="utf-8")
    before = contents(tmp_path / "out")
    printed = run("build", raw, "--out", tmp_path / "out", "--corrections", own, code=2)
    assert "has a fault: entry 1: 'field' 'mood' cannot be corrected" in printed
    assert contents(tmp_path / "out") == before


def test_one_page_of_a_folder(raw: Path, tmp_path: Path) -> None:
    """What its folder says of other pages is no fault."""
    correct(raw, FITS)
    result = cw.build(raw / "a.txt", tmp_path / "out", workers=1)
    assert result.warnings == []
    assert document(tmp_path / "out").title == "没有印出来的题目"


def test_a_broken_file_ends_the_build_before_any_work(raw: Path, tmp_path: Path) -> None:
    correct(raw, entry(who=""))
    with pytest.raises(BuildError, match="'who' says nothing"):
        cw.build(raw, tmp_path / "out", workers=1)
    assert not (tmp_path / "out").exists()


def test_pages_of_a_dump_that_is_sifted(raw: Path, tmp_path: Path) -> None:
    rows = [json.dumps({"text": text, "url": "u"}) for text in ("今天天气好。", PAGE)]
    (raw / "d.jsonl").write_text("\n".join(rows), encoding="utf-8")
    correct(
        raw,
        entry(page="d.jsonl/2", field="year", value="2020")
        + entry(page="d.jsonl/1", field="year", value="2020"),
    )
    result = cw.build(raw, tmp_path / "out", workers=1, only_genre=True)
    assert document(tmp_path / "out", "d.jsonl/000000002").year == "2020"
    assert len(result.warnings) == 1
    assert "(d.jsonl/1, year) names no page of this build" in result.warnings[0]


def test_a_value_said_to_be_corrected_in_a_release_without_corrections(raw: Path, tmp_path: Path) -> None:
    correct(raw, FITS)
    out = tmp_path / "out"
    cw.build(raw, out, workers=1)
    facts = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    del facts["corrections"]
    (out / "manifest.json").write_text(
        json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    said = [fault for fault in faults(out) if "the manifest names no corrections" in fault]
    assert len(said) == 2
    assert "'title correction'" in said[0] + said[1]


def test_what_follows_from_a_speaker_knows_the_lists_of_the_user(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "places.txt").write_text("金沙湾\n", encoding="utf-8")
    correct(raw, entry(field="speaker", speech=1, value="金沙湾主任 林若水"))
    for number, lists in enumerate((None, cw.read_lists(tmp_path / "lists"))):
        cw.build(raw, tmp_path / f"{number}", workers=1, lists=lists, layers=())
    units = [document(tmp_path / f"{number}").speeches[0].unit for number in range(2)]
    assert units == [None, "金沙湾"]


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8")
    text = page.partition("<!-- example -->\n```toml\n")[2].partition("```")[0]
    correct(tmp_path, text)
    found = InputFolder.open(tmp_path).corrections
    assert [entry.says.field for entry in found.entries] == ["speaker", "title"]
    for name in (*FIELDS_OF_PAGES, *FIELDS_OF_SPEECHES):
        assert f"`{name}`" in page.partition("## Where")[0], name
