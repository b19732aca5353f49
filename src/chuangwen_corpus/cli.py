"""The command `chuangwen`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from chuangwen_corpus import show as shown
from chuangwen_corpus._version import __version__
from chuangwen_corpus.corpus import Corpus, load
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.publish.result import Result
from chuangwen_corpus.records import Document

MOST_REJECTS_SHOWN = 20
app = typer.Typer(
    name="chuangwen",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Chinese pledge and mobilisation speeches: from crawled pages to a published corpus.\n\n"
    "Start with [bold]chuangwen build[/bold] on a folder of pages, look at one page with "
    "[bold]chuangwen show PAGE[/bold], check a release with [bold]chuangwen validate BUILD[/bold].",
)
out = Console()
err = Console(stderr=True)
P = ParamSpec("P")


def _reports_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turns an error raised on purpose into one line on stderr and exit code 2."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ChuangwenError as error:
            err.print(f"chuangwen: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            err.print(
                "chuangwen: stopped; an earlier build is unchanged, and build --resume goes on.", style="red"
            )
            raise typer.Exit(130) from None

    return wrapped


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"chuangwen-corpus {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Holds the options of the command itself."""


@app.command()
@_reports_errors
def build(
    raw: Annotated[str, typer.Argument(help="Folder of pages, or one page; a path or an address.")] = "raw",
    output: Annotated[str, typer.Option("--out", "-o", help="Folder of the release.")] = "build",
    engine: Annotated[str, typer.Option(help="local (this machine) or ray (a Ray cluster).")] = "local",
    address: Annotated[
        str | None, typer.Option(help="Of the Ray cluster; one is started here if left out.")
    ] = None,
    segmenter: Annotated[str, typer.Option(help="rjieba (fast) or jieba (reference).")] = "rjieba",
    layers: Annotated[
        str | None,
        typer.Option(help="Layers of annotation, parted by commas; all if left out, none for ''."),
    ] = None,
    recurring: Annotated[
        bool, typer.Option(help="Drop lines that stand on a fifth of the pages, from ten pages on.")
    ] = True,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Processes; by default one a core.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a build of these pages that was stopped.")
    ] = False,
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Keep what pages gave; the next build with --keep parses what is new."),
    ] = False,
    only_genre: Annotated[
        bool, typer.Option("--only-genre", help="Drop pages that are plainly of another genre.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a page was rejected.")] = False,
) -> None:
    """Build a release from a folder of pages.

    Every page becomes a document, or a row in the table rejects with the reason and the way out.
    The release is written beside OUT and put in its place when it is whole.

    Example: chuangwen build my-pages --out my-corpus
    """
    from chuangwen_corpus.publish import build as build_release

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("reading pages")

        def tell(done: int, total: int, path: str) -> None:
            bar.update(task, completed=done, total=total, description=path or "writing the release")

        result = build_release(
            raw, output,
            engine=engine, address=address, segmenter=segmenter, layers=_names(layers), recurring=recurring, workers=workers,
            resume=resume, keep=keep, only_genre=only_genre, progress=tell,
        )  # fmt: skip
    _print_summary(result)
    if result.rejects and strict:
        raise typer.Exit(1)


