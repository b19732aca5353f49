"""Releases that were broken, or changed and signed anew: every kind of it is named, and nothing is a traceback."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow.parquet import write_table

import chuangwen_corpus as cw
from chuangwen_corpus import tables
from chuangwen_corpus.annotate import registry
from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.manifest import Manifest
from chuangwen_corpus.publish.metadata.manifest import content_hash
from chuangwen_corpus.publish.validation import documents, listing, outcomes, rows, views
from chuangwen_corpus.publish.validation.csv import CsvComparison
from chuangwen_corpus.publish.validation.ids import Ids, references
from chuangwen_corpus.publish.validation.opened import Release
from chuangwen_corpus.publish.validation.order import Order
from chuangwen_corpus.publish.validation.release import faults
from commands import run as commanded
from signed import changed, facts_of, manifest_of, read, rewrite, sign, write_facts, write_rows

pytestmark = pytest.mark.slow

PAGE = "某局在创建大会上的表态发言\n各位领导：\n{}我局将投入3万元，在2020年5月前完成“六乱”整治！请市委放心。\n一、落实责任\n（一）定人定岗\n我们坚决打赢攻坚战，做到家喻户晓。\n"


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small release whose tables nearly all have rows."""
    raw = tmp_path_factory.mktemp("pages")
    (raw / "a.txt").write_text(PAGE.format("=好。"), encoding="utf-8")
    (raw / "again.txt").write_text(PAGE.format("=好。"), encoding="utf-8")
    (raw / "b.txt").write_bytes(PAGE.format("我们说到做到 。").replace("\n", "\r\n").encode())
    (raw / "broken.bin").write_bytes(bytes(100))
    (raw / "broken2.bin").write_bytes(bytes(101))
    (raw / "gone.txt").write_text("在大会上的发言", encoding="utf-8")
    (raw / "withdrawn.toml").write_text('["gone.txt"]\nreason = "asked for"\n', encoding="utf-8")
    out = tmp_path_factory.mktemp("sound") / "build"
    cw.build(raw, out, workers=1)
    return out


@pytest.fixture
def out(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "build"))


def named(out: Path, *wanted: str) -> list[str]:
    """The faults, every one on a line that says where; all of `wanted` must be in them."""
    found = list(faults(out))
    for text in wanted:
        assert any(text in fault for fault in found), (text, found)
    for fault in found:
        assert ": " in fault
        assert "\n" not in fault
    return found


# --- sound releases ---------------------------------------------------------------------------------------------


def test_the_sound_release_is_sound_and_full(sound: Path) -> None:
    assert list(faults(sound)) == []
    empty = {name for name, rows in cw.load(sound).tables.rows.items() if not rows}
    assert empty <= set(tables.views.records())
    assert len(empty) < 9


@pytest.mark.parametrize("layers", [(), ("quantity",), ("speaker", "policy_term")])
def test_builds_with_some_layers_are_sound(tmp_path: Path, layers: tuple[str, ...]) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text(PAGE.format(""), encoding="utf-8")
    cw.build(tmp_path / "raw", tmp_path / "out", layers=layers)
    assert list(faults(tmp_path / "out")) == []


@pytest.mark.parametrize("pages", [{}, {"a.bin": bytes(100)}, {"empty.txt": b""}])
def test_builds_with_nothing_in_them_are_sound(tmp_path: Path, pages: dict[str, bytes]) -> None:
    (tmp_path / "raw").mkdir()
    for name, data in pages.items():
        (tmp_path / "raw" / name).write_bytes(data)
    cw.build(tmp_path / "raw", tmp_path / "out")
    assert list(faults(tmp_path / "out")) == []


def test_signing_anew_changes_nothing(out: Path) -> None:
    before = facts_of(out)
    sign(out)
    assert facts_of(out) == before
    for name in tables.ROWS:
        rewrite(out, name, read(out, name))
    assert list(faults(out)) == []


@pytest.mark.parametrize("name", [".DS_Store", "csv/.DS_Store", "Thumbs.db", "parquet/desktop.ini"])
def test_what_desktops_leave_is_no_fault(out: Path, name: str) -> None:
    (out / name).write_bytes(b"\0" * 10)
    assert list(faults(out)) == []


# --- files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["more.txt", ".hidden", ".git/config", "csv/more.csv", "parquet/tokens/part-000000.parquet", "a b/c/d.bin",
     "json/documents.jsonl.bak", "parquet/.tokens.parquet.swp", "DS_Store", "csv/manifest.json", "说明.txt"],
)  # fmt: skip
def test_a_file_that_is_not_listed_is_named(out: Path, name: str) -> None:
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_bytes(b"x")
    assert named(out) == [f"{name}: is there, but not in the manifest"]


