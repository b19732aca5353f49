"""Where the tasks of a build run: the processes of this machine, or the workers of a Ray cluster.

An executor parses batches and writes what they give; what is counted comes back to the build, which is the same
for all of them (see `publish.build`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import pyarrow as pa

from chuangwen_corpus.places import Place
from chuangwen_corpus.publish.steps.batch import Batch, Part

Files = dict[str, dict[str, Any]]
"""What the manifest says of files, by path: ``sha256``, ``bytes`` and, of tables, ``rows``."""


class Executor(Protocol):
    """Does the tasks of one build, and writes its tables."""

    batch_bytes: int | None
    """Bytes of the pages of a batch; None for small batches whose ends depend on the pages near them only."""
    place: Place
    """The folder of the release that is being made."""
    files: Files
    """The files of the release that are written, those that the build adds among them."""

    def parse(self, batches: Iterator[Batch]) -> Iterator[Part]:
        """The part of each batch, in order, when its rows are written; what is left in it is to be counted."""
        ...

    def write_keywords(self) -> None:
        """Writes the table `keywords`, when all batches are parsed."""
        ...

    def write(self, name: str, table: pa.Table) -> None:
        """Writes rows of a table that no batch makes; may be called again for more of them."""
        ...

    def finish(self) -> dict[str, dict[str, Any]]:
        """Ends all tables; gives what the manifest says of each: ``rows`` and, where it is known, ``content_sha256``."""
        ...
