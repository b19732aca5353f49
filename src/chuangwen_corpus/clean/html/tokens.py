"""The tokens of a page with exact offsets: markup and text, end to end, nothing between them left out.

turbohtml's tokenizer gives line and column. It reads a copy in which every line end is a blank, so there is one
line and a column is an offset; to the tokenizer all white space is alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from turbohtml import TokenType, tokenize

from chuangwen_corpus.clean.aligned import Change
from chuangwen_corpus.genre.folding import HAN_CHARACTER

_MOST_RESTARTS = 8
"""How often a tag that never ends is taken for text, and what follows it read again."""
_NO_TAG = "</>"


class Tag(NamedTuple):
    """A start tag, or an end tag."""

    start: int
    end: int
    name: str
    closing: bool


class Other(NamedTuple):
    """Markup that is no tag: a comment, a declaration, what is left of a tag at the page's end."""

    start: int
    end: int
    rule: str


class Text(NamedTuple):
    """A run of text, with what its character references stand for."""

    start: int
    end: int
    changes: tuple[Change, ...] = ()


Piece = Tag | Other | Text
_DECLARATIONS = (TokenType.DOCTYPE, TokenType.PROCESSING_INSTRUCTION)


def attributes(tag: str) -> list[tuple[str, str]]:
    """The attributes of a tag, given as it is written, with their values."""
    return next(tokenize(tag)).attrs or []


def pieces(text: str) -> Iterator[Piece]:
    """The page in pieces: each begins where the one before it ends."""
    flat = text.replace("\n", " ").replace("\r", " ")
    start = 0
    for _ in range(_MOST_RESTARTS):
        end = start
        for piece in _tokens(flat, start):
            yield piece
            end = piece.end
        if end == len(flat):
            return
        if not HAN_CHARACTER.search(flat, end):
            yield Other(end, len(flat), "html.unfinished")
            return
        # The page ends inside a tag that holds Chinese: so the bracket opened none.
        start = flat.find("<", end + 1)
        if start < 0:
            break
        yield Text(end, start)
    else:
        end = start
    yield Text(end, len(flat))


def _tokens(flat: str, base: int) -> Iterator[Piece]:
    """The tokens from `base` on, up to a tag that does not end; adjacent text is one piece."""
    end = base
    text: tuple[int, int] | None = (
        None  # where a run of text starts, and how long it is without what is no token
    )
    run: list[Change] = []
    begun = -1
    for token in tokenize(flat[base:] if base else flat, resolve_references=False, capture_source=True):
        kind, start = token.type, base + token.col
        if text:
            run += _holes(flat, *text, start)
            text = None
        elif start > end and begun >= 0:
            run.append(Change(end, start, "", "html.tag"))
        elif start > end:
            yield Other(end, start, "html.tag")
        if kind is TokenType.TEXT:
            text = (start, len(token.data or ""))
            begun = start if begun < 0 else begun
            end = start + text[1]
            continue
        end = start + len(token.source or "")
        if kind is TokenType.CHARACTER_REFERENCE:
            begun = start if begun < 0 else begun
            run.append(Change(start, end, token.data or "", "html.entity"))
            continue
        if begun >= 0:
            yield Text(begun, start, tuple(run))
            run, begun = [], -1
        if kind is TokenType.START_TAG or kind is TokenType.END_TAG:
            yield Tag(start, end, token.tag or "", kind is TokenType.END_TAG)
        else:
            yield Other(start, end, _rule(kind, token.source or ""))
    if text and end < len(flat):
        at = flat.find(_NO_TAG, text[0])
        while 0 <= at <= end:
            end += len(_NO_TAG)
            at = flat.find(_NO_TAG, at + len(_NO_TAG))
        run += _holes(flat, *text, end)
    if begun >= 0:
        yield Text(begun, end, tuple(run))


def _holes(flat: str, start: int, length: int, end: int) -> Iterator[Change]:
    """Each ``</>`` in a run of text; the tokenizer leaves them out where they are no text."""
    if end - start == length:
        return
    at = flat.find(_NO_TAG, start, end)
    while at >= 0:
        yield Change(at, at + len(_NO_TAG), "", "html.tag")
        at = flat.find(_NO_TAG, at + len(_NO_TAG), end)


def _rule(kind: TokenType, source: str) -> str:
    if not source.endswith(("-->", "--!>") if source.startswith("<!--") else ">"):
        return "html.unfinished"
    return "html.declaration" if kind in _DECLARATIONS else "html.comment"