def test_every_file_that_is_not_listed_is_named(out: Path) -> None:
    for number in range(100):
        (out / f"more{number:03}").write_bytes(b"x")
    assert len(named(out)) == 100


def test_names_that_are_no_text_are_named(out: Path) -> None:
    for name in (b"\xff\xfe.txt", "名字".encode("gbk"), b"\x1b[31mred", "\u202eevil".encode()):
        (out / os.fsdecode(name)).write_bytes(b"x")
    found = named(out, "\\udcff", "\\x1b[31mred", "\\u202eevil")
    assert len(found) == 4
    assert all(fault.isprintable() for fault in found)


def test_every_file_that_is_gone_or_other_is_named(out: Path) -> None:
    listed = manifest_of(out).files
    for path in listed:
        (out / path).write_bytes(b"x")
    named(out, *(f"{path}: is not the file the manifest describes" for path in listed))
    named(out, *(f"{path}: has 1 bytes" for path in listed))
    for path in listed:
        (out / path).unlink()
    assert named(out) == [f"{path}: is in the manifest, but not there" for path in listed]


def put_pipe(file: Path) -> None:
    os.mkfifo(file)


def put_link_inside(file: Path) -> None:
    file.symlink_to("README.md" if file.name != "README.md" else "CITATION.cff")


def put_link_outside(file: Path) -> None:
    shutil.copy("/etc/hostname", file.parents[2] / "outside")
    file.symlink_to(file.parents[2] / "outside")


def put_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def put_socket(file: Path) -> None:
    os.chdir(file.parent)  # the name of a socket has some hundred bytes
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(file.name)


def put_circle(file: Path) -> None:
    file.symlink_to(file.name)


KINDS = [put_pipe, put_link_inside, put_link_outside, put_device, put_socket, put_circle]


@pytest.mark.parametrize("put", KINDS)
@pytest.mark.parametrize(
    "path", ["parquet/tokens.parquet", "csv/tokens.csv", "json/documents.jsonl", "README.md"]
)
def test_what_is_no_file_is_named_and_not_opened(
    out: Path, path: str, put: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out)
    (out / path).unlink()
    put(out / path)
    named(out, f"{path}: is a", f"{path}: is in the manifest, but not there")
    if path.endswith("parquet") and put is not put_link_inside:
        with pytest.raises(LoadError):
            cw.load(out).tokens  # noqa: B018


@pytest.mark.parametrize("folder", ["parquet", "csv", "json"])
def test_a_folder_that_is_a_link_is_named(out: Path, folder: str) -> None:
    (out / folder).rename(out.parent / folder)
    (out / folder).symlink_to(out.parent / folder)
    named(out, f"{folder}: is a link", "is in the manifest, but not there")
    if folder == "parquet":
        with pytest.raises(LoadError, match="leads out of the release"):
            cw.load(out).tokens  # noqa: B018
        with pytest.raises(LoadError, match="leads out of the release"):
            cw.load(out).dataset("tokens")


@pytest.mark.parametrize("path", ["parquet/tokens.parquet", "csv", "manifest.json"])
def test_a_folder_in_a_files_place_is_named(out: Path, path: str) -> None:
    (shutil.rmtree if (out / path).is_dir() else os.unlink)(out / path)
    if path == "csv":
        (out / path).write_bytes(b"x")
        named(
            out, "csv: is there, but not in the manifest", "csv/tokens.csv: is in the manifest, but not there"
        )
    elif path == "manifest.json":
        (out / path).mkdir()
        with pytest.raises(LoadError):
            list(faults(out))
    else:
        (out / path).mkdir()
        named(out, f"{path}: is in the manifest, but not there")


# --- the manifest's own ------------------------------------------------------------------------------------------


def test_every_wrong_size_and_hash_is_named(out: Path) -> None:
    facts = facts_of(out)
    for about in facts["files"].values():
        about["bytes"] += 1
        about["sha256"] = "0" * 64
    write_facts(out, facts)
    named(out, *(f"{path}: {what}" for path in facts["files"] for what in ("has ", "is not the file")))


def false(out: Path, change: Callable[[dict], object]) -> list[str]:
    """The faults of a manifest after a change of it."""
    facts = facts_of(out)
    change(facts)
    return list(listing.faults(Manifest.model_validate(facts)))


