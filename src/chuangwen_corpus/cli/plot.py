"""The commands `chuangwen plot KIND`: pictures of a corpus as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.debug import with_debug
from chuangwen_corpus.cli.exploring import (
    Build,
    LeastInBoth,
    Of,
    Punctuation,
    Reference,
    SortOfKeyness,
    Where,
    corpus_of,
)
from chuangwen_corpus.cli.typed import new_file
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.terminal import out

if TYPE_CHECKING:
    from collections.abc import Callable

    from chuangwen_corpus.corpus import Corpus
    from chuangwen_corpus.explore.tokens import Attribute
    from chuangwen_corpus.plot.picture import Plot
    from chuangwen_corpus.reuse.result import Unit

Out = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="FILE", help="The picture; its name ends with .svg, .png, .pdf or .html.", callback=new_file),
]  # fmt: skip
Most = Annotated[int | None, typer.Option("--limit", min=1, help="How much is drawn; the picture says what was left out.")]  # fmt: skip
By = Annotated[
    str, typer.Option("--by", help="speech, document, sentence, speaker, kind, level, genre, year, …")
]

plot = typer.Typer(
    no_args_is_help=True,
    help="Draw a corpus: SVG, PNG, PDF or HTML.\n\n"
    "Needs the extra plot: pip install 'chuangwen-corpus\\[plot]'. It brings the font, too.",
)


def _drawn(draw: Callable[[Corpus], Plot], build: str | None, where: list[str] | None, file: Path) -> None:
    """Draws a picture and writes it; what is wrong with file or packages is said before anything is counted."""
    from chuangwen_corpus.plot import check

    check()
    from chuangwen_corpus.plot.picture import checked_ending

    checked_ending(file)
    try:
        picture = draw(corpus_of(build, where))
    except (KeyError, ValueError) as error:
        raise ChuangwenError(f"{error.args[0]}.") from None
    picture.save(file)
    out.say(f"wrote {file}: {picture.title}")
    for note in picture.notes:
        out.say(f"  {note}")


def structure(
    file: Out,
    speech: Annotated[
        str | None, typer.Argument(help="The speech's id; the first one of those chosen if left out.")
    ] = None,
    build: Build = None,
    where: Where = None,
) -> None:
    """Draw a speech: its sections, paragraphs and sentences along the text.

    Example: chuangwen plot structure eba51afc96ce0e6e.sp978 --out speech.svg
    """

    def draw(corpus: Corpus) -> Plot:
        if speech is not None:
            return corpus.plot.structure(speech)
        ids = corpus.tables["speeches"]["speech_id"].to_pylist()
        if not ids:
            raise ChuangwenError("there is no speech to draw.", hint="Choose others with --where.")
        return corpus.plot.structure(ids[0])

    _drawn(draw, build, where, file)


def dispersion(
    file: Out,
    word: Annotated[str, typer.Argument(help="A word; several, comma-separated.")],
    build: Build = None,
    of: Of = "form",
    by: By = "speech",
    punctuation: Punctuation = False,
    where: Where = None,
    limit: Most = None,
) -> None:
    """Draw where words stand in a corpus.

    Example: chuangwen plot dispersion 创建,任务 my-corpus --by kind --out words.svg
    """
    words = [one.strip() for one in word.split(",")]
    _drawn(
        lambda corpus: corpus.plot.dispersion(
            words, of=cast("Attribute", of), by=by, punctuation=punctuation, limit=limit
        ),
        build, where, file,
    )  # fmt: skip


def keyness(
    file: Out,
    build: Build = None,
    where: Where = None,
    reference: Reference = None,
    of: Of = "form",
    punctuation: Punctuation = False,
    least: LeastInBoth = 1,
    sort: SortOfKeyness = "log_likelihood",
    limit: Most = None,
) -> None:  # fmt: skip
    """Draw the words that some speeches have more often than others, and more rarely.

    Example: chuangwen plot keyness my-corpus --where kind=government --out words.svg
    """
    other = None if reference is None else corpus_of(reference, None)
    _drawn(
        lambda corpus: corpus.plot.keyness(
            other, of=cast("Attribute", of), punctuation=punctuation, least=least, sort=sort, limit=limit
        ),
        build, where, file,
    )  # fmt: skip


def layers(
    file: Out,
    build: Build = None,
    names: Annotated[
        str | None, typer.Option("--layers", help="The layers, comma-separated; all if left out.")
    ] = None,
    by: By = "speech",
    where: Where = None,
    limit: Most = None,
) -> None:
    """Draw how densely speeches, or groups of them, are annotated.

    Example: chuangwen plot layers my-corpus --by kind --out layers.svg
    """
    chosen = None if names is None else [one.strip() for one in names.split(",")]
    _drawn(lambda corpus: corpus.plot.layers(chosen, by=by, limit=limit), build, where, file)


def reuse(
    file: Out,
    build: Build = None,
    unit: Annotated[str, typer.Option("--unit", "-u", help="sentence, paragraph or speech.")] = "speech",
    least: Annotated[
        float | None,
        typer.Option("--least", min=0, max=1, help="As in chuangwen reuse; 0.6, 0.5, 0.3 if left out."),
    ] = None,
    colour: Annotated[str, typer.Option("--colour", help="kind, level, genre, speaker, year, … or cluster.")] = "kind",
    where: Where = None,
    limit: Most = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Threads; by default one a core.")] = None,
) -> None:  # fmt: skip
    """Draw which speeches repeat each other, in clusters.

    Needs the extra reuse, too.

    Example: chuangwen plot reuse my-corpus --colour year --out reuse.svg
    """
    _drawn(
        lambda corpus: corpus.plot.reuse(
            cast("Unit", unit), least=least, colour=colour, limit=limit, workers=workers
        ),
        build, where, file,
    )  # fmt: skip


for command in (structure, dispersion, keyness, layers, reuse):
    plot.command()(with_debug(command))
