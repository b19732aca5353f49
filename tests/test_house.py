"""The house as drawn: imports go one way, and no file grows into two."""

from __future__ import annotations

import ast
import gc
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from chuangwen_corpus.lazy import LazyRegex
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import rooms

SOURCE = ROOT / "src" / "chuangwen_corpus"
ROWS = (
    "_version", "lazy", "errors", "rights", "places", "manifest", "parts", "alignment", "terminal", "records", "genre", "extract", "read", "clean",
    "structure", "annotate", "lists", "assemble", "correct", "pipeline", "parsing", "views", "tables", "flat", "explore", "reuse", "plot", "corpus", "compare", "formats", "publish", "distribute", "evaluate", "sample", "show", "checked", "browse", "cli", "__main__",
)  # fmt: skip
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST_MODULE = 420


def test_imports_go_one_way() -> None:
    for file in MODULES:
        parts = file.relative_to(SOURCE).with_suffix("").parts
        if parts == ("__init__",):
            continue
        row = ROWS.index(parts[0])
        for module in rooms.imports(file):
            room = rooms.room(module)
            assert room == parts[0] or room in ROWS[:row], f"{file} imports {module}, which is not above it"


def test_the_drawing_of_the_house_is_up_to_date() -> None:
    assert rooms.drawing() in rooms.PAGE.read_text(encoding="utf-8"), "run python tools/rooms.py"


def test_a_drawing_leaves_out_what_follows() -> None:
    graph = {"a": {"b", "c", "d"}, "b": {"c"}, "c": {"d"}, "d": set()}
    assert rooms.reduced(graph) == {"a": {"b"}, "b": {"c"}, "c": {"d"}, "d": set()}


def test_a_file_is_one_thing() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_the_pipeline_fits_a_screen() -> None:
    assert len((SOURCE / "pipeline.py").read_text(encoding="utf-8").splitlines()) <= 80


def test_every_public_thing_has_a_docstring_and_types() -> None:
    bare = []
    for file in MODULES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        public = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        for node in [n for n in public if not n.name.startswith("_")]:
            inside = [n for n in getattr(node, "body", []) if isinstance(n, ast.FunctionDef)]
            members = inside if isinstance(node, ast.ClassDef) else []
            for part in [node, *(m for m in members if not m.name.startswith("_"))]:
                bare += [] if ast.get_docstring(part) else [f"{file.name}:{part.lineno} {part.name}"]
    assert not bare


def test_a_pattern_of_a_module_is_compiled_when_it_is_first_used() -> None:
    """So that a process compiles only what it uses; and each can be compiled."""
    eager = []
    for file in MODULES:
        outside = [
            node
            for part in ast.parse(file.read_text(encoding="utf-8")).body
            for node in ast.walk(part)
            if not isinstance(part, ast.FunctionDef | ast.ClassDef)
        ]
        eager += [
            f"{file.name}:{n.lineno}"
            for n in outside
            if isinstance(n, ast.Call) and ast.unparse(n.func) == "re.compile"
        ]
    assert not eager
    for file in MODULES:
        parts = ("chuangwen_corpus", *file.relative_to(SOURCE).with_suffix("").parts)
        if parts[1] in ("read", "clean", "genre", "structure", "annotate"):
            import_module(".".join(parts).removesuffix(".__init__"))
    patterns = [known for known in gc.get_objects() if isinstance(known, LazyRegex)]
    assert len(patterns) > 300
    assert all(re.compile(known.pattern, known.flags) for known in patterns)


PRINTERS = ("rich.console", "rich.text", "rich.markup")


@pytest.mark.parametrize("room", sorted({file.relative_to(SOURCE).parts[0] for file in MODULES}))
def test_only_the_terminal_prints(room: str) -> None:
    """So that no print can forget what data may do to a terminal."""
    for file in MODULES:
        if file.relative_to(SOURCE).parts[0] == room and file.stem != "terminal":
            assert_prints_nothing(file)


def assert_prints_nothing(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in (
                "print",
                "typer.echo",
                "typer.secho",
                "sys.stdout.write",
                "sys.stderr.write",
            )
        elif isinstance(node, ast.ImportFrom) and node.module in PRINTERS:
            kinds = {alias.name for alias in node.names} & {"Console", "Text"}
            assert not kinds, f"{file} imports {kinds}; use Screen and Line of chuangwen_corpus.terminal"


@pytest.fixture(scope="module")
def listed() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("not a git checkout, so there is no list of files to look through")
    return os.fsdecode(done.stdout).rstrip("\0").split("\0")


def test_nothing_strange_stands_in_the_tree(listed: list[str]) -> None:
    """What a trial leaves behind is not added by mistake."""
    top = {name.split("/")[0] for name in listed}
    assert top == {
        ".ci", ".gitattributes", ".github", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "LICENSE-DATA.md", "NOTICE",
        "README.md", "README.zh-CN.md", "SECURITY.md", "benchmarks", "browser", "build", "constraints.txt", "docs", "mkdocs.shared.yml", "mkdocs.yml", "mkdocs.zh.yml", "pyproject.toml", "raw", "schemas",
        "src", "tests", "tools",
    }  # fmt: skip
    assert not [name for name in listed if (ROOT / name).is_symlink()]


def test_no_file_names_a_registry_or_this_machine(listed: list[str]) -> None:
    pattern = re.compile(rb"pypi\.org|pythonhosted|npmjs|deb\.debian|/" + rb"opt/pypi|/" + rb"work/")
    for name in listed:
        file = ROOT / name
        if file.is_file() and not file.is_symlink():
            found = pattern.search(file.read_bytes())
            own = name == "tests/test_house.py"
            assert own or not found, f"{name} names {found and found[0]!r}"


def test_every_kind_of_anomaly_is_documented() -> None:
    found = re.findall(r'Finding\(\s*"(\w+)"', (SOURCE / "structure/damage.py").read_text(encoding="utf-8"))
    kinds = {*found, "undecodable_bytes", "second_spelling"}  # the last two are made of what the decoder kept
    rows = re.findall(
        r"^\| `(\w+)` \|", (ROOT / "docs/anomalies.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) == len(kinds)
    assert set(rows) == kinds
