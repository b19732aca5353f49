"""The program `chuangwen`: its commands, in the order of the help, and its own options."""

from __future__ import annotations

from typing import Annotated

import typer

from chuangwen_corpus._version import __version__
from chuangwen_corpus.cli.build import build
from chuangwen_corpus.cli.evaluate import evaluate
from chuangwen_corpus.cli.export import export
from chuangwen_corpus.cli.reports import out
from chuangwen_corpus.cli.schema import schema
from chuangwen_corpus.cli.show import show
from chuangwen_corpus.cli.validate import validate

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


for command in (build, show, export, validate, evaluate, schema):
    app.command()(command)
