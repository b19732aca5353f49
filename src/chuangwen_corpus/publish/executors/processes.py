"""A pool of worker processes; results come in the order of the tasks.

A pool of the standard library breaks (`ProcessPoolExecutor`) or hangs (`multiprocessing.Pool`) when a
process is killed. Here a lost process costs its task alone: it is done again, and one that costs a second
process is salvaged in a way of its own. A process that gives no sign of life for longer than the time limit is
killed. It is an interpreter of its own, not a fork or a spawn: a script that builds needs no
``if __name__ == "__main__"``. docs/dependencies.md compares this with libraries.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from chuangwen_corpus.publish import limits
from chuangwen_corpus.publish.executors import worker

AHEAD = 4
"""Tasks a process that may be on their way or done, while an earlier one is not."""
TIMES = 2
"""How often a task is tried whole."""
GRACE = 1.0
"""Seconds beyond the limit until a silent process is killed: by itself it ends a page in time, if it can."""
START = 30.0
"""Seconds more until its first sign of life over a kind of task: a process loads modules and dictionaries."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of a result: the process ended over the task, or was killed as it took too long."""

    reason: str
    how: str

    def said(self, done: str) -> str:
        """The message of a reject.

        Args:
            done: What the process did with it: parsed, read.
        """
        if self.reason == limits.REASON:
            return self.how
        return f"ended the process that {done} it ({self.how}). Please report it."


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """In the place of a task: its result, which was there already."""

    result: R


class Task(Protocol[R]):
    """What a process is given; pickled whole, as is its result."""

    def run(self, watch: limits.Watch) -> R:
        """Does the task, what it does with each page as a step of the watch."""
        ...

    def salvage(self, ask: Callable[[Task[R]], R | Lost]) -> R:
        """The result when processes were lost over it `TIMES` times, or one took too long; `ask` has smaller tasks tried."""
        ...


