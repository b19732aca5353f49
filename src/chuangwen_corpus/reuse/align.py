"""Two texts beside each other: what is the same and what differs, exactly."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein
from rich.cells import cell_len

from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.terminal import visible

By = Literal["characters", "words"]
_WIDTH = 76
_MARKS = {"equal": " ", "replace": "~", "delete": "-", "insert": "+"}


class Piece(NamedTuple):
    """A stretch of both texts; in one of them it may be empty."""

    change: str
    """``equal``, ``replace``, ``delete`` (only the first has it) or ``insert`` (only the second)."""
    first: str
    second: str
    start_char: int
    """Where it starts in the first text, in code points."""
    second_start_char: int


@dataclass(frozen=True)
class Alignment:
    """The stretches of two texts in order; joined, they are the texts again.

    Printed, both texts stand below each other: ``~`` marks what was replaced, ``-`` what only the first has, ``+`` what only the second has.
    """

    pieces: tuple[Piece, ...]
    first_id: str = ""
    second_id: str = ""

    @property
    def first(self) -> str:
        """The first text."""
        return "".join(piece.first for piece in self.pieces)

    @property
    def second(self) -> str:
        """The second text."""
        return "".join(piece.second for piece in self.pieces)

    @property
    def changed(self) -> tuple[Piece, ...]:
        """The stretches that differ."""
        return tuple(piece for piece in self.pieces if piece.change != "equal")

    def __repr__(self) -> str:
        rows: list[list[str]] = [["", "", ""]]
        room = _WIDTH
        for change, one, two in _columns(self.pieces):
            wide = max(cell_len(one), cell_len(two))
            if wide > room and rows[-1][0] + rows[-1][1]:
                rows.append(["", "", ""])
                room = _WIDTH
            rows[-1][0] += one + " " * (wide - cell_len(one))
            rows[-1][1] += two + " " * (wide - cell_len(two))
            rows[-1][2] += _MARKS[change] * wide
            room -= wide
        heads = [line for line in (f"1 {self.first_id}", f"2 {self.second_id}") if line[2:]]
        body = [f"{name} {text}".rstrip() for row in rows for name, text in zip("12 ", row, strict=True)]
        return "\n".join([*heads, *(line for line in body if line.strip())])

    def _repr_html_(self) -> str:
        parts = []
        for piece in self.pieces:
            one, two = html.escape(piece.first), html.escape(piece.second)
            if piece.change == "equal":
                parts.append(one)
            else:
                parts.append(f"<del>{one}</del>" * bool(one) + f"<ins>{two}</ins>" * bool(two))
        return f"<p>{''.join(parts)}</p>"


def _columns(pieces: Sequence[Piece]) -> list[tuple[str, str, str]]:
    """What stands below each other: single characters where they are equal, else whole stretches, cut to a line."""
    columns: list[tuple[str, str, str]] = []
    for piece in pieces:
        if piece.change == "equal":
            columns += [
                (piece.change, visible(one, keep=""), visible(two, keep=""))
                for one, two in zip(piece.first, piece.second, strict=True)
            ]
            continue
        step = _WIDTH // 12
        for i in range(0, max(len(piece.first), len(piece.second)), step):
            one, two = piece.first[i : i + step], piece.second[i : i + step]
            columns.append((piece.change, visible(one, keep=""), visible(two, keep="")))
    return columns


def align(
    first: str, second: str, by: By = "characters", *, first_id: str = "", second_id: str = ""
) -> Alignment:
    """Sets two texts beside each other by the fewest changes (Levenshtein 1966), scripts and widths folded.

    Args:
        first: A text.
        second: Another one.
        by: What is compared: characters, or words as the package's segmenter cuts them.
        first_id: The id of the first, for whoever prints it.
        second_id: The id of the second.

    Raises:
        ValueError: `by` is neither.

    >>> align("我们要创建文明城市", "我們要建設文明城市")
    1 我们要创建文明城市
    2 我們要建設文明城市
            ~~~~
    """
    if by == "characters":
        ones: Sequence[str] = first
        others: Sequence[str] = second
    elif by == "words":
        ones, others = _words(first), _words(second)
    else:
        raise ValueError(f"by is {by!r}; it may be 'characters' or 'words'.")
    pieces = []
    start = second_start = 0
    for code in Levenshtein.opcodes([fold(one) for one in ones], [fold(two) for two in others]):
        one = "".join(ones[code.src_start : code.src_end])
        two = "".join(others[code.dest_start : code.dest_end])
        pieces.append(Piece(code.tag, one, two, start, second_start))
        start, second_start = start + len(one), second_start + len(two)
    return Alignment(tuple(pieces), first_id, second_id)


def _words(text: str) -> list[str]:
    """A text as words and, between them, white space."""
    from chuangwen_corpus.annotate import DEFAULT_ENGINE, engine, tokenize

    *_, starts, ends = tokenize(text, [(0, len(text))], engine(DEFAULT_ENGINE))
    words, at = [], 0
    for start, end in zip(starts, ends, strict=True):
        words += [text[at:start], text[start:end]]
        at = end
    return [word for word in (*words, text[at:]) if word]
