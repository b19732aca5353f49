"""The command `chuangwen reuse`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.typed import at_home, new_folder
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.terminal import out

if TYPE_CHECKING:
    from chuangwen_corpus.reuse.result import Unit

SHOWN = 10
"""Pairs that are printed unless --most says otherwise."""


def reuse(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="BUILD",
            help="A build, by path or address; the released corpus if left out.",
            callback=at_home,
        ),
    ] = None,
    unit: Annotated[str, typer.Option("--unit", "-u", help="sentence, paragraph or speech.")] = "sentence",
    least: Annotated[
        float | None,
        typer.Option(
            "--least",
            min=0,
            max=1,
            help="Least similarity (sentences) or containment (paragraphs, speeches); 0.6, 0.5, 0.3 if left out.",
        ),
    ] = None,
    most: Annotated[
        int | None, typer.Option("--most", min=0, help=f"Pairs to print; 0 for all. By default {SHOWN}.")
    ] = None,
    align: Annotated[
        int | None, typer.Option("--align", metavar="PAIR", help="What differs in the pair of this number.")
    ] = None,
    words: Annotated[
        bool, typer.Option("--words", help="With --align: compare words, not characters.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FOLDER",
            help="Write pairs, clusters and set phrases there as Parquet.",
            callback=new_folder,
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Threads; by default one a core.")
    ] = None,
) -> None:
    """Find sentences, paragraphs or speeches that repeat each other: exactly, with other places or words, or in part.

    Needs the extra reuse: pip install 'chuangwen-corpus[reuse]'.

    Example: chuangwen reuse my-corpus --unit speech --align 0
    """
    from chuangwen_corpus.corpus import load

    if words and align is None:
        raise ChuangwenError("--words is for --align.", hint="Name a pair with --align.")
    if most is not None and align is not None:
        raise ChuangwenError(
            "--most is for a list of pairs, and --align shows one.", hint="Leave one of the two out."
        )
    try:
        found = load(source).reuse(cast("Unit", unit), least=least, workers=workers)
    except ValueError as error:
        raise ChuangwenError(str(error)) from None
    if align is not None:
        try:
            shown = found.align(align, "words" if words else "characters")
        except IndexError as error:
            raise ChuangwenError(f"{error}.", hint="Pairs are numbered from 0.") from None
        for line in repr(shown).splitlines():
            out.say(line)
    else:
        for line in found.printed(SHOWN if most is None else most or len(found)).splitlines():
            out.say(line)
    if output is not None:
        for path in found.write(output):
            out.say(f"wrote {path}")
