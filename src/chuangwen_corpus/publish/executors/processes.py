"""Processes that do tasks; results come in the order of the tasks, whoever did them.

A pool of the standard library breaks (`ProcessPoolExecutor`) or hangs (`multiprocessing.Pool`) when a
process is killed. Here a lost process costs its task alone: it is done again, and one that costs a second
process is salvaged in a way of its own. A process is an interpreter of its own, not a fork or a spawn: a
script that builds needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from types import TracebackType
from typing import IO, Any, Generic, Protocol, Self, TypeVar

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.publish.executors.malloc import keep_blocks_apart

AHEAD = 4
"""Tasks a process that may be on their way or done, while an earlier one is not."""
TIMES = 2
"""How often a task is tried whole."""
_LENGTH_BYTES = 8

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of a result: the process ended over the task."""

    how: str


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """In the place of a task: its result, which was there already."""

    result: R


class Task(Protocol[R]):
    """What a process is given; pickled whole, as is its result."""

    def run(self) -> R:
        """Does the task."""
        ...

    def salvage(self, ask: Callable[[Task[R]], R | Lost]) -> R:
        """The result when processes were lost over it `TIMES` times; `ask` has smaller tasks tried."""
        ...


class Pool:
    """Threads that each have a process and take tasks from one line; with one process all is done in this one."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._line: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._processes: list[_Process] = []
        self._stopped = False

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

    def map(self, tasks: Iterable[Task[R] | Done[R]]) -> Iterator[R]:
        """The result of each task, in order; at most `AHEAD` a process are taken before the earliest is done."""
        if self.size == 1:
            for task in tasks:
                yield task.result if isinstance(task, Done) else _run_here(task)
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
                process = _Process()
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

    def _serve(self, process: _Process) -> None:
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


def _run_here(task: Task[R]) -> R:
    # Documents and their sentences point at each other, so the collector must come round; after the task is
    # enough, and what is older than the task is not looked at.
    enabled = gc.isenabled()
    gc.disable()
    try:
        return task.run()
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
    return task.salvage(process.ask)


class _Process:
    """A process that does tasks, started when it is first asked and again when it is lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def ask(self, task: Task[R]) -> R | Lost:
        """The result of a task; raises what it raised."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, task)
            answer = _receive(process.stdout)
        except (OSError, EOFError):
            how = f"exit code {process.wait()}"
            self._process = None
            _close(process)
            if self._stopped:
                raise
            return Lost(how)
        if isinstance(answer, _Failed):
            raise answer.error
        return answer  # type: ignore[no-any-return]  # what the process sends is a result

    def stop(self) -> None:
        """Ends the process, whatever it is at."""
        self._stopped = True
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            _close(process)

    def _start(self) -> subprocess.Popen[bytes]:
        # The module is found where this one was, whatever the place of the script that builds.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        code = f"from {__name__} import work; work()"
        self._process = subprocess.Popen(  # noqa: S603  # this interpreter and this module
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        return self._process


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was not yet sent is not wanted any more
                pipe.close()


def _send(pipe: IO[bytes], what: Any) -> None:
    data = pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        raise EOFError
    length = int.from_bytes(head, "big")
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  # from a process of ours, over a pipe of ours


@dataclass(frozen=True, slots=True)
class _Failed:
    """A task that cannot be done, whatever process is asked: a full disk, a missing package."""

    error: Exception


def _answer(task: Task[Any]) -> Any:
    try:
        return task.run()
    except (ChuangwenError, OSError) as error:
        return _Failed(error)


class _WithoutPandas(MetaPathFinder):
    """Has pandas not be found: pyarrow imports it with the first array, a third of a second, and no task needs it."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def work() -> None:
    """What a process does until its input ends; Ctrl-C is for the build that started it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_blocks_apart()
    sys.meta_path.insert(0, _WithoutPandas())
    gc.disable()  # see `_run_here`
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may speak on this pipe
    try:
        kinds: set[type] = set()
        while True:
            task: Task[Any] = _receive(sys.stdin.buffer)
            _send(answers, _answer(task))
            kind = type(task)
            del task
            gc.collect()
            if kind not in kinds:
                kinds.add(kind)
                gc.freeze()  # modules and dictionaries, which the first of a kind has loaded
    except (EOFError, BrokenPipeError):
        return
