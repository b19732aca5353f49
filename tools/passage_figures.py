"""Writes the figures of the layers on passages of others: `python tools/passage_figures.py`; with `--check` it only compares.

From docs/evaluation/passages-N.csv (the rows of `chuangwen evaluate --passages --rows`, by rules that had not seen them) into
publish/metadata/passage_figures.tsv, from where a release's card has those of the last two rounds, and docs/evaluation.md.
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
CHOSEN = ROUNDS / "passages-4-rare.csv"
"""Passages that were taken for what they hold, so they are no sample of all layers."""
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
    rounds = {int(re.sub(r"\D", "", f.stem)): rows(f) for f in ROUNDS.glob("passages-*.csv") if f != CHOSEN}
    numbered = sorted(rounds)
    together = [row for number in numbered[-2:] for row in _named(rounds[number], number)]
    lead = f"Rounds {' and '.join(map(str, numbered[-2:]))} together, {_passages(together)} passages:"
    lines = [lead, "", *_table(together), ""]
    lines += ["Precision and recall, round by round:", ""]
    heads = [f"round {number}, {_passages(rounds[number])} passages" for number in numbered]
    lines += [f"| layer | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    found = {number: counts(rounds[number]) for number in numbered}
    for layer in registry():
        cells = [_both(found[number].get(layer)) for number in numbered]
        if any(cells):
            lines.append(f"| {layer} | {' | '.join(cells)} |")
    for value in VALUES:
        cells = [_value(found[number], value) for number in numbered]
        lines.append(f"| {value} | {' | '.join(cells)} |")
    lines.append("")
    if CHOSEN.exists():
        chosen = rows(CHOSEN)
        lines += [
            f"{_passages(chosen)} passages that were chosen for rare layers, counted apart:",
            "",
            *_table(chosen),
            "",
        ]
    card = [("layer", "precision", "recall"), *((layer, *cells[:2]) for layer, cells in _cells(together))]
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(START)
    return {
        TABLE: "".join("\t".join(row) + "\n" for row in card),
        PAGE: before + START + "\n".join(lines) + END + rest.split(END)[1],
    }


def _named(table: list[dict[str, str]], number: int) -> list[dict[str, str]]:
    """The rows of a round, whose passages bear its number, so that no two rounds share a name."""
    return [row | {"passage": f"{number} {row['passage']}"} for row in table]


def _passages(table: list[dict[str, str]]) -> int:
    return len({row["passage"] for row in table})


def _cells(table: list[dict[str, str]]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for layer, n in counts(table).items():
        shares = [Share(n["right"], n["found"]), Share(n["right"], n["expected"])]
        shares += [Share(n[f"{value}_right"], n[f"{value}_judged"]) for value in VALUES]
        found.append((layer, [cell(share) for share in shares]))
    return found


def _table(table: list[dict[str, str]]) -> list[str]:
    lines = ["| layer | precision | recall | predicate | polarity |", "|---|---|---|---|---|"]
    return lines + [f"| {layer} | {' | '.join(cells)} |" for layer, cells in _cells(table)]


def _both(n: Counter[str] | None) -> str:
    """Precision and recall in one cell."""
    if n is None:
        return ""
    return " / ".join(_short(Share(n["right"], n[of])) for of in ("found", "expected"))


def _value(layers: dict[str, Counter[str]], value: str) -> str:
    """How many values are right, of commitments and directives together."""
    acts = [layers[name] for name in ("commitment", "directive") if name in layers]
    share = Share(sum(n[f"{value}_right"] for n in acts), sum(n[f"{value}_judged"] for n in acts))
    return f"{share.right}/{share.judged} ({_short(share)})"


def _short(share: Share) -> str:
    return "–" if share.share is None else f"{share.share:.2f}"


if __name__ == "__main__":
    write(files(), "tools/passage_figures.py")
