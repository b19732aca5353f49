"""`README.md` of a release: what is in it, how well it is made, whose rights are whose."""

from __future__ import annotations

from importlib import resources
from typing import Any

from chuangwen_corpus import rights, tables
from chuangwen_corpus.annotate import registry

_WHOLE = """\
- `parquet/`: for programs; each column carries its description. `csv/`: the same as RFC 4180 CSV, UTF-8.
- `csv-excel/`: for Excel, with a byte order mark; a text that Excel would run as a formula has an apostrophe before it.
- `json/documents.jsonl`: a document a line, with everything in it.
- `manifest.json`: SHA-256, size and rows of every file, a content hash of every table.
- `datapackage.json` (Frictionless), `croissant.json` (MLCommons): descriptions for programs."""
_PARTED = """\
- `parquet/TABLE/part-000000.parquet` and so on: a table in parts, in order; each column carries its description.
- `json/documents/part-000000.jsonl` and so on: a document a line, with everything in it.
- `manifest.json`: SHA-256, size and rows of every file."""


def text(facts: dict[str, Any], files: dict[str, dict[str, Any]]) -> str:
    """The card of a release (see `metadata.write`)."""
    layout = _WHOLE if any(path.startswith("csv/") for path in files) else _PARTED
    rows = "\n".join(
        f"| {name} | {table['rows']:,} | {_summary(name)} |" for name, table in facts["tables"].items()
    )
    licences = "\n".join(
        f"- {what.replace('_', ' ').capitalize()}: {text}" for what, text in facts["licences"].items()
    )
    return f"""# {rights.TITLE}

{rights.DESCRIPTION}

Version {facts["version"]}.

| table | rows | a row is |
|---|---:|---|
{rows}

{layout}

## How well pages are read

Right on pages that nobody of the project wrote and that no rule had seen, judged by reading (95 % interval). How, and what is left: docs/evaluation.md of the source.

| | right | of pages | share |
|---|---:|---:|---|
{_page_figures()}

## How well the annotations are made

On passages of real speeches that no rule had seen, marked by a reader: of the spans found those that are right (precision), and of those marked those that are found (recall), with the 95 % interval.

| layer | precision | recall |
|---|---|---|
{_passage_figures(facts["layers"])}

On speeches of our own, as regression figures: F1 of each layer against spans marked by hand (95 % interval; both ends must be right): on speeches the rules were tuned on,
and on others. How: docs/evaluation.md of the source. A layer that is called experimental does not reach its aim on speeches of others, or on too few to say so.

| layer | tuned on | not seen |
|---|---|---|
{_figures(facts["layers"])}

## Reading the files

Offsets are Unicode code points, half open. In CSV an empty field is a missing value, `""` an empty text.

## Rights

{licences}
"""


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
    return "(experimental)" in _summary(registry()[layer].table)


def _summary(table: str) -> str:
    return bytes(tables.schema(table).metadata[b"description"]).decode()
