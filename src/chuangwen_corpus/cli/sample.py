"""The command `chuangwen sample`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus.cli.typed import at_home, typed
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.terminal import counted, out


def sample(
    pages: Annotated[int, typer.Argument(metavar="PAGES", help="How many pages.")],
    output: Annotated[
        Path,
        typer.Option(
            "--out", "-o", help="Folder to write to; it must be empty or not there.", callback=at_home
        ),
    ] = Path("sample-pages"),
    seed: Annotated[
        int, typer.Option("--seed", help="The same seed gives the same pages on every machine.")
    ] = 0,
    reuse: Annotated[
        float,
        typer.Option("--reuse", help="Share of the speeches that are made from an earlier one, 0 to 1."),
    ] = 0.3,
) -> None:
    """Write pages of made-up speeches in many layouts, to try everything at any size.

    Which speech is made from which stands in OUT.reuse.jsonl, beside the folder.

    Example: chuangwen sample 300 --seed 5 --out my-pages
    """
    from chuangwen_corpus.sample import write

    written = write(pages, output, seed=seed, reuse=reuse)
    out.say(
        f"wrote {counted(written.pages, 'page')}, {written.bytes / 1e6:,.1f} MB, to {output}; all of it is made up"
    )
    out.say(f"{written.speeches_copied:,} speeches are made from others: {written.truth}")
    out.say(f"next: chuangwen build {typed(output)} --out {typed(_corpus_of(output))}")


def _corpus_of(pages: Path) -> Path:
    """A folder for the corpus of these pages: one that a build does not refuse, as it would one among the pages or around them."""
    from chuangwen_corpus.publish.writers.target import check

    try:
        check("my-corpus", pages)
    except BuildError:
        real = pages.resolve()
        return real.with_name(f"{real.name}-corpus")
    return Path("my-corpus")
