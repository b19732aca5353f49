"""The main loop of a worker process, and its protocol with the build: length-prefixed pickles over pipes."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from typing import IO, Any

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.publish.executors.malloc import keep_blocks_apart
from chuangwen_corpus.publish.limits import Watch

_LENGTH_BYTES = 8
_BEAT = bytes(_LENGTH_BYTES)
"""A pickle of no length: the process goes on with its task."""
_PR_SET_PDEATHSIG = 1  # prctl.h of Linux


@dataclass(frozen=True, slots=True)
class Failed:
    """A task that cannot be done, whatever process is asked: a full disk, a missing package."""

    error: Exception


def send(pipe: IO[bytes], what: Any) -> None:
    """Writes one object."""
    data = pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(_LENGTH_BYTES, "big"))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes], heard: Callable[[], None]) -> Any:
    """Reads one object.

    Args:
        pipe: Where from.
        heard: Called when something comes, be it only a sign of life.

    Raises:
        EOFError: The other side has ended.
    """
    while True:
        head = pipe.read(_LENGTH_BYTES)
        if len(head) < _LENGTH_BYTES:
            raise EOFError
        heard()
        if head != _BEAT:
            break
    length = int.from_bytes(head, "big")
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301  # from a process of ours, over a pipe of ours


def work(builder: int) -> None:
    """What a process does until its input ends.

    Args:
        builder: The process that started it.
    """
    if not _ends_with(builder):
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build
    keep_blocks_apart()
    sys.meta_path.insert(0, _WithoutPandas())
    gc.disable()  # see `processes._run_here`
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may speak on this pipe

    def beat() -> None:
        answers.write(_BEAT)
        answers.flush()

    try:
        while True:
            task, limit = receive(sys.stdin.buffer, _nothing)
            send(answers, _answer(task, Watch(limit, beat)))
            del task
            gc.collect()
            gc.freeze()  # what is left is kept: modules, dictionaries, what is remembered; the next collection need not look at it
    except (EOFError, BrokenPipeError):
        return


def _answer(task: Any, watch: Watch) -> Any:
    try:
        return task.run(watch)
    except (ChuangwenError, OSError) as error:
        return Failed(error)


def _nothing() -> None:
    pass


def _ends_with(builder: int) -> bool:
    """Has Linux end this process when its builder ends, whatever it is at; elsewhere it ends with its task.

    Returns:
        Whether the builder is still there.
    """
    if sys.platform != "linux":
        return True
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    return os.getppid() == builder


class _WithoutPandas(MetaPathFinder):
    """Has pandas not be found: pyarrow imports it with the first array, a third of a second, and no task needs it."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)
