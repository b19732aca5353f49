"""The notes of decisions are short, of one form, and in their index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT

FOLDER = ROOT / "docs/decisions"
NOTES = sorted(FOLDER.glob("[0-9]*.md"))


def test_the_index_names_every_note_in_order() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    titles = [note.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for note in NOTES]
    assert re.findall(r"^- \[(.*)\]\((.*)\)$", index, re.MULTILINE) == [
        (title, note.name) for title, note in zip(titles, NOTES, strict=True)
    ]
    assert [title.partition(".")[0] for title in titles] == [str(n) for n in range(1, len(NOTES) + 1)]


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_a_note_is_short_and_points_at_files_that_are_there(note: Path) -> None:
    text = note.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 40
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Context", "Decision", "Given up", "Look at it again when",
    ]  # fmt: skip
    source = ROOT / "src/chuangwen_corpus"
    for name in re.findall(r"`([\w/]+(?:\.py|\.tsv|/))`", text):
        assert (source / name).exists(), name
    for name in re.findall(r"\b([a-z-]+\.md)\b", text):
        assert (ROOT / "docs" / name).exists(), name