def test_every_file_that_the_manifest_leaves_out_is_named(sound: Path) -> None:
    for path in manifest_of(sound).files:
        found = false(sound, lambda facts, path=path: facts["files"].pop(path))
        assert any(path in fault or f"table {Path(path).stem} " in fault for fault in found), path


def test_every_table_that_the_manifest_leaves_out_is_named(sound: Path) -> None:
    for name in tables.ROWS:
        found = false(sound, lambda facts, name=name: facts["tables"].pop(name))
        assert f"manifest.json: the table {name} is missing" in found


@pytest.mark.parametrize(
    "name", ["documents", "speeches", "tokens", "annotations", "quantities", "keywords", "sources"]
)
def test_a_table_left_out_ends_no_other_check(out: Path, name: str) -> None:
    facts = facts_of(out)
    del facts["tables"][name]
    facts["files"] = {path: about for path, about in facts["files"].items() if f"/{name}." not in path}
    write_facts(out, facts)
    (out / "csv/sections.csv").write_bytes(b"x")
    named(out, f"the table {name} is missing", f"csv/{name}.csv: is there, but not in the manifest")
    named(out, "csv/sections.csv: ")


def test_every_wrong_number_of_rows_is_named(sound: Path) -> None:
    for name in tables.ROWS:
        found = false(sound, lambda facts, name=name: facts["tables"][name].update(rows=10**6))
        assert any(f"the table {name} 1,000,000" in fault for fault in found)
    for path, about in manifest_of(sound).files.items():
        if about.rows is None:
            assert false(sound, lambda facts, path=path: facts["files"][path].update(rows=1))
        else:
            assert false(sound, lambda facts, path=path: facts["files"][path].update(rows=10**6)), path
            assert false(sound, lambda facts, path=path: facts["files"][path].pop("rows")), path


def test_every_missing_content_hash_is_named(sound: Path) -> None:
    for name in tables.ROWS:
        found = false(sound, lambda facts, name=name: facts["tables"][name].pop("content_sha256"))
        assert found == [f"manifest.json: the table {name} has no content_sha256"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda facts: facts.update(format=1), "format: is 1"),
        (lambda facts: facts["layers"].remove("quantity"), "layers: quantity is not among them"),
        (lambda facts: facts["layers"].append("nothing"), "layers: are not layers"),
        (lambda facts: facts["layers"].append("quantity"), "layers: are not layers"),
        (lambda facts: facts["layers"].reverse(), "in the order they are made"),
        (lambda facts: facts["layers"].clear(), "layers: there are none"),
        (lambda facts: facts["segmentation"].update(engine="x"), "there is no engine 'x'"),
        (lambda facts: facts["licences"].update(source_text="CC0"), "licences: are not those"),
        (lambda facts: facts["tables"].update(secrets={"rows": 0}), "secrets is no table of a release"),
        (lambda facts: facts["files"].update({"csv/secrets.csv": {"sha256": "0" * 64, "bytes": 1, "rows": 1}}), "csv/secrets.csv: is no file of a release"),
        (lambda facts: facts["files"].update({"run.sh": {"sha256": "0" * 64, "bytes": 1}}), "run.sh: is no file of a release"),
        (lambda facts: facts["files"].update({"parquet/tokens/part-000000.parquet": {"sha256": "0" * 64, "bytes": 1, "rows": 0}}), "tokens is there twice"),
        (lambda facts: facts["files"].update({"parquet/tokens/x.parquet": {"sha256": "0" * 64, "bytes": 1, "rows": 0}}), "parquet/tokens/x.parquet: is no file"),
    ],
)  # fmt: skip
def test_what_else_a_manifest_says_wrongly_is_named(
    sound: Path, change: Callable[[dict], object], message: str
) -> None:
    found = false(sound, change)
    assert any(message in fault for fault in found), found


# --- Parquet -----------------------------------------------------------------------------------------------------


def encrypted(file: Path, table: pa.Table) -> None:
    file.write_bytes(file.read_bytes()[:-4] + b"PARE")


