"""What a build made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from chuangwen_corpus.records import Duplicate, Reject

Progress = Callable[[int, int, str], None]
"""Called with the number of pages done, how many there are at least, and the last page done."""


@dataclass(slots=True)
class Result:
    """What a build made."""

    out: Path | str
    rows: dict[str, int]
    anomalies: Counter[str] = field(default_factory=Counter)
    annotations: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    other_genre: int = 0
    """Pages that were dropped as plainly of another genre."""
    warnings: list[str] = field(default_factory=list)
    """What the user should look at: entries of the TOML files that name no page, corrections that do not fit, pages with a
    withdrawn text."""
