"""The snippets of docs/explore.md run, and print what the page shows."""

from __future__ import annotations

import re
import shlex

import pytest

from commands import run
from conftest import ROOT
from snippets import printed, snippets

PAGE = ROOT / "docs/explore.md"
GUIDE = PAGE.read_text(encoding="utf-8")
_COMMANDS = re.compile(r"<!-- run -->\n```sh\n(.*?)```", re.DOTALL)


def test_snippets_print_what_the_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names: dict[str, object] = {}
    found = snippets(PAGE)
    assert len(found) == 8
    for code, shown in found:
        assert printed(code, names) == shown, code


def test_commands_run(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    (block,) = _COMMANDS.findall(GUIDE)
    lines = block.splitlines()
    assert len(lines) == 8
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "chuangwen"
        run(*arguments)


def test_every_method_and_column_is_on_the_page() -> None:
    import chuangwen_corpus as cw
    from chuangwen_corpus.corpus.exploring import Exploring

    corpus = cw.load()
    methods = [
        name for name in vars(Exploring) if not name.startswith("_") and callable(getattr(Exploring, name))
    ]
    assert len(methods) == 9
    for name in methods:
        assert f"{name}(" in GUIDE, name
    for table in (
        corpus.collocates("创建").table,
        corpus.filter(speaker="教育系统").keyness().table,
        corpus.dispersion("创建").table,
    ):
        for column in table.column_names:
            if (
                column not in ("form", "frequency", "expected", "total", "range", "parts")
                and "reference" not in column
            ):
                assert f"`{column}`" in GUIDE, column
