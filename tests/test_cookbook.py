"""The recipes of docs/cookbook.md run, one after the other, and print what the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from snippets import printed, snippets

PAGE = ROOT / "docs/cookbook.md"


def test_recipes_print_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    names: dict[str, object] = {}
    for code, shown in snippets(PAGE):
        assert printed(code, names) == shown, code


def test_recipes_are_short_and_show_something() -> None:
    found = snippets(PAGE)
    recipes = re.findall(r"^## ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == len(recipes) + 1
    assert 12 <= len(recipes) <= 18
    for code, shown in found:
        assert len(code.strip().splitlines()) <= 12, code
        assert shown, code
