"""The command `chuangwen evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chuangwen_corpus.cli.codes import coded
from chuangwen_corpus.cli.opened import ListsFolder, own_lists
from chuangwen_corpus.cli.typed import at_home, new_file
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.terminal import counted, out

if TYPE_CHECKING:
    from chuangwen_corpus.evaluate import PassageScore


def evaluate(
    folders: Annotated[
        list[Path],
        typer.Argument(
            help="PAGES and GOLD (<page>.json), which may be one folder; with --layers any folders of <page>.txt with "
            "<page>.ann; with --passages any folders of <passage>.json.",
            callback=at_home,
        ),
    ],
    layers: Annotated[bool, typer.Option("--layers", help="Judge the layers of annotation.")] = False,
    passages: Annotated[
        bool,
        typer.Option(
            "--passages", help="Judge the layers on passages with gold (folders of <passage>.json)."
        ),
    ] = False,
    most: Annotated[int, typer.Option("--most", min=0, help="Differences to print.")] = 30,
    detail: Annotated[bool, typer.Option("--detail", help="Print every difference.")] = False,
    rows: Annotated[
        Path | None,
        typer.Option(
            "--rows",
            metavar="FILE",
            help="Write a CSV file: a row a page, each judgement as 1 or 0, no text.",
            callback=new_file,
        ),
    ] = None,
    lists: ListsFolder = None,
) -> None:
    """Compare parsed pages or annotations with a gold standard: figures, intervals, each difference.

    The formats of gold files are described in docs/evaluation.md.

    Example: chuangwen evaluate my-pages my-gold --detail
    """
    from chuangwen_corpus import evaluate as run
    from chuangwen_corpus import show as shown

    if passages:
        if layers or lists is not None:
            option = "--layers" if layers else "--lists"
            raise ChuangwenError(f"{option} is not for passages.", hint="Leave one of the two out.")
        found = _passages_of(folders)
        summed = run.totals(found)
        out.print(shown.table_of_passages(len(found), summed))
        _print_differences([d for score in summed.values() for d in score.differences], most, detail=detail)
        if rows is not None:
            with coded(writing=True):
                run.write_passage_rows(rows, found)
        return
    if layers:
        if rows is not None or lists is not None:
            option = "--lists" if rows is None else "--rows"
            raise ChuangwenError(f"{option} is for pages, not for layers.", hint="Leave one of the two out.")
        for folder in folders:
            scores = run.evaluate_layers(folder)
            out.print(shown.table_of_layers(folder.name, scores))
            _print_differences(
                [c for score in scores.values() for c in score.confusions], most, detail=detail
            )
        return
    if len(folders) != 2:
        raise ChuangwenError(
            "a folder of pages and a folder of gold files are needed.", hint="Or --layers, or --passages."
        )
    result = run.evaluate(folders[0], folders[1], own_lists(lists))
    out.print(shown.table_of_measures(result))
    _print_differences(list(result.differences()), most, detail=detail)
    if rows is not None:
        with coded(writing=True):
            result.write_rows(rows)


def _passages_of(folders: list[Path]) -> dict[str, dict[str, PassageScore]]:
    """The passages of all folders, by their path without the ending."""
    from chuangwen_corpus import evaluate as run

    found: dict[str, dict[str, PassageScore]] = {}
    seen: set[Path] = set()
    for folder in folders:
        real = folder.resolve()
        if real in seen:
            message = "is given twice; its passages would count twice."
            raise ChuangwenError(message, path=folder, hint="Name each folder once.")
        seen.add(real)
        # The whole path as given: folders in different places may have one name.
        found |= {
            (folder / name).as_posix(): scores for name, scores in run.evaluate_passages(folder).items()
        }
    return found


def _print_differences(differences: list[str], most: int, *, detail: bool) -> None:
    printed = differences if detail else differences[:most]
    for difference in printed:
        out.say(difference)
    if left := len(differences) - len(printed):
        out.say(f"… and {counted(left, 'more difference')} (--most, --detail)")
