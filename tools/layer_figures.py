"""Writes the figures of the layers: `python tools/layer_figures.py`; with `--check` it only compares.

Into publish/metadata/layer_figures.tsv, from where a release's card has them, and docs/evaluation.md.
"""

from __future__ import annotations

from pathlib import Path

from written import write

from chuangwen_corpus.evaluate import evaluate_layers

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src/chuangwen_corpus/publish/metadata/layer_figures.tsv"
PAGE = ROOT / "docs/evaluation.md"
START, END = "<!-- layer figures -->\n", "<!-- end of layer figures -->\n"
HEAD = (
    "gold",
    "layer",
    "precision",
    "recall",
    "f1",
    "f1_low",
    "f1_high",
    "spans",
    "attributes_right",
    "attributes",
)


def rows() -> list[tuple[str, ...]]:
    """The figures of both golds, a layer a row."""
    made = []
    for folder in ("gold", "unseen"):
        for layer, score in evaluate_layers(ROOT / "tests/layers" / folder).items():
            if not score.total.expected:
                continue  # no gold, no figure
            total, (low, high) = score.total, score.interval()
            figures = (total.precision, total.recall, total.f1, low, high)
            counts = (total.expected, score.attributes.right, score.attributes.expected)
            made.append((folder, layer, *(f"{f:.3f}" for f in figures), *map(str, counts)))
    return made


def markdown(figures: list[tuple[str, ...]]) -> str:
    """The figures as a table: a layer a row, both golds side by side."""
    lines = [
        "| layer | tuning: F1 (95 %) | spans | attributes | unseen: F1 (95 %) | spans | attributes |",
        "|---|---|---:|---:|---|---:|---:|",
    ]
    by_gold = {(row[0], row[1]): row for row in figures}
    none = ("",) * 5 + ("", "", "0", "0", "0")
    for _, layer, *_ in (row for row in figures if row[0] == "gold"):
        cells = []
        for gold in ("gold", "unseen"):
            _, _, _, _, f1, low, high, spans, right, judged = by_gold.get((gold, layer), none)
            share = f"{right} of {judged}" if judged != "0" else ""
            cells += [f"{f1} ({low}–{high})" if spans != "0" else "", spans, share]
        lines.append(f"| {layer} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def files() -> dict[Path, str]:
    """Every file with its text."""
    figures = rows()
    table = "".join("\t".join(row) + "\n" for row in [HEAD, *figures])
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(START)
    return {TABLE: table, PAGE: before + START + markdown(figures) + END + rest.split(END)[1]}


if __name__ == "__main__":
    write(files(), "tools/layer_figures.py")
