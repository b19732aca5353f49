"""The time limit of a page: the one place where a build uses a clock.

Time is counted in ticks that this process has seen, not read from a clock: a build that was stopped for an hour
(Ctrl-Z) and goes on has not worked for an hour, and no page of it took too long.
"""

from __future__ import annotations

import contextlib
import math
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TypeVar

from chuangwen_corpus.errors import BuildError

DEFAULT = 120.0
"""Seconds that a page may take; the slowest of a million takes some seconds."""
REASON = "time_limit"
"""Of the rows of `rejects` that a limit has made."""
BEATS_APART = 0.1
"""Seconds between signs of life of a worker, at least."""
_TICKS = 10
_LONGEST_TICK = 1.0

R = TypeVar("R")


class TimeUp(BaseException):
    """A page took too long. No `Exception`, so that no handler of the parser or of a library takes it for a fault."""


def checked(limit: float | None) -> float | None:
    """A limit in seconds as it was given; None for none.

    Raises:
        BuildError: It is no positive number.
    """
    if limit is not None and not 0 < limit < math.inf:
        raise BuildError(
            f"a time limit of {limit} seconds lets no page pass.",
            hint="Give more than 0, or None (--time-limit none) for no limit.",
        )
    return limit


def said(limit: float | None) -> str:
    """What the row of a page says that took too long."""
    return f"took more than {limit or 0:g} seconds. Give it more (--time-limit), and please report this page."


def tick_of(limit: float) -> float:
    """Seconds between two looks at whether a limit is over."""
    return min(_LONGEST_TICK, limit / _TICKS)


def can_interrupt() -> bool:
    """Whether this thread can be interrupted: the main thread, where the system has timers that send signals."""
    return (
        sys.platform != "win32"
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM)
        is not None  # else it is another library's and cannot be given back
    )


class Watch:
    """Has the steps of a task, a page each, end in time."""

    def __init__(self, limit: float | None = None, beat: Callable[[], None] | None = None) -> None:
        """Takes what a task is done with.

        Args:
            limit: Seconds that a step may take; None for no limit.
            beat: Called between steps, not too often: it tells whoever waits that the task goes on.
        """
        self.limit = limit
        self._beat = beat
        self._last = -math.inf

    def step(self, do: Callable[[], R]) -> R:
        """What `do` returns.

        Raises:
            TimeUp: It took longer than the limit, where a thread can be interrupted (see `can_interrupt`).
        """
        if self._beat and (now := time.monotonic()) - self._last >= BEATS_APART:
            self._beat()
            self._last = now
        if self.limit is None or not can_interrupt():
            return do()
        with _alarm(self.limit) as bell:
            try:
                return do()
            finally:
                bell.on = False


class _Bell:
    def __init__(self, ticks: int) -> None:
        self.on = True
        self._left = ticks

    def ring(self, _signal: int, _frame: FrameType | None) -> None:
        """Interrupts when all ticks are over, and with each further one: what is raised in a finalizer is lost."""
        self._left -= 1
        if self.on and self._left <= 0:
            raise TimeUp


@contextlib.contextmanager
def _alarm(limit: float) -> Iterator[_Bell]:
    """A bell that rings after the limit; the handler and the timer of whoever calls are put back."""
    if sys.platform == "win32":  # see `can_interrupt`
        raise NotImplementedError
    tick = tick_of(limit)
    bell = _Bell(math.ceil(limit / tick))
    handler = signal.signal(signal.SIGALRM, bell.ring)
    began = time.monotonic()
    left, interval = signal.setitimer(signal.ITIMER_REAL, tick, tick)
    try:
        yield bell
    finally:
        bell.on = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        if left:
            left -= time.monotonic() - began
            signal.setitimer(signal.ITIMER_REAL, max(left, tick / 1000), interval)
