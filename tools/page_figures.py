"""Writes the figures of the rounds on pages of others: `python tools/page_figures.py`; with `--check` it only compares.

From docs/evaluation/round-N.csv into publish/metadata/page_figures.tsv, from where a release's card has those of the rounds
that are counted together, and docs/evaluation.md.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from written import cell, write

from chuangwen_corpus.evaluate import measures as m
from chuangwen_corpus.evaluate.figures import Share

ROOT = Path(__file__).parents[1]
ROUNDS = ROOT / "docs/evaluation"
TABLE = ROOT / "src/chuangwen_corpus/publish/metadata/page_figures.tsv"
PAGE = ROOT / "docs/evaluation.md"
TOGETHER = (15, 16, 17, 18, 19, 20)
"""The last rounds, each read by rules that had not seen it: their figures count together."""
ONE_BRIEF = range(8, 21)
"""Rounds whose readers had one brief, so that their figures can be compared."""
START, END = "<!-- page figures -->\n", "<!-- end of page figures -->\n"
MEASURES = {
    m.SPEECHES: "number of speeches",
    m.TITLES: "titles",
    m.SALUTATIONS: "salutation",
    m.SPEAKERS: "speaker",
    m.DATES: "date of the speech",
    m.HEADINGS: "headings",
    m.CLEAN_SPEECHES: "no furniture in a speech",
    m.NO_FURNITURE: "no furniture on the page",
    m.NO_WORDS_LOST: "no words lost",
    m.ANOMALIES: "anomalies (none false, none missed)",
    m.OFFICES: "office",
    m.UNITS: "unit",
    m.KINDS: "kind of the unit",
    m.LEVELS: "level of the unit",
    m.CAMPAIGNS: "campaign",
}


def shares(file: Path) -> dict[str, Share]:
    """How many pages of a round are right, a measure at a time."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    # The first rounds judged office, unit, kind, level and campaign under one head.
    columns = {measure: [row.get(measure.replace(" ", "_"), "") for row in rows] for measure in MEASURES}
    return {name: Share(cells.count("1"), len(cells) - cells.count("")) for name, cells in columns.items()}


def rounds() -> dict[int, dict[str, Share]]:
    """The figures of every round, by its number."""
    numbered = {int(re.sub(r"\D", "", file.stem)): file for file in ROUNDS.glob("round-*.csv")}
    return {number: shares(numbered[number]) for number in sorted(numbered)}


def _together(shares: list[Share]) -> Share:
    return Share(sum(share.right for share in shares), sum(share.judged for share in shares))


def files() -> dict[Path, str]:
    """Every file with its text."""
    found = rounds()
    last = {measure: _together([found[number][measure] for number in TOGETHER]) for measure in MEASURES}
    alike = {measure: _together([found[number][measure] for number in ONE_BRIEF]) for measure in MEASURES}
    heads = [
        f"{TOGETHER[0]} to {TOGETHER[-1]} together, n = {last[m.SPEECHES].judged}",
        f"{ONE_BRIEF[0]} to {ONE_BRIEF[-1]} together, n = {alike[m.SPEECHES].judged}",
    ]
    lines = [f"| right | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    lines += [
        f"| {name} | {cell(last[measure])} | {cell(alike[measure])} |" for measure, name in MEASURES.items()
    ]
    lines += ["", "Round by round, right and judged:", ""]
    lines += [f"| right | {' | '.join(map(str, found))} |", "|---" * (len(found) + 1) + "|"]
    for measure, name in MEASURES.items():
        cells = [
            f"{f[measure].right}/{f[measure].judged}" if f[measure].judged else "" for f in found.values()
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    rows = [("measure", "right", "judged", "low", "high")]
    for measure, name in MEASURES.items():
        low, high = last[measure].interval or (0.0, 1.0)
        rows.append((name, str(last[measure].right), str(last[measure].judged), f"{low:.2f}", f"{high:.2f}"))
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(START)
    return {
        TABLE: "".join("\t".join(row) + "\n" for row in rows),
        PAGE: before + START + "\n".join(lines) + "\n" + END + rest.split(END)[1],
    }


if __name__ == "__main__":
    write(files(), "tools/page_figures.py")
