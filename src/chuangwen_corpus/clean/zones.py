"""Where on an HTML page its lines stood: evidence for the rules that tell a speech from the site around it."""

from __future__ import annotations

from typing import NamedTuple


class Zone:
    """An element of a page."""

    __slots__ = ("around", "classes", "id", "name", "role")

    def __init__(self, name: str, classes: tuple[str, ...], id_: str, role: str, around: Zone | None) -> None:
        self.name = name
        self.classes = classes
        self.id = id_
        self.role = role
        self.around = around
        """The element around it; None for the outermost."""


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
