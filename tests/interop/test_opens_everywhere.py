"""Every snippet of docs/opens-everywhere.md, run by the tool itself and held against the tables.

With CHUANGWEN_INTEROP_WRITE=1 (`python tools/interop.py --write`) what was tested is written into the page.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import chuangwen_corpus as cw
from conftest import ROOT
from interop.page import say, sections
from interop.tools import MARK, TOOLS, Rows, Tables, Tool, modules

WRITE = bool(os.environ.get("CHUANGWEN_INTEROP_WRITE"))
CI = bool(os.environ.get("CI"))
LONGEST_SECONDS = 600
QUICK = ("pandas", "Polars", "DuckDB", "pyarrow.dataset", "SQLite")
"""What needs nothing but the extra `test`."""
UNTESTED = {"R, Parquet": "not tested: no arrow package in Debian's repository"}

HARD = """某局在创建大会上的表态发言
各位领导：
=1+1，我们将全力以赴，完成创建任务！
=HYPERLINK("a","b")
+86，-1，@SUM(A1)，007，1e5，TRUE，NA，NULL。
'我们说"创建"，将，完成;任务\\n！
2024-01-02，𠀀𠮷創建，😀，<r>&amp;，_x0041_，90个测评内容。
谢谢大家！
"""
"""Texts that a program may take for a formula, a number, a missing value, an escape or half a character."""

SPARK = (
    "spark.ui.enabled false\nspark.ui.showConsoleProgress false\nspark.sql.shuffle.partitions 1\n"
    "spark.sql.codegen.wholeStage false\nspark.sql.codegen.factoryMode NO_CODEGEN\n"
)
"""What makes Spark quicker where there is little to do, and changes no result."""

Place = Callable[[bool], Path]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A folder as the page has it: `build` and `exported` below it; of the release, or of a build with the hard page."""
    made: dict[bool, Path] = {}

    def make(hard: bool) -> Path:
        if hard not in made:
            made[hard] = folder = tmp_path_factory.mktemp("hard" if hard else "release")
            if hard:
                pages = folder / "pages"
                pages.mkdir()
                for page in (ROOT / "raw").iterdir():
                    (pages / page.name).write_bytes(page.read_bytes())
                (pages / "hard.txt").write_text(HARD, encoding="utf-8")
                cw.build(pages, folder / "build", workers=1)
            else:
                (folder / "build").symlink_to(ROOT / "build", target_is_directory=True)
            (folder / "node_modules").symlink_to(modules())
        return made[hard]

    return make


def tables_of(folder: Path) -> dict[str, Rows]:
    return {file.stem: pq.read_table(file).to_pylist() for file in (folder / "build/parquet").iterdir()}


def export(folder: Path, snippet: str) -> None:
    """Makes the file that a snippet reads besides the release."""
    for kind in ("sqlite", "xlsx"):
        if f"exported/corpus.{kind}" in snippet and not (folder / f"exported/corpus.{kind}").exists():
            cw.export(cw.load(folder / "build"), kind, folder / "exported")


def run(tool: Tool, snippet: str, folder: Path, home: Path) -> tuple[str, dict[str, Any]]:
    """Runs a snippet by the page's command; what it printed, and what the code behind it found."""
    (folder / tool.file).write_text(snippet + tool.beyond, encoding="utf-8")
    (home / "spark-defaults.conf").write_text(SPARK, encoding="utf-8")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTHON", "HF_", "SPARK_"))},
        "PATH": f"{tool.path()}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),  # where LibreOffice and the Hub's library keep what they like
        "HF_HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(home),
        # For runs of seconds: the quickest compiler, and no threads that tidy up beside the work.
        "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", tool.command],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=LONGEST_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-5_000:]
    printed, mark, beyond = done.stdout.partition(MARK + "\n")
    assert mark, done.stdout
    return printed, json.loads(beyond)


@pytest.mark.parametrize(
    "tool",
    [
        pytest.param(tool, id=tool.name, marks=() if tool.name in QUICK else pytest.mark.slow)
        for tool in TOOLS
    ],
)
def test_the_snippet_prints_what_the_tables_say(tool: Tool, place: Place, tmp_path: Path) -> None:
    section = sections()[tool.name]
    if reason := tool.missing():
        if WRITE:
            say(tool.name, f"not tested: {reason}")
        elif CI:
            pytest.fail(f"{tool.name} cannot be tested here: {reason}")
        pytest.skip(reason)
    folder = place(tool.hard)
    export(folder, section.snippet)
    tables = tables_of(folder)
    printed, found = run(tool, section.snippet, folder, tmp_path)
    expected = tool.expected(tables)
    assert expected.strip()
    assert printed == expected
    if "tables" in found:
        assert found["tables"].keys() == tables.keys()
        for name, rows in tables.items():
            assert found["tables"][name] == rows, name
    BEYOND.get(tool.name, lambda *_: None)(found, tables, folder)
    if WRITE:
        said = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
        say(tool.name, f"tested with {said}: `{tool.command}`")
    else:
        assert section.command == tool.command, "run: python tools/interop.py --write"


