from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import tables
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.manifest import SCHEMA_VERSION
from chuangwen_corpus.places import Place
from chuangwen_corpus.publish import build
from chuangwen_corpus.publish.metadata import manifest
from chuangwen_corpus.publish.steps import batch as batch_module
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.publish.writers.hashing import ContentHash
from chuangwen_corpus.records import Document
from chuangwen_corpus.records.rows import Row
from conftest import ROOT, SEED
from spread import from_documents

PAGE = "在创建大会上的表态发言\n各位领导：\n{}我们将全力以赴，完成各项任务！请领导放心。"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(PAGE.format("=1+1"), encoding="utf-8")
    (folder / "deep" / "b.txt").write_text(PAGE.format("别的话。"), encoding="utf-8")
    (folder / "seed.txt").write_bytes(SEED.read_bytes())
    return folder


def test_the_committed_release_is_fresh(tmp_path: Path) -> None:
    """The release in build/ is what raw/ and this version give; the Parquet writer may differ."""
    build(ROOT / "raw", tmp_path / "build")
    for path in sorted((ROOT / "build").rglob("*")):
        name = path.relative_to(ROOT / "build").as_posix()
        twin = tmp_path / "build" / name
        if path.is_file() and path.suffix != ".parquet" and name != "manifest.json":
            assert twin.read_bytes() == path.read_bytes(), f"{name} is stale; run `chuangwen build`"
    committed, rebuilt = (
        json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for folder in (ROOT / "build", tmp_path / "build")
    )
    assert committed["files"].keys() == rebuilt["files"].keys()
    for found in (committed, rebuilt):
        found.pop("parquet_writer")
        found["files"] = {p: f for p, f in found["files"].items() if not p.endswith(".parquet")}
    assert committed == rebuilt


def test_the_committed_release_is_sound() -> None:
    assert list(faults(ROOT / "build")) == []


@pytest.mark.slow
def test_the_same_pages_give_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    code = "import sys, chuangwen_corpus as cw; from pathlib import Path; cw.build(Path(sys.argv[1]), Path(sys.argv[2]))"
    hashes = []
    for seed, locale, place in (("0", "C", "one"), ("4711", "C.UTF-8", "two/deeper")):
        pages = Path(shutil.copytree(raw, tmp_path / place / "pages"))
        out = tmp_path / place / "out"
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": f"UTC+{len(place)}"}
        subprocess.run(
            [sys.executable, "-c", code, str(pages), str(out)], env=environment, check=True, cwd=tmp_path
        )
        hashes.append(
            {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
             for p in sorted(out.rglob("*")) if p.is_file()}
        )  # fmt: skip
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) > 30


def test_the_manifest_tells_everything(raw: Path, tmp_path: Path) -> None:
    (raw / "broken.bin").write_bytes(bytes(100))
    build(raw, tmp_path / "out")
    found = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    for path, about in found["files"].items():
        data = (tmp_path / "out" / path).read_bytes()
        assert about["bytes"] == len(data)
        assert about["sha256"] == hashlib.sha256(data).hexdigest()
    assert "sources" not in found
    assert found["segmentation"]["engine"] == "rjieba"
    assert len(found["segmentation"]["dictionary_sha256"]) == 64
    assert found["package_version"] == cw.__version__
    assert found["schema_version"] == SCHEMA_VERSION
    assert found["formats"] == ["parquet", "csv", "json"]


