"""Where commands print, and what becomes of their errors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer
from rich.console import Console

from chuangwen_corpus.errors import ChuangwenError

out = Console()
err = Console(stderr=True)
P = ParamSpec("P")


def reports_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turns an error raised on purpose into one line on stderr and exit code 2."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ChuangwenError as error:
            err.print(f"chuangwen: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            err.print(
                "chuangwen: stopped; an earlier build is unchanged, and build --resume goes on.", style="red"
            )
            raise typer.Exit(130) from None

    return wrapped
