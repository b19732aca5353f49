"""The bill of materials of the package in CycloneDX: what it needs to run, with versions and licences."""

from __future__ import annotations

import importlib.metadata
import json
import sys
import tomllib
from typing import Any

from chuangwen_corpus import rights
from chuangwen_corpus.distribute.project import CONSTRAINTS, Project
from chuangwen_corpus.distribute.tools import Command, run
from chuangwen_corpus.errors import ChuangwenError

Needs = dict[str, set[str]]
"""Names of packages, each with those that it needs itself."""

_WAY_OUT = "Install the versions a release is made with: pip install -c constraints.txt -e '.[release]'."


def name(version: str) -> str:
    """The name of the file."""
    return f"{rights.NAME}-{version}.cdx.json"


def text(project: Project, version: str) -> str:
    """The bill of materials; nothing in it depends on when and where it is made.

    Raises:
        ChuangwenError: A package is not there in the version that `constraints.txt` names.
    """
    about = tomllib.loads(project.text("pyproject.toml"))
    needs = needed(about["project"]["dependencies"])
    _check_versions(needs, project)
    command: Command = [
        sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", project.folder / "pyproject.toml",
        "--mc-type", "library", "--sv", "1.6", "--output-reproducible", "--no-validate", sys.executable,
    ]  # fmt: skip
    said = run(command, "making the bill of materials", env={"SOURCE_DATE_EPOCH": str(project.epoch)})
    bill = (
        json.dumps(_cut(json.loads(said), needs, version), ensure_ascii=False, indent=2, sort_keys=True)
        + "\n"
    )
    _check(bill)
    return bill


def needed(requirements: list[str]) -> Needs:
    """What requirements bring on this system, directly or not; those themselves stand under the empty name.

    The tool's own graph has extras and other systems' packages in it: it knows what is installed, not why.
    """
    found: Needs = {"": set()}
    waiting = [("", text, frozenset({""})) for text in requirements]
    seen = set()
    while waiting:
        above, requirement, extras = waiting.pop()
        package, own = _required(requirement, extras)
        if package is None:
            continue
        found[above].add(package)
        found.setdefault(package, set())
        if (package, own) not in seen:
            seen.add((package, own))
            waiting += [(package, text, own) for text in _distribution(package).requires or []]
    return found


def _required(requirement: str, extras: frozenset[str]) -> tuple[str | None, frozenset[str]]:
    """The package that a requirement names, if it holds here, and the extras it wants of it."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    wanted = Requirement(requirement)
    if wanted.marker and not any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
        return None, frozenset()
    return canonicalize_name(wanted.name), frozenset({"", *wanted.extras})


def _distribution(package: str) -> importlib.metadata.Distribution:
    try:
        return importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        raise ChuangwenError(f"the package needs {package}, which is not installed.", hint=_WAY_OUT) from None


def _check_versions(needs: Needs, project: Project) -> None:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    lines = [line.partition("#")[0].strip() for line in project.text(CONSTRAINTS).splitlines()]
    wanted = [Requirement(line) for line in lines if line]
    constraints = {canonicalize_name(one.name): one.specifier for one in wanted}
    for package in sorted(needs.keys() - {""}):
        version, specifier = _distribution(package).version, constraints.get(canonicalize_name(package))
        if specifier is None or not specifier.contains(version, prereleases=True):
            named = f"says {package}{specifier}" if specifier else f"does not name {package}"
            raise ChuangwenError(f"{named}, and {version} is installed.", path=CONSTRAINTS, hint=_WAY_OUT)


def _cut(bill: dict[str, Any], needs: Needs, version: str) -> dict[str, Any]:
    """The bill without what only a maintainer has installed, and without addresses, which others change."""
    from packaging.utils import canonicalize_name

    root = bill["metadata"]["component"]
    root |= {"version": version, "purl": f"pkg:pypi/{rights.NAME}@{version}"}
    there = {str(canonicalize_name(one["name"])): one for one in bill["components"]}
    parts = {name: there[name] for name in sorted(needs.keys() - {""})}
    tools = bill["metadata"]["tools"]["components"]
    for one in (root, *parts.values(), *tools):
        one.pop("externalReferences", None)
    for package, one in parts.items():
        one.setdefault("licenses", _said_licences(package))
    refs = {"": root["bom-ref"], **{name: one["bom-ref"] for name, one in parts.items()}}
    graph = [
        {"ref": refs[name], **({"dependsOn": sorted(refs[one] for one in below)} if below else {})}
        for name, below in sorted(needs.items())
    ]
    return {**bill, "components": list(parts.values()), "dependencies": graph}


def _said_licences(package: str) -> list[dict[str, Any]]:
    """What a package says of its licence where that is no SPDX expression, which the tool leaves out (Apache 2.0)."""
    said = _distribution(package).metadata.get_all("License") or [""]
    name, _, more = said[0].strip().partition("\n")
    return [{"license": {"name": name, "acknowledgement": "declared"}}] if name and not more else []


def _check(bill: str) -> None:
    """Sees that it is CycloneDX, and that each part has a licence.

    Raises:
        ChuangwenError: It is not, or one has none.
    """
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill)
    if fault:
        raise ChuangwenError(f"the bill of materials is no CycloneDX 1.6: {str(fault)[:300]}.")
    without = [part["name"] for part in json.loads(bill)["components"] if not part.get("licenses")]
    if without:
        raise ChuangwenError(
            f"no licence is known of {', '.join(without)}.", path="pyproject.toml",
            hint="Look at what it says of itself before it is a dependency.",
        )  # fmt: skip
