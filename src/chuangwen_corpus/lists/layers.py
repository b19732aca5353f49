"""Lists for the layers: tables with a header, whose rows stand beside those of the package (`annotate/data`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from chuangwen_corpus.annotate import trial
from chuangwen_corpus.annotate.data import rows
from chuangwen_corpus.genre.folding import HAN_CHARACTER, fold
from chuangwen_corpus.genre.own import Lists, using
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.lists import patterns
from chuangwen_corpus.lists.faults import Fault
from chuangwen_corpus.lists.patterns import PatternError
from chuangwen_corpus.lists.words import LONGEST, cells_of

MOST_ROWS = 2_000
"""Rows of each list."""
_FORM = regex(rf"[^\W_]{{1,{LONGEST}}}")
_PATTERNS = ("not_before", "not_behind")
_EXAMPLES = ("example", "counter_example")


class _Kind(NamedTuple):
    """What the rows of a list say."""

    needed: tuple[str, ...]
    optional: Mapping[str, str]
    """Columns that may be missing, each with what stands there then."""
    closed: tuple[str, ...]
    """Columns that take no value but those of the package's own list."""


KINDS = {
    "cues.tsv": _Kind(
        ("form", "class"),
        dict.fromkeys(("modality", "strength", *_PATTERNS, "source", *_EXAMPLES), "-"),
        ("class", "modality", "strength"),
    ),
    "four_character.tsv": _Kind(("form",), {"source": ""}, ()),
    "policy_terms.tsv": _Kind(("form", "type", "programme"), {"first_year": "", "source": ""}, ("type",)),
    "war_metaphors.tsv": _Kind(("form", "domain"), {"source": ""}, ("domain",)),
}
"""The lists that a user may add to, by the name of their file."""
Table = tuple[Mapping[str, str], ...]


def tables(texts: Mapping[str, str], faults: list[Fault]) -> tuple[tuple[str, Table], ...]:
    """The rows of a user's lists for the layers, by the name of the list; what is wrong is added to the faults.

    Args:
        texts: The text of each file of the folder.
        faults: What is wrong so far.
    """
    return tuple(
        (name.removesuffix(".tsv"), tuple(_rows(name, texts[name], faults)))
        for name in KINDS
        if name in texts
    )


def try_out(lists: Lists, text: str, faults: list[Fault]) -> None:
    """Runs the examples of a user's cues, with all of the user's lists in use.

    Args:
        lists: The lists.
        text: The text of `cues.tsv`.
        faults: What is wrong so far.
    """
    with using(lists):
        sound = dict(lists.rows)["cues"]
        for line, row in _read("cues.tsv", text, []):
            if row not in sound:
                continue
            for column, holds in zip(_EXAMPLES, (trial.works, trial.is_idle), strict=True):
                sentence = row[column]
                if sentence == "-":
                    continue
                if row["form"] not in fold(trial.bare(sentence)):
                    what = f"the {column} of {row['form']!r} does not hold it"
                    faults.append(Fault("cues.tsv", line, what, "Write a sentence with the form in it."))
                elif not holds(row, sentence):
                    does = "nothing of what its class says" if column == "example" else "what its class says"
                    hint = "See the classes in docs/cues.md, or add not_before or not_behind."
                    faults.append(
                        Fault("cues.tsv", line, f"{row['form']!r} does {does} in its {column}", hint)
                    )


def _rows(name: str, text: str, faults: list[Fault]) -> Iterator[Mapping[str, str]]:
    kind, known, seen = KINDS[name], rows(name.removesuffix(".tsv")), dict[tuple[str, str], int]()
    values = {column: {row[column] for row in known} for column in kind.closed}
    for number, row in _read(name, text, faults):
        key = (row["form"], row.get("class", ""))
        wrong = list(_wrong(row, values))
        if key in seen:
            wrong.append((f"{row['form']!r} stands in line {seen[key]}, too", "Take one of them away."))
        if len(seen) >= MOST_ROWS:
            faults.append(Fault(name, number, f"is the first row beyond {MOST_ROWS:,}", "Shorten the list."))
            return
        faults += [Fault(name, number, what, hint) for what, hint in wrong]
        if not wrong:
            seen[key] = number
            yield row


def _read(name: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows as mappings, forms folded, with the number of their line."""
    kind, header = KINDS[name], list[str]()
    for number, cells in cells_of(text):
        if not header:
            header = cells
            if not set(kind.needed) <= set(header) <= {*kind.needed, *kind.optional} or len(
                set(header)
            ) != len(header):
                known = ", ".join((*kind.needed, *kind.optional))
                hint = f"Known are {known}; needed are {', '.join(kind.needed)}; a tab between them."
                faults.append(Fault(name, number, "does not name its columns", hint))
                return
        elif len(cells) > len(header):
            what = f"has {len(cells)} columns, the header {len(header)}"
            faults.append(Fault(name, number, what, "Write a tab between columns and nowhere else."))
        else:
            said = dict(zip(header, cells, strict=False))
            row = {column: said.get(column, "") for column in kind.needed}
            row |= {column: said.get(column) or default for column, default in kind.optional.items()}
            row["form"] = fold(row["form"])
            yield number, row


def _wrong(row: Mapping[str, str], values: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """What is wrong in a row, each with the way out."""
    if not _FORM.fullmatch(row["form"]) or not HAN_CHARACTER.search(row["form"]):
        hint = f"Write 1 to {LONGEST} Chinese characters, letters or digits, no punctuation."
        yield f"{row['form']!r} is no form", hint
    for column, known in values.items():
        if row[column] not in known:
            yield f"{row[column]!r} is no {column}", f"Known are {', '.join(sorted(known - {'-'}))}."
    if row.get("class") == "marker" and "-" in (row["modality"], row["strength"]):
        yield (
            f"{row['form']!r} is a marker without modality and strength",
            "Write both, such as resolve and strong.",
        )
    year = row.get("first_year", "")
    if year and not (year.isdecimal() and 1900 <= int(year) <= 2100):
        yield f"{year!r} is no year", "Write four digits, or nothing."
    for column in _PATTERNS:
        if (pattern := row.get(column, "-")) != "-":
            try:
                patterns.check(pattern, whole_lines=False)
            except PatternError as error:
                yield f"{column} {error}", error.hint
