"""The Python of a page of docs and what the page says it prints; `fill` writes what it does print."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

_SNIPPET = re.compile(r"```python\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)


def printed(code: str, names: dict[str, object]) -> str:
    """What our own code prints, in the namespace of the snippets before it."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code, names)  # a page of this repository
    return plain(said.getvalue())


def plain(text: str) -> str:
    """Text without blanks at the ends of its lines, which editors of pages take away."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def snippets(page: Path) -> list[tuple[str, str]]:
    """The blocks of Python and what is shown below each; every block of the page has its output."""
    text = page.read_text(encoding="utf-8")
    found = [(code, plain(shown)) for code, shown in _SNIPPET.findall(text)]
    assert len(found) == text.count("```python")
    return found


def fill(page: Path) -> None:
    """Writes below each block what it prints. `python tests/snippets.py PAGE` in an empty folder, COLUMNS=80."""
    names: dict[str, object] = {}
    text = _SNIPPET.sub(
        lambda m: f"```python\n{m[1]}```\n\n```\n{printed(m[1], names)}\n```",
        page.read_text(encoding="utf-8"),
    )
    page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    import sys

    fill(Path(sys.argv[1]).resolve())
