"""The same speeches poured into different pages come out the same."""

from __future__ import annotations

import random

import pytest

from chuangwen_corpus.genre.folding import fold
from chuangwen_corpus.parsing import parse
from chuangwen_corpus.records import Document
from chuangwen_corpus.sample.layout import HEADINGS, LINES, MARKINGS, PUNCTUATION, Layout, pour
from chuangwen_corpus.sample.talk import HAN_NUMBERS, Talk
from material import GENRES, SPEAKERS, TITLE_HEADS, talk

SEEDS = 60
QUICK_SEEDS = 20
LAYOUTS_A_SEED = 7
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be")


def plain(text: str | None) -> str:
    return "".join(fold(text or "").split())


def speeches_of(document: Document) -> list[tuple]:
    """What must not depend on the page: speeches, sections, sentences; without a heading's stop."""
    return [
        (
            plain(s.salutation),
            tuple((x.level, x.marker, plain(x.heading)) for x in s.sections if x.marker),
            tuple(plain(p.text) for p in s.paragraphs),
            tuple((x.kind, plain(x.text).rstrip("。")) for x in s.sentences),
        )
        for s in document.speeches
    ]


@pytest.mark.parametrize(
    "seed",
    [seed if seed < QUICK_SEEDS else pytest.param(seed, marks=pytest.mark.slow) for seed in range(SEEDS)],
)
def test_layout_encoding_and_punctuation_change_nothing(seed: int) -> None:
    choose = random.Random(seed)
    count = choose.randint(2, 5)
    talks: list[Talk] = [talk(choose, "", nested=seed % 3 == 0) for _ in range(count)]
    base = choose.choice(TITLE_HEADS) + choose.choice(GENRES)
    speakers = choose.sample(SPEAKERS, count)
    found: dict[tuple, str] = {}
    for i in range(LAYOUTS_A_SEED):
        loose = choose.random() < 0.7
        lines = choose.choice([line for line in LINES if line != "wrapped_plain"])  # it hides paragraphs
        split = loose and not lines.startswith("one_line")
        layout = Layout(
            choose.choice([m for m in MARKINGS if m != "han_speakers"]),  # it shifts the levels by one
            lines,
            choose.choice(HEADINGS), choose.choice(PUNCTUATION), furniture=loose,
            contents=split and choose.random() < 0.2, middle=split and choose.random() < 0.2,
            traditional=choose.random() < 0.2,
        )  # fmt: skip
        page, _ = pour(
            talks, base, f"{base}{HAN_NUMBERS[count - 1]}篇", layout, random.Random(seed * 100 + i), speakers
        )
        encoding = choose.choice(ENCODINGS)
        document = parse(page.encode(encoding))
        assert document.restore() == page.encode(encoding)
        said = tuple(speeches_of(document))
        found.setdefault(said, f"{layout} in {encoding}")
    assert len(found) == 1, "\n".join(found.values())
    assert len(next(iter(found))) == count


@pytest.mark.parametrize("seed", range(20))
def test_pages_of_one_speech(seed: int) -> None:
    choose = random.Random(500 + seed)
    one = talk(choose, "")
    base = choose.choice(TITLE_HEADS) + choose.choice(GENRES)
    layout = Layout("titles", choose.choice(LINES), HEADINGS[seed % 2], PUNCTUATION[seed % 3])
    page, (wanted,) = pour([one], base, None, layout, random.Random(seed), [choose.choice(SPEAKERS)])
    (speech,) = parse(page).speeches
    assert plain(speech.text) == plain(wanted.body)
    assert plain(speech.title) == plain(wanted.title)
