"""A release that is being validated: what its checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.manifest import Manifest

MOST_FAULTS_A_CHECK = 20


@dataclass(slots=True)
class Release:
    """A release, and what the checks so far know of it."""

    folder: Path
    corpus: Corpus
    there: set[str] = field(default_factory=set)
    """Listed files that are regular files of the folder: nothing else is opened."""
    readable: set[str] = field(default_factory=set)
    """Tables whose files can be read and have the columns they should have."""

    @property
    def manifest(self) -> Manifest:
        """What the release says of itself."""
        return self.corpus.manifest


def guarded(place: str, check: Callable[[], Iterator[str]], most: int = MOST_FAULTS_A_CHECK) -> Iterator[str]:
    """The faults that a check finds, up to a number; what it stumbles over is one, too, and ends no other check.

    Args:
        place: What is checked, for faults that the check itself does not name.
        check: Gives the faults.
        most: The number of faults after which the check is left.
    """
    faults = check()
    try:
        yield from islice(faults, most)
        if next(faults, None) is not None:
            yield f"{place}: … and more faults of this kind"
    except Exception as error:  # noqa: BLE001  # a broken release may raise anything, and that is what is to be said
        yield f"{place}: cannot be checked further ({said(error)})"


def said(error: Exception) -> str:
    """An error in one short line."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return f"{place + ': ' if place else ''}{first['msg']}"[:300]
    lines = str(error).splitlines()
    return (lines[0] if lines else type(error).__name__)[:300]
