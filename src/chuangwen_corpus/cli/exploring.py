"""What the commands that explore a corpus share: their options, the corpus, and how a result is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from chuangwen_corpus.cli.typed import at_home, new_file
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.terminal import out

if TYPE_CHECKING:
    from chuangwen_corpus.corpus import Corpus
    from chuangwen_corpus.explore.result import Result

STANDARD_OUTPUT = "-"
SHOWN = 20
"""Rows that are printed unless --limit says otherwise; a CSV file has all."""
FILTERS = ("speaker", "kind", "level", "genre", "campaign", "year", "document_id", "speech_id")
"""What --where may ask for: the arguments of `Corpus.filter`."""

Build = Annotated[
    str | None,
    typer.Argument(help="A build, by path or address; the released corpus if left out.", callback=at_home),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where", "-w", metavar="COLUMN=VALUE",
        help="Only speeches of which it holds: speaker, kind, level, genre, campaign or year. May be given again: another "
        "column must hold, too; another value of the same column is an alternative.",
    ),
]  # fmt: skip
Csv = Annotated[
    str | None,
    typer.Option("--csv", metavar="FILE", help="Write CSV; - for standard output.", callback=new_file),
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=0, help="The first rows; 0 for all. By default 20, or all of a CSV file.")
]  # fmt: skip
Of = Annotated[str, typer.Option("--of", help="What is counted: form (words), xpos or upos (tags).")]
Reference = Annotated[
    str | None,
    typer.Option(
        "--reference", "-r", metavar="BUILD", help="The build to compare with; by default the speeches that --where left out.", callback=at_home),
]  # fmt: skip
LeastInBoth = Annotated[int, typer.Option("--least", min=1, help="Leave out what is rarer in both together.")]
SortOfKeyness = Annotated[str, typer.Option("--sort", help="log_likelihood or log_ratio.")]
Punctuation = Annotated[bool, typer.Option("--punctuation", help="Marks of punctuation count as words.")]


def corpus_of(build: str | None, where: list[str] | None) -> Corpus:
    """The corpus that a command looks at.

    Raises:
        ChuangwenError: There is none, or --where is wrong.
    """
    from chuangwen_corpus.corpus import load

    wanted: dict[str, list[str]] = {}
    for said in where or ():
        column, sign, value = said.partition("=")
        if column not in FILTERS or not sign:
            raise ChuangwenError(
                f"--where {said!r} is none.",
                hint=f"Write COLUMN=VALUE; columns are {', '.join(FILTERS)}.",
            )
        wanted.setdefault(column, []).append(value)
    corpus = load(build)
    try:
        return corpus.filter(**wanted) if wanted else corpus
    except KeyError as error:  # a release of an older version
        raise ChuangwenError(str(error.args[0]), path=build) from None


def tell(result: Result, csv: str | None, limit: int | None, columns: list[str] | None = None) -> None:
    """Prints a result, or writes it as CSV.

    Raises:
        ChuangwenError: There is no such column.
        OSError: The file cannot be written.
    """
    shown = result if columns is None else result.select(columns)
    if csv is None:
        most = SHOWN if limit is None else limit or None
        out.lines(shown.head(most).text(None).split("\n"))
        return
    some = shown.head(limit or None)
    if csv == STANDARD_OUTPUT:
        out.lines(line.removesuffix("\r") for line in some.to_csv().removesuffix("\r\n").split("\n"))
    else:
        some.write_csv(csv)
