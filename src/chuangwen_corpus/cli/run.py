"""A command line to an exit code: every error becomes one line on standard error."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Sequence

import typer
from typer.main import get_command

from chuangwen_corpus.cli.codes import USAGE, exit_code
from chuangwen_corpus.cli.debug import debugging
from chuangwen_corpus.cli.program import program
from chuangwen_corpus.cli.signals import Stopped
from chuangwen_corpus.cli.streams import OutputError, tell
from chuangwen_corpus.errors import UNEXPECTED, ChuangwenError
from chuangwen_corpus.terminal import err

COMPLETION = "_CHUANGWEN_COMPLETE"
"""The variable by which a shell asks for completions (`chuangwen --install-completion`)."""


def run(arguments: Sequence[str]) -> int:
    """Runs a command; gives its exit code, as documented in docs/cli.md.

    Args:
        arguments: What stands behind the program's name; none is a call for help.
    """
    try:
        if COMPLETION in os.environ:  # a shell asks what may come next
            get_command(program)._main_shell_completion({}, "chuangwen")  # noqa: SLF001  # what `main` would call
        # Not `main` of the command: it has ways of its own with errors, another one in each version.
        with get_command(program).make_context("chuangwen", list(arguments) or ["--help"]) as context:
            context.command.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code if arguments else USAGE
    except ChuangwenError as error:
        return _failed(error, str(error), exit_code(error))
    except OutputError as error:
        return tell(error)
    except (Stopped, KeyboardInterrupt) as error:
        stopped = error if isinstance(error, Stopped) else Stopped(signal.SIGINT)
        _say(stopped.line)
        return stopped.exit_code
    except OSError as error:
        name = f"{error.filename}: " if error.filename is not None else ""
        return _failed(error, f"{name}{error.strerror or error}.", exit_code(error))
    except Exception as error:  # noqa: BLE001  # the last one: a fault of ours is told, too
        usage = _usage(error)
        if usage:
            _say(f"chuangwen: {usage}")
            return USAGE
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        hint = "" if debugging() else " (--debug says where)"
        return _failed(
            error, f"unexpected {told}. This is a fault of chuangwen; please report it{hint}.", UNEXPECTED
        )
    return 0


def _usage(error: Exception) -> str | None:
    """What is wrong with the command line, if that is what the error is about."""
    if not hasattr(error, "format_message"):  # typer's own kinds, which it keeps elsewhere in each version
        return None
    context = getattr(error, "ctx", None)
    hint = f" See `{context.command_path} --help`." if context else ""
    message = error.format_message().rstrip(".")
    return f"{message}{'' if message.endswith('?') else '.'}{hint}"


def _failed(error: Exception, message: str, code: int) -> int:
    if debugging():
        for line in "".join(traceback.format_exception(error)).splitlines():
            err.say(line)
    _say(f"chuangwen: {message}")
    return code


def _say(line: str) -> None:
    err.say(line, "red")
