"""The command `chuangwen evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chuangwen_corpus import show as shown
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.terminal import out


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
        out.say(confusion)
    if len(confusions) > most:
        out.say(f"… and {len(confusions) - most:,} more confusions (--most)")
