"""Plain text: a file a speech, a paragraph a line, exactly `Speech.text`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chuangwen_corpus.records import Document


def write(documents: Iterator[Document], folder: Path) -> Iterator[Path]:
    """Writes `<speech_id>.txt` for each speech: its text and one line end."""
    for document in documents:
        for speech in document.speeches:
            file = folder / f"{speech.speech_id}.txt"
            file.write_text(speech.text + "\n", encoding="utf-8", newline="\n")
            yield file
