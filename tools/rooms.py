"""Draws which rooms of the package import which, into docs/design.md; `--check` says whether the drawing is stale.

Arrows that follow from others are left out: where A imports B and B imports C, no arrow leads from A to C.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "chuangwen_corpus"
SOURCE = ROOT / "src" / PACKAGE
PAGE = ROOT / "docs/design.md"
PLACE = re.compile(r"<!-- rooms -->\n.*?<!-- /rooms -->", re.DOTALL)
NO_ROOMS = {"__init__", "__main__", "_version"}
"""Modules that say nothing of the house: entrances, and a number."""


def imports(file: Path) -> set[str]:
    """The modules of the package that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            if node.module == PACKAGE:
                found |= {f"{PACKAGE}.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith(PACKAGE)}
    return found


def room(module: str) -> str:
    """The room that a module stands in."""
    return module.split(".")[1] if "." in module else "__init__"


def rooms(source: Path = SOURCE) -> dict[str, set[str]]:
    """Each room with those that it imports."""
    found: dict[str, set[str]] = {}
    for file in sorted(source.rglob("*.py")):
        name = file.relative_to(source).with_suffix("").parts[0]
        found.setdefault(name, set()).update(room(module) for module in imports(file))
    return {name: found[name] - {name} - NO_ROOMS for name in found.keys() - NO_ROOMS}


def reduced(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """The transitive reduction of a graph without circles."""
    below = {name: _reached(graph, name) for name in graph}
    return {
        name: {one for one in nexts if not any(one in below[other] for other in nexts - {one})}
        for name, nexts in graph.items()
    }


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += graph[name]
    return found


def drawing() -> str:
    """The part of the page that is made here."""
    graph = reduced(rooms())
    lines = [f"  {name} --> {other}" for name in sorted(graph) for other in sorted(graph[name])]
    alone = sorted(graph.keys() - {end for name in graph for end in (graph[name] and {name, *graph[name]})})
    return "\n".join(
        ["<!-- rooms -->", "```mermaid", "graph TD", *(f"  {name}" for name in alone), *lines, "```", "<!-- /rooms -->"]
    )  # fmt: skip


def main() -> int:
    """Writes the drawing, or compares it."""
    text = PAGE.read_text(encoding="utf-8")
    new = PLACE.sub(lambda _: drawing(), text)
    if "--check" in sys.argv[1:]:
        if new != text:
            print("docs/design.md: the drawing is stale; run python tools/rooms.py")
        return int(new != text)
    PAGE.write_text(new, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
