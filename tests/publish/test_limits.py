"""A page that takes too long is a reject, however it holds up its process; a stopped process costs no page."""

from __future__ import annotations

import math
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import chuangwen_corpus as cw
import lethal
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.crawl import recurring, sift
from chuangwen_corpus.publish.executors import processes
from chuangwen_corpus.publish.limits import TimeUp, Watch
from chuangwen_corpus.publish.steps import batch
from chuangwen_corpus.publish.steps import parse as parsing
from chuangwen_corpus.publish.steps.batch import PageBytes, Settings
from chuangwen_corpus.records import Source
from conftest import ROOT

SETTINGS = Settings("rjieba", (), frozenset())
LIMIT = 1.5  # much for a page of three lines, be the machine as busy as it may
PAGE = "第{}个局在创建大会上的表态发言\n各位领导：\n{}我们将全力以赴，做好第{}件事。请领导放心。\n"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers that send signals here"),
]


def page(i: int, text: str = "") -> PageBytes:
    return PageBytes(f"{i}.txt", PAGE.format(i, text, i).encode(), f"{i:064x}", Source(), f"{i:016x}")


def pages_in(folder: Path, texts: list[str]) -> Path:
    folder.mkdir()
    for i, text in enumerate(texts):
        (folder / f"{i}.txt").write_text(PAGE.format(i, text, i), encoding="utf-8")
    return folder


class Swallows:
    def __del__(self) -> None:
        time.sleep(0.6)  # what is raised in here is lost


def swallow_in_a_finalizer() -> None:
    Swallows()
    time.sleep(3600)


HOLDING_UP: list[Callable[[], object]] = [
    lambda: time.sleep(3600),
    lambda: lethal.hold_up(lethal.LOOPING.encode()),
    lambda: re.match(r"(a+)+$", "a" * 60 + "b"),
    lambda: threading.Event().wait(),
    swallow_in_a_finalizer,
]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("do", HOLDING_UP, ids=["sleep", "loop", "regex", "lock", "finalizer"])
def test_a_step_ends_in_time(do: Callable[[], object]) -> None:
    handler = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TimeUp):
        Watch(0.3).step(do)
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_a_step_in_time_leaves_no_trace() -> None:
    heard = []
    handler = signal.signal(signal.SIGALRM, lambda *_: heard.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 3600, 7)
        assert Watch(60).step(lambda: 5) == 5
        left, interval = signal.getitimer(signal.ITIMER_REAL)
        assert 3000 < left <= 3600
        assert interval == 7
        Watch(60).step(lambda: time.sleep(1.0))  # whose timer goes on meanwhile
        assert signal.getitimer(signal.ITIMER_REAL)[0] <= left - 1.0
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        Watch(60).step(lambda: time.sleep(0.2))  # it comes late, but it comes
        while not heard:
            time.sleep(0.01)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def test_what_a_step_raises_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        Watch(60).step(lambda: 1 / 0)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


