"""What the scripts share that write files of figures: write what is stale, or with `--check` only say it."""

from __future__ import annotations

import sys
from pathlib import Path


def write(made: dict[Path, str], script: str) -> None:
    """Writes the files that are not as they should be; with `--check` ends with an error that names them."""
    stale = [f for f, text in made.items() if not f.exists() or f.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        sys.exit("".join(f"{file} is stale; run python {script}\n" for file in stale) or 0)
    for file in stale:
        file.write_text(made[file], encoding="utf-8", newline="\n")
