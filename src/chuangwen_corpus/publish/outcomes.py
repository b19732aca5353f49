"""What became of the pages of a build, counted while parts come in, whoever makes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from chuangwen_corpus.publish.duplicates import DuplicateFinder
from chuangwen_corpus.publish.result import Result
from chuangwen_corpus.publish.sources import Sources
from chuangwen_corpus.publish.steps.batch import Part
from chuangwen_corpus.read.corrections import Corrections
from chuangwen_corpus.records import Duplicate, Reject


@dataclass(slots=True)
class Outcomes:
    """Sources, rejects, duplicates and counts, in the order of the parts."""

    finder: DuplicateFinder = field(default_factory=DuplicateFinder)
    rejects: list[Reject] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    sources: Sources = field(default_factory=Sources)
    corrected: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    """path and sha256 of each document with corrections, and for each of these why it does not fit"""
    anomalies: Counter[str] = field(default_factory=Counter)
    annotations: Counter[str] = field(default_factory=Counter)

    def count(self, part: Part) -> None:
        """Takes what a part says of its pages; its rows are for others."""
        self.duplicates += self.finder.find(part.sources, part.texts, part.sketches)
        self.finder.withdraw(part.withdrawn, part.withdrawn_sketches)
        self.rejects += part.rejects
        self.corrected += part.corrected
        self.sources.add_documents(part.sources)
        self.anomalies += part.anomalies
        self.annotations += part.annotations

    def end(self) -> None:
        """All parts are in, and all pages that cannot be had."""
        self.rejects.sort(key=lambda reject: reject.path)
        self.sources.add_rejects(self.rejects)

    def withdrawn(self) -> set[str]:
        """The hashes of the pages that are withdrawn."""
        return {reject.sha256 for reject in self.rejects if reject.reason == "withdrawn" and reject.sha256}

    def without_correction(self, corrections: Corrections) -> list[str]:
        """A warning for each correction that was not applied (see `Corrections.misfits`)."""
        rejected = ((reject.path, reject.sha256, reject.reason) for reject in self.rejects)
        return corrections.misfits(self.corrected, rejected, self.sources.paths())

    def with_withdrawn_texts(self) -> list[str]:
        """A warning for each document that is published and has the text, or a speech, of a withdrawn page, or nearly its text."""
        texts = dict(self.finder.with_withdrawn_texts())
        nearly: dict[str, str] = {}
        for first, withdrawn in self.finder.near_withdrawn_texts():
            nearly.setdefault(first, withdrawn)
        for duplicate in self.duplicates:
            own = duplicate.speech_id or duplicate.document_id
            if path := texts.get(duplicate.representative_id):
                (nearly if duplicate.kind == "near" else texts)[own] = path
            elif path := nearly.get(duplicate.representative_id):
                nearly[own] = path
        # A document with the same text has the same speeches; it is named once.
        named: dict[str, tuple[str, str]] = {}
        for text_id, path in sorted(texts.items()):
            what = "a speech" if "." in text_id else "the text"
            named.setdefault(text_id.partition(".")[0], (what, path))
        for document_id, path in sorted(nearly.items()):
            named.setdefault(document_id, ("nearly the text", path))
        paths = self.sources.paths_of(named)
        return [
            f"{paths[document_id]} is published and has {what} of {path}, which is withdrawn."
            for document_id, (what, path) in named.items()
        ]

    def close(self) -> None:
        """Forgets what was seen and where it came from."""
        self.finder.close()
        self.sources.close()

    @property
    def done(self) -> int:
        """The pages of which it is known what became of them."""
        return self.sources.documents + len(self.rejects)

    def result(self, out: Result) -> Result:
        """Fills in what is counted here."""
        out.rejects, out.duplicates = self.rejects, self.duplicates
        out.anomalies, out.annotations = self.anomalies, self.annotations
        return out
