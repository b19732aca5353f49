"""Draws the pictures of docs/gallery.md into docs/gallery; `--check` says which are stale.

They show the released corpus and a sample of 300 pages, which is made and built here (about two minutes). The sample is
the same everywhere (docs/sample.md), texts are outlines of one font, and nothing is placed at random: so the same
versions of the package, of vl-convert and of the font give the same bytes, and `--check` compares them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import chuangwen_corpus as cw
from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.plot.picture import Plot
from chuangwen_corpus.sample import write

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs/gallery"
WORDS = ["创建", "任务", "教育", "责任", "安全"]

RELEASED: dict[str, Callable[[Corpus], Plot]] = {
    "structure": lambda corpus: corpus.plot.structure(corpus.speeches["speech_id"][1].as_py()),
    "dispersion": lambda corpus: corpus.plot.dispersion(WORDS),
    "keyness": lambda corpus: corpus.filter(speaker="教育系统").plot.keyness(limit=20),
    "layers": lambda corpus: corpus.plot.layers(),
}
SAMPLE: dict[str, Callable[[Corpus], Plot]] = {
    "sample-structure": lambda corpus: corpus.plot.structure(corpus.speeches["speech_id"][1].as_py()),
    "sample-dispersion": lambda corpus: corpus.plot.dispersion(WORDS, by="kind"),
    "sample-keyness": lambda corpus: corpus.filter(kind="school").plot.keyness(),
    "sample-layers": lambda corpus: corpus.plot.layers(by="kind"),
    "sample-layers-of-speeches": lambda corpus: corpus.plot.layers(limit=25),
    "sample-reuse": lambda corpus: corpus.plot.reuse(limit=40),
}


def drawn() -> dict[str, bytes]:
    """The files of the gallery by name."""
    found = {f"{name}.svg": draw(cw.load()).svg.encode() for name, draw in RELEASED.items()}
    with tempfile.TemporaryDirectory() as folder:
        write(300, Path(folder) / "pages", seed=5)
        cw.build(Path(folder) / "pages", Path(folder) / "corpus", formats=["parquet"])
        corpus = cw.load(Path(folder) / "corpus")
        found |= {f"{name}.svg": draw(corpus).svg.encode() for name, draw in SAMPLE.items()}
    return found


def main() -> int:
    """Writes the pictures, or compares them."""
    pictures = drawn()
    if "--check" not in sys.argv[1:]:
        PICTURES.mkdir(exist_ok=True)
        for name, picture in pictures.items():
            (PICTURES / name).write_bytes(picture)
        return 0
    stale = [
        name
        for name, picture in pictures.items()
        if not (PICTURES / name).is_file() or (PICTURES / name).read_bytes() != picture
    ]
    stale += sorted({file.name for file in PICTURES.iterdir()} - pictures.keys())
    for name in stale:
        print(f"docs/gallery/{name}: stale; run python tools/gallery.py")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
