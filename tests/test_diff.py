"""Two releases compared: what became of pages, rows, columns and rules, and how it is told."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow.parquet import write_table

import chuangwen_corpus as cw
from chuangwen_corpus import tables
from chuangwen_corpus.compare import Difference, grids, opened
from chuangwen_corpus.compare.difference import Example, Pages, RuleChange
from chuangwen_corpus.compare.memory import NEW, OLD, Memory
from chuangwen_corpus.errors import LoadError
from chuangwen_corpus.manifest import SCHEMA_VERSION
from commands import called, run
from corrected import PAGE, entry
from signed import changed, facts_of, read, write_facts

pytestmark = pytest.mark.slow  # each test makes releases

OTHER = (
    "第{}个局在创建大会上的表态发言\n各位领导：\n我们将全力以赴，投入{}万元，做好第{}件事 。请领导放心。\n"
)
COPY = "某校在创建大会上的表态发言\n各位领导：\n我校将完成任务。请领导放心。\n"


def pages(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def built(raw: Path, **options: Any) -> Path:
    out = raw.parent / "out"
    cw.build(raw, out, workers=1, **options)
    return out


BASE = {name: OTHER.format(name, i, i) for i, name in enumerate("bcde", 3)} | {
    "a": PAGE, "one": COPY, "two": COPY
}  # fmt: skip


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of seven pages, two of which are copies."""
    return built(pages(tmp_path_factory.mktemp("base") / "raw", **BASE))


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page is gone, one is new, one replaced, two moved to another place in the order; a title is corrected."""
    raw = tmp_path_factory.mktemp("later") / "raw"
    kept = {name: text for name, text in BASE.items() if name not in ("b", "d", "two")}
    pages(raw, **kept | {"c": BASE["c"] + "再说一遍。\n", "new": OTHER.format("n", 9, 9)})
    pages(raw / "0", d=BASE["d"], three=COPY)
    (raw / "corrections.toml").write_text(entry(speech=1, value="别的\x20标题"), encoding="utf-8")
    return built(raw)


@pytest.fixture(scope="session")
def update(base: Path, later: Path) -> Difference:
    """What the two differ in."""
    return cw.diff(base, later)


@pytest.fixture
def out(base: Path, tmp_path: Path) -> Path:
    """A copy of the first release, to be changed by hand."""
    return Path(shutil.copytree(base, tmp_path / "copy", ignore=shutil.ignore_patterns("csv*", "json")))


def put(out: Path, name: str, table: pa.Table) -> None:
    """Gives a table other rows; what is said of them in other files is not compared."""
    write_table(table, out / f"parquet/{name}.parquet")
    facts = facts_of(out)
    facts["tables"][name]["rows"] = table.num_rows
    write_facts(out, facts)


def paths(found: Pages) -> list[tuple[str | None, str | None]]:
    assert found.count == len(found.named)
    return [(page.old_path, page.new_path) for page in found.named]


def counts(difference: Difference, name: str) -> dict[str, int]:
    table = difference.table(name)
    wanted = ("same", "added", "removed", "changed", "moved")
    return {count: found for count in wanted if (found := getattr(table, count))}


def differing(difference: Difference) -> set[str]:
    return {table.name for table in difference.tables if table}


# --- pages --------------------------------------------------------------------------------------------------------


def test_a_release_is_the_same_as_itself(base: Path) -> None:
    found = cw.diff(base, str(base))
    assert not found
    assert found.versions == found.rules == ()
    assert found.documents.same == found.documents.old == found.documents.new == 7
    assert {t.name: t.same for t in found.tables} == cw.load(base).tables.rows
    assert run("diff", base, base) == "the releases hold the same data\n"


def test_what_became_of_each_page_is_told(update: Difference) -> None:
    found = update.documents
    assert (found.old, found.new, found.same) == (7, 7, 2)
    assert paths(found.added) == [(None, "new.txt")]
    assert paths(found.removed) == [("b.txt", None)]
    assert paths(found.replaced) == [("c.txt", "c.txt")]
    # Of the copies one.txt stayed, though 0/three.txt, which comes first, has the id that it had.
    assert set(paths(found.moved)) == {("d.txt", "0/d.txt"), ("two.txt", "0/three.txt")}
    assert paths(found.changed) == [("a.txt", "a.txt")]
    assert found.changed.named[0].tables == ("speeches",)
    assert found.replaced.named[0].old_id != found.replaced.named[0].new_id


def test_the_other_way_round_is_the_reverse(update: Difference, base: Path, later: Path) -> None:
    there, back = update, cw.diff(later, base)
    assert paths(there.documents.added) == [pair[::-1] for pair in paths(back.documents.removed)]
    for one, other in zip(there.tables, back.tables, strict=True):
        assert (one.same, one.changed, one.moved) == (other.same, other.changed, other.moved), one.name
        assert (one.added, one.added_with_page) == (other.removed, other.removed_with_page), one.name


def test_every_row_is_counted_once(update: Difference, base: Path, later: Path) -> None:
    found = update
    before, after = cw.load(base).tables.rows, cw.load(later).tables.rows
    for table in found.tables:
        both = table.same + table.changed + table.moved
        assert table.old == before[table.name] == both + table.removed
        assert table.new == after[table.name] == both + table.added
        assert table.added >= table.added_with_page
    assert found.table("speeches").added_with_page == 3
    assert found.table("sources").added == 3


def test_a_corrected_title_is_told_with_its_rule(update: Difference) -> None:
    found = update
    title = next(change for change in found.table("speeches").values if change.column == "title")
    assert title.count == 1
    assert (title.examples[0].old, title.examples[0].new) == ("某局在创建大会上的表态发言", "别的 标题")
    assert RuleChange("speeches", "title", "correction", 0, 1, 1) in found.rules
    assert [change.field for change in found.versions] == ["data_version", "corrections"]
    assert all(rule.in_both == 0 for rule in found.rules if rule.of != "title")


def test_copies_that_moved_are_paired_once() -> None:
    """The id of a copy is made of its path, too, so it is another one elsewhere."""
    with contextlib.closing(Memory()) as memory:
        memory.add_pages(
            OLD, iter([("x", "a", "1"), ("x-1", "b", "1"), ("x-2", "c", "1"), ("x-3", "d", "1")])
        )
        memory.add_pages(NEW, iter([("x", "a", "1"), ("x-4", "e", "1"), ("x-5", "f", "1")]))
        memory.settle()
        found = memory.documents()
    assert paths(found.moved) == [("b", "e"), ("c", "f")]
    assert paths(found.removed) == [("d", None)]
    assert (found.same, found.added.count, found.replaced.count) == (1, 0, 0)


COPIES = [("x", "a", "1"), ("x-b", "b", "1")]
"""Of two copies the first has the id without a hash of its path."""
LEFT = [("x", "b", "1")]


@pytest.mark.parametrize(("old", "new", "fate"), [(COPIES, LEFT, "removed"), (LEFT, COPIES, "added")])
def test_a_copy_that_stayed_is_not_told_as_moved(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]], fate: str
) -> None:
    with contextlib.closing(Memory()) as memory:
        memory.add_pages(OLD, iter(old))
        memory.add_pages(NEW, iter(new))
        memory.settle()
        memory.mark(
            "x", "documents"
        )  # the row of the other copy, which has another path and maybe another source
        found = memory.documents()
        assert [page.old_path or page.new_path for page in getattr(found, fate).named] == ["a"]
        assert (found.same, found.moved.count, found.replaced.count, found.changed.count) == (1, 0, 0, 0)
        assert found.added.count + found.removed.count == 1
        memory.mark("x", "tokens")
        found = memory.documents()
        assert paths(found.changed) == [("b", "b")]
        assert (found.same, found.changed.named[0].tables) == (0, ("tokens",))


def test_the_order_of_documents_is_no_difference(
    out: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "ROWS_AT_A_TIME", 7)
    ranks = {key: i for i, key in enumerate(sorted(cw.load(base).document_ids()))}
    for name in tables.ROWS:
        table = read(out, name)
        if "document_id" in table.column_names:
            rows = sorted(table.to_pylist(), key=lambda row: -ranks.get(row["document_id"], 0))
            put(out, name, pa.Table.from_pylist(rows, table.schema))
    assert not cw.diff(base, out)
    assert not cw.diff(out, base)


def test_tables_in_parts_are_one(out: Path, base: Path) -> None:
    table, facts = read(out, "tokens"), facts_of(out)
    (out / "parquet/tokens.parquet").unlink()
    (out / "parquet/tokens").mkdir()
    for i, start in enumerate((0, 10)):  # the first document stands in both
        path = f"parquet/tokens/part-{i:06}.parquet"
        write_table(table.slice(start, None if i else 10), out / path)
        facts["files"][path] = facts["files"]["parquet/tokens.parquet"]
    del facts["files"]["parquet/tokens.parquet"]
    write_facts(out, facts)
    assert not cw.diff(base, out)


# --- rows and rules -----------------------------------------------------------------------------------------------


def with_column(table: pa.Table, name: str, values: Any) -> pa.Table:
    return table.set_column(table.column_names.index(name), table.schema.field(name), values)


def test_layers_that_are_left_out_are_told(base: Path, tmp_path: Path) -> None:
    less = built(pages(tmp_path / "raw", **BASE), layers=("quantity",))
    found = cw.diff(base, less)
    assert "commitment" in next(c.old for c in found.versions if c.field == "layers")
    assert counts(found, "quantities").keys() == {"same"}
    assert found.table("commitments").removed == found.table("commitments").old > 0
    assert found.table("commitments").removed_with_page == 0
    assert {rule.table for rule in found.rules} == {"annotations"}
    assert all(rule.new == 0 and rule.in_both == -rule.old for rule in found.rules)
    assert "quantity" not in {rule.of for rule in found.rules}
    assert all(
        set(page.tables) <= {"annotations", *tables.views.records()} for page in found.documents.changed.named
    )
    assert paths(found.documents.changed) == [(f"{n}.txt", f"{n}.txt") for n in sorted(BASE)]


def test_a_rule_under_another_name_is_told(out: Path, base: Path) -> None:
    table = read(out, "edits")
    rules = pc.replace_substring(table["rule"], "space.", "blank.")
    renamed = pc.sum(pc.not_equal(rules, table["rule"])).as_py()
    put(out, "edits", with_column(table, "rule", rules))
    found = cw.diff(base, out)
    assert differing(found) == {"edits"}
    assert counts(found, "edits") == {"same": table.num_rows - renamed, "changed": renamed}
    assert [(c.column, c.count) for c in found.table("edits").values] == [("rule", renamed)]
    assert sum(rule.new - rule.old for rule in found.rules) == 0
    assert sum(rule.in_both for rule in found.rules if rule.rule.startswith("blank.")) == renamed
    assert all(rule.table == "edits" and rule.of is None for rule in found.rules)
    assert all(page.tables == ("edits",) for page in found.documents.changed.named)


def test_what_only_shifts_is_moved(out: Path, base: Path) -> None:
    for name in ("tokens", "sentences", "speeches"):
        table = read(out, name)
        for column in ("start_char", "end_char", "title_start_char", "title_end_char", "ordinal"):
            if column in table.column_names:
                table = with_column(table, column, pc.cast(pc.add(table[column], 1), pa.int32()))
        put(out, name, table)
    found = cw.diff(base, out)
    assert differing(found) == {"tokens", "sentences", "speeches"}
    assert all(counts(found, name) == {"moved": found.table(name).old} for name in differing(found))


def test_what_other_pages_have_changed_is_no_other_reading(out: Path, base: Path) -> None:
    put(out, "keywords", changed(read(out, "keywords"), "tf_idf"))
    found = cw.diff(base, out)
    assert counts(found, "keywords")["changed"] == 1
    assert (found.documents.same, found.documents.changed.count) == (7, 0)


def test_what_grows_is_changed(out: Path, base: Path) -> None:
    put(out, "sections", changed(read(out, "sections"), "end_char"))
    found = cw.diff(base, out)
    assert counts(found, "sections")["changed"] == 1
    assert [change.column for change in found.table("sections").values] == ["end_char"]


def test_a_token_more_changes_no_other_token(out: Path, base: Path) -> None:
    table = read(out, "tokens")
    rows = table.to_pylist()
    gone = rows.pop(1)
    fellows = [row for row in rows[1:] if row["sentence_id"] == gone["sentence_id"]]
    for row in fellows:
        row["ordinal"] -= 1
    assert len(fellows) > 2
    put(out, "tokens", pa.Table.from_pylist(rows, table.schema))
    found = cw.diff(out, base)
    assert counts(found, "tokens") == {"added": 1, "moved": len(fellows), "same": len(rows) - len(fellows)}


def test_a_row_less_and_a_row_twice_are_seen_in_each_table(out: Path, base: Path) -> None:
    seen = {}
    for name, rows in cw.load(base).tables.rows.items():
        if rows > 1 and name != "documents":
            table = read(out, name)
            put(out, name, pa.concat_tables([table.slice(0, 1), table.slice(0, rows - 1)]))
            seen[name] = {"same": rows - 1, "added": 1, "removed": 1}
    found = cw.diff(base, out)
    assert len(seen) > 18
    assert {name: counts(found, name) for name in differing(found)} == seen
    back = cw.diff(out, base)
    assert {name: counts(back, name) for name in differing(back)} == seen


def test_another_value_in_any_column_is_seen(out: Path, base: Path) -> None:
    seen: dict[str, set[str]] = {}
    full = {name for name, rows in cw.load(base).tables.rows.items() if rows}
    for name in full - {"duplicates"}:  # which are matched by all their columns
        table = read(out, name)
        keys = {"form", "path", "sentence_id", "kind" if name == "anomalies" else "annotation_id"}
        keys |= {tables.KEYS.get(name, "speech_id"), "document_id"} if name != "sources" else set()
        places = {c for c in table.column_names if c == "ordinal" or c.endswith("_char")}
        seen[name] = set(table.column_names) - keys - places
        for row, column in enumerate(seen[name]):
            table = changed(table, column, row % table.num_rows)
        put(out, name, table)
    found = cw.diff(base, out)
    assert {name: {change.column for change in found.table(name).values} for name in seen} == seen
    assert len(seen) > 18


def test_so_many_examples_are_given_as_are_wanted(out: Path, base: Path) -> None:
    table = read(out, "sentences")
    put(out, "sentences", with_column(table, "text", pc.binary_join_element_wise(table["text"], "x", "")))
    for most in (0, 2):
        change = cw.diff(base, out, examples=most).table("sentences").values[0]
        assert (change.column, change.count) == ("text", table.num_rows)
        assert len(change.examples) == most
        assert all(example.new == f"{example.old}x" for example in change.examples)


# --- other versions of the columns --------------------------------------------------------------------------------


def test_releases_with_other_columns_are_compared_by_those_of_both(out: Path, base: Path) -> None:
    table = read(out, "speeches")
    table = table.drop_columns(["marker"]).append_column("stress", table["title"])
    source = read(out, "documents")["source"]
    kind = pa.struct([pa.field("shelf", pa.string()), *source.type])
    more = pa.array([{**row, "shelf": "x"} for row in source.to_pylist()], kind)
    ordinals = table["ordinal"].cast(pa.int64())
    table = table.set_column(table.column_names.index("ordinal"), "ordinal", ordinals)
    write_table(table, out / "parquet/speeches.parquet")
    documents = read(out, "documents")
    write_table(
        documents.set_column(documents.column_names.index("source"), "source", more),
        out / "parquet/documents.parquet",
    )
    facts = facts_of(out)
    del facts["tables"]["war_metaphors"]
    facts["schema_version"] = "2.7"
    facts["tables"]["laughs"] = {"rows": 0}
    write_facts(out, facts)
    found = cw.diff(base, out)
    columns = found.table("speeches").columns
    assert (columns.added, columns.removed, columns.renamed) == (("stress",), ("marker",), ())
    assert columns.retyped == (("ordinal", "int32", "int64"),)
    assert [name for name, *_ in found.table("documents").columns.retyped] == ["source"]
    assert found.table("war_metaphors").new is None
    assert found.table("laughs").old is None
    assert differing(found) == {"speeches", "documents", "war_metaphors", "laughs"}
    assert found.documents.same == 7
    assert ("schema_version", SCHEMA_VERSION, "2.7") in [(c.field, c.old, c.new) for c in found.versions]
    assert "- Columns added: stress (speeches)." in run("diff", base, out, "--markdown", code=1)
    assert "war_metaphors" in run("diff", base, out, code=1)


def test_numbers_of_other_types_are_compared_as_numbers(out: Path, base: Path) -> None:
    table = read(out, "keywords")
    numbers = table["frequency"].cast(pa.float64())
    put(out, "keywords", table.set_column(table.column_names.index("frequency"), "frequency", numbers))
    put(out, "rejects", pa.table({"other": [1]}))
    found = cw.diff(base, out)
    assert counts(found, "keywords") == {"same": table.num_rows}
    assert found.table("keywords").columns.retyped == (("frequency", "int32", "double"),)
    assert counts(found, "rejects") == {"added": 1}


EARLIER = {now: then for then, now in opened.RENAMED.items()}


def as_format_2(out: Path) -> None:
    """The release as the package wrote it before: other names, maps, dictionaries of text."""
    for name in tables.ROWS:
        table = read(out, name)
        for column in table.column_names:
            kind = table.schema.field(column).type
            if kind == pa.string():
                table = table.set_column(
                    table.column_names.index(column), column, table[column].dictionary_encode()
                )
            elif column == "attributes":
                rows = [
                    [(EARLIER.get(n, n), v) for n, v in tables.mapping(row).items()]
                    for row in table[column].to_pylist()
                ]
                maps = pa.array(rows, pa.map_(pa.string(), pa.string()))
                table = table.set_column(table.column_names.index(column), column, maps)
        table = table.rename_columns([EARLIER.get(column, column) for column in table.column_names])
        write_table(table, out / f"parquet/{name}.parquet")
    facts = facts_of(out)
    new = ("data_version", "package_version", "schema_version", "title", "description", "creators", "formats")
    head = {field: value for field, value in facts.items() if field not in new}
    write_facts(out, head | {"format": 2, "version": "0.0.9"})


def test_a_release_of_an_earlier_format_is_compared(out: Path, base: Path) -> None:
    as_format_2(out)
    found = cw.diff(out, base)
    assert found.documents.same == 7
    assert all(t.same == t.old == t.new for t in found.tables)
    assert found.rules == ()
    assert found.table("tokens").columns.renamed == (("start", "start_char"), ("end", "end_char"))
    assert found.table("edits").columns.renamed[0] == ("source_start", "source_start_char")
    assert [name for name, *_ in found.table("annotations").columns.retyped] == ["attributes"]
    assert {"format", "schema_version", "data_version"} <= {change.field for change in found.versions}
    text = run("diff", out, base, code=1)
    assert "start → start_char, end → end_char" in text
    assert text.endswith("all rows are the same\n")
    assert "- All rows are the same." in run("diff", out, base, "--markdown", code=1)
    assert not cw.diff(out, out)


def test_a_change_in_a_release_of_an_earlier_format_is_seen(out: Path, base: Path) -> None:
    put(out, "edits", changed(read(out, "edits"), "rule"))
    as_format_2(out)
    assert counts(cw.diff(out, base), "edits")["changed"] == 1


# --- what cannot be compared --------------------------------------------------------------------------------------


def nothing(out: Path) -> None:
    shutil.rmtree(out)


def a_file(out: Path) -> None:
    shutil.rmtree(out)
    out.write_text("x", encoding="utf-8")


def without_text(out: Path) -> None:
    table = read(out, "tokens")
    broken = pa.array([b"\xff\xfe"] * table.num_rows).view(pa.string())
    at = table.column_names.index("form")
    write_table(table.set_column(at, "form", broken), out / "parquet/tokens.parquet")


def without_documents(out: Path) -> None:
    facts = facts_of(out)
    del facts["tables"]["documents"]
    write_facts(out, facts)


UNFIT: dict[str, tuple[Callable[[Path], Any], str]] = {
    "nothing": (nothing, "holds no release"),
    "a file": (a_file, "holds no release"),
    "another manifest": (lambda out: write_facts(out, {"name": "x"}), "none of a release"),
    "a later format": (lambda out: write_facts(out, facts_of(out) | {"format": 99}), "Upgrade"),
    "no Parquet": (lambda out: write_facts(out, facts_of(out) | {"formats": ["csv", "json"]}), "holds no Parquet"),
    "no documents": (without_documents, "has no table documents"),
    "a file lost": (lambda out: (out / "parquet/edits.parquet").unlink(), "has lost this file"),
    "no Parquet file": (lambda out: (out / "parquet/edits.parquet").write_bytes(b"PAR1"), "cannot be read"),
    "no text": (without_text, "the table tokens cannot be read"),
    "no ids": (lambda out: write_table(read(out, "documents").drop_columns(["document_id"]), out / "parquet/documents.parquet"), "no text document_id"),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNFIT)
def test_what_is_no_release_is_named(out: Path, base: Path, kind: str) -> None:
    break_it, message = UNFIT[kind]
    break_it(out)
    with pytest.raises(LoadError, match=message):
        cw.diff(base, out)
    text = run("diff", out, base, code=2)
    assert text.startswith(f"chuangwen: {out}")
    assert message in text
    assert text.count("\n") == 1


def test_values_of_odd_types_are_compared_and_told(out: Path, base: Path) -> None:
    table = read(out, "anomalies")
    odd = pa.array([b"\xff"] * table.num_rows)
    nested = pa.array([[{"x": 1}]] * table.num_rows)
    for name, column in (("kind", nested), ("message", odd), ("document_id", table["start_char"])):
        table = table.set_column(table.column_names.index(name), name, column)
    write_table(table, out / "parquet/anomalies.parquet")
    for pair in ((base, out), (out, base), (out, out)):
        found = cw.diff(*pair)
        json.dumps(found.to_dict())
        assert bool(found) is (pair != (out, out))


# --- how it is told -----------------------------------------------------------------------------------------------

HOSTILE = "\x1b[31m\u202e\x7f\x9b[red]`|<b>\n# *x*"


@pytest.fixture
def hostile(out: Path) -> Path:
    """A release with a title that would do something to a terminal, and one to a page of Markdown."""
    table = read(out, "speeches")
    put(out, "speeches", with_column(table, "title", pa.array([HOSTILE] * table.num_rows, pa.string())))
    return out


@pytest.mark.parametrize("options", [(), ("--markdown",), ("--json", "-")])
def test_text_of_others_does_nothing(base: Path, hostile: Path, options: tuple[str, ...]) -> None:
    ended, text = called("diff", base, hostile, *options)
    assert ended == 1
    assert all(character == "\n" or (character.isprintable() and character != "\x7f") for character in text)
    assert "[red]" in text.replace("\\[red\\]", "[red]")


def test_markdown_is_escaped(base: Path, hostile: Path) -> None:
    text = run("diff", base, hostile, "--markdown", code=1)
    assert "\\[red\\]\\`\\|\\<b\\>" in text
    assert not any(line.startswith("# ") for line in text.splitlines())
    widths = [line.replace("\\|", "").count("|") for line in text.splitlines() if line.startswith("| ")]
    assert set(widths) == {9, 4, 5}


def test_json_is_all_of_it(base: Path, hostile: Path, tmp_path: Path) -> None:
    found = cw.diff(base, hostile).to_dict()
    assert found["differ"] is True
    assert json.loads(run("diff", base, hostile, "--json", "-", code=1)) == json.loads(json.dumps(found))
    text = run("diff", base, hostile, "--json", tmp_path / "diff.json", code=1)
    assert json.loads((tmp_path / "diff.json").read_text(encoding="utf-8")) == json.loads(json.dumps(found))
    assert "speeches.title" in text
    same = json.loads(run("diff", base, base, "--json", "-"))
    assert same["differ"] is False


def test_rules_that_are_not_told_are_counted(
    base: Path, later: Path, update: Difference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grids, "MOST_RULES", 1)
    assert f"\n… and {len(update.rules) - 1} more (--json)\n" in run("diff", base, later, code=1)
    assert "… and 1 more." in run("diff", base, later, "--markdown", code=1)


def test_the_report_tells_all_parts(base: Path, later: Path) -> None:
    text = run("diff", base, later, code=1)
    for part in ("versions", "documents", "pages", "rows", "changed values", "examples", "rules"):
        assert f"\n{part} " in f"\n{text}"
    assert "别的 标题" in text
    assert "c.txt" in text
    said = run("diff", base, later, "--markdown", code=1)
    assert said.startswith("### Data 0.0.0+")
    assert "- Documents: 7 → 7; 1 added, 1 removed, 1 replaced, 2 moved, 1 changed." in said
    assert "| speeches | title | correction | 0 | 1 | +1 |" in said
    assert "more" in run("diff", base, later, "--examples", 1, code=1)


def test_long_values_are_cut() -> None:
    assert grids.clipped(Example("x", "a" * 100, "b" * 100)) == ("a" * 60 + "…", "b" * 60 + "…")
    assert grids.clipped(Example("x", ["a", "b"], ["b", "c"])) == ("a", "c")


def test_versions_alone_are_no_difference(base: Path, out: Path) -> None:
    write_facts(out, facts_of(out) | {"data_version": "9.9", "package_version": "8.8"})
    text = run("diff", base, out)
    assert "9.9" in text
    assert text.endswith("the releases hold the same data\n")
    said = run("diff", base, out, "--markdown")
    assert "→ 9.9" in said
    assert "- The data are the same." in said


def test_a_wrong_command_line_is_said(base: Path, tmp_path: Path) -> None:
    run("diff", base, code=2)
    run("diff", base, base, "--examples", "-1", code=2)
    assert "standard output" in run("diff", base, base, "--json", "-", "--markdown", code=2)
    run("diff", base, base, "--json", tmp_path / "no/such/folder.json", code=74)


def test_a_table_that_neither_has_is_an_error(base: Path) -> None:
    with pytest.raises(KeyError, match="neither release has a table"):
        cw.diff(base, base).table("jokes")
