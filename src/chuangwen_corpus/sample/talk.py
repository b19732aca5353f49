"""A speech as its writer had it, before any page has it."""

from __future__ import annotations

from dataclasses import dataclass, field

HAN_NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Part:
    """A section: heading, paragraphs, and sections inside."""

    heading: str
    paragraphs: tuple[str, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Talk:
    """A speech. Every paragraph is complete (it ends in a stop) and free of what a layout or damage would add."""

    title: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    salutation: str | None = None
    speaker: str | None = None
    date: str | None = None
    signature: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All paragraphs in order."""

        def inside(parts: tuple[Part, ...]) -> list[str]:
            return [text for part in parts for text in (*part.paragraphs, *inside(part.parts))]

        return (*self.opening, *inside(self.parts), *self.closing)
