"""What became of the pages of a build, counted while parts come in, whoever makes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from chuangwen_corpus.build_records import Duplicate, Reject
from chuangwen_corpus.publish.duplicates import DuplicateFinder
from chuangwen_corpus.publish.result import Progress, Result
from chuangwen_corpus.publish.sources import Sources
from chuangwen_corpus.publish.steps.batch import Part


@dataclass(slots=True)
class Outcomes:
    """Sources, rejects, duplicates and counts, in the order of the parts."""

    finder: DuplicateFinder = field(default_factory=DuplicateFinder)
    rejects: list[Reject] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    sources: Sources = field(default_factory=Sources)
    anomalies: Counter[str] = field(default_factory=Counter)
    annotations: Counter[str] = field(default_factory=Counter)

    def count(self, part: Part) -> None:
        """Takes what a part says of its pages; its rows are for others."""
        self.duplicates += self.finder.find(part.sources, part.texts)
        self.rejects += part.rejects
        self.sources.add_documents(part.sources)
        self.anomalies += part.anomalies
        self.annotations += part.annotations

    def end(self) -> None:
        """All parts are in, and all pages that cannot be had."""
        self.rejects.sort(key=lambda reject: reject.path)
        self.sources.add_rejects(self.rejects)

    def close(self) -> None:
        """Forgets what was seen and where it came from."""
        self.finder.close()
        self.sources.close()

    def tell(self, progress: Progress, files: int, part: Part) -> None:
        """Says how far the build is, and the last page of the part."""
        done = self.sources.documents + len(self.rejects)
        progress(done, max(files, done), part.sources[-1][0] if part.sources else "")

    def result(self, out: Result) -> Result:
        """Fills in what is counted here."""
        out.rejects, out.duplicates = self.rejects, self.duplicates
        out.anomalies, out.annotations = self.anomalies, self.annotations
        return out
