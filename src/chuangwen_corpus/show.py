"""Documents and releases as rich text for a terminal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.tree import Tree

from chuangwen_corpus.clean.aligned import AlignedText, SourceEdit
from chuangwen_corpus.corpus import Corpus
from chuangwen_corpus.corpus.tables import unknown as unknown_name
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate import MEASURES, Evaluation, LayerScore, PassageScore, Score, Share
from chuangwen_corpus.lazy import regex
from chuangwen_corpus.parts import description
from chuangwen_corpus.records import Document, Edit, Section, Speech
from chuangwen_corpus.structure.dropped import dropped as text_dropped
from chuangwen_corpus.terminal import Line, counted, open_table

_FIRST_CLAUSE = regex(r"(?:\([^()]*\)|(?![:.](?:\s|$)).)+")
_LINE_END = regex("\r\n?|\n")
"""As the cleaner takes it, so that lines are those that an editor counts."""
_DROPPED = "red strike"
_REPLACED = "yellow"
_ADDED = "green"
_LAYER_STYLES = ("bold cyan", "bold magenta", "bold green", "bold yellow", "bold blue", "bold red")


def table_of_tables(corpus: Corpus) -> Table:
    """The tables of a release with their rows and what a row is."""
    from chuangwen_corpus import tables

    table = Table(title=f"{corpus.manifest.title}, data version {corpus.version}", title_justify="left")
    table.add_column("table")
    table.add_column("rows", justify="right")
    table.add_column("a row is")
    for name, rows in corpus.tables.rows.items():
        summary = description(tables.schema(name))
        table.add_row(name, f"{rows:,}", _first_clause(summary))
    return table


def _first_clause(summary: str) -> str:
    """What a summary says first, up to a colon or a stop outside round brackets.

    >>> _first_clause("A word of war (domain WAR: chapter 1): found by words. Made by hand.")
    'A word of war (domain WAR: chapter 1)'
    """
    return (_FIRST_CLAUSE.match(summary) or [summary])[0]


def table_of_measures(result: Evaluation) -> Table:
    """The figures of parsed pages against their gold, a measure a row, and the pages that are right in all."""
    table = _figures(counted(len(result.pages), "page"), "measure", "right", "judged", "share", "95 %")
    for name in MEASURES:
        table.add_row(name, *_shares(result.figure(name)))
    table.add_row("all of a page", *_shares(result.whole))
    return table


def _shares(figure: Share) -> tuple[str, ...]:
    share, interval = figure.share, figure.interval
    ratio = "" if share is None else f"{share:.3f}"
    ends = "" if interval is None else f"{interval[0]:.3f}–{interval[1]:.3f}"
    return (f"{figure.right:,}", f"{figure.judged:,}", ratio, ends)


def table_of_layers(name: str, scores: dict[str, LayerScore]) -> Table:
    """The figures of the layers of annotation against a gold, a layer a row."""
    pages = max((len(score.pages) for score in scores.values()), default=0)
    columns = ("P", "R", "F1", "right/found/gold", "95 %", "attributes")
    table = _figures(f"{name}: {counted(pages, 'page')}", "layer", *columns)
    for layer, score in scores.items():
        low, high = score.interval()
        judged = score.attributes
        attributes = f"{judged.right}/{judged.expected}" if judged.expected else ""
        table.add_row(layer, *_ratios(score.total), f"{low:.2f}–{high:.2f}", attributes)
    return table


def table_of_passages(passages: int, scores: dict[str, PassageScore]) -> Table:
    """The figures of the layers on passages, a layer a row; of values those of spans that are right."""
    columns = ("precision", "95 %", "recall", "95 %", "values right")
    table = _figures(counted(passages, "passage"), "layer", *columns)
    for layer, score in scores.items():
        values = ", ".join(f"{name} {right}/{judged}" for name, (right, judged) in score.values.items())
        table.add_row(layer, *_share(score.precision), *_share(score.recall), values)
    return table


def _share(share: Share) -> tuple[str, str]:
    low, high = share.interval or (0.0, 1.0)
    return f"{share.right}/{share.judged}", f"{low:.2f}–{high:.2f}" if share.judged else ""


def _figures(title: str, first: str, *others: str) -> Table:
    table = open_table(title)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _ratios(score: Score) -> tuple[str, ...]:
    ratios = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
    return (*ratios, f"{score.right:,}/{score.found:,}/{score.expected:,}")


def outline(document: Document, *, evidence: bool = False) -> RenderableType:
    """The speeches of a document with their sections, and its anomalies."""
    facts = [document.path or "", f"{document.encoding} ({document.encoding_reason})"]
    facts += [f"{name} {value}" for name, value in (
        ("year", document.year), ("event", document.event), ("genre", document.genre),
        ("declared speeches", document.declared_speech_count)) if value is not None]  # fmt: skip
    tree = Tree(Line(document.title or "(no title)", style="bold"))
    tree.add(Line(" · ".join(filter(None, [document.document_id, *facts])), style="dim"))
    for speech in document.speeches:
        _add_speech(tree, document, speech, evidence=evidence)
    if not document.speeches:
        tree.add(Line("no speech found", style="yellow"))
    if document.anomalies:
        branch = tree.add(Line(f"anomalies ({len(document.anomalies)})", style="yellow"))
        for anomaly in document.anomalies:
            around = document.text[max(0, anomaly.start_char - 8) : anomaly.end_char + 8].replace("\n", "⏎")
            if len(around) > 50:
                around = f"{around[:24]}…{around[-24:]}"
            branch.add(Line(f"{anomaly.kind} at {anomaly.start_char}: {around}"))
    return tree


def _add_speech(tree: Tree, document: Document, speech: Speech, *, evidence: bool) -> None:
    branch = tree.add(Line(f"{speech.ordinal}. {speech.title or '(no title)'}", style="bold cyan"))
    facts = [f"{name} {value}" for name, value in (
        ("speaker", speech.speaker), ("addressee", speech.addressee), ("date", speech.date)) if value]  # fmt: skip
    facts.append(
        ", ".join(
            counted(number, noun)
            for number, noun in (
                (len(speech.paragraphs), "paragraph"),
                (speech.sentence_count, "sentence"),
                (speech.token_count, "token"),
            )
        )
    )
    branch.add(Line(" · ".join(facts), style="dim"))
    if evidence:
        branch.add(Line("cut here because: " + ", ".join(speech.evidence), style="dim"))
    if speech.salutation:
        branch.add(Line(speech.salutation, style="italic"))
    places: dict[str | None, Tree] = {None: branch}
    for section in speech.sections:
        parent = places.get(section.parent_section_id, branch)
        places[section.section_id] = parent.add(_section_line(document, section))


def _section_line(document: Document, section: Section) -> Line:
    if section.marker:
        text = Line(section.marker)
        text.append(section.heading or _beginning(document, section), "" if section.heading else "dim")
        return text
    return Line(f"({section.role}) {_beginning(document, section)}", style="dim")


def _beginning(document: Document, section: Section) -> str:
    text = document.text[section.start_char : section.end_char].replace("\n", " ")
    text = text.removeprefix(section.marker or "")
    return text if len(text) <= 30 else f"{text[:29]}…"


def side_by_side(document: Document) -> RenderableType:
    """Source and clean text beside each other, line by line of the clean text, edits coloured."""
    table = Table(show_lines=True, expand=True)
    table.add_column("source (dropped struck out, replaced yellow)", ratio=1, overflow="fold")
    table.add_column("clean text (replacements green)", ratio=1, overflow="fold")
    for source, clean in _paired_lines(document):
        table.add_row(source, clean)
    rules = Table(title="edits by rule", title_justify="left")
    rules.add_column("rule")
    rules.add_column("edits", justify="right")
    counts: dict[str, int] = {}
    for rule in document.edits.rule:
        counts[rule] = counts.get(rule, 0) + 1
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        rules.add_row(rule, f"{count:,}")
    return Group(table, rules)


def _paired_lines(document: Document) -> Iterator[tuple[Line, Line]]:
    source, clean = Line(), Line()
    position = 0
    for edit in (*document.iter_edits(), None):
        until = edit.start_char if edit else len(document.text)
        for i, piece in enumerate(document.text[position:until].split("\n")):
            if i:
                yield source, clean
                source, clean = Line(), Line()
            source.append(piece)
            clean.append(piece)
        if edit is None:
            break
        before, after = edit.text.split("\n")[0], edit.text.split("\n")[1:]
        source.append(_visible(edit), _REPLACED if edit.text else _DROPPED)
        clean.append(before, _ADDED)
        for piece in after:
            yield source, clean
            source, clean = Line(), Line(piece, _ADDED)
        position = edit.end_char
    yield source, clean


def chosen_layers(said: str) -> tuple[str, ...]:
    """The layers in a list of names that commas part; all for ``all``.

    Raises:
        ChuangwenError: There is no such layer.
    """
    from chuangwen_corpus.annotate import registry

    known = tuple(registry())
    names = tuple(name.strip() for name in said.split(",") if name.strip())
    if names in (("all",), ()):
        return known
    if unknown := next((name for name in names if name not in known), None):
        raise ChuangwenError(unknown_name("layer", unknown, known))
    return names


def marked(document: Document, layers: Sequence[str]) -> RenderableType:
    """The clean text with annotations between brackets, each closed by the name of its layer; in colour where there is colour."""
    own = [a for a in document.annotations if a.layer in layers]
    edges: list[tuple[int, int, int, str, str]] = []
    for number, a in enumerate(own):
        length = a.end_char - a.start_char
        edges.append((a.start_char, 1, -length, "[", a.layer))
        edges.append((a.end_char, 0, -number, f"]{a.layer}", a.layer))
    lines, position = [Line()], 0
    for place, _, _, mark, layer in sorted(edges):
        _add_text(lines, document.text[position:place])
        lines[-1].append(mark, _LAYER_STYLES[layers.index(layer) % len(_LAYER_STYLES)])
        position = place
    _add_text(lines, document.text[position:])
    return Group(*lines)


def _add_text(lines: list[Line], text: str) -> None:
    first, *others = text.split("\n")
    lines[-1].append(first)
    lines += map(Line, others)


def dropped(document: Document) -> RenderableType:
    """What was dropped from a page, a line of the page a row, with the rule and the reason; lost sentences in red."""
    found = list(text_dropped(_aligned(document)))
    if not found:
        return Line("nothing was dropped", "italic")
    table = open_table("dropped text")
    table.add_column("line of the source", justify="right")
    for name in ("rule", "reason", "text"):
        table.add_column(name, overflow="fold")
    ends = [match.end() for match in _LINE_END.finditer(document.source_text)]
    for row in found:
        line = bisect_right(ends, row.source_start) + 1
        cells = (f"{line:,}", row.rule, row.reason, row.text.replace("\n", "⏎"))
        table.add_row(*(Line(cell, "red" if row.reason == "none" else "") for cell in cells))
    return table


def _aligned(document: Document) -> AlignedText:
    e = document.edits
    columns = (e.source_start_char, e.source_end_char, e.start_char, e.end_char, e.rule)
    edits = (SourceEdit(*row) for row in zip(*columns, strict=True))
    return AlignedText(document.source_text, document.text, edits)


def _visible(edit: Edit) -> str:
    return edit.source_text.replace("\r", "␍").replace("\n", "⏎").replace("\t", "⇥").replace(" ", "␣")
