"""Vertical text for corpus managers such as NoSketch Engine: a token a line, structures as tags on lines of their own.

A token is its form, a tab and its tag of Universal Dependencies. A ``doc`` has its ``id`` and ``title``, a ``speech`` its
``id`` and what a query is restricted by (`OF_SPEECH`), an ``s`` its ``id`` and ``kind``; a value that is not known is
left out. ``&``, ``<``, ``>`` and, in values, ``"`` are entities, so that no token is taken for a tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from chuangwen_corpus.formats import whole
from chuangwen_corpus.formats.spans import words
from chuangwen_corpus.records import Document, Sentence

OF_SPEECH = ("title", "speaker", "office", "unit", "kind", "level", "date_iso", "genre", "campaign")
"""The fields of a speech that its structure has as attributes."""
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
    speeches = {speech.speech_id: speech for speech in document.speeches}
    yield _opening("doc", id=document.document_id, title=document.title)
    for speech_id, sentences in groupby(document.sentences, lambda sentence: sentence.speech_id):
        if speech_id is None:
            yield from _sentences(document, sentences)
            continue
        speech = speeches[speech_id]
        yield _opening("speech", id=speech_id, **{name: getattr(speech, name) for name in OF_SPEECH})
        yield from _sentences(document, sentences)
        yield "</speech>"
    yield "</doc>"


def _sentences(document: Document, sentences: Iterator[Sentence]) -> Iterator[str]:
    for sentence in sentences:
        tokens = list(words(document, sentence.start_char, sentence.end_char))
        if not tokens:
            continue
        yield _opening("s", id=sentence.sentence_id, kind=sentence.kind)
        yield from (f"{escape(token.form)}\t{token.upos}" for token in tokens)
        yield "</s>"


def _opening(name: str, **values: str | None) -> str:
    """The tag that opens a structure; a value is on one line, and left out where there is none."""
    said = (f' {key}="{escape(" ".join(value.split()), _QUOTE)}"' for key, value in values.items() if value)
    return f"<{name}{''.join(said)}>"
