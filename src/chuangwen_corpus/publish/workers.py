"""Batches spread over processes; what comes back is in the order of the batches, whoever did them.

A pool of the standard library breaks (`ProcessPoolExecutor`) or hangs (`multiprocessing.Pool`) when a
worker is killed. Here a lost worker costs its batch alone: it is done again, and one that costs a second
worker is done page by page, so that only the page that kills is a reject. A worker is an interpreter of
its own, not a fork or a spawn: a script that builds needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from chuangwen_corpus.publish.batch import Batch, Part, Settings, parse_batch, reject
from chuangwen_corpus.publish.memory import keep_blocks_apart
from chuangwen_corpus.publish.parts import PartStore, write_part

AHEAD = 2
"""Batches a worker that may be on their way or done, while an earlier one is not."""
_LENGTH_BYTES = 8


def parse_batches(
    batches: Iterable[Batch], settings: Settings, workers: int, store: PartStore | None = None
) -> Iterator[Part]:
    """The part of each batch, in order.

    Args:
        batches: Taken one at a time, at most `AHEAD` a worker before the earliest is done.
        settings: What the build wants of a page.
        workers: Number of processes; with 1 everything is done in this one.
        store: Where parts are kept, and those of an earlier build are found.
    """
    if workers == 1:
        for batch in batches:
            part = store.get(batch) if store else None
            yield part or _made(batch, settings, store.file(batch) if store else None)
        return
    pool = _Pool(settings, workers)
    try:
        waiting: list[_Job] = []
        for batch in batches:
            kept = store.get(batch) if store else None
            file = store.file(batch) if store else None
            waiting.append(pool.give(batch, file) if kept is None else _Job(batch, file, kept))
            if len(waiting) >= workers * AHEAD:
                yield pool.result(waiting.pop(0))
        for job in waiting:
            yield pool.result(job)
    finally:
        pool.stop()


@dataclass(slots=True)
class _Job:
    pages: Batch
    file: Path | None
    """Where its part is kept."""
    part: Part | None = None
    error: BaseException | None = None


@dataclass(slots=True)
class _Pool:
    """Threads that each have a process and take jobs from one line."""

    settings: Settings
    size: int
    line: list[_Job] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    processes: list[_Process] = field(default_factory=list)
    stopped: bool = False

    def give(self, pages: Batch, file: Path | None) -> _Job:
        """Puts a batch in line."""
        job = _Job(pages, file)
        with self.changed:
            self.line.append(job)
            self.changed.notify_all()
            if len(self.processes) < self.size:
                process = _Process(self.settings)
                self.processes.append(process)
                threading.Thread(target=self._serve, args=(process,), daemon=True).start()
        return job

    def result(self, job: _Job) -> Part:
        """Waits for a batch."""
        with self.changed:
            while job.part is None and job.error is None:
                self.changed.wait(1.0)
        if job.error is not None:
            raise job.error
        assert job.part is not None
        return job.part

    def stop(self) -> None:
        """Ends all processes, whatever they are at."""
        with self.changed:
            self.stopped = True
            self.changed.notify_all()
        for process in self.processes:
            process.stop()

    def _serve(self, process: _Process) -> None:
        while True:
            with self.changed:
                while not self.line and not self.stopped:
                    self.changed.wait()
                if self.stopped:
                    return
                job = self.line.pop(0)
            try:
                job.part = _with_care(process, job.pages, job.file)
            except BaseException as error:  # noqa: BLE001  # it is raised where the result is waited for
                job.error = error
            with self.changed:
                self.changed.notify_all()


def _made(pages: Batch, settings: Settings, file: Path | None) -> Part:
    """The part of a batch, kept if there is a place for it."""
    part = parse_batch(pages, settings)
    if file:
        write_part(file, part)
    return part


def _with_care(process: _Process, pages: Batch, file: Path | None) -> Part:
    """The part of a batch; the whole is tried twice, then each page by itself."""
    for _ in range(2):
        part = process.ask(pages, file)
        if part is not None:
            return part
    parts = []
    for page in pages:
        part = process.ask([page], None)
        if part is None:
            message = f"ended the process that parsed it ({process.last_exit}). Please report this page."
            part = Part(rejects=[reject(page.path, page.sha256, "worker_lost", message)])
        parts.append(part)
    whole = Part.joined(parts)
    if file:
        write_part(file, whole)
    return whole


class _Process:
    """A process that parses batches, started when it is first asked and again when it is lost."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self.last_exit = ""

    def ask(self, pages: Batch, file: Path | None) -> Part | None:
        """The part of a batch; None if the process was lost over it."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, (pages, file))
            return _receive(process.stdout)  # type: ignore[no-any-return]  # what the process sends is a part
        except (OSError, EOFError):
            self.last_exit = f"exit code {process.wait()}"
            self._process = None
            _close(process)
            if self._stopped:
                raise
            return None

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
        assert self._process.stdin is not None
        _send(self._process.stdin, self._settings)
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


def work() -> None:
    """What a process does until its input ends; Ctrl-C is for the build that started it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_blocks_apart()
    # A document and its sentences point at each other, so the collector must come round; once a batch is enough.
    gc.freeze()
    gc.disable()
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may speak on this pipe
    try:
        settings: Settings = _receive(sys.stdin.buffer)
        while True:
            pages, file = _receive(sys.stdin.buffer)
            _send(answers, _made(pages, settings, file))
            gc.collect()
    except (EOFError, BrokenPipeError):
        return
