"""Near duplicates of a build: named in `duplicates`, the same however it is run, and warned of where a page is withdrawn."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from builds import contents, stopped_after
from chuangwen_corpus.publish import build
from chuangwen_corpus.publish.checkpoint import parts
from chuangwen_corpus.publish.crawl import batches as batching
from chuangwen_corpus.publish.steps.batch import Part
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.reuse.near import near_duplicates
from commands import run
from sample_pages import nearly, speech

WANTED = [
    ("b.txt", "text", "a.txt"),
    ("c.txt", "near", "a.txt"),
    ("e.txt", "bytes", "c.txt"),
    ("f.txt", "near", "a.txt"),
]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """a; b and its text; c, nearly a; d, another; e, the file of c; f, nearly a and c."""
    folder = tmp_path / "raw"
    folder.mkdir()
    one = speech(1)
    pages = {
        "a": one, "b": one.replace("\n", "\r\n"), "c": nearly(one, 2), "d": speech(2), "e": nearly(one, 2), "f": nearly(one, 3),
    }  # fmt: skip
    for name, page in pages.items():
        (folder / f"{name}.txt").write_bytes(page.encode())
    return folder


def named(corpus: cw.Corpus) -> list[tuple[str, str, str]]:
    """Path of the document, kind and path of the representative of each row of a whole document, in order."""
    paths = {row["document_id"]: row["path"] for row in corpus.documents.to_pylist()}
    rows = corpus.duplicates.to_pylist()
    return [
        (paths[row["document_id"]], row["kind"], paths[row["representative_id"]])
        for row in rows
        if row["speech_id"] is None
    ]


def test_a_build_names_near_duplicates(raw: Path, tmp_path: Path) -> None:
    result = build(raw, tmp_path / "out", layers=(), workers=1)
    corpus = cw.load(result.out)
    assert named(corpus) == WANTED
    near = [row for row in corpus.duplicates.to_pylist() if row["kind"] == "near"]
    assert [row["speech_id"] for row in near] == [None, None]
    texts = zip(
        corpus.documents["document_id"].to_pylist(), corpus.documents["text"].to_pylist(), strict=True
    )
    found = {row.document_id: row for row in near_duplicates(texts)}
    for row in near:  # the public function says the same
        assert tuple(found[row["document_id"]]) == (
            row["document_id"],
            row["representative_id"],
            row["score"],
        )
        assert 0.8 <= row["score"] < 1
    assert list(faults(result.out)) == []


def test_it_does_not_depend_on_batches_or_stops(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(raw, tmp_path / "whole", layers=(), workers=1)
    monkeypatch.setattr(batching, "BATCH_PAGES", 1)
    monkeypatch.setattr(batching, "BATCH_BYTES", 1)
    build(raw, tmp_path / "singly", layers=(), workers=1)
    monkeypatch.setattr(batching, "UNKEPT", 0)
    with pytest.raises(KeyboardInterrupt):
        build(raw, tmp_path / "resumed", layers=(), workers=1, progress=stopped_after(4))
    assert len(list((tmp_path / ".resumed.building/parts").glob("*.part"))) >= 4
    build(raw, tmp_path / "resumed", layers=(), workers=1, resume=True)
    assert contents(tmp_path / "whole") == contents(tmp_path / "singly") == contents(tmp_path / "resumed")


@pytest.mark.slow
def test_it_does_not_depend_on_workers(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(raw, tmp_path / "one", layers=(), workers=1)
    monkeypatch.setattr(batching, "BATCH_PAGES", 1)
    monkeypatch.setattr(batching, "BATCH_BYTES", 1)
    build(raw, tmp_path / "two", layers=(), workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_parts_keep_sketches() -> None:
    part = Part(
        sources=[("a", "0" * 64, "0" * 16), ("b", "1" * 64, "1" * 16)],
        sketches=[bytes(range(16)), b""],
        withdrawn_sketches=[("c", b""), ("d", b"\x07" * 8)],
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        parts.write(archive, part)
    with zipfile.ZipFile(data) as archive:
        assert parts.read(archive) == part
    joined = Part.joined([part, part])
    assert joined.sketches == [*part.sketches, *part.sketches]
    assert joined.withdrawn_sketches == [*part.withdrawn_sketches, *part.withdrawn_sketches]


@pytest.mark.parametrize("key", ["a.txt", "c.txt"])
def test_near_copies_of_a_withdrawn_page_are_warned_of(raw: Path, tmp_path: Path, key: str) -> None:
    (raw / "withdrawn.toml").write_text(f'["{key}"]\nreason = "asked for"\n', encoding="utf-8")
    result = build(raw, tmp_path / "out", layers=(), workers=1)
    published = set(cw.load(result.out).document_ids())
    assert {row.representative_id.partition(".")[0] for row in result.duplicates} <= published
    wanted = {
        "a.txt": [("b.txt", "the text"), ("c.txt", "nearly the text"), ("e.txt", "nearly the text"), ("f.txt", "nearly the text")],
        "c.txt": [("a.txt", "nearly the text"), ("b.txt", "nearly the text"), ("f.txt", "nearly the text")],
    }[key]  # fmt: skip
    assert sorted(result.warnings) == [
        f"{path} is published and has {what} of {key}, which is withdrawn." for path, what in wanted
    ]
    assert list(faults(result.out)) == []


def test_a_withdrawn_page_that_comes_last_is_warned_of(raw: Path, tmp_path: Path) -> None:
    (raw / "z.txt").write_text(nearly(speech(2), 4), encoding="utf-8")
    (raw / "withdrawn.toml").write_text('["z.txt"]\nreason = "asked for"\n', encoding="utf-8")
    result = build(raw, tmp_path / "out", layers=(), workers=1)
    assert result.warnings == ["d.txt is published and has nearly the text of z.txt, which is withdrawn."]


def test_diff_names_a_near_duplicate_that_has_come(raw: Path, tmp_path: Path) -> None:
    for name in ("b", "e", "f"):
        (raw / f"{name}.txt").unlink()
    near = (raw / "c.txt").read_bytes()
    (raw / "c.txt").unlink()
    build(raw, tmp_path / "old", layers=(), workers=1)
    (raw / "c.txt").write_bytes(near)
    build(raw, tmp_path / "new", layers=(), workers=1)
    found = cw.diff(tmp_path / "old", tmp_path / "new").table("duplicates")
    assert (found.old, found.new) == (0, 1)
    assert "duplicates" in run("diff", tmp_path / "old", tmp_path / "new", code=1)
