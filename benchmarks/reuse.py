"""How well and how fast text reuse is found: `python benchmarks/reuse.py` prints the curve of docs/reuse.md, `--scale 1000000` time and memory.

The curve: sentences that nobody has in common with another (by brute force) are copied with a share of their words replaced by other
words of the same length, chosen at random, and put among 20,000 sentences of `chuangwen sample`. Recall is the share of these
copies that are a pair with their original; precision the share of planted pairs among all pairs that any of these sentences is in.
They are sentences of the released corpus and of the pages in tests/, which were not written for the generator. --speeches takes the
generator's own copies. --minhash sets the candidates that MinHash gives, with rensa and datasketch (both to be installed), beside ours.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

import chuangwen_corpus as cw
from chuangwen_corpus import sample
from chuangwen_corpus.annotate import DEFAULT_ENGINE, engine, tokenize
from chuangwen_corpus.reuse import shingles
from chuangwen_corpus.reuse.find import find
from chuangwen_corpus.reuse.phrases import SHORTEST
from chuangwen_corpus.reuse.texts import content
from chuangwen_corpus.sample.dice import Dice
from chuangwen_corpus.sample.draft import drafted
from chuangwen_corpus.sample.stock import years

ROOT = Path(__file__).parents[1]
PAGES = ("raw/*.txt", "tests/golden/cases/pages/*", "tests/layers/*/*.txt")
RATES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
BACKGROUND = 20_000
ALIKE = 0.5
"""Similarity from which on two originals are too like each other to tell what is a copy of what."""
HAN = re.compile(r"[\u4e00-\u9fff]+")
Words = list[str]


def words_of(texts: list[str]) -> list[Words]:
    """Texts as words."""
    made: list[Words] = []
    for text in texts:
        _, forms, *_ = tokenize(text, [(0, len(text))], engine(DEFAULT_ENGINE))
        made.append(forms)
    return made


def sentences_of_pages() -> list[str]:
    """Sentences of the released page and of the pages in tests/."""
    found: dict[str, None] = {}
    for pattern in PAGES:
        for file in sorted(ROOT.glob(pattern)):
            try:
                document = cw.parse(file, layers=())
            except cw.SourceError:
                continue
            found |= dict.fromkeys(s.text for s in document.sentences if s.kind == "body")
    return list(found)


def sentences_of_sample(count: int, seed: str) -> list[str]:
    """Sentences of the generator, each once."""
    found: dict[str, None] = {}
    i = 0
    while len(found) < count:
        found |= dict.fromkeys(
            drafted(Dice(f"{seed}/{i}"), leader=i % 5 == 0, year=sorted(years())[i % 8]).sentences()
        )
        i += 1
    return list(found)[:count]


def apart(texts: list[str]) -> list[str]:
    """The texts that are like no other, by comparing each with each."""
    keys = [content(text) for text in texts]
    long = [i for i, key in enumerate(keys) if len(key) >= SHORTEST]
    lengths = np.array([len(keys[i]) for i in long])
    common = cdist(
        [keys[i] for i in long], [keys[i] for i in long], scorer=LCSseq.similarity, dtype=np.int32, workers=2
    )
    alike = 2 * common / (lengths[:, None] + lengths[None, :])
    within = common / np.minimum(lengths[:, None], lengths[None, :])
    np.fill_diagonal(alike, 0)
    np.fill_diagonal(within, 0)
    return [texts[i] for n, i in enumerate(long) if alike[n].max() < ALIKE and within[n].max() < 0.75]


def changed(words: Words, rate: float, vocabulary: dict[int, Words], choose: random.Random) -> str:
    """A text with a share of its words replaced by others of the same length."""
    at = [i for i, word in enumerate(words) if HAN.fullmatch(word)]
    made = list(words)
    for i in choose.sample(at, round(rate * len(at))):
        made[i] = choose.choice(vocabulary[len(words[i])])
    return "".join(made)


def vocabulary_of(texts: list[Words]) -> dict[int, Words]:
    """Words by length, as often as they are there."""
    found: dict[int, Words] = defaultdict(list)
    for words in texts:
        for word in words:
            if HAN.fullmatch(word):
                found[len(word)].append(word)
    return found


def tables_of(texts: list[str]) -> dict[str, pa.Table]:
    """Tables in which each text is a speech of its own, so that none is a neighbour."""
    count = len(texts)
    ids = [f"{i:016x}" for i in range(count)]
    speeches = [f"{one}.sp0" for one in ids]
    return {
        "sentences": pa.table(
            {
                "sentence_id": [f"{one}.st0" for one in ids], "paragraph_id": pa.nulls(count, pa.string()),
                "speech_id": speeches, "document_id": ids, "start_char": pa.array([0] * count, pa.int32()), "text": texts,
            }
        ),
        "speeches": pa.table({"speech_id": speeches, "date_iso": pa.nulls(count, pa.string()), "text": texts}),
    }  # fmt: skip


def curve(
    originals: list[str], background: list[str], seed: int
) -> Iterator[tuple[float, float, float, int]]:
    """Rate, recall, precision and planted pairs."""
    split = words_of(originals)
    vocabulary = vocabulary_of(split)
    for rate in RATES:
        choose = random.Random(f"{seed}/{rate}")
        copies = [changed(words, rate, vocabulary, choose) for words in split]
        found = find(tables_of([*originals, *copies, *background]), workers=2).pairs
        count = len(originals)
        first = np.array([int(one[:16], 16) for one in found["first_id"].to_pylist()])
        second = np.array([int(one[:16], 16) for one in found["second_id"].to_pylist()])
        ours = (first < 2 * count) | (second < 2 * count)
        right = (second - first == count) & (first < count)
        yield rate, right.sum() / count, right.sum() / max(1, ours.sum()), count


def minhash(originals: list[str], seed: int) -> Iterator[str]:
    """Candidates of MinHash beside ours: 64 permutations, 16 bands of 4, bigrams of characters."""
    import datasketch
    import rensa

    def bands(digests: np.ndarray) -> set[tuple[int, int]]:
        pairs = set()
        for band in range(16):
            buckets = defaultdict(list)
            for i, part in enumerate(digests[:, 4 * band : 4 * band + 4]):
                buckets[part.tobytes()].append(i)
            for own in buckets.values():
                pairs |= {(a, b) for n, a in enumerate(own) for b in own[n + 1 :]}
        return pairs

    def with_rensa(keys: list[str]) -> set[tuple[int, int]]:
        made = []
        for key in keys:
            one = rensa.RMinHash(num_perm=64, seed=1)
            one.update([key[i : i + 2] for i in range(len(key) - 1)])
            made.append(one.digest())
        return bands(np.array(made, np.uint64))

    def with_datasketch(keys: list[str]) -> set[tuple[int, int]]:
        made = []
        for key in keys:
            one = datasketch.MinHash(num_perm=64, seed=1)
            one.update_batch([key[i : i + 2].encode() for i in range(len(key) - 1)])
            made.append(one.hashvalues)
        return bands(np.array(made, np.uint64))

    def with_ours(keys: list[str]) -> set[tuple[int, int]]:
        return set(zip(*(side.tolist() for side in shingles.candidates(keys)), strict=True))

    split = words_of(originals)
    vocabulary = vocabulary_of(split)
    for rate in (0.1, 0.2, 0.3, "half"):
        choose = random.Random(f"{seed}/{rate}")
        if rate == "half":  # the second half of the words
            copies = ["".join(words[len(words) // 2 :]) for words in split]
        else:
            copies = [changed(words, rate, vocabulary, choose) for words in split]
        ones = [content(text) for text in originals]
        others = [content(text) for text in copies]
        kept = [i for i in range(len(ones)) if ones[i] != others[i] and len(others[i]) >= SHORTEST]
        keys = [*(ones[i] for i in kept), *(others[i] for i in kept)]
        for name, made in (("ours", with_ours), ("rensa", with_rensa), ("datasketch", with_datasketch)):
            started = time.perf_counter()
            pairs = made(keys)
            seconds = time.perf_counter() - started
            recall = sum((i, i + len(kept)) in pairs for i in range(len(kept))) / len(kept)
            yield f"| {rate if rate == 'half' else f'{rate:.0%}'} | {name} | {recall:.3f} | {len(pairs):,} | {len(keys) / seconds:,.0f} |"


def speeches(count: int, seed: int) -> Iterator[str]:
    """Speeches of a sample, against what is known of its copies: any two made from one model are right."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truth = sample.write(count, folder / "pages", seed=seed).truth
        cw.build(folder / "pages", folder / "corpus", formats=("parquet",), layers=())
        corpus = cw.load(folder / "corpus")
        path = dict(
            zip(
                corpus.documents["document_id"].to_pylist(), corpus.documents["path"].to_pylist(), strict=True
            )
        )
        ids = {
            (path[row["document_id"]], row["ordinal"]): row["speech_id"]
            for row in corpus.speeches.to_pylist()
        }
        model: dict[str, str] = {}
        wanted = set()
        for row in map(json.loads, truth.read_text(encoding="utf-8").splitlines()):
            one, of = ids.get((row["page"], row["speech"])), ids.get((row["of_page"], row["of_speech"]))
            if one and of:
                model[one] = of
                wanted.add(frozenset((one, of)))
        rows = corpus.reuse("speech", least=0.1).pairs.to_pylist()
        for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
            pairs = [(row["first_id"], row["second_id"]) for row in rows if row["containment"] >= least]
            right = sum(model.get(one, one) == model.get(other, other) for one, other in pairs)
            recall = len(wanted & set(map(frozenset, pairs))) / len(wanted)
            yield f"| {least} | {len(wanted):,} | {recall:.3f} | {right / max(1, len(pairs)):.3f} |"


