"""Ours beside its peers on the same pages, in turn, in one run: `python benchmarks/speed.py [MEGABYTES]`.

The pages are poured from our own sentences (tests/pourer.py), in many layouts. Machines are noisy, so
every contender runs ROUNDS times, in turn, and what is printed are ratios of medians with their spread.
A peer's output is checked to be what it claims.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

import chuangwen_corpus as cw  # noqa: E402
import golden  # noqa: E402  # the pourer of test pages

ROUNDS = 3


def pour(folder: Path, megabytes: float) -> list[str]:
    """Writes pages of about that size; gives their texts."""
    texts, size, i = [], 0, 0
    while size < megabytes * 1e6:
        name, data, _ = golden.poured(i)
        (folder / f"{i:06}_{name}").write_bytes(data)
        texts.append(cw.parse(data, layers=()).source_text)
        size += len(texts[-1].encode())
        i += 1
    return texts


def bare_jieba(texts: list[str]) -> None:
    """`jieba.lcut` on every text, nothing else."""
    from chuangwen_corpus.annotate.engines import JiebaEngine

    cut = JiebaEngine()._tokenizer.lcut  # noqa: SLF001  # the bare tokenizer is what is measured
    assert sum(len("".join(cut(text))) for text in texts) == sum(map(len, texts))


def bare_rjieba(texts: list[str]) -> None:
    """`rjieba.cut` on every text, nothing else."""
    import rjieba

    jieba = rjieba.Jieba()
    assert sum(len("".join(jieba.cut(text))) for text in texts) == sum(map(len, texts))


def ours(folder: Path, workers: int, layers: tuple[str, ...] | None) -> Callable[[], None]:
    """A whole build: clean, structure, tokens, layers, checks, all formats."""

    def run() -> None:
        with tempfile.TemporaryDirectory() as out:
            result = cw.build(folder, Path(out) / "build", workers=workers, layers=layers)
            assert result.rows["documents"] == len(list(folder.iterdir()))
            assert not result.rejects

    return run


def main(megabytes: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = pour(folder, megabytes)
        size = sum(len(text.encode()) for text in texts) / 1e6
        contenders: dict[str, Callable[[], None]] = {
            "bare jieba.lcut": lambda: bare_jieba(texts),
            "bare rjieba.cut": lambda: bare_rjieba(texts),
            "build, 1 worker": ours(folder, 1, None),
            "build, 2 workers": ours(folder, 2, None),
            "build, 1 worker, no layers": ours(folder, 1, ()),
            "build, 2 workers, no layers": ours(folder, 2, ()),
        }
        times: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(ROUNDS):
            for name, run in contenders.items():
                start = time.perf_counter()
                run()
                times[name].append(time.perf_counter() - start)
        base = statistics.median(times["bare jieba.lcut"])
        print(f"{len(texts)} pages, {size:.1f} MB of UTF-8, {ROUNDS} rounds\n")
        print("| contender | MB/s (median) | time, bare jieba = 1 | spread |\n|---|---:|---:|---|")
        for name, found in times.items():
            median = statistics.median(found)
            spread = f"{min(found) / base:.2f}–{max(found) / base:.2f}"
            print(f"| {name} | {size / median:.2f} | {median / base:.2f} | {spread} |")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"\npeak memory of this process: {peak} MB")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
