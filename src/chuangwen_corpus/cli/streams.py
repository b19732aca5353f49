"""The standard streams of the command, whatever they are: a pipe that was closed, a full disk, another encoding."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import Any, TextIO, cast

from chuangwen_corpus.terminal import LINES_AND_TABS, err, visible

CLOSED_PIPE = 141
NOT_WRITTEN = 74


class OutputError(Exception):
    """Standard output cannot be written; no OSError, which typer and rich would take for something else."""

    def __init__(self, error: OSError) -> None:
        closed = error.errno == errno.EPIPE
        self.exit_code = CLOSED_PIPE if closed else NOT_WRITTEN
        self.line = None if closed else f"standard output cannot be written ({error.strerror or error})."
        super().__init__(self.line)


class _Stream:
    """A text stream with something changed about it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Output(_Stream):
    """Standard output, whose errors are told from others."""

    def write(self, text: str) -> int:
        """Writes, or raises `OutputError`."""
        try:
            return self._stream.write(text)
        except OSError as error:
            raise OutputError(error) from None

    def flush(self) -> None:
        """Flushes, or raises `OutputError`."""
        try:
            self._stream.flush()
        except OSError as error:
            raise OutputError(error) from None


class Messages(_Stream):
    """Standard error, for the command itself: where it cannot be written, the work goes on."""

    def write(self, text: str) -> int:
        """Writes if it can."""
        with contextlib.suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flushes if it can."""
        with contextlib.suppress(OSError):
            self._stream.flush()


class OthersMessages(Messages):
    """Standard error, for everyone else: warnings, logs and tracebacks of libraries may hold data."""

    def isatty(self) -> bool:
        """No: codes would be shown, not obeyed."""
        return False

    def write(self, text: str) -> int:
        """Writes what can be looked at."""
        super().write(visible(text, keep=LINES_AND_TABS, encoding=self._stream.encoding or "utf-8"))
        return len(text)


def prepare() -> None:
    """Makes the streams of this process fit for any text, and their errors fit to be told."""
    _fill_closed()
    stdout = sys.stdout or _closed_output()
    stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # open to the end
    for stream in (stdout, stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    err.file = cast(TextIO, Messages(stderr))
    sys.stdout = cast(TextIO, Output(stdout))
    sys.stderr = cast(TextIO, OthersMessages(stderr))


def finish(code: int) -> int:
    """Writes what is left; gives the exit code, another one if that fails.

    What cannot be written is thrown away: else Python would try again, and print a traceback.
    """
    try:
        sys.stdout.flush()
    except OutputError as error:
        if code == 0:
            code = tell(error)
        _throw_away(1)
    try:
        if sys.__stderr__ is not None:
            sys.__stderr__.flush()
    except OSError:
        _throw_away(2)
    return code


def tell(error: OutputError) -> int:
    """Says that standard output cannot be written, if that is worth a word; gives the exit code."""
    if error.line:
        err.say(f"chuangwen: {error.line}", "red")
    return error.exit_code


def _fill_closed() -> None:
    """Opens what was closed (``>&-``), so that no file of a release gets the number of a standard stream."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 1 else os.O_RDWR)


def _closed_output() -> TextIO:
    # Number 1 is open for reading only, so that each write fails as on the closed stream.
    return open(1, "w", encoding="utf-8", closefd=False)


def _throw_away(number: int) -> None:
    with contextlib.suppress(OSError):
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, number)
        os.close(sink)
