"""What the scripts share that write files of figures: a share as it is printed; what is stale is written, or with `--check` named."""

from __future__ import annotations

import sys
from pathlib import Path

from chuangwen_corpus.evaluate.figures import Share


def write(made: dict[Path, str], script: str) -> None:
    """Writes the files that are not as they should be; with `--check` ends with an error that names them."""
    stale = [f for f, text in made.items() if not f.exists() or f.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        sys.exit("".join(f"{file} is stale; run python {script}\n" for file in stale) or 0)
    for file in stale:
        file.write_text(made[file], encoding="utf-8", newline="\n")


def cell(share: Share) -> str:
    """A share with its counts and its interval; nothing where nothing was judged."""
    if share.share is None or share.interval is None:
        return ""
    low, high = share.interval
    return f"{share.right}/{share.judged} ({share.share:.2f}, {low:.2f}–{high:.2f})"
