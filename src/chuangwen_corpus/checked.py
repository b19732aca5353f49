"""The report of `chuangwen check` on one page: what was found and why, what was dropped, and where to correct a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath

from rich.console import Group, RenderableType
from rich.table import Table

from chuangwen_corpus import show
from chuangwen_corpus.records import Document, Speech
from chuangwen_corpus.terminal import Line, open_table

_OF_PAGE = ("title", "subtitle", "year", "event", "genre")
_OF_SPEECH = (
    "title", "subtitle", "speaker", "office", "unit", "kind", "level", "addressee", "salutation", "date",
    "signature", "genre", "campaign",
)  # fmt: skip
_KIND = ("倡议书⇥倡议    (⇥ is a tab)",)
"""A line of titles.tsv."""
_SHOULD_BE_THERE = ("title", "speaker", "salutation", "genre")
"""Facts of a speech whose lack is worth a line."""


def report(document: Document, path: str) -> RenderableType:
    """All that `chuangwen check` prints of a page.

    Args:
        document: The page, parsed.
        path: How the user names it.
    """
    return Group(
        show.outline(document, evidence=True),
        _facts(document),
        show.dropped(document),
        _remedies(document, path),
    )


def is_doubtful(document: Document) -> bool:
    """Whether the page needs its user: there is no speech, or sentences were dropped without a good reason."""
    return not document.speeches or any(a.kind == "text_dropped" for a in document.anomalies)


def _facts(document: Document) -> Table:
    table = _table("facts of the page and of each speech", "of", "field", "value", "found by")
    for name in _OF_PAGE:
        if (value := getattr(document, name)) is not None:
            table.add_row(Line("page"), name, Line(value), Line(_rule(document.head_evidence, name)))
    for speech in document.speeches:
        for name in _OF_SPEECH:
            value = getattr(speech, name)
            if value is None and name not in _SHOULD_BE_THERE:
                continue
            shown = Line("none", "yellow") if value is None else Line(value.replace("\n", "⏎"))
            table.add_row(Line(str(speech.ordinal)), name, shown, Line(_rule(speech.head_evidence, name)))
    return table


def _rule(evidence: tuple[str, ...], field: str) -> str:
    """The rule that found a field."""
    return next((said.partition(" ")[2] for said in evidence if said.partition(" ")[0] == field), "")


def _remedies(document: Document, path: str) -> RenderableType:
    lines = [Line("where it is put right", "italic")]
    for fault, place, written in _advice(document, PurePath(document.path or path).name):
        lines += [Line(f"- {fault}: {place}"), *(Line(f"    {line}", "cyan") for line in written)]
    return Group(*lines)


def _advice(document: Document, name: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What may be wrong, where it is put right, and the lines to write."""
    lists = "in a folder of your own lists (--lists, docs/lists.md)"
    if not document.speeches:
        yield (
            "there is a speech, but its kind is not known",
            f"titles.tsv {lists}, such as",
            _KIND,
        )
        yield "the text is wanted all the same", "chuangwen build --text-without-speech", ()
    for speech in document.speeches:
        if speech.speaker is None:
            place = "corrections.toml beside the page (docs/corrections.md)"
            yield f"who gives speech {speech.ordinal} is known", place, _corrected(name, speech, "speaker")
    addressed = [str(speech.ordinal) for speech in document.speeches if speech.salutation is None]
    if addressed or not document.speeches:
        of = f"speech {', '.join(addressed)}" if addressed else "a speech"
        yield (
            f"{of} opens with an address that was not seen",
            f"salutations.txt {lists}, a kind of people a line, such as",
            ("轮值主席",),
        )
    unnamed = [str(speech.ordinal) for speech in document.speeches if speech.genre is None]
    if unnamed:
        of = f"the kind of speech {', '.join(unnamed)} is not known"
        yield f"{of}, but its title has it", f"titles.tsv {lists}, such as", _KIND
    if document.speeches:
        place = "corrections.toml beside the page, an entry a value (docs/corrections.md)"
        yield "a value is wrong", place, _corrected(name, document.speeches[0], "title")
    if any(a.kind == "text_dropped" for a in document.anomalies):
        yield "a sentence in red above is the speaker's", "a rule is wrong, please report the page", ()
    yield (
        "a line of the site stands in a speech",
        f"furniture.toml {lists}, with an example and counter-examples of its own", (),
    )  # fmt: skip
    yield (
        "a word is cut wrongly",
        f"terms.tsv, of a place places.txt {lists}, such as",
        ("网格员⇥n    (⇥ is a tab)",),
    )
    yield (
        "the page must not be published", "withdrawn.toml beside the page (docs/inputs.md)",
        (f"[{_quoted(name)}]", 'reason = "..."'),
    )  # fmt: skip


def _corrected(name: str, speech: Speech, field: str) -> tuple[str, ...]:
    return (
        "[[correction]]", f"page = {_quoted(name)}", f"speech = {speech.ordinal}", f'field = "{field}"',
        'value = "..."', f"was = {_quoted(getattr(speech, field) or '')}", 'who = "..."', 'why = "..."',
    )  # fmt: skip


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _table(title: str, *columns: str) -> Table:
    table = open_table(title)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
