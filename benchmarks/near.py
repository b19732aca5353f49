"""How well near duplicates of documents are found: `python benchmarks/near.py` prints the tables of docs/reuse.md.

Each document of the released corpus and of the pages in tests/ that is long enough is copied with one change: a share of its words
replaced by other words of the same length, at random; a share of its sentences left out; lines of a site put in that no rule
drops. Originals and copies stand behind pages of `chuangwen sample`. Recall is the share of copies that are named with their
original; precision the share of these among all rows that an original or a copy is in. The rows of the sample's own pages are held
against its file of copies: right is a pair of pages of which one copies the other, or both the same third.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import chuangwen_corpus as cw
from chuangwen_corpus import sample
from chuangwen_corpus.evaluate import wilson
from chuangwen_corpus.reuse.near import LEAST, NearDuplicate, NearFinder, near_duplicates
from chuangwen_corpus.reuse.sketches import sketch
from reuse import ROOT, changed, vocabulary_of, words_of

PAGES = ("raw/*.txt", "tests/golden/pages/*", "tests/golden/cases/pages/*", "tests/layers/*/*.txt")
SITE = (
    "本页由旧版网站迁移而来，图片可能无法显示，请以纸质材料为准。",
    "阅读本页的人还看了去年的工作总结和学习体会各三篇。",
    "如需与本页编辑联系，请在工作日上午致电值班室。",
)
SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]*")
LEASTS = (0.5, 0.65, LEAST)
Change = Callable[[str, random.Random], str]


def documents_of_pages() -> list[str]:
    """The texts of documents that are long enough and nearly repeat no other."""
    texts: dict[str, None] = {}
    for pattern in PAGES:
        for file in sorted(ROOT.glob(pattern)):
            try:
                text = cw.parse(file, layers=()).text
            except cw.SourceError:
                continue
            if sketch(text):
                texts[text] = None
    named = {int(row.document_id) for row in near_duplicates((str(i), t) for i, t in enumerate(texts))}
    return [text for i, text in enumerate(texts) if i not in named]


def changes(texts: list[str]) -> Iterator[tuple[str, Change]]:
    """What is done to copies, with its name."""
    vocabulary = vocabulary_of(words_of(texts))

    def reworded(rate: float) -> Change:
        return lambda text, choose: "".join(
            changed(words, rate, vocabulary, choose) for words in words_of([text])
        )

    def shortened(rate: float) -> Change:
        def drop(text: str, choose: random.Random) -> str:
            parts = SENTENCE.findall(text)
            gone = set(choose.sample(range(len(parts)), round(rate * len(parts))))
            return "".join(part for i, part in enumerate(parts) if i not in gone)

        return drop

    def furnished(text: str, choose: random.Random) -> str:
        lines = text.split("\n")
        for line in SITE:
            lines.insert(choose.randint(0, len(lines)), line)
        return "\n".join(lines)

    for rate in (0.0, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3):
        yield f"{rate:.0%} of the words replaced", reworded(rate)
    for rate in (0.05, 0.1, 0.2, 0.3):
        yield f"{rate:.0%} of the sentences left out", shortened(rate)
    yield "three lines of a site put in", furnished


def found(sketches: Iterable[tuple[str, bytes]], least: float) -> list[NearDuplicate]:
    """What `near_duplicates` gives, of sketches that are made once for all `LEASTS`."""
    with closing(sqlite3.connect("", isolation_level=None)) as memo:
        memo.execute("BEGIN")
        finder = NearFinder(memo, least)
        return [row for name, own in sketches if (row := finder.find(name, own))]


def said(count: int, total: int) -> str:
    """A share with its interval (Wilson, 95 %)."""
    low, high = wilson(count, total)
    return f"{count / total:.3f} ({low:.3f}–{high:.3f})" if total else "–"


def planted(background: list[tuple[str, bytes]], seed: int) -> Iterator[str]:
    """A row for each change: recall at each of `LEASTS`, precision at the one of a build."""
    texts = documents_of_pages()
    pages = [(f"page {i}", sketch(text)) for i, text in enumerate(texts)]
    for name, change in changes(texts):
        choose = random.Random(f"{seed}/{name}")
        copies = [(f"copy {i}", sketch(change(text, choose))) for i, text in enumerate(texts)]
        kept = [one for one in copies if one[1]]
        cells = []
        for least in LEASTS:
            every = found([*background, *pages, *kept], least)
            rows = [row for row in every if row.document_id[:4] in ("page", "copy")]
            right = sum(row.representative_id == f"page {row.document_id[5:]}" for row in rows)
            cells.append(said(right, len(kept)))
            if least == LEAST:
                precision = said(right, len(rows))
        yield f"| {name} | {len(kept)} | {' | '.join(cells)} | {precision} |"


def of_sample(pages: list[tuple[str, bytes]], truth: Path) -> Iterator[str]:
    """Near duplicates among the sample's own pages, against what is known of its copies."""
    models: defaultdict[str, set[str]] = defaultdict(set)
    for row in map(json.loads, truth.read_text(encoding="utf-8").splitlines()):
        models[row["page"]].add(row["of_page"])

    def right(row: NearDuplicate) -> bool:
        one, other = ({name, *models[name]} for name in (row.document_id, row.representative_id))
        return bool(one & other)

    for least in LEASTS:
        rows = found(pages, least)
        yield f"| {least} | {len(pages):,} | {len(rows)} | {said(sum(map(right, rows)), len(rows))} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000, help="pages of the sample")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truth = sample.write(options.pages, folder / "pages", seed=options.seed).truth
        cw.build(folder / "pages", folder / "corpus", formats=("parquet",), layers=())
        documents = cw.load(folder / "corpus").documents
        rows = zip(documents["path"].to_pylist(), documents["text"].to_pylist(), strict=True)
        pages = [(path, own) for path, text in rows if (own := sketch(text))]
        print("| least | pages | rows | right |\n|---:|---:|---:|---:|")
        for line in of_sample(pages, truth):
            print(line, flush=True)
        heads = " | ".join(f"recall at {least}" for least in LEASTS)
        print(f"\n| copy | n | {heads} | precision at {LEAST} |\n|---|{'---:|' * (len(LEASTS) + 2)}")
        for line in planted(pages, options.seed):
            print(line, flush=True)


if __name__ == "__main__":
    main()