def flat(rows: Rows) -> Rows:
    """Rows as CSV and Excel have them: a column a field of a structure, lists as JSON."""
    found = []
    for row in rows:
        cells: dict[str, Any] = {}
        for name, value in row.items():
            if isinstance(value, dict):
                cells |= {f"{name}_{part}": said for part, said in value.items()}
            elif name == "attributes":
                cells[name] = json.dumps({pair["name"]: pair["value"] for pair in value}, ensure_ascii=False)
            else:
                cells[name] = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        found.append(cells)
    return found


def r_reads_all(found: dict[str, Any], tables: Tables, folder: Path) -> None:
    assert found["csv"].keys() == tables.keys()
    for name, rows in tables.items():
        columns = {column: values or [] for column, values in found["csv"][name].items()}
        shown = [
            {column: text(value, "true", "false") or None for column, value in row.items()}
            for row in flat(rows)
        ]
        if rows:
            assert [
                dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
            ] == shown, name
        else:
            assert not any(columns.values()), name
    said = (folder / "build/json/documents.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert found["documents"] == [json.loads(line) for line in said]
    assert found["counts"] == {name: len(rows) for name, rows in tables.items()}
    assert not (CI and found["arrow"]), "R has arrow here: test the section “R, Parquet”, too"


def text(value: Any, true: str, false: str) -> str:
    """A value as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return true if value else false
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def spark_is_strict(found: dict[str, Any], _: Tables, __: Path) -> None:
    assert found["strict"], "Spark takes reserved words as names"


def libreoffice_has_every_cell(_: dict[str, Any], tables: Tables, folder: Path) -> None:
    sheets = {file.stem.removeprefix("corpus-"): file for file in (folder / "sheets").iterdir()}
    assert sheets.keys() == {"about", *tables}
    begin_alike: set[str] = set()
    for name, rows in tables.items():
        with sheets[name].open(encoding="utf-8", newline="") as stream:
            shown = list(csv.DictReader(stream))
        expected = [
            {column: text(value, "TRUE", "FALSE") for column, value in row.items()} for row in flat(rows)
        ]
        assert shown == expected, name
        begin_alike |= {cell[0] for row in shown for cell in row.values() if cell}
    assert begin_alike >= set("=+-@'0<_𠀀😀")


BEYOND: dict[str, Callable[[dict[str, Any], Tables, Path], None]] = {
    "R": r_reads_all,
    "Spark": spark_is_strict,
    "LibreOffice": libreoffice_has_every_cell,
}
"""What is looked at besides what the snippet prints and the tables."""


def test_the_page_tells_of_these_tools_and_says_that_all_but_one_were_tested() -> None:
    found = sections()
    assert found.keys() == {*UNTESTED, *(tool.name for tool in TOOLS)}
    assert {name: section.status for name, section in found.items() if not section.tested} == UNTESTED
    assert {name: section.command for name, section in found.items() if section.tested} == {
        tool.name: tool.command for tool in TOOLS
    }


def test_a_status_is_written_into_its_own_section(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    one = "## {}\n\nnot tested: nothing\n\n```r\n1\n```\n"
    page.write_text(
        "# Page\n\n" + "\n".join(one.format(name) for name in ("A", "A, B", "C")), encoding="utf-8"
    )
    say("A, B", r"tested with B \1: `b`", page)
    assert [(section.status, section.command) for section in sections(page).values()] == [
        ("not tested: nothing", None), (r"tested with B \1: `b`", "b"), ("not tested: nothing", None),
    ]  # fmt: skip


def test_a_section_with_no_status_or_no_snippet_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for broken in (
        "tested with A 1\n\n```r\n1\n```\n",
        "tested with A 1: `a`\n",
        "tested with A 1: `a`\n" + "```r\n1\n```\n" * 2,
    ):
        page.write_text(f"## A\n\n{broken}", encoding="utf-8")
        with pytest.raises(AssertionError, match="A has"):
            sections(page)