class _Rate(ProgressColumn):
    """Pages a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} pages/s" if task.speed else "")


def _names(listed: str | None) -> list[str] | None:
    """The names in an option that lists some, parted by commas."""
    return None if listed is None else [name.strip() for name in listed.split(",") if name.strip()]


def _print_summary(result: Result) -> None:
    table = Table(title=f"built {result.out}", title_justify="left", show_header=False)
    for name in ("documents", "speeches", "sections", "paragraphs", "sentences", "tokens", "edits"):
        table.add_row(name, f"{result.rows[name]:,}")
    for name, counts in (("annotations", result.annotations), ("anomalies", result.anomalies)):
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(counts.items()))
        table.add_row(name, f"{result.rows[name]:,}" + (f" ({kinds})" if kinds else ""))
    table.add_row("duplicates", f"{result.rows['duplicates']:,}")
    table.add_row("rejects", f"{result.rows['rejects']:,}")
    if result.other_genre:
        table.add_row("dropped", f"{result.other_genre:,} pages of another genre")
    out.print(table)
    for reject in result.rejects[:MOST_REJECTS_SHOWN]:
        out.print(f"rejected {reject.path}: {reject.message}", style="yellow", markup=False, soft_wrap=True)
    if len(result.rejects) > MOST_REJECTS_SHOWN:
        out.print(f"… and {len(result.rejects) - MOST_REJECTS_SHOWN:,} more, all in the table rejects")


@app.command()
@_reports_errors
def show(
    path: Annotated[
        Path | None, typer.Argument(help="A page or a build; the released corpus if left out.")
    ] = None,
    source: Annotated[
        bool, typer.Option("--source", "-s", help="Source and clean text side by side.")
    ] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", "-e", help="Say why the page was cut where it was.")
    ] = False,
    most: Annotated[int, typer.Option("--most", help="Documents of a build to show.")] = 10,
) -> None:
    """Show the outline of a page, or of a build.

    Example: chuangwen show raw/page.txt --source
    """
    opened = _opened(path)
    if isinstance(opened, Document):
        documents = [opened]
    else:
        out.print(shown.table_of_tables(opened))
        documents = [opened.document(key) for key in opened.document_ids()[:most]]
    for document in documents:
        out.print(shown.outline(document, evidence=evidence))
        if source:
            out.print(shown.side_by_side(document))


@app.command()
@_reports_errors
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="conllu, tei, txt, tagged or spacy.")],
    source: Annotated[
        Path | None, typer.Argument(help="A build or a page; the released corpus if left out.")
    ] = None,
    output: Annotated[Path, typer.Option("--out", "-o", help="Folder to write to.")] = Path("export"),
) -> None:
    """Write documents in the format of another tool.

    conllu: CoNLL-U, tei: TEI P5, txt: plain text, tagged: word/TAG for NLTK, spacy: spaCy's DocBin.

    Example: chuangwen export tei my-corpus --out my-tei
    """
    from chuangwen_corpus.formats import export as write

    files = write(_opened(source), form, output)
    out.print(f"wrote {len(files):,} files to {output}", highlight=False, soft_wrap=True)


def _opened(source: Path | None) -> Corpus | Document:
    """A build or the released corpus, or the document of a page."""
    from chuangwen_corpus.pipeline import parse

    if source is None or source.is_dir():
        return load(source)
    return parse(source)


@app.command()
@_reports_errors
def validate(
    folder: Annotated[Path, typer.Argument(metavar="BUILD", help="Folder of the release.")] = Path("build"),
) -> None:
    """Check a release: manifest, hashes, schemas, keys, offsets, cover; say each fault.

    Exits with 1 if there is one.
    """
    from chuangwen_corpus.publish.validation.release import faults

    count = 0
    for fault in faults(folder):
        count += 1
        out.print(f"{folder}: {fault}", markup=False, highlight=False, soft_wrap=True)
    if count:
        err.print(f"chuangwen: {count} faults in {folder}", style="red")
        raise typer.Exit(1)
    out.print(f"{folder} is whole and sound", style="green", soft_wrap=True)


@app.command()
@_reports_errors
def evaluate(
    folders: Annotated[
        list[Path],
        typer.Argument(
            help="PAGES and GOLD (<page>.json); with --layers any folders of <page>.txt with <page>.ann."
        ),
    ],
    layers: Annotated[bool, typer.Option("--layers", help="Judge the layers of annotation.")] = False,
    most: Annotated[int, typer.Option("--most", help="Confusions to print.")] = 30,
) -> None:
    """Compare parsed pages or annotations with a gold standard: precision, recall, F1, each confusion.

    The formats of gold files are described in docs/evaluation.md.

    Example: chuangwen evaluate --layers tests/layers/gold
    """
    from chuangwen_corpus import evaluate as run

    if layers:
        for folder in folders:
            scores = run.evaluate_layers(folder)
            out.print(shown.table_of_layers(folder.name, scores))
            _print_confusions([c for score in scores.values() for c in score.confusions], most)
        return
    if len(folders) != 2:
        raise ChuangwenError("a folder of pages and a folder of gold files are needed.", hint="Or --layers.")
    result = run.evaluate(*folders)
    out.print(shown.table_of_measures(result))
    _print_confusions(result.confusions, most)


def _print_confusions(confusions: list[str], most: int) -> None:
    for confusion in confusions[:most]:
        out.print(confusion, markup=False, highlight=False, soft_wrap=True)
    if len(confusions) > most:
        out.print(f"… and {len(confusions) - most:,} more confusions (--most)")


@app.command()
@_reports_errors
def schema(
    root: Annotated[Path, typer.Option("--root", help="Folder to write to.")] = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a file is stale.")
    ] = False,
) -> None:
    """Write schemas/*.json and docs/data-dictionary.md from the records."""
    from chuangwen_corpus.publish.metadata import reference

    if not check:
        for file in reference.write(root):
            out.print(f"wrote {file}", soft_wrap=True, highlight=False)
        return
    stale = [
        path
        for path, text in reference.files().items()
        if not (root / path).exists() or (root / path).read_text(encoding="utf-8") != text
    ]
    for path in stale:
        err.print(f"chuangwen: {path} is stale; run `chuangwen schema`", style="red")
    if stale:
        raise typer.Exit(1)


if __name__ == "__main__":
    sys.exit(app())
