"""The settings of a build, the same for every executor."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chuangwen_corpus.publish.crawl.batches import Pages
from chuangwen_corpus.publish.metadata import manifest
from chuangwen_corpus.publish.result import Progress
from chuangwen_corpus.publish.steps.batch import Settings
from chuangwen_corpus.read.corrections import Corrections
from chuangwen_corpus.read.release_file import ReleaseFile
from chuangwen_corpus.read.withdrawal import Withdrawn


@dataclass(frozen=True, slots=True)
class Job:
    """The pages of a build and what is wanted of them."""

    pages: Pages
    settings: Settings
    out: Path | str
    """Where the release is wanted."""
    dropped: int | None = None
    """Pages that were sifted out as plainly of another genre; None where nothing was sifted."""
    allow_empty: bool = False
    """Whether a release with documents may be replaced by one without."""
    progress: Progress | None = None
    withdrawn: Withdrawn = field(default_factory=Withdrawn)
    """Which of the pages must not be published."""
    corrections: Corrections = field(default_factory=Corrections)
    said: ReleaseFile = field(default_factory=ReleaseFile)
    """What the builder says of the corpus."""

    def facts(self, about_tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """What the manifest says of the release, without its files.

        Args:
            about_tables: Rows and, if it is known, content hash of each table.
        """
        facts = manifest.describe(
            about_tables, self.settings.engine, self.settings.layers, self.settings.lists,
            self.settings.formats, self.said,
        )  # fmt: skip
        if self.settings.text_without_speech:
            facts["text_without_speech"] = True
        if self.corrections.files:
            facts["corrections"] = self.corrections.files
        return facts if self.dropped is None else {**facts, "other_genre": self.dropped}
