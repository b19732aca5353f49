"""`README.md` of a release, its card: what is in it, how well it is made, what it is not for, whose rights are whose.

It is a dataset card of the Hugging Face Hub as well: its YAML has one configuration a table.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from chuangwen_corpus import rights, tables
from chuangwen_corpus.annotate import registry
from chuangwen_corpus.parts import description
from chuangwen_corpus.publish.metadata import citation, licence
from chuangwen_corpus.publish.metadata.names import names

_LAYOUT = {
    "parquet": "- `parquet/`: for programs; each column carries its description; a table of more than 4,194,304 rows is a folder of parts.",
    "csv": '- `csv/`: the same as RFC 4180 CSV, UTF-8. An empty field is a missing value, `""` an empty text. Lists and mappings are JSON.',
    "json": "- `json/`: JSON Lines, a document a line, with everything in it.",
}
_DESCRIPTIONS = {
    "datapackage.json": "Data Package 2.0 (Frictionless) of the CSV files",
    "csv-metadata.json": "CSV on the Web (CSVW) of the CSV files",
    "croissant.json": "Croissant 1.1 (MLCommons)",
    "CITATION.cff": "how to cite, in the Citation File Format",
    "citation.bib": "how to cite, as BibTeX",
    "datacite.json": "DataCite 4.5, without a DOI, as none is registered",
    "DATASHEET.md": "a datasheet: motivation, composition, collection, processing, uses, limits, maintenance",
    licence.NAME: "whose rights are whose",
}
NOT_FOR = (
    "as a sample of all speeches of this kind: pages of document-sharing sites are models to copy from, anonymised, undated, often cut",
    "to say what a certain official, city or unit promised: names are replaced (xx区, 20XX) or invented by those who uploaded them",
    "counts of a layer that is called experimental, without reading a sample of its spans first",
    "to train models that write such speeches, or to republish the text: nobody here can grant rights in it",
)
"""What a release must not be used for."""


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The card of a release (see `metadata.write`)."""
    rows = "\n".join(
        f"| {name} | {table['rows']:,} | {summary(name)} |" for name, table in facts["tables"].items()
    )
    licences = "\n".join(
        f"- {what.replace('_', ' ').capitalize()}: {text}" for what, text in facts["licences"].items()
    )
    layout = [_LAYOUT[form] for form in facts["formats"]]
    layout += [f"- `{name}`: {_DESCRIPTIONS[name]}." for name in names(facts, files) if name in _DESCRIPTIONS]
    layout.append("- `manifest.json`: SHA-256, size and rows of every file, a content hash of every table.")
    date = f", published {facts['date_published']}" if facts.get("date_published") else ""
    count = facts["tables"]
    return f"""{_front_matter(facts, files)}
# {facts["title"]}

{facts["description"]}

{count["documents"]["rows"]:,} pages with {count["speeches"]["rows"]:,} speeches, {count["sentences"]["rows"]:,} sentences and {count["tokens"]["rows"]:,} tokens.
Data version {facts["data_version"]}{date}; columns of schema {facts["schema_version"]}; built with chuangwen-corpus {facts["package_version"]}.

## What is in it

| table | rows | a row is |
|---|---:|---|
{rows}

## How well pages are read

Right on other pages than those of this corpus, which nobody of the project wrote and that no rule had seen, judged by reading (95 % interval). How, and what is left: docs/evaluation.md of the source.

| | right | of pages | share |
|---|---:|---:|---|
{_page_figures()}

## How well the annotations are made

On passages of real speeches that no rule had seen, marked by a reader: of the spans found those that are right (precision), and of those marked those that are found (recall), with the 95 % interval.

| layer | precision | recall |
|---|---|---|
{_passage_figures(facts["layers"])}

## What it must not be used for

{_listed(NOT_FOR)}

## Use it

{_snippet(facts, files)}

## Its files

{chr(10).join(layout)}

Offsets are Unicode code points, half open: `text[start_char:end_char]`.
{_left_out(facts, files)}
## Regression figures

On speeches of our own: F1 of each layer against spans marked by hand (95 % interval; both ends must be right): on speeches the rules were tuned on,
and on others. How: docs/evaluation.md of the source. A layer that is called experimental does not reach its aim on speeches of others, or on too few to say so.

| layer | tuned on | not seen |
|---|---|---|
{_figures(facts["layers"])}

## Rights

{licences}
{_citation(facts, files)}"""


