"""The option --debug, which every command has.

It is kept in the environment, so that the processes that a build starts know of it, too.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

VARIABLE = "CHUANGWEN_DEBUG"


def debugging() -> bool:
    """Whether tracebacks are wanted."""
    return os.environ.get(VARIABLE, "0") not in ("", "0")


def _remember(wanted: bool) -> bool:
    if wanted:
        os.environ[VARIABLE] = "1"
    return wanted


Debug = Annotated[
    bool,
    typer.Option(
        "--debug", callback=_remember, is_eager=True, help=f"Print tracebacks of errors; or set {VARIABLE}=1."
    ),
]


def with_debug(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the option to a command, which need not know of it."""

    @wraps(command)
    def wrapped(*, debug: bool = False, **options: Any) -> None:  # noqa: ARG001  # its callback has seen it
        command(**options)

    option = inspect.Parameter("debug", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Debug)
    parameters = [*inspect.signature(command, eval_str=True).parameters.values(), option]
    wrapped.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads both
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapped
