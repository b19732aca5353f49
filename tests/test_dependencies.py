"""docs/dependencies.md has a row for each dependency, and no row of one that is gone."""

from __future__ import annotations

import re
import tomllib

from conftest import ROOT


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0].lower()


def test_every_dependency_has_a_row_and_every_row_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {_name(one) for one in project["dependencies"]}
    for requirements in project["optional-dependencies"].values():
        wanted |= {_name(one) for one in requirements} - {project["name"]}
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    rows = [name.lower() for name in re.findall(r"^\| `([\w.-]+)` \|", page, re.MULTILINE)]
    assert sorted(rows) == sorted(wanted)


def test_every_core_dependency_is_pinned_for_the_release() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {line.partition("==")[0].lower() for line in (ROOT / "constraints.txt").read_text().splitlines()}
    assert {_name(one) for one in project["dependencies"]} <= pins
