"""How far a build is, on standard error."""

from __future__ import annotations

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.table import Column

from chuangwen_corpus.terminal import Line, err


def bar_of_pages(*, quiet: bool) -> Progress:
    """A bar with the page read last, pages of how many, pages a second and the time that is left; none if not on a terminal."""
    columns = (_Doing(), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal)


class _Doing(ProgressColumn):
    """The page that was read last, or what else is done."""

    def __init__(self) -> None:
        super().__init__(Column(no_wrap=True))

    def render(self, task: Task) -> Line:
        return Line(task.description)


class _Rate(ProgressColumn):
    """Pages a second."""

    def render(self, task: Task) -> Line:
        return Line(f"{task.speed:,.0f} pages/s" if task.speed else "")
