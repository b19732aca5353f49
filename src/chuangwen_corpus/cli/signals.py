"""What SIGINT, SIGTERM and SIGHUP do to a command: it ends with one line and 128 + the signal's number.

Nothing but the standard library is imported here, so that this stands before the first slow import.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

WORDS = {"SIGINT": "stopped", "SIGTERM": "terminated", "SIGHUP": "stopped, as its terminal was closed"}
PATIENCE = 3
"""The signal of a run that ends it at once, even within the clean-up: one Ctrl-C may come twice, from the terminal
and from a program above."""
AGAIN_SECONDS = 0.02


class Stopped(BaseException):
    """Raised by a signal where a command has something to clean up.

    It is no KeyboardInterrupt: libraries catch that one, and it would come from SIGINT alone.
    """

    def __init__(self, number: int, hint: str = "") -> None:
        self.exit_code = 128 + number
        self.line = said(number, hint)
        super().__init__(self.line)


class _Watch:
    """What has happened so far in this process."""

    def __init__(self) -> None:
        self.hint: str | None = None
        """Not None: there is something to clean up, so a signal raises `Stopped`."""
        self.number: int | None = None
        self.count = 0


_watch = _Watch()


def said(number: int, hint: str = "") -> str:
    """The line that says why a command ended."""
    word = WORDS[signal.Signals(number).name]
    return f"chuangwen: {word}; {hint}" if hint else f"chuangwen: {word}."


def watch() -> None:
    """Takes the signals of this process over, except those that who started it wants ignored (nohup)."""
    for number in _numbers():
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, arrived)
    sys.unraisablehook = _unraisable


def came() -> bool:
    """Whether a signal has ended the command."""
    return _watch.number is not None


def ignore() -> None:
    """All is done; what comes now changes nothing any more."""
    for number in _numbers():
        signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def unwinding(hint: str) -> Iterator[None]:
    """Within it a signal raises `Stopped`, so that what cleans up is run; elsewhere it ends the process at once.

    Args:
        hint: What the user is told then.

    Raises:
        Stopped: A signal came, whatever the code it met made of it.
    """
    _watch.hint = hint
    try:
        yield
    except BaseException as error:
        if _watch.number is not None and not isinstance(error, Stopped):
            raise Stopped(_watch.number, hint) from error
        raise
    finally:
        _watch.hint = None


def _numbers() -> list[signal.Signals]:
    return [getattr(signal, name) for name in WORDS if hasattr(signal, name)]


def arrived(number: int, frame: FrameType | None = None) -> None:  # noqa: ARG001  # as `signal` calls it
    """Ends the command, or has it clean up first.

    Raises:
        Stopped: It is the first signal, and there is something to clean up.
    """
    _watch.count += 1
    if _watch.number is None:
        _watch.number = number
        if _watch.hint is not None:
            raise Stopped(number, _watch.hint)
        _leave(number)
    elif _watch.count >= PATIENCE:
        _leave(number)


def _leave(number: int) -> None:
    # No exception: in the middle of an import, or of a destructor, it would be printed or turned into another.
    with contextlib.suppress(OSError):
        os.write(2, f"{said(number)}\n".encode())
    os._exit(128 + number)


def _unraisable(happened: sys.UnraisableHookArgs) -> None:
    """Raises `Stopped` again in a moment where it met a destructor, out of which nothing can be raised."""
    if not isinstance(happened.exc_value, Stopped):
        sys.__unraisablehook__(happened)
        return
    import threading

    number, _watch.number, _watch.count = _watch.number, None, 0
    again = threading.Timer(AGAIN_SECONDS, _send_again, [number])
    again.daemon = True
    again.start()


def _send_again(number: int) -> None:
    import threading

    main = threading.main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, number)  # in the thread that waits, so that it wakes up
    else:
        signal.raise_signal(number)
