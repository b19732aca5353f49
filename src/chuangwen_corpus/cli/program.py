"""The program `chuangwen`: its commands, in the order of the help, and its own options."""

from __future__ import annotations

from typing import Annotated

import typer

from chuangwen_corpus._version import __version__
from chuangwen_corpus.cli.build import build
from chuangwen_corpus.cli.debug import Debug, with_debug
from chuangwen_corpus.cli.evaluate import evaluate
from chuangwen_corpus.cli.export import export
from chuangwen_corpus.cli.schema import schema
from chuangwen_corpus.cli.show import show
from chuangwen_corpus.cli.validate import validate
from chuangwen_corpus.terminal import out

program = typer.Typer(
    name="chuangwen",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Chinese pledge and mobilisation speeches: from crawled pages to a published corpus.\n\n"
    "Start with [bold]chuangwen build[/bold] on a folder of pages, look at one page with "
    "[bold]chuangwen show PAGE[/bold], check a release with [bold]chuangwen validate BUILD[/bold].",
    epilog="Exit codes: 0 done; 1 faults were found; 2 the input or the command line is wrong; 70 a fault of chuangwen; "
    "74 something cannot be read or written; 130 stopped; 143 terminated. More in docs/cli.md.",
)


def _version(wanted: bool) -> None:
    if wanted:
        out.say(f"chuangwen-corpus {__version__}")
        raise typer.Exit


@program.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Holds the options of the command itself."""


for command in (build, show, export, validate, evaluate, schema):
    program.command()(with_debug(command))