def _citation(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    if "citation.bib" not in names(facts, files):
        return ""
    return f"\n## Cite it\n\n```bibtex\n{citation.bibtex(facts)}```\n"


def _front_matter(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The card's YAML, as the Hub and `datasets.load_dataset` read it; JSON strings are YAML."""
    lines = [
        "---",
        f"pretty_name: {json.dumps(facts['title'], ensure_ascii=False)}",
        "language:\n- zh",
        "license: other",
        "license_name: see-license-data",
        f"license_link: {licence.NAME}",
        f"size_categories:\n- {_size(facts['tables']['sentences']['rows'])}",
        "task_categories:\n- token-classification\n- text-classification",
        "tags:",
        *(f"- {json.dumps(word)}" for word in rights.KEYWORDS),
    ]
    configs = loadable(facts, files)
    if configs:
        lines.append("configs:")
    for name, patterns in configs.items():
        lines += [
            f"- config_name: {name}",
            "  data_files:",
            *(f"  - {json.dumps(path)}" for path in patterns),
        ]
        if name == "speeches":
            lines.append("  default: true")
    return "\n".join([*lines, "---"])


def loadable(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """The data files of each table that `datasets.load_dataset` can load: those with rows, as Parquet, else as CSV."""
    form = next((form for form in ("parquet", "csv") if form in facts["formats"]), None)
    if form is None:
        return {}
    found: dict[str, list[str]] = {}
    for name, about in facts["tables"].items():
        if about["rows"]:
            single = f"{form}/{name}.{form}"
            found[name] = [single if single in files else f"{form}/{name}/*.{form}"]
    return found


def _left_out(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    without = [name for name, about in facts["tables"].items() if not about["rows"]]
    if not without or not loadable(facts, files):
        return ""
    return f"""
Tables without rows ({", ".join(without)}) have files with their columns, but no configuration: `datasets` loads no empty table.
"""


def _snippet(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """Lines that run in the folder of the release."""
    if "parquet" in facts["formats"]:
        path = (
            "parquet/commitments.parquet" if "parquet/commitments.parquet" in files else "parquet/commitments"
        )
        return f"""```python
import chuangwen_corpus as cw

corpus = cw.load(".")  # this folder; the package's wheel is handed out with the data
print(corpus)
print(corpus["commitments"].select(["text", "predicate", "deadline"]).slice(0, 5).to_pylist())
```

Without the package:

```python
import pandas

commitments = pandas.read_parquet("{path}")
print(commitments[["text", "predicate", "deadline"]].head())
```

`datasets.load_dataset("/absolute/path/of/this/folder", "commitments")` loads a table by its name, offline."""
    if "csv" in facts["formats"]:
        return """```python
import pandas

commitments = pandas.read_csv("csv/commitments.csv")
print(commitments[["text", "predicate", "deadline"]].head())
```"""
    return """```python
import glob
import json

for path in sorted(glob.glob("json/**/*.jsonl", recursive=True)):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            print(json.loads(line)["title"])
```"""


def _listed(items: tuple[str, ...]) -> str:
    return "\n".join(f"- {item[0].upper()}{item[1:]}." for item in items)


def _size(rows: int) -> str:
    """The Hub's category of a number of rows."""
    steps = (
        (1_000, "n<1K"),
        (10_000, "1K<n<10K"),
        (100_000, "10K<n<100K"),
        (1_000_000, "100K<n<1M"),
        (10_000_000, "1M<n<10M"),
    )
    return next((name for most, name in steps if rows < most), "10M<n<100M")


def _page_figures() -> str:
    """The figures of the last rounds on pages of others (`tools/page_figures.py`)."""
    rows = [line.split("\t") for line in _table("page_figures.tsv")]
    return "\n".join(
        f"| {measure} | {right} | {judged} | {int(right) / int(judged):.2f} ({low}–{high}) |"
        for measure, right, judged, low, high in rows
    )


def _passage_figures(layers: list[str]) -> str:
    """The figures of the last two rounds on passages of others (`tools/passage_figures.py`)."""
    rows = [line.split("\t") for line in _table("passage_figures.tsv")]
    return "\n".join(
        f"| {_named(layer)} | {said} | {found} |" for layer, said, found in rows if layer in layers
    )


def _table(name: str) -> list[str]:
    folder = resources.files("chuangwen_corpus.publish.metadata")
    return folder.joinpath(name).read_text(encoding="utf-8").splitlines()[1:]


def _figures(layers: list[str]) -> str:
    cells: dict[str, dict[str, str]] = {}
    for line in _table("layer_figures.tsv"):
        gold, layer, _, _, f1, low, high, spans, *_ = line.split("\t")
        if layer in layers:
            cells.setdefault(layer, {})[gold] = f"{f1} ({low}–{high}), {spans} spans"
    judged = [f"| {_named(layer)} | {c['gold']} | {c.get('unseen', '')} |" for layer, c in cells.items()]
    unjudged = (name for name in layers if _is_experimental(name) and name not in cells)
    return "\n".join([*judged, *(f"| {_named(name)} | | |" for name in unjudged)])


def _named(layer: str) -> str:
    return f"{layer} (experimental)" if _is_experimental(layer) else layer


def _is_experimental(layer: str) -> bool:
    """Whether a layer does not reach its aim on speeches of others, or on too few to say so: its table says it."""
    return "(experimental)" in summary(registry()[layer].table)


def summary(table: str) -> str:
    """What a row of a table is."""
    return description(tables.schema(table))
