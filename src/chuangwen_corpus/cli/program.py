"""The program `chuangwen`: its commands, in the order of the help, and its own options."""

from __future__ import annotations

from typing import Annotated

import typer

from chuangwen_corpus._version import __version__
from chuangwen_corpus.cli.acts import commitments, directives
from chuangwen_corpus.cli.build import build
from chuangwen_corpus.cli.check import check
from chuangwen_corpus.cli.collocates import collocates
from chuangwen_corpus.cli.debug import Debug, with_debug
from chuangwen_corpus.cli.diff import diff
from chuangwen_corpus.cli.dispersion import dispersion
from chuangwen_corpus.cli.evaluate import evaluate
from chuangwen_corpus.cli.export import export
from chuangwen_corpus.cli.frequencies import frequencies
from chuangwen_corpus.cli.keyness import keyness
from chuangwen_corpus.cli.kwic import kwic
from chuangwen_corpus.cli.plot import plot
from chuangwen_corpus.cli.release import release
from chuangwen_corpus.cli.reuse import reuse
from chuangwen_corpus.cli.sample import sample
from chuangwen_corpus.cli.schema import schema
from chuangwen_corpus.cli.show import show
from chuangwen_corpus.cli.validate import validate
from chuangwen_corpus.cli.where import where
from chuangwen_corpus.terminal import out

program = typer.Typer(
    name="chuangwen",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Chinese pledge and mobilisation speeches: from crawled pages to a published corpus.\n\n"
    "Start with [bold]chuangwen build[/bold] on a folder of pages, see what was found on one with "
    "[bold]chuangwen check PAGE[/bold], look at rows with [bold]chuangwen show BUILD --table commitments[/bold].",
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


for command in (
    build, check, show, export, validate, diff,
    kwic, frequencies, collocates, keyness, dispersion, commitments, directives, reuse,
    evaluate, sample, where, schema, release,
):  # fmt: skip
    program.command()(with_debug(command))

program.add_typer(plot, name="plot")
