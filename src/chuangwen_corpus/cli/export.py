"""The command `chuangwen export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from chuangwen_corpus.cli.opened import ListsFolder, opened, own_lists
from chuangwen_corpus.cli.typed import at_home, new_folder
from chuangwen_corpus.terminal import counted, out

if TYPE_CHECKING:
    from chuangwen_corpus.formats import Format


def export(
    form: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="conllu, tei, txt, tagged, vertical, spacy, xlsx or sqlite."),
    ],
    source: Annotated[
        str | None,
        typer.Argument(
            help="A build (path or address) or a page (path; - for standard input); the released corpus if left out.",
            callback=at_home,
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--out", "-o", help="Folder to write to.", callback=new_folder)
    ] = Path("export"),
    lists: ListsFolder = None,
) -> None:
    """Write a corpus in the format of another tool.

    conllu: CoNLL-U, tei: TEI P5, txt: plain text, tagged: word/TAG for NLTK, vertical: a token a line for NoSketch
    Engine, spacy: spaCy's DocBin, xlsx: an Excel workbook, sqlite: an SQLite database.

    Example: chuangwen export tei my-corpus --out my-tei
    """
    from chuangwen_corpus.formats import export as write

    files = write(opened(source, own_lists(lists)), cast("Format", form), output)
    out.say(f"wrote {counted(len(files), 'file')} to {output}")
