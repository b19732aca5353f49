"""Vertical text for corpus managers such as NoSketch Engine: a token a line, structures as tags on lines of their own.

A token is its form, a tab and its tag of Universal Dependencies. A ``doc`` has its ``id`` and, where there is one, its
``title``; an ``s`` its ``id``, its ``kind`` and, in a speech, the ``speech`` it is of. ``&``, ``<``, ``>`` and, in
values, ``"`` are entities, so that no token is taken for a tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from chuangwen_corpus.formats import whole
from chuangwen_corpus.formats.spans import words
from chuangwen_corpus.records import Document

_QUOTE = {'"': "&quot;"}


def write(documents: Iterator[Document], folder: Path) -> Iterator[Path]:
    """Writes `corpus.vert`, all documents one behind the other."""
    file = folder / "corpus.vert"
    with whole(file) as place, place.open("w", encoding="utf-8", newline="\n") as written:
        for document in documents:
            written.write(text(document))
    yield file


def text(document: Document) -> str:
    """A document as vertical text; a `doc` with nothing in it for a page without sentences."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    yield _opening("doc", id=document.document_id, title=document.title)
    for sentence in document.sentences:
        tokens = list(words(document, sentence.start_char, sentence.end_char))
        if not tokens:
            continue
        yield _opening("s", id=sentence.sentence_id, speech=sentence.speech_id, kind=sentence.kind)
        yield from (f"{escape(token.form)}\t{token.upos}" for token in tokens)
        yield "</s>"
    yield "</doc>"


def _opening(name: str, **values: str | None) -> str:
    """The tag that opens a structure; a value is on one line, and left out where there is none."""
    said = (f' {key}="{escape(" ".join(value.split()), _QUOTE)}"' for key, value in values.items() if value)
    return f"<{name}{''.join(said)}>"
