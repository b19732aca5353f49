"""Plain text: a file a speech, a paragraph a line, exactly `Speech.text`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chuangwen_corpus.formats.spans import write_texts
from chuangwen_corpus.records import Document


def write(documents: Iterator[Document], folder: Path) -> Iterator[Path]:
    """Writes `<speech_id>.txt` for each speech: its text and one line end."""
    speeches = (speech for document in documents for speech in document.speeches)
    return write_texts(((f"{s.speech_id}.txt", f"{s.text}\n") for s in speeches), folder)
