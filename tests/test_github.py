"""The workflow, the issue forms and the hooks are valid by the schemas and linters of those who run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOW = GITHUB / "workflows/ci.yml"
pytestmark = pytest.mark.skipif(not GITHUB.is_dir(), reason="an sdist holds no files for GitHub")


def says(*command: str | Path, **environment: str) -> str:
    """What a command prints that must end with 0."""
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | environment
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("vendor.github-workflows", ["workflows/ci.yml"]),
        ("custom.github-workflows-require-timeout", ["workflows/ci.yml"]),
        ("vendor.github-issue-forms", ["1-page.yml", "2-code.yml", "3-request.yml"]),
        ("vendor.github-issue-config", ["config.yml"]),
    ],
)
def test_files_for_github_fit_its_schemas(schema: str, names: list[str]) -> None:
    files = [next(GITHUB.rglob(Path(name).name)) for name in names]
    says(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files)


@pytest.mark.slow
def test_actionlint_finds_nothing() -> None:
    says(Path(sys.executable).parent / "actionlint", WORKFLOW)


@pytest.mark.slow
def test_the_hooks_are_valid() -> None:
    says(sys.executable, "-m", "pre_commit", "validate-config", ROOT / ".pre-commit-config.yaml")


def test_every_form_is_checked() -> None:
    assert {file.name for file in GITHUB.rglob("*.yml")} == {
        "ci.yml", "config.yml", "1-page.yml", "2-code.yml", "3-request.yml",
    }  # fmt: skip


def test_actions_are_pinned_by_commit() -> None:
    used = re.findall(r"uses: (.*)", WORKFLOW.read_text(encoding="utf-8"))
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one) for one in used), used


def test_the_workflow_runs_every_python_that_is_promised() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = [one.rpartition(" ")[2] for one in project["classifiers"] if re.search(r":: 3\.\d+$", one)]
    runs = re.search(r"python: \[(.*)\]", WORKFLOW.read_text(encoding="utf-8"))
    assert runs
    assert set(promised) <= set(re.findall(r"3\.\d+", runs[1]))
    assert f">={promised[0]}" == project["requires-python"]


@pytest.mark.skipif(os.name != "posix", reason="a script for bash")
@pytest.mark.parametrize(("system", "folder"), [("", ".venv/bin/"), ("Windows_NT", ".venv/Scripts/")])
def test_the_command_of_readme_is_the_one_that_is_run(system: str, folder: str) -> None:
    command = says("bash", ".ci/tests", "--print", OS=system).strip()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert command.count(folder) == readme.split("<!-- tests -->")[1].split("```")[1].count(".venv/bin/")
    assert (command in readme) == (not system)


def test_hooks_run_the_tools_of_ci() -> None:
    hooks = re.findall(r"entry: (\S+)", (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    run = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert {"ruff", "mypy"} <= set(hooks)
    assert all(re.search(rf"^ *{hook}\b", run, re.MULTILINE) for hook in hooks), hooks
