"""Gold spans of a layer, marked in the text of a page instead of written as offsets.

    python tools/marked.py PAGE.txt LAYER > marked.txt     prints the page, each span of the layer as ⟦今天|kind=relative⟧
    python tools/marked.py PAGE.txt LAYER marked.txt       reads the spans back into PAGE.ann

Spans may stand inside others: ⟦市委、⟦市政府⟧⟧. Spans of other layers, and ids of spans that stay, are kept as they are.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate.standoff import Span, read

_MARK = re.compile("[⟦⟧]")
_ATTRIBUTES = re.compile(r"\|(?P<pairs>[a-z_]+=[^|⟦⟧]*(?:\|[a-z_]+=[^|⟦⟧]*)*)\Z")
Key = tuple[int, int, tuple[tuple[str, str], ...]]


def shown(text: str, spans: Sequence[Span]) -> str:
    """A page with spans marked in it.

    Raises:
        ChuangwenError: The page itself has such marks, or two spans cross.
    """
    if found := _MARK.search(text):
        raise ChuangwenError(f"holds {found[0]}, so spans cannot be marked in it.", path="the page")
    ends: list[Span] = []
    pieces: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        while ends and ends[-1].end <= span.start:
            at = _close(text, at, ends.pop(), pieces)
        if ends and span.end > ends[-1].end:
            raise ChuangwenError(
                f"{text[span.start : span.end]!r} crosses {text[ends[-1].start : ends[-1].end]!r}.",
                path="the page",
            )
        pieces += (text[at : span.start], "⟦")
        at = span.start
        ends.append(span)
    while ends:
        at = _close(text, at, ends.pop(), pieces)
    return "".join(pieces) + text[at:]


def _close(text: str, at: int, span: Span, pieces: list[str]) -> int:
    pairs = "".join(f"|{name}={value}" for name, value in span.attributes.items())
    pieces += (text[at : span.end], pairs, "⟧")
    return span.end


def marked(text: str, layer: str) -> tuple[str, list[Span]]:
    """The text without its marks, and the spans in the order of their starts.

    Raises:
        ChuangwenError: A mark has no other half, or holds nothing.
    """
    plain = ""
    opened: list[tuple[int, str]] = []
    spans: list[Span] = []
    position = 0
    for mark in _MARK.finditer(text):
        piece, position = text[position : mark.start()], mark.end()
        place = f"line {text.count(chr(10), 0, mark.start()) + 1}"
        if mark[0] == "⟦":
            plain += piece
            opened.append((len(plain), place))
            continue
        if not opened:
            raise ChuangwenError("⟧ closes nothing.", path=place, hint="Put ⟦ before the span.")
        said = _ATTRIBUTES.search(piece)
        plain += piece[: said.start()] if said else piece
        start, _ = opened.pop()
        if start == len(plain):
            raise ChuangwenError("⟦⟧ holds nothing.", path=place)
        pairs = (pair.split("=", 1) for pair in said["pairs"].split("|")) if said else ()
        spans.append(Span(layer, start, len(plain), dict(pairs)))
    if opened:
        raise ChuangwenError("⟦ is not closed.", path=opened[-1][1], hint="Put ⟧ behind the span.")
    return plain + text[position:], sorted(spans, key=lambda span: (span.start, -span.end))


def merged(gold: str, text: str, layer: str, spans: Sequence[Span]) -> str:
    """A file of annotations with the spans of one layer replaced.

    Args:
        gold: The file as it is; empty if there is none yet.
        text: The page.
        layer: The layer.
        spans: All its spans.
    """
    wanted = {_key(span): span for span in spans}
    ids = dict(_ids(gold, layer))
    kept = {name for name, key in ids.items() if key in wanted}
    lines = [line for line in gold.splitlines() if _of(line) not in ids.keys() - kept]
    numbers = {
        letter: max([0, *map(int, re.findall(rf"^{letter}(\d+)\t", gold, re.MULTILINE))]) for letter in "TA"
    }
    known = {ids[name] for name in kept}
    for key, span in wanted.items():
        if key in known:
            continue
        numbers["T"] += 1
        lines.append(f"T{numbers['T']}\t{layer} {span.start} {span.end}\t{text[span.start : span.end]}")
        for name, value in span.attributes.items():
            numbers["A"] += 1
            lines.append(f"A{numbers['A']}\t{name} T{numbers['T']} {value}")
    return "".join(f"{line}\n" for line in lines)


def _key(span: Span) -> Key:
    return span.start, span.end, tuple(sorted(span.attributes.items()))


def _ids(gold: str, layer: str) -> Iterator[tuple[str, Key]]:
    """The ids of the spans of a layer, each with its place and attributes."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for name, owner, value in re.findall(r"^A\d+\t(\S+) (T\d+) (.*)$", gold, re.MULTILINE):
        pairs.setdefault(owner, []).append((name, value))
    for name, start, end in re.findall(rf"^(T\d+)\t{re.escape(layer)} (\d+) (\d+)\t", gold, re.MULTILINE):
        yield name, (int(start), int(end), tuple(sorted(pairs.get(name, ()))))


def _of(line: str) -> str | None:
    """The span that a line speaks of."""
    found = re.match(r"(T\d+)\t|A\d+\t\S+ (T\d+) ", line)
    return (found[1] or found[2]) if found else None


def read_marked(file: Path, page: Path, text: str, layer: str) -> list[Span]:
    """The spans of a marked page.

    Raises:
        ChuangwenError: A mark is wrong, or the words are not those of the page.
    """
    plain, spans = marked(file.read_bytes().decode("utf-8"), layer)
    if plain == text:
        return spans
    pairs = enumerate(zip(plain, text, strict=False))
    at = next((i for i, (one, other) in pairs if one != other), min(len(plain), len(text)))
    raise ChuangwenError(
        f"has other words than {page}: {plain[at : at + 12]!r}, not {text[at : at + 12]!r}.",
        path=f"{file}:{text.count(chr(10), 0, at) + 1}",
        hint="Change nothing but the marks.",
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", type=Path)
    parser.add_argument("layer")
    parser.add_argument("marked", type=Path, nargs="?", help="the page with its spans marked")
    options = parser.parse_args()
    text = options.page.read_bytes().decode("utf-8")
    gold = options.page.with_suffix(".ann")
    before = gold.read_bytes().decode("utf-8") if gold.exists() else ""
    try:
        known = read(gold, text) if before else []
        if options.marked is None:
            own = [span for span in known if span.layer == options.layer]
            sys.stdout.buffer.write(shown(text, own).encode())
            return
        spans = read_marked(options.marked, options.page, text, options.layer)
    except ChuangwenError as error:
        sys.exit(str(error))
    gold.write_bytes(merged(before, text, options.layer, spans).encode())


if __name__ == "__main__":
    main()
