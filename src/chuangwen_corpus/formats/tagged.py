"""Tagged text: a file a speech, a sentence a line, ``word/TAG`` with the tags of Universal Dependencies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chuangwen_corpus.formats.spans import words, write_texts
from chuangwen_corpus.records import Document


def write(documents: Iterator[Document], folder: Path) -> Iterator[Path]:
    """Writes `<speech_id>.pos` for each speech."""
    return write_texts(_texts(documents), folder)


def _texts(documents: Iterator[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for speech in document.speeches:
            lines = (
                " ".join(
                    f"{word.form}/{word.upos}"
                    for word in words(document, sentence.start_char, sentence.end_char)
                )
                for sentence in speech.sentences
            )
            yield f"{speech.speech_id}.pos", "".join(f"{line}\n" for line in lines)
