"""Writes the figures of the layers on passages of others: `python tools/passage_figures.py`; with `--check` it only compares.

From docs/evaluation/passages-N.csv (the rows of `chuangwen evaluate --passages --rows`, by rules that had not seen them) into
publish/metadata/passage_figures.tsv, from where a release's card has those of the last round, and docs/evaluation.md.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

from written import cell, write

from chuangwen_corpus.annotate import registry
from chuangwen_corpus.evaluate.figures import Share

ROOT = Path(__file__).parents[1]
ROUNDS = ROOT / "docs/evaluation"
TABLE = ROOT / "src/chuangwen_corpus/publish/metadata/passage_figures.tsv"
PAGE = ROOT / "docs/evaluation.md"
START, END = "<!-- passage figures -->\n", "<!-- end of passage figures -->\n"
VALUES = ("predicate", "polarity")


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a round."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def counts(table: list[dict[str, str]]) -> dict[str, Counter[str]]:
    """The counts of a round, by layer."""
    found: dict[str, Counter[str]] = {name: Counter() for name in registry()}
    for row in table:
        found[row["layer"]].update({k: int(v) for k, v in row.items() if k not in ("passage", "layer")})
    return {name: numbers for name, numbers in found.items() if numbers["expected"] or numbers["found"]}


def files() -> dict[Path, str]:
    """Every file with its text."""
    tables = {int(re.sub(r"\D", "", file.stem)): rows(file) for file in ROUNDS.glob("passages-*.csv")}
    lines: list[str] = []
    last: list[tuple[str, ...]] = []
    for number, table in sorted(tables.items()):
        passages = len({row["passage"] for row in table})
        lines += [f"Round {number}, {passages} passages:", "", "| layer | precision | recall | predicate | polarity |", "|---|---|---|---|---|"]  # fmt: skip
        last = [("layer", "precision", "recall")]
        for layer, n in counts(table).items():
            cells = [cell(Share(n["right"], n["found"])), cell(Share(n["right"], n["expected"]))]
            last.append((layer, *cells))
            cells += [cell(Share(n[f"{value}_right"], n[f"{value}_judged"])) for value in VALUES]
            lines.append(f"| {layer} | {' | '.join(cells)} |")
        lines.append("")
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(START)
    return {
        TABLE: "".join("\t".join(row) + "\n" for row in last),
        PAGE: before + START + "\n".join(lines) + END + rest.split(END)[1],
    }


if __name__ == "__main__":
    write(files(), "tools/passage_figures.py")
