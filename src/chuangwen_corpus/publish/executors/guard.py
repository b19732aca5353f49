"""A watchdog process for a worker of a cluster: it kills the worker when it gives no sign of life for too long.

A worker that is stopped, or held up in compiled code, cannot see to it itself, and the driver does not know when a
task has begun. The cluster does the task of a killed worker again.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from chuangwen_corpus.publish import limits
from chuangwen_corpus.publish.executors.processes import GRACE, START

_GUARD = """
import os, select, signal, sys
worker, tick, left, patience = int(sys.argv[1]), *map(float, sys.argv[2:])
while left > 0:
    if select.select([0], [], [], tick)[0]:
        if not os.read(0, 4096):
            sys.exit()
        left = patience
    else:
        left -= tick
os.kill(worker, signal.SIGKILL)
"""


@contextlib.contextmanager
def guarded(limit: float | None) -> Iterator[limits.Watch]:
    """A watch for a task of this process, which is killed when the watch has no step for longer than the limit.

    Args:
        limit: Seconds that a step may take; None for no limit.
    """
    if limit is None or sys.platform == "win32":  # where only sockets can be waited for
        yield limits.Watch(limit)
        return
    patience = limit + GRACE
    numbers = (os.getpid(), limits.tick_of(limit), patience + START, patience)
    command = [sys.executable, "-I", "-S", "-c", _GUARD, *map(str, numbers)]
    guard = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603  # this interpreter
    assert guard.stdin is not None
    try:
        beats = guard.stdin.fileno()
        yield limits.Watch(limit, lambda: _beat(beats))
    finally:
        guard.kill()
        guard.wait()
        guard.stdin.close()


def _beat(pipe: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # somebody has killed the guard; the task goes on without
        os.write(pipe, b".")