BROKEN: dict[str, Callable[[Path, pa.Table], object]] = {
    "empty": lambda file, _: file.write_bytes(b""),
    "of another kind": lambda file, _: file.write_bytes(b"\x89PNG\r\n" * 100),
    "cut off": lambda file, _: file.write_bytes(file.read_bytes()[:-100]),
    "cut off at the front": lambda file, _: file.write_bytes(file.read_bytes()[100:]),
    "its footer only": lambda file, _: file.write_bytes(b"PAR1" + b"\xff\xff\xff\x7f" + b"PAR1"),
    "zeros in the middle": lambda file, _: file.write_bytes(b"PAR1" + bytes(len(file.read_bytes()) // 2) + file.read_bytes()[len(file.read_bytes()) // 2 + 4 :]),
    "encrypted": encrypted,
    "a column less": lambda file, table: write_table(table.drop_columns([table.column_names[-1]]), file),
    "a column more": lambda file, table: write_table(table.append_column("more", table.column(0)), file),
    "a column renamed": lambda file, table: write_table(table.rename_columns(["x", *table.column_names[1:]]), file),
    "columns in another order": lambda file, table: write_table(table.select(table.column_names[::-1]), file),
    "a wider integer": lambda file, table: write_table(table.set_column(table.column_names.index("start_char"), "start_char", table["start_char"].cast(pa.int64())), file),
    "nulls allowed": lambda file, table: write_table(pa.Table.from_arrays(table.columns, schema=pa.schema([field.with_nullable(True) for field in table.schema])), file),
    "binary for text": lambda file, table: write_table(table.set_column(table.column_names.index("form"), "form", table["form"].cast(pa.string()).cast(pa.binary())), file),
    "no UTF-8": lambda file, table: write_table(table.set_column(table.column_names.index("form"), table.schema.field("form"), pa.array([b"\xff\xfe"] * len(table)).view(pa.string())), file),
}  # fmt: skip


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("kind", BROKEN)
def test_broken_parquet_is_named(out: Path, kind: str, signed: bool) -> None:
    file = out / "parquet/tokens.parquet"
    BROKEN[kind](file, read(out, "tokens"))
    if signed:
        sign(out)
    (out / "csv/sections.csv").write_bytes(b"x")
    named(out, "parquet/tokens", "csv/sections.csv: ")


def test_every_table_broken_at_once_is_named(out: Path) -> None:
    for name in tables.ROWS:
        (out / f"parquet/{name}.parquet").write_bytes(b"PAR1")
    sign(out)
    named(out, *(f"parquet/{name}.parquet: cannot be read as Parquet" for name in tables.ROWS))


def test_a_content_hash_that_differs_is_named(out: Path) -> None:
    facts = facts_of(out)
    for about in facts["tables"].values():
        about["content_sha256"] = "0" * 64
    write_facts(out, facts)
    sign(out)
    assert len(named(out)) == len(tables.ROWS)


# --- rows, signed anew with everything that is made of them --------------------------------------------------------

OF_DOCUMENTS = [name for name in tables.ROWS if name not in tables.OF_THE_BUILD]


def full(sound: Path, least: int = 1) -> list[str]:
    return [name for name, rows in cw.load(sound).tables.rows.items() if rows >= least]


def with_rows(out: Path, name: str, table: pa.Table) -> Release:
    """The release with other rows in a table, in Parquet and CSV, as if all hashes had been made anew."""
    write_rows(out, name, table)
    facts = facts_of(out)
    facts["tables"][name] = {"rows": table.num_rows, "content_sha256": content_hash(table)}
    for path in (f"parquet/{name}.parquet", f"csv/{name}.csv"):
        facts["files"][path]["rows"] = table.num_rows
    found = Manifest.model_validate(facts)
    return Release(out, Corpus(out, found), set(found.files), set(tables.ROWS))


def row_faults(release: Release) -> list[str]:
    """What the checks find that look at rows."""
    return [fault for check in (rows, views, documents, outcomes) for fault in check.faults(release)]


@pytest.mark.parametrize("name", OF_DOCUMENTS)
def test_another_value_in_any_column_is_named(out: Path, name: str) -> None:
    table = read(out, name)
    for column in table.column_names if table.num_rows else ():
        release = with_rows(out, name, changed(table, column, table.num_rows - 1))
        found = [*documents.faults(release), *views.faults(release)] or row_faults(release)
        assert found, column


@pytest.mark.parametrize("name", ["sources", "rejects"])
def test_another_value_in_what_became_of_inputs_is_named(out: Path, name: str) -> None:
    table = read(out, name)
    for column in set(table.column_names) - {"message"}:
        rewrite(out, name, changed(table, column))
        assert next(faults(out), None), column


def test_every_column_of_csv_is_compared(sound: Path) -> None:
    for name in full(sound):
        table = read(sound, name)
        paths = [f"csv/{name}.csv"]
        last = table.num_rows - 1
        for column in table.column_names:
            comparison = CsvComparison(sound, name, list(paths))
            other_rows = changed(table, column, last)
            found = [
                *comparison.faults(other_rows.slice(0, last)),
                *comparison.faults(other_rows.slice(last)),
                *comparison.end(),
            ]
            comparison.close()
            assert found == [
                f"{path}: row {last + 1:,} is not what the Parquet file says" for path in paths
            ], (name, column)


CSV: dict[str, Callable[[bytes], bytes]] = {
    "a cell": lambda data: data.replace("我局".encode(), "他局".encode(), 1),
    "the header": lambda data: b"x" + data,
    "a row less": lambda data: data[: data.rstrip(b"\r\n").rindex(b"\r\n") + 2],
    "a row more": lambda data: data + data[data.rstrip(b"\r\n").rindex(b"\r\n") + 2 :],
    "a byte more": lambda data: data + b"\n",
    "a mark before it": lambda data: b"\xef\xbb\xbf" + data,
    "other ends of lines": lambda data: data.replace(b"\r\n", b"\n"),
    "nothing": lambda _: b"",
    "no UTF-8": lambda data: data[:-20] + b"\xff" * 20,
}


@pytest.mark.parametrize("kind", CSV)
def test_csv_that_was_changed_and_hashed_anew_is_named(out: Path, kind: str) -> None:
    file = out / "csv/sentences.csv"
    file.write_bytes(CSV[kind](file.read_bytes()))
    sign(out)
    named(out, "csv/sentences.csv: ")


JSON: dict[str, Callable[[bytes], bytes]] = {
    "a word": lambda data: data.replace("我局".encode(), "他局".encode(), 1),
    "a number": lambda data: data.replace(b'"start_char":0', b'"start_char":1', 1),
    "a line less": lambda data: b"".join(data.splitlines(keepends=True)[:-1]),
    "a line more": lambda data: data + data.splitlines(keepends=True)[-1],
    "an empty line": lambda data: b"\n" + data,
    "lines in another order": lambda data: b"".join(data.splitlines(keepends=True)[::-1]),
    "a field twice": lambda data: data.replace(b"{", b'{"title":"x",', 1),
    "nothing": lambda _: b"",
    "one long line": lambda data: data.replace(b"\n", b" "),
    "no end of the last line": lambda data: data.rstrip(b"\n"),
    "nested deep": lambda data: data + b"[" * 100_000,
    "no UTF-8": lambda data: data[:50] + b"\xff" + data[51:],
}


@pytest.mark.parametrize("kind", JSON)
def test_json_that_was_changed_and_hashed_anew_is_named(out: Path, kind: str) -> None:
    file = out / "json/documents.jsonl"
    file.write_bytes(JSON[kind](file.read_bytes()))
    sign(out)
    named(out, "json")


SAYS_NOTHING = {("keywords", "less"), ("duplicates", "reversed")}
"""Keywords are held to their hash and ids, and the order of duplicates has no meaning."""


@pytest.mark.parametrize("how", ["reversed", "less", "twice"])
def test_rows_in_another_order_or_number_are_named(how: str, sound: Path, tmp_path: Path) -> None:
    names = full(sound, least=2)
    assert len(names) > 20
    for name in names:
        out = Path(shutil.copytree(sound, tmp_path / name))
        table = read(out, name)
        change = {
            "reversed": lambda table: table.take(list(range(table.num_rows))[::-1]),
            "less": lambda table: table.slice(0, table.num_rows - 1),
            "twice": lambda table: pa.concat_tables([table, table.slice(table.num_rows - 1)]),
        }
        found = row_faults(with_rows(out, name, change[how](table)))
        assert bool(found) is not ((name, how) in SAYS_NOTHING), name


def test_no_rows_at_all_are_named(out: Path) -> None:
    for name in tables.ROWS:
        rewrite(out, name, tables.schema(name).empty_table())
    named(out, "json/documents.jsonl")


# --- ids and order, over all tables -------------------------------------------------------------------------------


def test_every_id_that_points_at_nothing_is_named(sound: Path) -> None:
    ids, known = Ids(), set(tables.ROWS)
    count = 0
    for name in full(sound):
        table = read(sound, name)
        assert list(ids.faults(name, table, known)) == []
        for column in references(name):
            rows = table.to_pylist()
            rows[-1][column] = f"{rows[-1]['document_id']}.zz9" if column != "document_id" else "f" * 16
            found = list(ids.faults(name, pa.Table.from_pylist(rows[-1:], table.schema), known))
            assert any(f"{name}: {column} {rows[-1][column]} is in no row of" in fault for fault in found)
            count += 1
        if key := tables.KEYS.get(name):
            assert any("is not unique" in fault for fault in ids.faults(name, table.slice(0, 1), known)), key
    assert count > 50
    ids.close()


def test_ids_that_point_are_found_by_their_names() -> None:
    for name, record in tables.ROWS.items():
        ids = {column for column in tables.columns(record) if column.endswith("_id")}
        first_of = {layer.reference for layer in registry().values() if layer.table == name}  # chain, run
        assert (ids | first_of) - {tables.KEYS.get(name), None} == set(references(name)), name


def test_ids_of_another_document_are_named(sound: Path) -> None:
    ids, known = Ids(), set(tables.ROWS)
    for name in ("documents", "speeches", "sections"):
        list(ids.faults(name, read(sound, name), known))
    table = read(sound, "paragraphs")
    rows = table.to_pylist()
    foreign = next(row for row in rows if row["document_id"] != rows[0]["document_id"])
    rows[0]["section_id"] = foreign["section_id"]
    found = list(ids.faults("paragraphs", pa.Table.from_pylist(rows, table.schema), known))
    assert found == [
        f"paragraphs: section_id {foreign['section_id']} belongs to another document than its row"
    ]
    ids.close()


@pytest.mark.parametrize("cut", [1, 2, 1_000])
def test_order_is_seen_across_batches(sound: Path, cut: int) -> None:
    ranks = {key: i for i, key in enumerate(cw.load(sound).document_ids())}
    for name in full(sound, 2):
        table = read(sound, name)
        backwards = table.take(list(range(table.num_rows))[::-1])
        for some, right in ((table, True), (backwards, name == "duplicates")):
            order = Order(name, ranks.get)
            found = [f for start in range(0, len(some), cut) for f in order.faults(some.slice(start, cut))]
            assert (found == []) is right, (name, found)


# --- descriptions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["README.md", "DATASHEET.md", "CITATION.cff", "datapackage.json", "csv-metadata.json", "croissant.json"],
)
def test_descriptions_that_say_another_thing_are_named(out: Path, path: str) -> None:
    original = (out / path).read_bytes()
    facts = facts_of(out)
    for data in (b"", b"{}", b"[" * 100_000, b"\xff\xfe", original + b"\n", original.replace(b"chuangwen", b"other", 1),
                 original.replace(b"bytes", b"bites"), original.replace(facts["files"]["csv/tokens.csv"]["sha256"].encode(), b"0" * 64)):  # fmt: skip
        if data == original:
            continue
        (out / path).write_bytes(data)
        facts["files"][path] |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        write_facts(out, facts)
        named(out, f"{path}: ")


def test_descriptions_of_another_version_are_held_against_the_manifest(out: Path) -> None:
    facts = facts_of(out) | {"package_version": "0.0.9"}
    write_facts(out, facts)
    assert list(faults(out)) == []
    facts["files"]["csv/tokens.csv"]["sha256"] = "0" * 64
    write_facts(out, facts)
    named(out, "datapackage.json: csv/tokens.csv: ", "croissant.json: csv/tokens.csv: ")


# --- the command --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("break_it", "code", "message"),
    [
        (lambda out: None, 0, "is whole and sound"),
        (lambda out: (out / "README.md").unlink(), 1, "README.md: is in the manifest, but not there"),
        (lambda out: (out / "parquet/tokens.parquet").write_bytes(b""), 1, "parquet/tokens.parquet: "),
        (lambda out: (out / "manifest.json").write_bytes(b"{"), 2, "cannot be read"),
        (lambda out: (out / "manifest.json").unlink(), 2, "holds no release"),
        (shutil.rmtree, 2, "holds no release"),
        (lambda out: write_facts(out, facts_of(out) | {"tables": {"../../x": {"rows": 1}}}), 2, "is broken: tables"),
        (lambda out: write_facts(out, facts_of(out) | {"tables": {}}), 1, "the table tokens is missing"),
        (lambda out: write_facts(out, facts_of(out) | {"files": {}}), 1, "the table tokens has no Parquet file"),
    ],
)  # fmt: skip
def test_the_command_says_it_and_exits(
    out: Path, break_it: Callable[[Path], object], code: int, message: str
) -> None:
    break_it(out)
    assert message in commanded("validate", out, code=code)
