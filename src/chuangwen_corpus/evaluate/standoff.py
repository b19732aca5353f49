"""Gold annotations in brat's stand-off format: a page `x.txt`, its annotations in `x.ann`.

    T1<tab>commitment 74 92<tab>我局将坚决服从市委、市政府的统一部署
    A1<tab>kind T2 relative

Offsets are code points of the page as it stands in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from chuangwen_corpus.errors import ChuangwenError


@dataclass(frozen=True, slots=True)
class Span:
    """A span marked by a reader."""

    layer: str
    start: int
    end: int
    attributes: dict[str, str] = field(default_factory=dict)


def read(file: Path, text: str) -> list[Span]:
    """The spans of an `.ann` file.

    Args:
        file: The file.
        text: The page it speaks of; each span must say what stands there.

    Raises:
        ChuangwenError: The file is no UTF-8, a line is not of the format, a span has the id of another, or is not what
            stands at its offsets.
    """
    spans: dict[str, Span] = {}
    attributes: list[tuple[int, list[str]]] = []
    # Not splitlines(), which parts a line at characters that may stand in a span, such as a form feed.
    for number, line in enumerate(_content(file).split("\n"), 1):
        place = f"{file}:{number}"
        if line.startswith("T"):
            try:
                name, where, said = line.split("\t")
                layer, start, end = where.split(" ")
                span = Span(layer, int(start), int(end))
            except ValueError:
                raise ChuangwenError("is no span (T1<tab>layer start end<tab>text).", path=place) from None
            if text[span.start : span.end] != said:
                raise ChuangwenError(
                    f"says {said!r}, but {text[span.start : span.end]!r} stands there.", path=place
                )
            if name in spans:
                message, hint = f"{name} is the id of a span above, too.", "Give each span its own id."
                raise ChuangwenError(message, path=place, hint=hint)
            spans[name] = span
        elif line.startswith("A"):
            attributes.append((number, line.partition("\t")[2].split(" ", 2)))
        elif line.strip() and not line.startswith("#"):
            raise ChuangwenError("is neither a span (T) nor an attribute (A) nor a note (#).", path=place)
    for number, parts in attributes:
        if len(parts) < 3 or parts[1] not in spans:
            raise ChuangwenError("is no attribute of a span (A1<tab>name T1 value).", path=f"{file}:{number}")
        spans[parts[1]].attributes[parts[0]] = parts[2]
    return list(spans.values())


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ChuangwenError("is no UTF-8.", path=f"{file}:{line}", hint="Save it as UTF-8.") from None
