"""docs/opens-everywhere.md in parts: a heading a tool, its status, its snippet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

PAGE = ROOT / "docs/opens-everywhere.md"
_STATUS = re.compile(r"^(?:tested with [^`\n]+: `[^`\n]+`|not tested: [^\n]+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What the page says of a tool."""

    name: str
    status: str
    """Its line ``tested with VERSION: `command` `` or ``not tested: reason``."""
    language: str
    snippet: str

    @property
    def tested(self) -> bool:
        return self.status.startswith("tested with ")

    @property
    def command(self) -> str | None:
        return self.status.rsplit("`", 2)[1] if self.tested else None


def sections(page: Path = PAGE) -> dict[str, Section]:
    """The sections that tell of a tool, by heading; each has one status and one snippet."""
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = {}
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        statuses = _STATUS.findall(text)
        snippets = re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        assert len(statuses) == len(snippets) == 1, f"{name} has {statuses} and {len(snippets)} snippets"
        found[name] = Section(name, statuses[0], *snippets[0])
    return found


def say(name: str, status: str, page: Path = PAGE) -> None:
    """Writes the status of a tool into the page."""
    before, heading, after = page.read_text(encoding="utf-8").partition(f"\n## {name}\n")
    assert heading, f"the page has no {name}"
    # A function, so that no backslash of the status is taken for a reference.
    page.write_text(before + heading + _STATUS.sub(lambda _: status, after, count=1), encoding="utf-8")
