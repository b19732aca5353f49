"""What stands beside the tables, as the programs that read it see it; a warning of theirs is a fault."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import rights, tables
from chuangwen_corpus.publish import build
from chuangwen_corpus.publish.metadata import citation
from chuangwen_corpus.publish.validation.release import faults
from conftest import ROOT

RELEASE = ROOT / "build"
VIEWER_ROW_GROUP_BYTES = 300_000_000
"""A row group that is larger the Hub's viewer does not show ("max=286.10 MiB")."""
VIEWER_COLUMNS = 1_000
VIEWER_CONFIGS = 3_000


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "raw", tmp_path / "raw"))


@pytest.fixture(scope="module")
def untitled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of pages of whose corpus nobody has said anything."""
    pages = tmp_path_factory.mktemp("pages")
    (pages / "page.txt").write_text(
        "某局表态发言\n各位领导：\n我们将完成任务！我们有信心。\n谢谢大家！\n", encoding="utf-8"
    )
    return Path(build(pages, pages.parent / "untitled").out)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what mlcroissant calls
def test_croissant_has_no_warning_and_every_record_set_is_read() -> None:
    import mlcroissant

    dataset = mlcroissant.Dataset(str(RELEASE / "croissant.json"))
    assert dataset.metadata.ctx.issues.errors == dataset.metadata.ctx.issues.warnings == set()
    assert str(dataset.metadata.date_published.date()) == "2026-11-27"
    assert dataset.metadata.conforms_to == ["http://mlcommons.org/croissant/1.1"]
    corpus = cw.load()
    read = {one.id: list(dataset.records(one.id)) for one in dataset.metadata.record_sets}
    assert read.keys() == {*tables.ROWS, *(f"{name}_csv" for name in tables.ROWS)}
    for name in tables.ROWS:
        assert len(read[name]) == len(read[f"{name}_csv"]) == corpus[name].num_rows
    forms = [row["tokens/form"].decode() for row in read["tokens"]]
    assert forms == corpus["tokens"]["form"].to_pylist()
    first = read["annotations"][0]
    pairs = zip(first["annotations/attributes_name"], first["annotations/attributes_value"], strict=True)
    said = corpus["annotations"]["attributes"][0].as_py()
    assert [(name.decode(), value.decode()) for name, value in pairs] == [
        (p["name"], p["value"]) for p in said
    ]
    assert (
        read["documents"][0]["documents/source_publisher"].decode()
        == (corpus["documents"]["source"][0].as_py()["publisher"])
    )


@pytest.mark.slow
def test_the_context_of_croissant_is_the_librarys() -> None:
    subprocess.run([sys.executable, ROOT / "tools/croissant_context.py", "--check"], check=True)


@pytest.mark.slow
def test_frictionless_finds_the_package_and_its_rows_valid() -> None:
    from frictionless import Package

    report = Package(str(RELEASE / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(tables.ROWS)
    assert not report.warnings
    assert not [warning for task in report.tasks for warning in task.warnings]
    assert sum(task.stats.get("rows", 0) for task in report.tasks) == sum(cw.load().tables.rows.values())


def test_keys_and_references_of_the_package_are_those_of_the_tables() -> None:
    package = json.loads((RELEASE / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {one["name"]: one["schema"] for one in package["resources"]}
    assert schemas["sections"]["primaryKey"] == ["section_id"]
    keys = schemas["sections"]["foreignKeys"]
    assert {"fields": ["parent_section_id"], "reference": {"fields": ["section_id"]}} in keys
    links = {one["fields"][0]: one["reference"] for one in schemas["commitments"]["foreignKeys"]}
    assert links["deadline_id"] == {"resource": "annotations", "fields": ["annotation_id"]}
    assert set(links) == {
        "annotation_id",
        "document_id",
        "speech_id",
        "sentence_id",
        "deadline_id",
        "quantity_id",
        "chain",
    }
    assert "foreignKeys" not in schemas["duplicates"]


@pytest.mark.slow
def test_csvw_takes_the_description_and_every_row(tmp_path: Path) -> None:
    from csvw import CSVW, TableGroup

    read = CSVW(str(RELEASE / "csv-metadata.json"), validate=True)
    assert read.is_valid
    assert not read.warnings
    group = TableGroup.from_file(RELEASE / "csv-metadata.json")
    rows = {str(t.url): len(list(t.iterdicts(strict=True))) for t in group.tables}
    assert rows == {f"csv/{name}.csv": count for name, count in cw.load().tables.rows.items()}
    sentences = next(t for t in group.tables if str(t.url) == "csv/sentences.csv")
    assert isinstance(next(iter(sentences.iterdicts()))["start_char"], int)
    # And it would say so if it were not: a sentence of a speech that is not there.
    shutil.copytree(RELEASE, tmp_path / "broken")
    speeches = tmp_path / "broken/csv/speeches.csv"
    lines = speeches.read_bytes().split(b"\r\n")
    speeches.write_bytes(b"\r\n".join(lines[:1] + lines[2:]))
    with pytest.raises(ValueError, match=r"not found in table csv/speeches\.csv"):
        assert CSVW(str(tmp_path / "broken/csv-metadata.json"), validate=True).is_valid


@pytest.mark.slow
@pytest.mark.parametrize("name", ["CITATION.cff", "build/CITATION.cff"])
def test_the_citation_file_is_valid(name: str) -> None:
    schema = "vendor.citation-file-format"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_datacite_takes_the_description() -> None:
    from datacite import schema45

    schema45.validator.validate(json.loads((RELEASE / "datacite.json").read_text(encoding="utf-8")))


@pytest.mark.slow
def test_the_hubs_library_loads_every_table_with_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    code = f"""
import json, datasets
names = datasets.get_dataset_config_names({str(RELEASE)!r})
read = {{name: datasets.load_dataset({str(RELEASE)!r}, name)["train"] for name in names}}
print(json.dumps({{n: [d.num_rows, {{c: repr(f) for c, f in d.features.items()}}] for n, d in read.items()}}))
"""
    environment = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    corpus = cw.load()
    assert found.keys() == {name for name, rows in corpus.tables.rows.items() if rows}
    for name, (rows, features) in found.items():
        assert rows == corpus[name].num_rows
        assert features == {field.name: _feature(field.type) for field in tables.schema(name)}


def _feature(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"List({_feature(kind.value_type)})"
    if pa.types.is_struct(kind):
        return "{" + ", ".join(f"{part.name!r}: {_feature(part.type)}" for part in kind) + "}"
    return f"Value('{ {'double': 'float64'}.get(str(kind), str(kind)) }')"


def test_the_viewers_limits_hold() -> None:
    assert len(tables.ROWS) <= VIEWER_CONFIGS
    for file in (RELEASE / "parquet").rglob("*.parquet"):
        about = pq.ParquetFile(file).metadata
        assert about.num_columns <= VIEWER_COLUMNS
        for i in range(about.num_row_groups):
            assert about.row_group(i).total_byte_size <= VIEWER_ROW_GROUP_BYTES


def test_long_rows_make_small_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chuangwen_corpus.publish.writers import tables as writer

    monkeypatch.setattr(writer, "MOST_BYTES", 40_000)
    pages = tmp_path / "pages"
    pages.mkdir()
    for i in range(12):
        (pages / f"{i:02}.txt").write_text(
            f"某局第{i}号通知\n" + "各位领导，我们将完成任务。\n" * 300, encoding="utf-8"
        )
    out = Path(build(pages, tmp_path / "out", workers=1, layers=()).out)
    about = pq.ParquetFile(out / "parquet/documents.parquet").metadata
    assert about.num_row_groups > 2
    assert max(about.row_group(i).total_byte_size for i in range(about.num_row_groups)) < 80_000
    assert list(faults(out)) == []


def test_the_file_at_the_top_is_the_releases() -> None:
    assert (ROOT / "CITATION.cff").read_bytes() == (RELEASE / "CITATION.cff").read_bytes(), (
        "cp build/CITATION.cff CITATION.cff"
    )


def test_no_file_licenses_the_text_of_the_speeches() -> None:
    card = (RELEASE / "README.md").read_text(encoding="utf-8")
    assert "\nlicense: other\n" in card
    assert "\nlicense_link: LICENSE-DATA.md\n" in card
    assert (
        json.loads((RELEASE / "croissant.json").read_text(encoding="utf-8"))["license"] == "LICENSE-DATA.md"
    )
    licences = json.loads((RELEASE / "datapackage.json").read_text(encoding="utf-8"))["licenses"]
    assert [one["path"] for one in licences] == ["LICENSE-DATA.md"]
    assert "license" not in (RELEASE / "CITATION.cff").read_text(encoding="utf-8").lower().replace(
        "license-data", ""
    )
    statement = (RELEASE / "LICENSE-DATA.md").read_text(encoding="utf-8")
    assert rights.ANNOTATION_LICENCE in statement
    assert "nothing here grants any" in " ".join(statement.split())


def test_no_doi_is_invented() -> None:
    for file in RELEASE.iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"\b10\.\d{4,}/", text), file.name
    assert "identifiers" not in json.loads((RELEASE / "datacite.json").read_text(encoding="utf-8"))


def test_the_cards_snippets_run_in_the_release() -> None:
    card = (RELEASE / "README.md").read_text(encoding="utf-8")
    snippets = re.findall(r"```python\n(.*?)```", card, re.DOTALL)
    assert len(snippets) == 2
    for snippet in snippets:
        done = subprocess.run(
            [sys.executable, "-c", snippet], cwd=RELEASE, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "我" in done.stdout


def test_the_card_says_what_it_is_not_for_before_it_says_how_it_is_used() -> None:
    card = (RELEASE / "README.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", card, re.MULTILINE)
    assert (
        heads.index("How well pages are read")
        < heads.index("What it must not be used for")
        < heads.index("Use it")
    )


def test_a_corpus_of_which_nothing_is_said_claims_nothing(untitled: Path) -> None:
    manifest = json.loads((untitled / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["title"] == rights.UNTITLED
    assert manifest["creators"] == []
    assert "date_published" not in manifest
    assert re.fullmatch(r"0\.0\.0\+[0-9a-f]{12}", manifest["data_version"])
    assert not (untitled / "citation.bib").exists()
    assert not (untitled / "datacite.json").exists()
    assert f'name: "{citation.ANONYMOUS}"' in (untitled / "CITATION.cff").read_text(encoding="utf-8")
    for file in untitled.iterdir():
        if file.suffix in (".md", ".cff"):
            assert "The chuangwen-corpus authors" not in file.read_text(encoding="utf-8")
    assert list(faults(untitled)) == []


SAID = 'data_version = "1.2.3"\ndate_published = 2026-02-03\ntitle = "一部语料 & {A} 50%"\ncreators = ["张三", "Li, 四 & Co"]\n'


def test_what_release_toml_says_stands_everywhere(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "below").mkdir(parents=True)
    (pages / "page.txt").write_text("某局表态发言\n各位领导：\n我们将完成任务！\n", encoding="utf-8")
    (pages / "release.toml").write_text(SAID, encoding="utf-8")
    (pages / "below/release.toml").write_text('title = "another"\n', encoding="utf-8")
    out = Path(build(pages, tmp_path / "out").out)
    corpus = cw.load(out)
    assert corpus.version == "1.2.3"
    assert corpus.tables.rows["sources"] == 1  # neither file is a page
    assert corpus.manifest.creators == ["张三", "Li, 四 & Co"]
    card = (out / "README.md").read_text(encoding="utf-8")
    assert card.count("一部语料 & {A} 50%") >= 2
    bib = (out / "citation.bib").read_text(encoding="utf-8")
    assert "{张三} and {Li, 四 \\& Co}" in bib
    assert "title = {{一部语料 \\& A 50\\%}}" in bib
    assert "year = {2026}" in bib
    assert json.loads((out / "croissant.json").read_text(encoding="utf-8"))["datePublished"] == "2026-02-03"
    assert list(faults(out)) == []


BROKEN: dict[str, tuple[str, str]] = {
    "no version": ('data_version = "one"', "data_version"),
    "a version of two parts": ('data_version = "1.0"', "data_version"),
    "a date that is text": ('date_published = "2026"', "date_published"),
    "an unknown field": ('licence = "CC0"', "unknown field 'licence'"),
    "an empty title": ('title = " "', "title"),
    "a title of two lines": ('title = "a\\nb"', "title"),
    "a creator that is no text": ("creators = [1]", "creators"),
    "no TOML": ("title = ", "is no valid TOML"),
    "latin-1": ("title = 'é'", "is not UTF-8"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_release_toml_ends_the_build_with_its_place(tmp_path: Path, kind: str) -> None:
    said, expected = BROKEN[kind]
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/page.txt").write_text("某局表态发言\n各位领导：\n", encoding="utf-8")
    (tmp_path / "pages/release.toml").write_bytes(said.encode("latin-1" if kind == "latin-1" else "utf-8"))
    with pytest.raises(cw.BuildError, match=re.escape(expected)) as caught:
        build(tmp_path / "pages", tmp_path / "out")
    assert caught.value.path == str(tmp_path / "pages/release.toml")
    assert caught.value.hint
    assert not (tmp_path / "out").exists()


FORMATS = [("parquet",), ("csv",), ("json",), ("json", "csv"), ("csv", "parquet")]


@pytest.mark.slow
@pytest.mark.parametrize("formats", FORMATS, ids="-".join)
def test_only_the_formats_asked_for_are_written(raw: Path, tmp_path: Path, formats: tuple[str, ...]) -> None:
    out = Path(build(raw, tmp_path / "out", formats=formats).out)
    folders = {path.name for path in out.iterdir() if path.is_dir()}
    assert folders == set(formats)
    assert list(faults(out)) == []
    whole = Path(build(raw, tmp_path / "whole").out)
    for file in _files(out):
        if "/" in file:
            assert (out / file).read_bytes() == (whole / file).read_bytes()
    assert (out / "datapackage.json").exists() == ("csv" in formats)
    assert (out / "csv-metadata.json").exists() == ("csv" in formats)
    snippet = re.findall(r"```python\n(.*?)```", (out / "README.md").read_text(encoding="utf-8"), re.DOTALL)[
        -1
    ]
    subprocess.run([sys.executable, "-c", snippet], cwd=out, capture_output=True, check=True)
    if "parquet" not in formats:
        with pytest.raises(cw.LoadError, match="Parquet"):
            cw.load(out)


def _files(out: Path) -> Iterator[str]:
    return (path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("wanted", "options", "expected"),
    [
        (("xlsx",), {}, "no format 'xlsx'"),
        ((), {}, "no format is asked for"),
        (("csv",), {"engine": "ray"}, "no format 'csv' with engine='ray'"),
        (("json",), {"engine": "ray"}, "always writes Parquet"),
    ],
)
def test_a_format_that_is_none_ends_the_build(
    raw: Path, tmp_path: Path, wanted: tuple[str, ...], options: dict[str, Any], expected: str
) -> None:
    with pytest.raises(cw.BuildError, match=expected):
        build(raw, tmp_path / "out", formats=wanted, **options)
    assert not (tmp_path / "out").exists()


def test_a_file_that_was_not_asked_for_is_a_fault(raw: Path, tmp_path: Path) -> None:
    out = Path(build(raw, tmp_path / "out", formats=["parquet"]).out)
    (out / "csv").mkdir()
    (out / "csv/tokens.csv").write_text("form\n", encoding="utf-8")
    assert list(faults(out)) == ["csv/tokens.csv: is there, but not in the manifest"]
