"""Who a speaker is, on printed speakers of many kinds; the expected values stand in `speakers.tsv`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.genre.offices import read_speaker

SPEAKERS = [
    tuple(None if cell == "-" else cell for cell in line.split("\t"))
    for line in Path(__file__).with_name("speakers.tsv").read_text("utf-8").splitlines()[1:]
]


def read(printed: str) -> tuple[str | None, ...]:
    speaker = read_speaker(fold(printed))
    parts = (printed[slice(*span)] if span else None for span in speaker[:3])
    return (*parts, speaker.kind, speaker.level)


@pytest.mark.parametrize("row", SPEAKERS, ids=lambda row: row[0])
def test_a_speaker_is_read(row: tuple[str | None, ...]) -> None:
    printed, *expected = row
    assert printed
    assert read(printed) == tuple(expected)
