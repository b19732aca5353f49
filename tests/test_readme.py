"""What README and the guides tell a user to run does run, and prints what they say, in both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.annotate import choose, registry
from commands import called
from conftest import ROOT
from snippets import printed, snippets

README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
LOADING = (ROOT / "docs/loading.md").read_text(encoding="utf-8")
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_STEP = re.compile(r"<!-- (file|run|output)(?: ([^ ]+))? -->\n```[a-z]*\n(.*?)```", re.DOTALL)
_NO_FRAMES = """
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name in ("pandas", "polars"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Without())
"""
"""As on the machine of somebody who has pasted README's first command."""


def test_the_number_of_layers_is_that_of_the_registry() -> None:
    number = len(choose(None))  # named_entity is made on request only
    numbers = {16: "sixteen 十六", 17: "seventeen 十七", 18: "eighteen 十八", 19: "nineteen 十九"}
    english, chinese = numbers[number].split()
    places = {
        "README.md": f"annotations in {english} layers",
        "README.zh-CN.md": f"{chinese}个标注层",
        "docs/loading.md": f"each of {number} layers",
        "docs/zh/start.md": f"{chinese}个标注层",
        "raw/release.toml": f"annotations in {english} layers",
    }
    for place, said in places.items():
        assert said in (ROOT / place).read_text(encoding="utf-8"), place


def test_the_number_of_experimental_layers_is_that_of_the_tables() -> None:
    found = sum("(experimental)" in (layer.record.__doc__ or "") for layer in registry().values())
    english = "zero one two three four five six seven eight nine ten eleven twelve".split()[found]
    chinese = "零 一 二 三 四 五 六 七 八 九 十 十一 十二".split()[found]
    assert f"{english} layers, commitments among them, are experimental" in README
    assert f"{english} of them, commitments among them, are experimental" in LOADING
    assert f"等{chinese}层尚属试验" in CHINESE


def run(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_block_runs_with_what_the_first_command_installs_and_prints_what_readme_shows(
    tmp_path: Path,
) -> None:
    first = README.index("```python")
    code = _PYTHON.search(README, first)
    assert code
    shown = re.compile(r"```\n(.*?)```", re.DOTALL).search(README, code.end())
    assert shown
    assert run(_NO_FRAMES + code[1], tmp_path).strip("\n") == shown[1].strip("\n")


def test_all_blocks_of_readme_and_of_the_page_on_loading_run_one_after_the_other(tmp_path: Path) -> None:
    blocks = [*_PYTHON.findall(README), *_PYTHON.findall(LOADING)]
    assert len(blocks) == 5
    run("\n".join(blocks), tmp_path)
    assert (tmp_path / "commitments.csv").exists()


def test_readme_is_short() -> None:
    """Detail has pages of its own; a reader decides in a minute."""
    assert len(README.split()) < 900


def _links(text: str) -> set[str]:
    return set(re.findall(r"\]\(([^)]+)\)", text))


def _figures(text: str) -> set[str]:
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", text, flags=re.DOTALL)
    return set(re.findall(r"\d[\d,.]*\d|\d{2,}|\d(?= ?(?:page|speech|个网页|篇发言))", prose))


def test_both_readmes_have_the_same_blocks_links_and_figures() -> None:
    fences = re.compile(r"(?:<!-- \w+ -->\n)?```.*?```", re.DOTALL)
    assert fences.findall(CHINESE) == fences.findall(README)
    assert re.findall(r"<!-- .*? -->", CHINESE) == re.findall(r"<!-- .*? -->", README)
    own = {"README.md", "README.zh-CN.md", "docs/zh/start.md", "docs/zh/own-pages.md"}
    assert _links(CHINESE) - own == _links(README) - own
    assert _figures(CHINESE) == _figures(README) >= {"1", "3", "45", "1,467", "231", "3.11", "350"}
    code = re.compile(r"`[^`\n]+`")
    outside = [set(code.findall(fences.sub("", text))) for text in (README, CHINESE)]
    assert outside[0] == outside[1]


def test_readme_counts_what_the_released_corpus_holds() -> None:
    corpus = cw.load()
    for unit, table in (
        ("speeches", "speeches"),
        ("sentences", "sentences"),
        ("tokens", "tokens"),
        ("annotations", "annotations"),
    ):
        assert f"{len(corpus[table]):,} {unit}" in README
    for table, rows in re.findall(r"^\| (\w+) \| ([\d,]+) \|", LOADING, re.MULTILINE):
        assert f"{len(corpus[table]):,}" == rows, table


def test_the_chinese_start_page_prints_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names: dict[str, object] = {}
    found = snippets(ROOT / "docs/zh/start.md")
    assert len(found) == 3
    for code, shown in found:
        assert printed(code, names) == shown, code


def test_the_guide_has_the_same_steps_in_both_languages() -> None:
    english, chinese = (_STEP.findall((ROOT / name).read_text(encoding="utf-8")) for name in GUIDES)
    assert english == chinese


GUIDES = ("docs/own-pages.md", "docs/zh/own-pages.md")


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_prints_what_it_says(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    guide = (ROOT / name).read_text(encoding="utf-8")
    said_so_far, runs = "", 0
    for kind, path, text in _STEP.findall(guide):
        if kind == "file":
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        elif kind == "run":
            said_so_far = ""
            for command in text.splitlines():
                program, *arguments = command.split()
                assert program == "chuangwen"
                ended, said = called(*arguments)
                assert ended == 0, said
                said_so_far += said
                runs += 1
        else:
            lines = [" ".join(line.split()) for line in said_so_far.splitlines()]
            assert " ".join(text.split()) in lines, said_so_far
    assert runs == 5
    code = _PYTHON.findall(guide)
    assert len(code) == 1
    assert "12条背街小巷的整治" in run(code[0], tmp_path)
    assert (tmp_path / "commitments.csv").exists()


def test_the_pages_readme_points_to_are_there() -> None:
    for name in (
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        *(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").rglob("*.md")),
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert ((ROOT / name).parent / target).exists(), (name, target)


@pytest.mark.parametrize("arguments", [["--version"], ["-h"], ["build", "-h"], ["check", "--help"]])
def test_help_and_version_wait_for_no_table(arguments: list[str]) -> None:
    code = f"""
import sys
from chuangwen_corpus.cli.run import run
code = run({arguments!r})
heavy = [n for n in ("pyarrow", "jieba", "rjieba", "chuangwen_corpus.pipeline", "chuangwen_corpus.parsing") if n in sys.modules]
assert not heavy, heavy
assert code == 0
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
