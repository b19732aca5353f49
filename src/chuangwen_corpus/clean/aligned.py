"""A text that knows, character by character, where in the source it came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from chuangwen_corpus.alignment import map_span
from chuangwen_corpus.clean.zones import Zones
from chuangwen_corpus.lazy import cached_property
from chuangwen_corpus.read import no_more_than_records


class Change(NamedTuple):
    """Replace ``text[start:end]`` of the current text by `text`, for the reason named by `rule`."""

    start: int
    end: int
    text: str
    rule: str


class SourceEdit(NamedTuple):
    """What stood at ``source[source_start:source_end]`` stands at ``text[start:end]`` now."""

    source_start: int
    source_end: int
    start: int
    end: int
    rule: str


class AlignedText:
    """An immutable text with the edits that made it out of its source.

    Outside the edits, source and text are equal; edits are sorted and disjoint on both sides.
    """

    def __init__(
        self,
        source: str,
        text: str | None = None,
        edits: Iterable[SourceEdit] = (),
        zones: Zones | None = None,
    ) -> None:
        self.source = source
        self.text = source if text is None else text
        self.edits = tuple(edits)
        self.zones = zones or Zones()

    def apply(self, changes: Iterable[Change]) -> AlignedText:
        """A new text with `changes` made; where they meet earlier edits, the later rule is named.

        Args:
            changes: Replacements on the current text, sorted and not overlapping.

        Raises:
            ValueError: The changes are out of order or overlap.
            SourceError: They are more than a page may take.
        """
        text, old = self.text, self.edits
        todo = no_more_than_records(change for change in changes if text[change[0] : change[1]] != change[2])
        if not todo:
            return self
        edits: list[SourceEdit] = []
        pieces: list[str] = []
        position = 0  # everything before it in the current text is in `pieces`
        grown = 0  # how much longer the new text is than the current one, up to `position`
        to_source = 0  # source offset minus current offset, behind the last edit passed
        i = j = 0
        many, known = len(todo), len(old)
        while j < many:
            left, right, new, rule = todo[j]
            while i < known:
                edit = old[i]
                if edit[3] > left or (edit[3] == left and _touches(edit, left, right)):
                    break
                edits.append(_moved(edit, grown) if grown else edit)
                to_source = edit[1] - edit[3]
                i += 1
            # Changes and edits that touch each other grow into one edit.
            first, to_source_right = j, to_source
            j += 1
            alone = True
            while True:
                if i < known and old[i][2] <= right and _touches(old[i], left, right):
                    edit = old[i]
                    left, right = min(left, edit[2]), max(right, edit[3])
                    to_source_right = edit[1] - edit[3]
                    i += 1
                elif j < many and todo[j][0] < right:
                    left, right = min(left, todo[j][0]), max(right, todo[j][1])
                    j += 1
                else:
                    break
                alone = False
            if left < position or right > len(text) or right < left:
                raise ValueError(f"{todo[first]!r} is out of order, or outside the text")
            if not alone:
                new = _replaced(text, left, right, todo[first:j])
                rule = max(todo[first:j], key=lambda c: c.end - c.start).rule
            source_left, source_right = left + to_source, right + to_source_right
            if self.source[source_left:source_right] != new:
                start = left + grown
                edits.append(SourceEdit(source_left, source_right, start, start + len(new), rule))
            pieces += (text[position:left], new)
            grown += len(new) - (right - left)
            position, to_source = right, to_source_right
        edits += [_moved(edit, grown) for edit in old[i:]] if grown else old[i:]
        pieces.append(text[position:])
        return AlignedText(self.source, "".join(pieces), edits, self.zones)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source behind ``text[start:end]``."""
        source_starts, source_ends, starts, ends = self._columns
        return map_span(start, end, starts, ends, source_starts, source_ends)

    def to_clean(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The span of the text that ``source[source_start:source_end]`` became."""
        source_starts, source_ends, starts, ends = self._columns
        return map_span(source_start, source_end, source_starts, source_ends, starts, ends)

    @cached_property
    def _columns(self) -> tuple[list[int], list[int], list[int], list[int]]:
        return (
            [edit.source_start for edit in self.edits],
            [edit.source_end for edit in self.edits],
            [edit.start for edit in self.edits],
            [edit.end for edit in self.edits],
        )


def _touches(edit: SourceEdit, left: int, right: int) -> bool:
    """Whether an edit overlaps ``left:right``; something dropped at its very edge does not."""
    if edit.start == edit.end:
        return left < edit.start < right or left == edit.start == right
    return edit.start < right and left < edit.end


def _replaced(text: str, left: int, right: int, changes: list[Change]) -> str:
    pieces: list[str] = []
    for change in changes:
        if change.start < left or change.end < change.start:
            raise ValueError(f"{change!r} is out of order")
        pieces += (text[left : change.start], change.text)
        left = change.end
    pieces.append(text[left:right])
    return "".join(pieces)


def _moved(edit: SourceEdit, by: int) -> SourceEdit:
    source_start, source_end, start, end, rule = edit
    return SourceEdit(source_start, source_end, start + by, end + by, rule)
