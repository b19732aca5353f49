"""What the formats share: tokens of a stretch of text, annotations by sentence, files of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from chuangwen_corpus.records import Annotation, Document


def write_texts(texts: Iterable[tuple[str, str]], folder: Path) -> Iterator[Path]:
    """Writes a file for each name and text, as they come."""
    for name, text in texts:
        file = folder / name
        file.write_text(text, encoding="utf-8", newline="\n")
        yield file


class Word(NamedTuple):
    """A token and the white space behind it, up to the next token or the end of the stretch."""

    form: str
    xpos: str
    upos: str
    start: int
    end: int
    space: str


def words(document: Document, start: int, end: int) -> Iterator[Word]:
    """The tokens of ``text[start:end]``, which nothing but white space parts."""
    tokens = document.tokens
    first, last = bisect_left(tokens.start_char, start), bisect_left(tokens.start_char, end)
    for i in range(first, last):
        follows = tokens.start_char[i + 1] if i + 1 < last else end
        yield Word(
            tokens.form[i], tokens.xpos[i], tokens.upos[i], tokens.start_char[i], tokens.end_char[i],
            document.text[tokens.end_char[i] : follows],
        )  # fmt: skip


def by_sentence(document: Document) -> dict[str | None, list[Annotation]]:
    """The annotations by the sentence they start in; under None those outside all sentences."""
    found: dict[str | None, list[Annotation]] = {}
    for annotation in document.annotations:
        found.setdefault(annotation.sentence_id, []).append(annotation)
    return found
