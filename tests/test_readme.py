"""What README and the guide of own pages tell a user to run does run, and prints what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands import called
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs/own-pages.md").read_text(encoding="utf-8")
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


def test_all_blocks_of_readme_run_one_after_the_other(tmp_path: Path) -> None:
    assert len(_PYTHON.findall(README)) >= 3
    run("\n".join(_PYTHON.findall(README)), tmp_path)


def test_the_guide_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed, runs = "", 0
    for kind, name, text in _STEP.findall(GUIDE):
        if kind == "file":
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        elif kind == "run":
            printed = ""
            for command in text.splitlines():
                program, *arguments = command.split()
                assert program == "chuangwen"
                ended, said = called(*arguments)
                assert ended == 0, said
                printed += said
                runs += 1
        else:
            lines = [" ".join(line.split()) for line in printed.splitlines()]
            assert " ".join(text.split()) in lines, printed
    assert runs == 5
    code = _PYTHON.findall(GUIDE)
    assert len(code) == 1
    assert "12条背街小巷的整治" in run(code[0], tmp_path)
    assert (tmp_path / "commitments.csv").exists()


def test_the_pages_readme_points_to_are_there() -> None:
    for name in (
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")),
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
