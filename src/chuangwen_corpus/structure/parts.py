"""What is kept of a page, in parts: stretches of its lines."""

from __future__ import annotations

from dataclasses import dataclass

Evidence = tuple[str, float]
"""What speaks for a boundary, and how much."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one line and its part.

    Of a speech: title, subtitle, speaker, date, place, body or signature; page title or page subtitle where it has none of its
    own. Of a page without a speech: rest.
    """

    start: int
    end: int
    role: str

    @property
    def is_pages(self) -> bool:
        """Whether it is the page's title or sub-title, as a part of a speech."""
        return self.role.startswith("page ")


@dataclass(frozen=True, slots=True)
class SpeechOutline:
    """A speech of the page, as parts in order of the text."""

    parts: tuple[Part, ...]
    marker: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def all(self, role: str) -> list[Part]:
        """The parts with this role, in order."""
        return [part for part in self.parts if part.role == role]

    def one(self, role: str) -> Part | None:
        """The first part with this role."""
        return next(iter(self.all(role)), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's title and speeches; for a page without a speech, the rest of its text."""

    title: Part | None
    speeches: tuple[SpeechOutline, ...]
    rest: tuple[Part, ...] = ()
    subtitle: Part | None = None
    """The line under the title that a dash opens, without the dash."""