@pytest.mark.parametrize("limit", [0, -1, -0.001, math.nan, math.inf, -math.inf])
def test_a_limit_that_is_none_is_an_error(tmp_path: Path, limit: float) -> None:
    raw = pages_in(tmp_path / "raw", [""])
    with pytest.raises(BuildError, match="time limit"):
        cw.build(raw, tmp_path / "out", time_limit=limit)
    assert [entry.name for entry in tmp_path.iterdir()] == ["raw"]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages can hold up this process."""
    for module, name in ((batch, "parse_row"), (sift, "may_be_of_genre")):
        monkeypatch.setattr(module, name, getattr(module, name))
    lethal.install()


@pytest.fixture(scope="module")
def there() -> Iterator[None]:
    """Pages can hold up the workers."""
    popen, install = subprocess.Popen, "import lethal; lethal.install()"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            processes.subprocess,
            "Popen",
            lambda command, **options: popen([*command[:2], f"{install}; {command[2]}"], **options),
        )
        yield


@pytest.fixture(scope="module")
def pool(there: None) -> Iterator[processes.Pool]:
    with processes.Pool(2, LIMIT) as pool:
        yield pool


def late(result: cw.publish.result.Result) -> list[tuple[str | None, str]]:
    for reject in result.rejects:
        assert "more than 1.5 seconds" in reject.message
        assert "--time-limit" in reject.message
    return sorted((reject.path, reject.reason) for reject in result.rejects)


@pytest.mark.parametrize(("only_genre", "held_up"), [(False, lethal.LOOPING), (True, lethal.ASLEEP)])
def test_a_build_in_one_process(tmp_path: Path, here: None, only_genre: bool, held_up: str) -> None:
    raw = pages_in(tmp_path / "raw", ["", held_up, ""])
    out = tmp_path / "out"
    result = cw.build(raw, out, workers=1, time_limit=LIMIT, only_genre=only_genre, layers=())
    assert late(result) == [("1.txt", "time_limit")]
    assert result.rows["documents"] == 2
    assert cw.load(out)["rejects"].num_rows == 1


def test_a_build_in_a_thread(tmp_path: Path, there: None) -> None:
    raw = pages_in(tmp_path / "raw", ["", lethal.ASLEEP, ""])
    found = []
    thread = threading.Thread(
        target=lambda: found.append(
            cw.build(raw, tmp_path / "out", workers=1, time_limit=LIMIT, only_genre=True, layers=())
        )
    )
    thread.start()
    thread.join()
    assert late(found[0]) == [("1.txt", "time_limit")]
    assert found[0].rows["documents"] == 2


def test_pages_of_workers(pool: processes.Pool) -> None:
    held = {3: lethal.ASLEEP, 4: lethal.LOOPING, 6: lethal.STOPPED}
    batches = [[page(i, held.get(i, "")) for i in range(start, start + 2)] for start in range(0, 10, 2)]
    parts = list(parsing.parse_batches(batches, SETTINGS, pool))
    reasons = {reject.path: reject.reason for part in parts for reject in part.rejects}
    assert reasons == dict.fromkeys(("3.txt", "4.txt", "6.txt"), "time_limit")
    assert [path for part in parts for path, _, _ in part.sources] == [
        f"{i}.txt" for i in range(10) if i not in held
    ]


def test_a_part_without_a_page_that_took_too_long_is_not_kept(tmp_path: Path, here: None) -> None:
    for text, kept in (("", True), (lethal.ASLEEP, False)):
        file = tmp_path / f"{kept}.part"
        parsing.ParseTask([page(0, text)], SETTINGS, file).run(Watch(LIMIT))
        assert file.exists() == kept


def test_lines_are_counted_without_a_page_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def lines_of(text: str) -> set[str]:
        lethal.hold_up(text.encode())
        return {text}

    monkeypatch.setattr(recurring, "lines_of", lines_of)
    task = recurring.CountTask([b"one", lethal.ASLEEP.encode(), b"two"])
    counted = task.run(Watch(LIMIT))
    assert (counted.pages, set(counted.lines)) == (2, {"one", "two"})


def test_a_file_whose_next_page_does_not_come_costs_no_other(tmp_path: Path) -> None:
    class Stretch:
        name, path = "dump.jsonl/000000001", "dump.jsonl"

        def pages(self) -> Iterator[tuple[object, str]]:
            yield "first", self.path
            time.sleep(3600)

    (first, row) = sift._in_time(Stretch(), Watch(LIMIT))
    assert first == ("first", "dump.jsonl")
    with pytest.raises(cw.SourceError, match="pages behind") as caught:
        row[0].read()
    assert caught.value.reason == "time_limit"


def test_a_worker_that_is_stopped_costs_no_page(pool: processes.Pool, tmp_path: Path) -> None:
    once = f"{lethal.STOPPED_ONCE}{tmp_path / 'stopped'}。"
    batches = [[page(2 * i + j, once if (i, j) == (1, 1) else "") for j in range(2)] for i in range(4)]
    parts = list(parsing.parse_batches(batches, SETTINGS, pool))
    assert (tmp_path / "stopped").exists()
    assert [path for part in parts for path, _, _ in part.sources] == [f"{i}.txt" for i in range(8)]
    assert not [reject for part in parts for reject in part.rejects]


def test_a_task_that_cannot_be_sent_is_given_up(pool: processes.Pool) -> None:
    assert list(pool.map([lethal.Weigh(b"12")] * 8)) == [2] * 8
    for process in pool._processes:
        assert process._process
        process._known.add(lethal.Weigh)  # else it may still be loading what it needs
        process._process.send_signal(signal.SIGSTOP)
    assert list(pool.map([lethal.Weigh(bytes(10_000_000))])) == [0]  # more than a pipe holds


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with the one that started it")
def test_a_worker_ends_with_its_builder_stopped_as_it_may_be(tmp_path: Path) -> None:
    file = tmp_path / "worker"
    script = (
        f"import lethal\nfrom chuangwen_corpus.publish.executors.processes import Pool\n"
        f"list(Pool(2).map([lethal.Sleep({str(file)!r})]))"
    )
    path = os.pathsep.join([str(ROOT / "tests"), *filter(None, sys.path)])
    builder = subprocess.Popen([sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": path})
    while not file.exists() or not file.read_text():
        assert builder.poll() is None
        time.sleep(0.05)
    worker = int(file.read_text())
    os.kill(worker, signal.SIGSTOP)
    builder.kill()
    builder.wait()
    while Path(f"/proc/{worker}/stat").exists():
        if ") Z " in Path(f"/proc/{worker}/stat").read_text():
            break  # ended, and nobody has asked for its exit code
        time.sleep(0.05)


@pytest.mark.parametrize("limit", [0, -1, math.inf, math.nan])
def test_a_limit_that_is_none(limit: float) -> None:
    with pytest.raises(BuildError, match="lets no page pass") as error:
        processes.Pool(1, limit)
    assert error.value.hint
