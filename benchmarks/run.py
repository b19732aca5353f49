"""Ours beside its peers, in turn, in one run: `python benchmarks/run.py`.

Prints a table of ratios with their spread, and with --curves writes time and memory over size as an SVG.
Machines are noisy, so every contender runs several times, in turn, and medians and ratios are what counts.
--small is the form that CI runs: one round of 0.3 MB, which shows that everything runs and gives what it claims.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import contenders
import generate

HERE = Path(__file__).parent
NEEDS = {"datatrove, 2 workers": "datatrove", "spaCy zh + jieba": "spacy"}
ONCE = ("pandas + jieba.posseg script",)
"""So slow that it runs in the first round only."""


def measure(name: str, folder: Path) -> dict[str, float]:
    """Seconds and peaks of one run of one contender."""
    run = subprocess.run(
        [sys.executable, "-W", "ignore", str(HERE / "contenders.py"), name, str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        raise SystemExit(f"{name} failed:\n{run.stderr[-3000:]}")
    measured: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return measured


def table(megabytes: float, rounds: int) -> str:
    """The contenders side by side."""
    names = [name for name in contenders.CONTENDERS if find_spec(NEEDS.get(name, "json"))]
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = generate.write(megabytes, folder)
        size = sum(len(text.encode()) for text in contenders.texts_of(folder)) / 1e6
        for round_ in range(rounds):
            for contender in names:
                if round_ == 0 or contender not in ONCE:
                    runs[contender].append(measure(contender, folder))
    base = statistics.median(run["seconds"] for run in runs["bare jieba.lcut"])
    lines = [
        f"{count:,} pages, {size:.1f} MB of UTF-8, {rounds} rounds in turn, medians", "",
        "| contender | MB/s | time, bare jieba = 1 | spread | peak MB | largest child MB |",
        "|---|---:|---:|---|---:|---:|",
    ]  # fmt: skip
    for contender, found in runs.items():
        seconds = [run["seconds"] for run in found]
        median = statistics.median(seconds)
        peak, child = (max(run[key] for run in found) for key in ("peak_mb", "child_mb"))
        lines.append(
            f"| {contender} | {size / median:.2f} | {median / base:.2f} | "
            f"{min(seconds) / base:.2f}–{max(seconds) / base:.2f} | {peak:.0f} | {child:.0f} |"
        )
    if not find_spec("datatrove"):
        lines += ["", "datatrove is not installed and was left out: pip install 'chuangwen-corpus[bench]'."]
    return "\n".join(lines)


def curves(sizes: list[float], svg: Path) -> str:
    """Time and memory of our builds over size, as a table, and drawn."""
    found: dict[str, list[tuple[float, dict[str, float]]]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            generate.write(size, Path(name))
            for contender in ("build, 1 worker", "build, 2 workers"):
                found.setdefault(contender, []).append((size, measure(contender, Path(name))))
    _draw(found, svg)
    lines = [
        "| MB | contender | seconds | seconds a MB | peak MB | largest child MB |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    for contender, points in found.items():
        for size, run in points:
            lines.append(
                f"| {size:g} | {contender} | {run['seconds']:.1f} | {run['seconds'] / size:.2f} | "
                f"{run['peak_mb']:.0f} | {run['child_mb']:.0f} |"
            )
    return "\n".join(lines)


def _draw(found: dict[str, list[tuple[float, dict[str, float]]]], svg: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "chuangwen"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for contender, points in found.items():
        sizes = [size for size, _ in points]
        axes[0].loglog(sizes, [run["seconds"] for _, run in points], marker="o", label=contender)
        held = [run["peak_mb"] for _, run in points]
        (line,) = axes[1].semilogx(sizes, held, marker="o", label=contender)
        if any(run["child_mb"] for _, run in points):
            largest = [run["child_mb"] for _, run in points]
            axes[1].semilogx(
                sizes, largest, marker="o", linestyle=":", color=line.get_color(), label="its largest worker"
            )
    axes[0].set(title="time", xlabel="MB of pages", ylabel="seconds")
    axes[1].set(title="peak memory of a process", xlabel="MB of pages", ylabel="MB", ylim=(0, None))
    axes[0].legend()
    axes[1].legend()
    figure.savefig(svg, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=4.0, help="size of the table's pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", action="store_true", help="one round of 0.3 MB")
    parser.add_argument("--curves", help="sizes in MB, parted by commas: 1,10,100,1000")
    parser.add_argument("--svg", type=Path, default=Path("docs/performance.svg"))
    options = parser.parse_args()
    if options.curves:
        print(curves([float(size) for size in options.curves.split(",")], options.svg))
    elif options.small:
        print(table(0.3, 1))
    else:
        print(table(options.megabytes, options.rounds))


if __name__ == "__main__":
    main()
