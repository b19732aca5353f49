"""What `browse` writes, without a browser: the data, the folder it takes, the bundle that is shipped, the command."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.browse import browse, repeats
from chuangwen_corpus.browse.folder import FILES
from chuangwen_corpus.errors import BuildError, MissingExtraError
from chuangwen_corpus.genre.folding import fold, foldings
from commands import run
from conftest import ROOT

BUNDLE = ROOT / "src/chuangwen_corpus/browse/page"


@pytest.fixture(scope="module")
def corpus(release: Path) -> cw.Corpus:
    return cw.load(release)


@pytest.fixture(scope="module")
def page(corpus: cw.Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return browse(corpus, tmp_path_factory.mktemp("browse") / "page").parent


def _data(page: Path, name: str) -> Any:
    """The data of a script, read as JavaScript reads a call with two string literals."""
    said = (page / "data" / f"{name}.js").read_text(encoding="utf-8")
    assert said.startswith(f'chuangwen("{name}",')
    assert said.endswith(")\n")
    return json.loads(json.loads(said[len(f'chuangwen("{name}",') : -2]))


def _hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*") if file.is_file()
    }  # fmt: skip


def test_everything_of_the_corpus_is_there(corpus: cw.Corpus, page: Path) -> None:
    core, texts, acts = (_data(page, name) for name in ("core", "texts", "acts"))
    assert core["counts"] == dict(corpus.tables.rows)
    assert texts["text"] == corpus["documents"]["text"].to_pylist()
    said = texts["sentences"]
    shown = [
        f"{core['documents']['document_id'][d]}.{name} {texts['text'][d][start:end]}"
        for d, name, start, end in zip(said["document"], said["id"], said["start"], said["end"], strict=True)
    ]
    rows = corpus["sentences"].to_pylist()
    assert shown == [f"{row['sentence_id']} {row['text']}" for row in rows]
    assert len(acts["who"]) == corpus["commitments"].num_rows + corpus["directives"].num_rows > 0


def test_edits_on_the_page_make_the_clean_text_of_the_source(corpus: cw.Corpus, page: Path) -> None:
    core, texts = _data(page, "core"), _data(page, "texts")
    for d, document_id in enumerate(core["documents"]["document_id"]):
        own = _data(page, f"part-{core['documents']['part'][d]}")[document_id]
        text, source, edits = texts["text"][d], own["source"], own["edits"]
        made, position = "", 0
        columns = (edits[name] for name in ("source_start", "source_end", "start", "end"))
        for source_start, source_end, start, end in zip(*columns, strict=True):
            made += source[position:source_start] + text[start:end]
            position = source_end
        assert made + source[position:] == text
        assert source == corpus.document(document_id).source_text
        assert [own["names"][rule] for rule in edits["rule"]] == list(corpus.document(document_id).edits.rule)


def test_dropped_lines_keep_their_rule_and_reason(corpus: cw.Corpus, page: Path) -> None:
    core = _data(page, "core")
    seed = core["documents"]["path"].index("seed.txt")
    own = _data(page, f"part-{core['documents']['part'][seed]}")[core["documents"]["document_id"][seed]]
    rows = own["dropped"]
    found = [
        (own["source"][start:end][:4], own["names"][rule], own["names"][reason])
        for start, end, rule, reason in zip(
            rows["source_start"], rows["source_end"], rows["rule"], rows["reason"], strict=True
        )
    ]
    assert found[0] == ("申明敬告", "furniture.disclaimer", "site")


def test_the_same_corpus_gives_the_same_bytes(corpus: cw.Corpus, page: Path, tmp_path: Path) -> None:
    assert _hashes(browse(corpus, tmp_path / "again").parent) == _hashes(page)


def test_an_earlier_page_is_replaced_and_nothing_of_it_left(corpus: cw.Corpus, tmp_path: Path) -> None:
    out = tmp_path / "page"
    browse(corpus, out)
    (out / "data/part-99.js").write_text("old", encoding="utf-8")
    browse(corpus, out)
    assert not (out / "data/part-99.js").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["page"]


@pytest.mark.parametrize("name", ["mine.txt", "data/mine.txt", "data/part-1.js.bak"])
def test_a_folder_with_anything_else_is_left_alone(corpus: cw.Corpus, tmp_path: Path, name: str) -> None:
    out = tmp_path / "page"
    browse(corpus, out)
    (out / name).write_text("mine", encoding="utf-8")
    before = _hashes(out)
    with pytest.raises(BuildError, match=name.replace(".", r"\.")):
        browse(corpus, out)
    assert _hashes(out) == before


def test_somebody_elses_index_is_left_alone(corpus: cw.Corpus, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>mine</title>", encoding="utf-8")
    with pytest.raises(BuildError, match=r"index\.html"):
        browse(corpus, tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<title>mine</title>"


@pytest.mark.parametrize("inside", [".", "page", "parquet/page"])
def test_a_page_never_stands_in_a_release(corpus: cw.Corpus, release: Path, inside: str) -> None:
    before = _hashes(release)
    with pytest.raises(BuildError, match="release"):
        browse(corpus, release / inside)
    assert _hashes(release) == before


def test_without_the_extra_the_page_says_that_nobody_looked_for_repeats(
    corpus: cw.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise MissingExtraError("rapidfuzz is not installed.")

    monkeypatch.setattr(cw.Corpus, "reuse", gone)
    assert _data(browse(corpus, tmp_path / "page").parent, "repeats") is None
    assert repeats.repeats(corpus) is None


def test_a_page_may_be_written_without_repeats(corpus: cw.Corpus, tmp_path: Path) -> None:
    assert _data(browse(corpus, tmp_path / "page", reuse=False).parent, "repeats") is None


def test_a_part_of_a_corpus_has_a_page_of_its_own(corpus: cw.Corpus, tmp_path: Path) -> None:
    speech = next(corpus.iter_speeches())
    some = corpus.filter(speech_id=speech.speech_id)
    page = browse(some, tmp_path / "page").parent
    core, texts = _data(page, "core"), _data(page, "texts")
    assert core["speeches"]["id"] == [speech.speech_id.partition(".")[2]]
    assert len(texts["sentences"]["id"]) == len(speech.sentences)
    assert texts["text"] == [corpus.document(speech.document_id).text]


def test_folding_for_the_page_is_that_of_the_package_and_keeps_offsets() -> None:
    before, after = foldings()
    assert len(before) == len(after) > 3_000
    assert fold(before) == after
    assert max(before + after) <= "\uffff"


def test_the_bundle_names_nothing_outside() -> None:
    assert {file.name for file in BUNDLE.iterdir()} == set(FILES)
    page = (BUNDLE / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in page
    assert " style=" not in page
    assert "://" not in page
    # The name of a namespace is no address that is loaded.
    script = (BUNDLE / "page.js").read_text(encoding="utf-8").replace("http://www.w3.org/", "")
    assert "http" not in script


def test_no_view_writes_markup() -> None:
    """Preact escapes text; these are the ways around it."""
    sources = sorted((ROOT / "browser/src").glob("*.ts*"))
    assert sources
    for file in sources:
        text = file.read_text(encoding="utf-8")
        for way in (
            "innerHTML",
            "InnerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "new Function",
            "javascript:",
        ):
            assert way not in text, f"{file.name} has {way}"


def test_the_licences_of_what_is_bundled_are_shipped() -> None:
    said = (BUNDLE / "LICENSES.txt").read_text(encoding="utf-8")
    bundled = json.loads((ROOT / "browser/package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, version in bundled.items():
        assert f"\n{name} {version} (" in f"\n{said}"
    assert "Permission is hereby granted" in said


def test_the_page_of_the_released_corpus_is_its_page(tmp_path: Path) -> None:
    made = browse(cw.load(ROOT / "build"), tmp_path / "page").parent
    assert _hashes(made) == _hashes(ROOT / "docs/page"), (
        "run chuangwen browse build --out docs/page --no-open"
    )


def test_the_command_writes_the_page(release: Path, tmp_path: Path) -> None:
    said = run("browse", release, "--out", tmp_path / "page", "--no-open")
    assert "index.html" in said.replace("\n", "")
    assert (tmp_path / "page/index.html").is_file()


def test_the_command_opens_the_page(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    run("browse", release, "--out", tmp_path / "a page")
    assert opened == [(tmp_path / "a page/index.html").resolve().as_uri()]


def test_the_command_refuses_a_release(release: Path) -> None:
    assert "inside one" in run("browse", release, "--out", release, "--no-open", code=2)
