"""Where on an HTML page its lines stood, and what it hides."""

from __future__ import annotations

from typing import NamedTuple


class Zone:
    """An element of a page."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class ZonedLine(NamedTuple):
    """A line of the page: its span in the source, and the innermost block element around it."""

    start: int
    end: int
    zone: Zone


class Zones(NamedTuple):
    """What an HTML page shows of itself beside its text; empty for a page that is none."""

    lines: tuple[ZonedLine, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()
    """Spans of the source that hold Chinese text which a reader of the page does not see."""