class Pool:
    """Threads that each have a process and take tasks from one line; with one process all is done in this one.

    Args:
        size: Number of processes.
        time_limit: Seconds that a task may go without a sign of life, as between two pages; None for no limit.

    Raises:
        BuildError: The limit is no positive number.
    """

    def __init__(self, size: int, time_limit: float | None = None) -> None:
        self.size = size
        self.time_limit = limits.checked(time_limit)
        self._line: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._processes: list[_Process] = []
        self._stopped = False
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def started(self) -> bool:
        """Whether there are processes yet: they cost a second."""
        return bool(self._processes)

    def for_little(self) -> Pool:
        """What does a small job: this process, sooner than another starts, or the pool if no limit is kept here."""
        return Pool(1, self.time_limit) if self.time_limit is None or limits.can_interrupt() else self

    def map(self, tasks: Iterable[Task[R] | Done[R]]) -> Iterator[R]:
        """The result of each task, in order; at most `AHEAD` a process are taken before the earliest is done.

        With one process the tasks are done here, unless a limit could not be kept here.
        """
        if self.size == 1 and (self.time_limit is None or limits.can_interrupt()):
            watch = limits.Watch(self.time_limit)
            for task in tasks:
                yield task.result if isinstance(task, Done) else _run_here(task, watch)
            return
        waiting: deque[_Job] = deque()
        for task in tasks:
            waiting.append(self._give(task))
            if len(waiting) >= self.size * AHEAD:
                yield self._result(waiting.popleft())
        while waiting:
            yield self._result(waiting.popleft())

    def stop(self) -> None:
        """Ends all processes, whatever they are at."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._ended.set()
        for process in self._processes:
            process.stop()

    def _give(self, task: Task[Any] | Done[Any]) -> _Job:
        if isinstance(task, Done):
            return _Job(None, task.result, done=True)
        job = _Job(task)
        with self._changed:
            self._line.append(job)
            self._changed.notify_all()
            if len(self._processes) < self.size:
                if self.time_limit is not None and not self._processes:
                    threading.Thread(target=self._keep_time, args=(self.time_limit,), daemon=True).start()
                process = _Process(self.time_limit)
                self._processes.append(process)
                threading.Thread(target=self._serve, args=(process,), daemon=True).start()
        return job

    def _result(self, job: _Job) -> Any:
        with self._changed:
            while not job.done:
                self._changed.wait(1.0)
        if job.error is not None:
            raise job.error
        return job.result

    def _keep_time(self, limit: float) -> None:
        # Seconds in which this process was stopped itself are none: then its own were stopped, too.
        tick = limits.tick_of(limit)
        while not self._ended.wait(tick):
            for process in list(self._processes):
                process.tick(tick)

    def _serve(self, process: _Process) -> None:
        if sys.platform != "win32":  # its process inherits it: Ctrl-C is for the build
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while True:
            with self._changed:
                while not self._line and not self._stopped:
                    self._changed.wait()
                if self._stopped:
                    return
                job = self._line.popleft()
            assert job.task is not None
            try:
                job.result = _with_care(process, job.task)
            except BaseException as error:  # noqa: BLE001  # it is raised where the result is waited for
                job.error = error
            with self._changed:
                job.done = True
                self._changed.notify_all()


def _run_here(task: Task[R], watch: limits.Watch) -> R:
    # Documents and their sentences point at each other, so the collector must come round; after the task is
    # enough, and what is older than the task is not looked at.
    enabled = gc.isenabled()
    gc.disable()
    try:
        return task.run(watch)
    finally:
        gc.collect(1)
        if enabled:
            gc.enable()


@dataclass(slots=True)
class _Job:
    task: Task[Any] | None
    result: Any = None
    error: BaseException | None = None
    done: bool = False


def _with_care(process: _Process, task: Task[R]) -> R:
    for _ in range(TIMES):
        result = process.ask(task)
        if not isinstance(result, Lost):
            return result
        if result.reason == limits.REASON:
            break  # a second time would take as long
    return task.salvage(process.ask)


class _Process:
    """A process that does tasks, started when it is first asked and again when it is lost."""

    def __init__(self, limit: float | None) -> None:
        self._limit = limit
        self._process: subprocess.Popen[bytes] | None = None
        self._known: set[type] = set()
        """Kinds of task that it has done once."""
        self._lock = threading.Lock()  # held by whoever starts or ends the process, or counts its time
        self._patience: float | None = None
        self._timed_out = False
        self._stopped = False

    def ask(self, task: Task[R]) -> R | Lost:
        """The result of a task; raises what it raised."""
        process = self._ready(type(task))
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            worker.send(process.stdin, (task, self._limit))
            answer = worker.receive(process.stdout, self._heard)
        except (OSError, EOFError):
            how = f"exit code {process.wait()}"
            _close(process)
            with self._lock:
                self._process = self._patience = None
                if self._stopped:
                    raise
                if self._timed_out:
                    return Lost(limits.REASON, limits.said(self._limit))
            return Lost("worker_lost", how)
        with self._lock:
            self._patience = None
            self._known.add(type(task))
        if isinstance(answer, worker.Failed):
            raise answer.error
        return answer  # type: ignore[no-any-return]  # what the process sends is a result

    def tick(self, seconds: float) -> None:
        """Counts time in which nothing was heard; kills the process when it is too long, stopped as it may be."""
        with self._lock:
            if self._patience is None or self._process is None:
                return
            self._patience -= seconds
            if self._patience <= 0:
                self._timed_out = True
                self._process.kill()  # which ends a write or a read that waits for it

    def stop(self) -> None:
        """Ends the process, whatever it is at."""
        with self._lock:
            self._stopped = True
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            _close(process)

    def _heard(self) -> None:
        with self._lock:
            if self._limit is not None:
                self._patience = self._limit + GRACE

    def _ready(self, kind: type) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise EOFError
            self._timed_out = False
            process = self._process or self._start()
            if self._limit is not None:
                self._patience = self._limit + GRACE + (0 if kind in self._known else START)
            return process

    def _start(self) -> subprocess.Popen[bytes]:
        # The module is found where this one was, whatever the place of the script that builds.
        # Arrow reads its allocator from there when it is loaded (see `malloc`).
        environment = {
            "ARROW_DEFAULT_MEMORY_POOL": "system",
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        code = f"from {worker.__name__} import work; work({os.getpid()})"
        self._known = set()
        self._process = subprocess.Popen(  # noqa: S603  # this interpreter and this module
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
            process_group=0 if os.name == "posix" else None,  # Ctrl-C is for the build, which ends its processes
        )  # fmt: skip
        return self._process


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was not yet sent is not wanted any more
                pipe.close()