def test_csv_holds_the_data_exactly(raw: Path, tmp_path: Path) -> None:
    out = build(raw, tmp_path / "out").out
    corpus = cw.load(out)
    for name in tables.ROWS:
        data = (out / f"csv/{name}.csv").read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        with (out / f"csv/{name}.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert len(rows) == corpus[name].num_rows
        for column in ("text", "source_text", "form", "path", "rule"):
            if rows and column in rows[0]:
                assert [row[column] for row in rows] == [
                    v or "" for v in corpus[name].column(column).to_pylist()
                ]
    assert b"\r\n" in (out / "csv/tokens.csv").read_bytes()


def test_json_lines_are_the_records_own_json(raw: Path, tmp_path: Path) -> None:
    out = build(raw, tmp_path / "out").out
    lines = (out / "json/documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Document.model_validate_json(line) for line in lines] == list(cw.load(out).iter_documents())


def test_one_bad_page_costs_nothing_but_itself(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "broken.bin").write_bytes(b"\0\1" * 100)
    (raw / "evil.txt").write_text("evil", encoding="utf-8")
    (raw / "link.txt").symlink_to(raw / "nowhere")
    real = batch_module.parse_row

    def parse_row(data: bytes, **options: Any) -> Row:
        if data == b"evil":
            raise ValueError("a fault of ours")
        return real(data, **options)

    monkeypatch.setattr(batch_module, "parse_row", parse_row)
    result = build(raw, tmp_path / "out")
    rejects = {r.path: r for r in result.rejects}
    assert {path: r.reason for path, r in rejects.items()} == {
        "broken.bin": "binary", "evil.txt": "internal_error", "link.txt": "missing",
    }  # fmt: skip
    assert "Convert it" in rejects["broken.bin"].message
    assert "report this page" in rejects["evil.txt"].message
    assert result.rows["documents"] == 3
    assert list(faults(tmp_path / "out")) == []


def test_withdrawn_pages_leave_a_tombstone(raw: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256((raw / "deep/b.txt").read_bytes()).hexdigest()
    (raw / "withdrawn.toml").write_text(
        f'["a.txt"]\nreason = "asked for by the speaker"\n["{digest}"]\nreason = "rights"\n', encoding="utf-8"
    )
    result = build(raw, tmp_path / "out")
    assert [(r.path, r.reason) for r in result.rejects] == [
        ("a.txt", "withdrawn"),
        ("deep/b.txt", "withdrawn"),
    ]
    assert "asked for by the speaker" in result.rejects[0].message
    assert "别的话" not in (tmp_path / "out/json/documents.jsonl").read_text(encoding="utf-8")


def test_duplicates_are_kept_and_named(raw: Path, tmp_path: Path) -> None:
    (raw / "again.txt").write_bytes((raw / "a.txt").read_bytes())
    (raw / "b2.txt").write_bytes((raw / "deep/b.txt").read_bytes().replace(b"\n", b"\r\n"))
    result = build(raw, tmp_path / "out")
    corpus = cw.load(result.out)
    assert len(set(corpus.document_ids())) == corpus.documents.num_rows == 5
    found = {(d.kind, d.document_id[16:17], d.speech_id is None) for d in result.duplicates}
    assert found == {("bytes", "-", True), ("text", "", True), ("text", "", False)}
    assert list(faults(result.out)) == []


def test_provenance_comes_from_sources_toml(raw: Path, tmp_path: Path) -> None:
    (raw / "sources.toml").write_text(
        '["a.txt"]\nurl = "a-page"\nrights = "unclear"\nretrieved = "2020-05-06"\n', encoding="utf-8"
    )
    corpus = cw.load(build(raw, tmp_path / "out").out)
    assert next(corpus.iter_documents()).source == cw.Source(
        url="a-page", rights="unclear", retrieved="2020-05-06"
    )
    (raw / "sources.toml").write_text('["a.txt"]\ncolour = "red"\n', encoding="utf-8")
    with pytest.raises(BuildError, match="unknown field 'colour'"):
        build(raw, tmp_path / "out")
    (raw / "sources.toml").write_text('title = "x"\n', encoding="utf-8")
    with pytest.raises(BuildError, match="is no table"):
        build(raw, tmp_path / "out")
    (raw / "sources.toml").write_text("[", encoding="utf-8")
    with pytest.raises(BuildError, match=r"sources\.toml: is no valid TOML"):
        build(raw, tmp_path / "out")


def test_a_build_that_fails_leaves_the_old_release(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(raw, out)
    before = (out / "manifest.json").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(out / "x"))

    monkeypatch.setattr(manifest, "write", full)
    (raw / "new.txt").write_text(PAGE.format("新的一页。"), encoding="utf-8")
    with pytest.raises(BuildError, match="No space left on device"):
        build(raw, out)
    assert (out / "manifest.json").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "raw"]


def test_one_page_is_a_corpus_too(raw: Path, tmp_path: Path) -> None:
    assert build(raw / "seed.txt", tmp_path / "out").rows["speeches"] == 3


@pytest.mark.parametrize("cut", [1, 3, 7])
def test_the_content_hash_knows_only_the_rows(seed: Document, cut: int) -> None:
    for name, table in from_documents([seed]).items():
        whole = manifest.content_hash(table)
        pieces = ContentHash(table.schema)
        for start in range(0, table.num_rows, max(1, table.num_rows // cut)):
            pieces.update(table.slice(start, max(1, table.num_rows // cut)))
        assert pieces.hexdigest() == whole, name
        plain = pa.table(
            {f.name: c.cast(pa.string()) if f.type == tables.CATEGORY else c
             for f, c in zip(table.schema, table.columns, strict=True)}
        )  # fmt: skip
        assert manifest.content_hash(plain) == whole
        if table.num_rows > 1:
            assert manifest.content_hash(table.slice(1)) != whole


DAMAGE = {
    "a file is gone": (lambda out: (out / "csv/tokens.csv").unlink(), "not there"),
    "a file is changed": (
        lambda out: (out / "csv/tokens.csv").write_bytes(b"x\r\n"), "SHA-256 differs",
    ),
    "a file too many": (lambda out: (out / "csv/more.csv").write_text("x"), "not in the manifest"),
    "a broken JSON line": (
        lambda out: (out / "json/documents.jsonl").write_text("{}\n" * 3, encoding="utf-8"),
        "documents.jsonl:1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGE)
def test_validate_says_each_fault(release: Path, tmp_path: Path, what: str) -> None:
    out = Path(shutil.copytree(release, tmp_path / "copy"))
    assert list(faults(out)) == []
    damage, message = DAMAGE[what]
    damage(out)
    assert any(message in fault for fault in faults(out)), list(faults(out))


def rewritten(out: Path, name: str, change: object) -> None:
    """Changes a table and signs the release anew, so that only the contract can tell."""
    from pyarrow.parquet import write_table

    table = change(cw.load(out)[name])
    write_table(table, out / f"parquet/{name}.parquet")
    facts = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    facts["tables"][name] = {"rows": table.num_rows, "content_sha256": manifest.content_hash(table)}
    facts.pop("files")
    (out / "manifest.json").unlink()
    manifest.write(Place.of(out), facts, manifest.about(out))


def replaced(column: str, value: object, row: int = 0) -> object:
    def change(table: pa.Table) -> pa.Table:
        rows = table.to_pylist()
        rows[row][column] = value
        return pa.Table.from_pylist(rows, table.schema)

    return change


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("sentences", replaced("speech_id", "0" * 16 + ".sp1"), "is in no row of speeches"),
        ("sentences", replaced("sentence_id", "0" * 16 + ".st1", 1), "is in no row of sentences"),
        ("sentences", replaced("text", "别的"), "does not say what stands"),
        ("tokens", replaced("start_char", 3, 5), "out of order"),
        ("speeches", lambda table: pa.concat_tables([table, table]), "speech_id is not unique"),
        ("rejects", lambda table: table.rename_columns(["a", "b", "c", "d"]), "columns are not those"),
    ],
)
def test_validate_holds_the_contract(
    release: Path, tmp_path: Path, name: str, change: object, message: str
) -> None:
    out = Path(shutil.copytree(release, tmp_path / "copy"))
    rewritten(out, name, change)
    assert any(message in fault for fault in faults(out)), list(faults(out))


def test_the_data_package_describes_every_csv(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        data = (release / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        header = data.split(b"\r\n")[0].decode().split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]
    croissant = json.loads((release / "croissant.json").read_text(encoding="utf-8"))
    assert {r["name"] for r in croissant["recordSet"]} == {
        f"{name}{form}" for name in tables.ROWS for form in ("", "_csv")
    }
    assert "cff-version" in (release / "CITATION.cff").read_text(encoding="utf-8")
    readme = (release / "README.md").read_text(encoding="utf-8")
    assert "| tokens |" in readme
    assert "rights are unclear" in readme


def test_lines_that_recur_are_furniture(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    unknown = "本栏由晨光工作室倾情呈现"
    for i in range(12):
        page = f"{unknown}\n某局在第{i}次创建大会上的表态发言\n同志们：\n大家好！\n第{i}件事，我们坚决办好。\n谢谢大家！\n{unknown}\n"
        (raw / f"{i:02}.txt").write_text(page, encoding="utf-8")
    with_rule = list(cw.load(build(raw, tmp_path / "one").out).iter_documents())
    without = list(cw.load(build(raw, tmp_path / "two", recurring=False).out).iter_documents())
    assert all(unknown not in document.text for document in with_rule)
    assert all("furniture.recurring" in document.edits.rule for document in with_rule)
    assert any(unknown in document.text for document in without)
    for document in with_rule:  # what every speech says stays
        (speech,) = document.speeches
        assert speech.salutation == "同志们："
        assert speech.text.endswith("谢谢大家！")
        assert "大家好！" in speech.text
    assert list(faults(tmp_path / "one")) == []


def test_lines_recur_whatever_is_withdrawn(tmp_path: Path) -> None:
    line = "本栏由晨光工作室倾情呈现"
    for i in range(13):
        said = f"{line}\n某局在第{i}次创建大会上的表态发言\n同志们：\n第{i}件事，我们坚决办好。\n"
        (tmp_path / f"{i:02}.txt").write_text(said, encoding="utf-8")
    (tmp_path / "withdrawn.toml").write_text('["00.txt"]\n', encoding="utf-8")
    out = build(tmp_path, tmp_path.parent / f"{tmp_path.name}-out").out
    assert all("furniture.recurring" in document.edits.rule for document in cw.load(out).iter_documents())
