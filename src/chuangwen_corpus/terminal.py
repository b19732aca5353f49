r"""Printing to the terminal: the one place that makes untrusted text safe to show.

Names of files, texts of pages, manifests and errors may hold anything. All that the command prints goes through
a `Screen`, which shows characters that act, or that nobody sees, as escapes: ``\x1b``, ``\u202e``, ``\n``.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import IO, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleDimensions, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Span, Text

from chuangwen_corpus.lazy import regex

LINES_AND_TABS = "\n\t"
UNLIMITED = 10_000_000
"""Columns of what is no terminal: nothing is wrapped or cut there."""

_HIDDEN = regex(
    "["
    "\x00-\x1f\x7f-\x9f"  # controls, C0 and C1
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # no width, or a blank that is a letter
    "\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # marks of direction, joiners, line separators
    "\ud800-\udfff\ufff0-\ufffb"  # bytes of names that are no text; annotation marks
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
    "]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str, *, keep: str = "\t", encoding: str = "utf-8") -> str:
    r"""Text of which no character acts on a terminal or hides.

    Args:
        text: Any text.
        keep: Line ends and tabs that are meant.
        encoding: Of the stream it goes to; what that cannot write becomes an escape, too.

    >>> print(visible("\x1b[31m" + "a\u202eb\nc"))
    \x1b[31ma\u202eb\nc
    >>> print(visible("\udcff.txt"), visible("创文", encoding="ascii"))
    \xff.txt \u521b\u6587
    """
    shown = _HIDDEN.sub(lambda match: match[0] if match[0] in keep else _escape(match[0]), text)
    return (
        shown if encoding.startswith("utf") else shown.encode(encoding, "backslashreplace").decode(encoding)
    )


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is no text (PEP 383)
        code -= 0xDC00
    if character in _SHORT:
        return _SHORT[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class Line(Text):
    """Rich's text, of one line: what acts or hides is shown before rich drops some of it."""

    def __init__(self, text: str = "", style: str | Style = "") -> None:
        super().__init__(visible(text), style)

    def append(self, text: Text | str, style: str | Style | None = None) -> Text:
        """Adds text, with a style of its own if it is a string."""
        return super().append(visible(text) if isinstance(text, str) else text, style)


class Screen(Console):
    """A console on which data can do nothing: no markup, no codes but its own, no character it cannot write."""

    def __init__(self, *, stderr: bool = False, file: IO[str] | None = None) -> None:
        # In a notebook rich would show what is printed as HTML, even where it is printed to a string for a `repr`.
        super().__init__(
            stderr=stderr, file=file, markup=False, emoji=False, highlight=False, force_jupyter=False
        )
        self._width = None  # rich would keep the COLUMNS of the moment for ever

    @property
    def limited(self) -> bool:
        """Whether lines have a width: on a terminal, or where ``COLUMNS`` says so."""
        return self.is_terminal or os.environ.get("COLUMNS", "").isdigit()

    @property
    def size(self) -> ConsoleDimensions:
        """Columns and lines."""
        return super().size if self.limited else ConsoleDimensions(UNLIMITED, UNLIMITED)

    @size.setter
    def size(self, size: tuple[int, int]) -> None:
        """Sets both."""
        self._width, self._height = size

    def say(self, text: str, style: str = "") -> None:
        """Prints a line, however long, as it is."""
        self.print(text, style=style, soft_wrap=True)

    def lines(self, lines: Iterable[str]) -> None:
        """Prints many lines, however long, as they are: as `say` does, but a hundred times as fast."""
        file, encoding = self.file, self.encoding
        file.writelines(f"{visible(line, encoding=encoding)}\n" for line in lines)
        file.flush()

    def render_str(self, text: str, **options: Any) -> Text:
        """A string as one line; never read as markup."""
        return super().render_str(
            visible(text, encoding=self.encoding), **options | {"markup": False, "emoji": False}
        )

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Everything on its way to the terminal comes through here, each part of a table by itself."""
        if isinstance(renderable, Text):
            renderable = _visible_text(renderable, self.encoding)
        for segment in super().render(renderable, options):
            if segment.control:  # rich's own: the cursor of a progress bar
                yield segment
            else:
                text = visible(segment.text, keep=LINES_AND_TABS, encoding=self.encoding)
                style = segment.style
                yield Segment(text, style.update_link(None) if style and style.link else style)


def _visible_text(text: Text, encoding: str) -> Text:
    """A copy whose styles stand where they stood."""
    plain = text.plain
    pieces = [visible(character, keep=LINES_AND_TABS, encoding=encoding) for character in plain]
    longer = [i for i, piece in enumerate(pieces) if len(piece) > 1]
    if not longer:
        return text
    added = list(accumulate((len(pieces[i]) - 1 for i in longer), initial=0))

    def moved(offset: int) -> int:
        return offset + added[bisect_left(longer, offset)]

    copy = text.blank_copy("".join(pieces))
    copy.spans = [Span(moved(span.start), moved(span.end), span.style) for span in text.spans]
    return copy


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "page"), counted(1200, "page"), counted(0, "speech")
    ('1 page', '1,200 pages', '0 speeches')
    """
    plural = "es" if noun.endswith(("ch", "s")) else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"


def open_table(title: str | None = None) -> Table:
    """A table without a frame, as all that are printed but the summary of a build; its columns are still to be added."""
    return Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)


out = Screen()
err = Screen(stderr=True)
