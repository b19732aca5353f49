"""What is wrong with a list: where, what, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from chuangwen_corpus.errors import ChuangwenError

MOST_SAID = 50
"""Faults that an error names."""


class Fault(NamedTuple):
    """One thing that is wrong."""

    file: str
    line: int
    """Counted from 1; 0 for the file as a whole."""
    what: str
    hint: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}. {self.hint}"


def error(folder: Path, faults: Sequence[Fault]) -> ChuangwenError:
    """The error that names all faults of a folder."""
    said = [f"({number}) {fault}" for number, fault in enumerate(faults[:MOST_SAID], 1)]
    if left := len(faults) - MOST_SAID:
        said += [f"and {left:,} more"] if left > 0 else []
    count = f"{len(faults):,} faults" if len(faults) > 1 else "a fault"
    return ChuangwenError(f"{count} in the lists: {' '.join(said)}", path=folder, hint="See docs/lists.md.")
