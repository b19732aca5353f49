"""Builds with withdrawn pages: none is published, and none stays in what builds leave beside the release."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from builds import contents, stopped_after
from chuangwen_corpus.errors import UnmatchedEntries
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish import build
from chuangwen_corpus.publish.checkpoint import parts, purge, receipts
from chuangwen_corpus.publish.crawl import batches
from chuangwen_corpus.publish.steps.batch import Part
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.publish.writers.replace import claimed
from chuangwen_corpus.read.inputs import InputFolder

PAGE = "某局在创建大会上的表态发言\n各位领导：\n第{}号秘密。我们将全力以赴，完成各项任务！请领导放心。\n"


def page(number: int) -> str:
    return PAGE.format(number)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "sub").mkdir(parents=True)
    for number in range(6):
        (folder / f"{number}.txt").write_text(page(number), encoding="utf-8")
    (folder / "sub" / "copy.txt").write_text(page(2), encoding="utf-8")
    rows = [json.dumps({"text": page(number), "url": f"u{number}"}) for number in range(10, 14)]
    (folder / "d.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def texts(out: Path) -> str:
    return (out / "json" / "documents.jsonl").read_text(encoding="utf-8")


def withdraw(folder: Path, *keys: str) -> None:
    folder.joinpath("withdrawn.toml").write_text(
        "".join(f'["{key}"]\nreason = "asked for"\n' for key in keys)
    )


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("./2.txt", [2]),
        ("sub/copy.txt", [2]),
        (hashlib.sha256(page(2).encode()).hexdigest().upper(), [2]),
        (hashlib.sha256(page(2).encode()).hexdigest()[:16], [2]),
        ("d.jsonl", [10, 11, 12, 13]),
        ("d.jsonl/2", [11]),
        ("[0-2].txt", [0, 1, 2]),
    ],
)
@pytest.mark.parametrize("only_genre", [False, True])
def test_no_withdrawn_page_is_published(
    raw: Path, tmp_path: Path, key: str, numbers: list[int], only_genre: bool
) -> None:
    withdraw(raw, key)
    result = build(raw, tmp_path / "out", only_genre=only_genre, layers=(), workers=1)
    for number in (*range(6), *range(10, 14)):
        assert (f"第{number}号" in texts(tmp_path / "out")) == (number not in numbers)
    assert {r.reason for r in result.rejects} == {"withdrawn"}
    assert len(result.rejects) == len(numbers) + (2 in numbers)
    assert result.warnings == []
    assert list(faults(tmp_path / "out")) == []


def test_what_is_published_is_what_is_published_without_the_pages(raw: Path, tmp_path: Path) -> None:
    for number in range(20, 32):
        (raw / f"{number}.txt").write_text(
            page(number) + "一行尾巴，处处都有。\n" * (number < 24), encoding="utf-8"
        )
    withdraw(raw, "2?.txt")
    build(raw, tmp_path / "with", layers=())
    (raw / "withdrawn.toml").unlink()
    for file in raw.glob("2?.txt"):
        file.unlink()
    build(raw, tmp_path / "without", layers=())
    assert texts(tmp_path / "with") == texts(tmp_path / "without")


@pytest.mark.parametrize("only_genre", [False, True])
@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("withdrawn.toml", "2.tx"),
        ("withdrawn.toml", "d.jsonl/5"),
        ("sources.toml", "2.tx"),
        ("sources.toml", "d.jsonl/5"),
    ],
)
def test_a_key_that_names_nothing_leaves_the_earlier_release(
    raw: Path, tmp_path: Path, file: str, key: str, only_genre: bool
) -> None:
    out = tmp_path / "out"
    build(raw, out, layers=())
    before = contents(out)
    (raw / file).write_text(f'["{key}"]\n', encoding="utf-8")
    with pytest.raises(UnmatchedEntries):
        build(raw, out, layers=(), only_genre=only_genre, workers=1)
    assert contents(out) == before
    assert {p.name for p in tmp_path.iterdir()} == {"raw", "out"}


def test_entries_of_pages_that_are_sifted_out_name_them_all_the_same(raw: Path, tmp_path: Path) -> None:
    other = "红烧肉的做法：先把水烧开，再放盐。" * 20
    rows = [json.dumps({"text": text}) for text in (page(20), other)]
    (raw / "e.jsonl").write_text("\n".join(rows), encoding="utf-8")
    withdraw(raw, "e.jsonl/2")
    (raw / "sources.toml").write_text(
        '["e.jsonl/2"]\nrights = "x"\n["e.jsonl/1"]\nrights = "y"\n', encoding="utf-8"
    )
    result = build(raw, tmp_path / "out", only_genre=True, layers=(), workers=1)
    assert result.other_genre == 1
    documents = cw.load(tmp_path / "out")["documents"].to_pylist()
    assert [row["source"]["rights"] for row in documents if row["path"].startswith("e")] == ["y"]


@pytest.mark.parametrize("file", ["withdrawn.toml", "sources.toml"])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_hash_of_a_page_that_is_sifted_out_names_it_all_the_same(
    raw: Path, tmp_path: Path, file: str, workers: int
) -> None:
    others = ["红烧肉的做法：先把水烧开，再放盐。" * 20 + str(number) for number in range(3)]
    (raw / "sub" / "other.txt").write_text(others[0], encoding="utf-8")
    (raw / "e.jsonl").write_text(
        "\n".join(json.dumps({"text": text}) for text in others[1:]), encoding="utf-8"
    )
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in others]
    keys = (digests[0], digests[1][:16], f"sha256:{digests[2]}", "f" * 64)
    (raw / file).write_text("".join(f'["{key}"]\n' for key in keys), encoding="utf-8")
    result = build(raw, tmp_path / "out", only_genre=True, layers=(), workers=workers)
    assert result.other_genre == 3
    assert ["f" * 64 in warning for warning in result.warnings] == [True]


def test_a_hash_in_sources_speaks_for_pages_below_its_file_when_they_are_sifted_out(
    raw: Path, tmp_path: Path
) -> None:
    other = "红烧肉的做法：先把水烧开，再放盐。" * 20
    (raw / "other.txt").write_text(other, encoding="utf-8")
    digest = hashlib.sha256(other.encode()).hexdigest()
    (raw / "sub" / "sources.toml").write_text(f'["{digest}"]\n', encoding="utf-8")
    result = build(raw, tmp_path / "out", only_genre=True, layers=(), workers=1)
    assert [digest in warning for warning in result.warnings] == [True]


@pytest.mark.parametrize("first", [True, False])
def test_pages_with_the_text_of_a_withdrawn_one_are_named(raw: Path, tmp_path: Path, first: bool) -> None:
    twin = "00.txt" if first else "z.txt"
    (raw / twin).write_bytes(page(2).replace("\n", "\r\n").encode())
    (raw / f"{twin}.copy").write_bytes((raw / twin).read_bytes())
    several = f"表态发言两篇\n篇一\n{page(7)}篇二\n{page(3)}"
    (raw / "several.txt").write_text(several, encoding="utf-8")
    withdraw(raw, "2.txt", "3.txt")
    result = build(raw, tmp_path / "out", layers=(), workers=1)
    assert sorted(result.warnings) == sorted(
        [
            f"{twin} is published and has the text of 2.txt, which is withdrawn.",
            f"{twin}.copy is published and has the text of 2.txt, which is withdrawn.",
            "several.txt is published and has a speech of 3.txt, which is withdrawn.",
        ]
    )


def test_a_hash_that_names_nothing_is_reported(raw: Path, tmp_path: Path) -> None:
    withdraw(raw, "f" * 64, "2.txt")
    result = build(raw, tmp_path / "out", layers=(), workers=1)
    assert ["f" * 64 in warning for warning in result.warnings] == [True]


@pytest.mark.slow
def test_nothing_withdrawn_stays_in_what_a_build_has_kept(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH_PAGES", 1)
    monkeypatch.setattr(batches, "BATCH_BYTES", 1)
    out, store = tmp_path / "out", tmp_path / ".out.building" / "parts"
    build(raw, out, layers=(), keep=True, workers=1)
    everything = len(list(store.iterdir()))
    (store / "half.part").write_bytes(b"PK half")
    withdraw(raw, "2.txt")
    with pytest.raises(KeyboardInterrupt):  # as soon as it has begun
        build(raw, out, layers=(), keep=True, workers=1, progress=stopped_after(0))
    left = [_about(file) for file in store.iterdir()]
    assert len(left) >= everything - 2
    assert not {path for path, *_ in left} & {"2.txt", "sub/copy.txt"}
    build(raw, out, layers=(), keep=True, workers=1)
    build(raw, out, layers=(), keep=True, workers=1)
    assert not any("第2号" in text for text in map(_json_of, store.iterdir()))
    assert "第3号" in "".join(map(_json_of, store.iterdir()))


def _about(file: Path) -> tuple[str, ...]:
    with zipfile.ZipFile(file) as archive:
        return tuple(path for path, *_ in json.loads(archive.read("about.json"))["sources"])


def _json_of(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return b"".join(parts.read(archive).json_lines).decode()


def begun(unfinished: Path) -> list[str]:
    """An unfinished release of three pages, as a build on a cluster leaves it; gives what is of the second page."""
    place = Place.of(unfinished)
    for number in range(3):
        name = f"parquet/tokens/part-{number:06}.parquet"
        (place / name).write_bytes(b"rows")
        digest = hashlib.sha256(page(number).encode()).hexdigest()
        receipts.write(
            place, f"r{number}", Part(sources=[(f"{number}.txt", digest, digest[:16])]), {name: {}}
        )
    (place / "parquet/tokens/part-000009.parquet").write_bytes(b"a task that was stopped")
    (place / "csv/tokens.csv").write_bytes(b"of a build on this machine")
    (unfinished / receipts.FOLDER / "half").write_bytes(b"PK half")
    return [".receipts/r1", "parquet/tokens/part-000001.parquet"]


def test_nothing_withdrawn_stays_of_a_build_that_was_stopped(raw: Path, tmp_path: Path) -> None:
    withdraw(raw, "0.txt", "sub/copy.txt")
    withdrawn = InputFolder.open(raw).resolve()
    with claimed(tmp_path / "out") as target:
        kept = begun(target.workspace.release)
        target.workspace.sifted.mkdir()
        (target.workspace.sifted / "0").write_bytes(b"pages")
        purge.purge(target, withdrawn)
        assert sorted(contents(target.workspace.release)) == kept
        assert not target.workspace.sifted.exists()


def test_nothing_withdrawn_stays_at_an_address(raw: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    kept = begun(there)
    (there / "notes.txt").write_bytes(b"none of ours")
    withdraw(raw, "0.txt", "sub/copy.txt")
    purge.purge(there.as_uri(), InputFolder.open(raw).resolve())
    assert sorted(contents(there)) == sorted([*kept, "csv/tokens.csv", "notes.txt"])


def test_an_address_without_receipts_is_left_alone(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "there" / "parquet").mkdir(parents=True)
    (tmp_path / "there" / "parquet" / "mine").write_bytes(b"mine")
    withdraw(raw, "0.txt")
    purge.purge((tmp_path / "there").as_uri(), InputFolder.open(raw).resolve())
    assert (tmp_path / "there" / "parquet" / "mine").exists()


def test_parts_keep_the_digests_of_withdrawn_texts() -> None:
    data = io.BytesIO()
    part = Part(withdrawn=[("a.txt", b"\x01" * 32)])
    with zipfile.ZipFile(data, "w") as archive:
        parts.write(archive, part)
    with zipfile.ZipFile(data) as archive:
        assert parts.read(archive) == part
