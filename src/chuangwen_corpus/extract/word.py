"""The text of a Word file (.docx), opened with python-docx: a paragraph a line, list numbers as printed, tables row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from chuangwen_corpus.errors import SourceError
from chuangwen_corpus.extract.numbering import Numbering
from chuangwen_corpus.extract.page import Found

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_UNPACKED = 100_000_000
_MOST_PARTS = 10_000
_NOT_SHOWN = frozenset((f"{W}del", f"{W}moveFrom", _FALLBACK, f"{W}rPr", f"{W}pPr", f"{W}rt"))
"""Deletions, what moved, properties, and the readings of ruby."""
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_NOTES = (("footnotes", "footnotes"), ("endnotes", "endnotes"), ("comments", "comments"))


def read(data: bytes) -> Found:
    """The text of the body. Insertions under review are in it, deletions are not.

    Raises:
        SourceError: Unpacked it is larger than a file may be, or it holds no text.
        Exception: Whatever python-docx raises for a broken file.
    """
    import docx

    _check_size(data)
    document = docx.Document(io.BytesIO(data))
    body = _Body(Numbering(document), frozenset(_hidden_styles(document)))
    lines = [line for line in body.lines(document.element.body) if line.strip()]
    if not lines:
        raise SourceError(
            "no_text",
            "holds no text; its pages may be pictures.",
            hint="Run `soffice --headless --convert-to pdf FILE`, then `ocrmypdf --language chi_sim`.",
        )
    left_out = ["headers", "footers"] if _has(document, "header") or _has(document, "footer") else []
    left_out += [name for name, kind in _NOTES if _has(document, kind)]
    if body.hidden:
        left_out.append(f"{body.hidden} hidden runs")
    if body.numbering.unknown:
        left_out.append(f"{body.numbering.unknown} list numbers")
    return Found(
        "\n".join(lines).encode("utf-8", "replace"),
        f"python-docx {version('python-docx')}",
        left_out=f"left out: {', '.join(left_out)}" if left_out else None,
    )


class _Body:
    def __init__(self, numbering: Numbering, hidden_styles: frozenset[str]) -> None:
        self.numbering = numbering
        self.hidden_styles = hidden_styles
        self.hidden = 0
        """Runs that Word does not show."""

    def lines(self, element: Any) -> Iterator[str]:
        """The lines of all that is in an element, in order; of text boxes behind the paragraph they hang on."""
        # No recursion: a hostile file nests deeper than Python's stack.
        waiting = [iter(element)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
            elif child.tag == f"{W}p":
                boxes: list[Any] = []
                if _style(child, "pPr/{}pStyle") in self.hidden_styles:
                    self.hidden += 1
                    continue
                yield self.numbering.number_of(child) + self._text(child, boxes)
                waiting.extend(iter(box) for box in reversed(boxes))
            elif child.tag == f"{W}tr" and (row := self._row(child)) is not None:
                yield row
            elif child.tag not in _NOT_SHOWN:
                waiting.append(iter(child))

    def _row(self, row: Any) -> str | None:
        """A row as one line; None where a cell holds several paragraphs or a table, whose lines are their own."""
        cells = list(row.iter(f"{W}tc"))
        if any(_has_own_lines(cell) for cell in cells):  # asked first, as numbers are counted once
            return None
        return "\t".join(self._cell(cell) for cell in cells)

    def _cell(self, cell: Any) -> str:
        """A cell on one line, empty if nothing is in it, so that the cells behind it stay in their columns."""
        shown: list[str] = []
        is_covered = _is_covered(cell)
        for child in cell.iterchildren(f"{W}p"):
            if _holds(child, "t"):
                shown.append(self.numbering.number_of(child) + self._text(child, []))
            elif not is_covered:
                shown.append(self.numbering.number_of(child))
        return " ".join(" ".join(filter(None, shown)).split("\n"))

    def _text(self, paragraph: Any, boxes: list[Any]) -> str:
        pieces: list[str] = []
        waiting = [iter(paragraph)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
            elif child.tag == f"{W}t":
                pieces.append(child.text or "")
            elif child.tag in _BREAKS:
                pieces.append(_BREAKS[child.tag])
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif child.tag == f"{W}r" and self._is_hidden(child):
                self.hidden += 1
            elif child.tag not in _NOT_SHOWN:
                waiting.append(iter(child))
        return "".join(pieces)

    def _is_hidden(self, run: Any) -> bool:
        says = _vanishes(run.find(f"{W}rPr"))
        return _style(run, "rPr/{}rStyle") in self.hidden_styles if says is None else says


def _has_own_lines(cell: Any) -> bool:
    """Whether a cell holds several paragraphs with text, a table or a text box."""
    found = [child for child in cell.iterchildren() if child.tag != f"{W}tcPr"]
    if any(child.tag != f"{W}p" or _holds(child, "txbxContent") for child in found):
        return True
    return sum(_holds(child, "t") for child in found) > 1


def _holds(element: Any, name: str) -> bool:
    return next(element.iter(f"{W}{name}"), None) is not None


def _is_covered(cell: Any) -> bool:
    """Whether a cell is merged into the one above it, so that Word prints no number in it."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def _vanishes(properties: Any) -> bool | None:
    """Whether text with these properties is hidden; None if they do not say."""
    vanish = None if properties is None else properties.find(f"{W}vanish")
    return None if vanish is None else vanish.get(f"{W}val", "1") not in ("0", "false", "off")


def _style(element: Any, path: str) -> str | None:
    style = element.find(W + path.format(W))
    return None if style is None else style.get(f"{W}val")


def _hidden_styles(document: Any) -> Iterator[str]:
    """The styles whose text is hidden, by themselves or by the style that they are based on."""
    own: dict[str, tuple[bool | None, str | None]] = {}
    for style in document.styles.element.iter(f"{W}style"):
        own[style.get(f"{W}styleId", "")] = (_vanishes(style.find(f"{W}rPr")), _style(style, "basedOn"))
    for name in own:
        at: str | None = name
        for _ in range(20):  # a chain, or a circle in a broken file
            says, at = own.get(at or "", (False, None))
            if says is not None:
                break
        if says:
            yield name


def _has(document: Any, kind: str) -> bool:
    return any(relation.reltype.endswith(f"/{kind}") for relation in document.part.rels.values())


def _check_size(data: bytes) -> None:
    """Sees that a file unpacks to no more than it may; zipfile unpacks no part beyond the size that is stated for it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
        raise SourceError(
            "too_large",
            f"unpacks to {size:,} bytes in {len(parts):,} parts; at most {_MOST_UNPACKED:,} in {_MOST_PARTS:,} are read.",
            hint="Take its pictures out, or export it as text.",
        )
