"""The command `chuangwen build`."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.table import Table

from chuangwen_corpus.cli.codes import NOT_READ_OR_WRITTEN, coded
from chuangwen_corpus.cli.debug import debugging
from chuangwen_corpus.cli.opened import ListsFolder, names, own_lists
from chuangwen_corpus.cli.signals import arrived, unwinding
from chuangwen_corpus.cli.typed import at_home, typed
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.limits import DEFAULT
from chuangwen_corpus.terminal import counted, err, out

if TYPE_CHECKING:
    from chuangwen_corpus.manifest import FormatName
    from chuangwen_corpus.publish.result import Result

MOST_REJECTS_SHOWN = 20
WHEN_STOPPED = "no release is left half done, and build --resume goes on."


def build(
    raw: Annotated[
        str, typer.Argument(help="Folder of pages, or one page; a path or an address.", callback=at_home)
    ] = "raw",
    output: Annotated[
        str, typer.Option("--out", "-o", help="Folder of the release.", callback=at_home)
    ] = "build",
    engine: Annotated[str, typer.Option(help="local (this machine) or ray (a Ray cluster).")] = "local",
    address: Annotated[
        str | None, typer.Option(help="Of the Ray cluster (--engine ray); one is started here if left out.")
    ] = None,
    segmenter: Annotated[str, typer.Option(help="rjieba (fast) or jieba (reference).")] = "rjieba",
    layers: Annotated[
        str | None,
        typer.Option(help="Layers of annotation, comma-separated; all if left out, none for ''."),
    ] = None,
    entities: Annotated[
        str | None, typer.Option(help="lac: named entities, too, by Baidu's LAC (extra lac; slow).")
    ] = None,
    corrections: Annotated[
        str | None,
        typer.Option(
            "--corrections",
            metavar="FILE",
            help="Values that replace what the parser gives; by default corrections.toml beside the pages.",
            callback=at_home,
        ),
    ] = None,
    lists: ListsFolder = None,
    formats: Annotated[
        str | None,
        typer.Option(help="What is written, comma-separated: parquet, csv, json; all if left out."),
    ] = None,
    recurring: Annotated[
        bool, typer.Option(help="Drop lines that stand on a fifth of the pages, from ten pages on.")
    ] = True,
    text_without_speech: Annotated[
        bool,
        typer.Option(
            "--text-without-speech", help="Annotate the text of pages on which no speech is found, too."
        ),
    ] = False,
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
    allow_empty: Annotated[
        bool, typer.Option("--allow-empty", help="Replace a release even if no page gives a document.")
    ] = False,
    time_limit: Annotated[
        str, typer.Option("--time-limit", metavar="SECONDS", help="That a page may take; none for no limit.")
    ] = f"{DEFAULT:g}",
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE", help="Write a report as JSON, also on failure.", callback=at_home
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a page was rejected.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; warnings and errors are said.")
    ] = False,
) -> None:
    """Build a release from a folder of pages.

    Every page becomes a document, or a row in the table rejects with the reason and the way out.
    The release is written beside OUT and put in its place when it is whole.

    Example: chuangwen build my-pages --out my-corpus
    """
    from chuangwen_corpus.cli.progress import bar_of_pages
    from chuangwen_corpus.publish import build as build_release
    from chuangwen_corpus.publish.report import reporting

    progress = bar_of_pages(quiet=quiet)
    with _place_of(report), reporting(report, raw, output) as about:
        with coded(), unwinding(WHEN_STOPPED), _ray_terminated(), progress as bar:
            task = bar.add_task("reading pages", total=None)

            def tell(done: int, total: int, path: str) -> None:
                bar.update(task, completed=done, total=total, description=path or "writing the release")

            about.result = result = build_release(
                raw, output,
                engine=engine, address=address, segmenter=segmenter, layers=names(layers), entities=entities, corrections=corrections,
                lists=own_lists(lists), formats=cast("list[FormatName] | None", names(formats)), recurring=recurring, text_without_speech=text_without_speech,
                workers=workers, resume=resume, keep=keep, only_genre=only_genre, allow_empty=allow_empty,
                debug=debugging(), time_limit=_seconds(time_limit), progress=tell,
            )  # fmt: skip
        about.exit_code = int(strict and bool(result.rejects))
    if not quiet:
        _print_summary(result)
    _say_what_to_look_at(result, quiet=quiet)
    if about.exit_code:
        raise typer.Exit(about.exit_code)


@contextlib.contextmanager
def _place_of(report: Path | None) -> Iterator[None]:
    """What is wrong with the place of a report is told before any work; that nobody can write there has the code of that."""
    try:
        yield
    except BuildError as error:
        if report is not None and error.path == str(report):
            folder = Path(os.path.realpath(report)).parent
            if not os.access(folder, os.W_OK):
                error.exit_code = NOT_READ_OR_WRITTEN
        raise


@contextlib.contextmanager
def _ray_terminated() -> Iterator[None]:
    """Ray takes SIGTERM for itself and makes a SystemExit of it, which nothing else here raises."""
    try:
        yield
    except SystemExit:
        arrived(signal.SIGTERM)
        raise


def _seconds(said: str) -> float | None:
    """A time limit as it is given on the command line."""
    if said.strip().lower() == "none":
        return None
    try:
        return float(said)
    except ValueError:
        raise BuildError(
            f"a time limit of {said!r} is no number of seconds.", hint="Give a number such as 120, or none."
        ) from None


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
        table.add_row("dropped", f"{counted(result.other_genre, 'page')} of another genre")
    out.print(table)


def _say_what_to_look_at(result: Result, *, quiet: bool) -> None:
    """What the user should look at, each with the command that shows it; on standard error."""
    show = f"chuangwen show {typed(result.out)}"
    for warning in result.warnings:
        err.say(f"warning: {warning}", "yellow")
    for reject in result.rejects[:MOST_REJECTS_SHOWN]:
        err.say(f"rejected {reject.path}: {reject.message}", "yellow")
    if len(result.rejects) > MOST_REJECTS_SHOWN:
        left = len(result.rejects) - MOST_REJECTS_SHOWN
        err.say(f"… and {left:,} more; all: {show} --table rejects", "yellow")
    if lost := result.anomalies["text_dropped"]:
        what = f"{counted(lost, 'sentence')} {'was' if lost == 1 else 'were'} dropped without a good reason (anomaly text_dropped)"
        err.say(f"warning: {what}; chuangwen check PAGE says which and by which rule", "yellow")
    if without := result.anomalies["no_speech"]:
        err.say(
            f"warning: pages without a speech: {without:,}; {show} --most 0 names them, chuangwen check PAGE looks at one",
            "yellow",
        )
    if (damaged := result.rows["anomalies"]) and not quiet:
        err.say(
            f"{counted(damaged, 'place')} {'is' if damaged == 1 else 'are'} damaged or doubtful: {show} --table anomalies"
        )