def scale(count: int, seed: int = 3) -> str:
    """Time and memory for so many sentences, a fifth of them copies with 15 % of the words replaced.

    The sentences are chains of words, each one that follows the last somewhere in the pages, but for three in ten, which are any word.
    """
    split = words_of(sentences_of_pages())
    follows: dict[str, Words] = defaultdict(list)
    for words in split:
        for one, two in zip(["", *words], [*words, ""], strict=True):
            follows[one].append(two)
    every = [word for words in split for word in words]
    vocabulary = vocabulary_of(split)
    choose = random.Random(seed)

    def chain() -> Words:
        while True:
            made, word = [], ""
            while len(made) < 40:
                word = (
                    choose.choice(follows[word])
                    if not made or choose.random() < 0.7
                    else choose.choice(every)
                )
                if not word:
                    break
                made.append(word)
            if len(made) >= 6:
                return made

    originals = ["".join(chain()) for _ in range(count - count // 5)]
    origin = [choose.randrange(len(originals)) for _ in range(count // 5)]
    copies = [changed(words_of([originals[i]])[0], 0.15, vocabulary, choose) for i in origin]
    tables = tables_of(originals + copies)
    del originals, copies
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    found = find(tables, workers=2).pairs
    seconds = time.perf_counter() - started
    planted = {(i, count - count // 5 + n) for n, i in enumerate(origin)}
    got = {
        (int(one[:16], 16), int(two[:16], 16))
        for one, two in zip(found["first_id"].to_pylist(), found["second_id"].to_pylist(), strict=True)
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {count:,} | {seconds:.0f} | {count / seconds:,.0f} | {peak:,.0f} (before: {before:,.0f}) | {len(found):,} | "
        f"{len(planted & got) / len(planted):.3f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--scale", type=int, nargs="*", default=[], help="sentences; time and memory instead of the curve"
    )
    parser.add_argument(
        "--speeches", type=int, help="pages of a sample: speeches against what is known of its copies"
    )
    parser.add_argument("--minhash", action="store_true", help="candidates of MinHash beside ours")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.scale:
        print(
            "| sentences | seconds | a second | peak MB | pairs | recall |\n|---:|---:|---:|---:|---:|---:|"
        )
        for count in options.scale:
            print(scale(count))
            sys.stdout.flush()
        return
    if options.speeches:
        print("| least | copies | recall | precision |\n|---:|---:|---:|---:|")
        for line in speeches(options.speeches, options.seed):
            print(line)
        return
    pages = apart(sentences_of_pages())
    if options.minhash:
        print("| changed | library | recall | candidates | sentences a second |\n|---|---|---:|---:|---:|")
        for line in minhash(pages, options.seed):
            print(line)
        return
    background = sentences_of_sample(BACKGROUND, "background")
    print("| words changed | sentences | recall | precision |\n|---:|---:|---:|---:|")
    for rate, recall, precision, count in curve(pages, background, options.seed):
        print(f"| {rate:.0%} | {count:,} | {recall:.3f} | {precision:.3f} |")


if __name__ == "__main__":
    main()
