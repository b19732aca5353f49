"""A build starts its processes before it loads anything itself, where there is enough to do for them."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus import annotate
from chuangwen_corpus.publish.executors.processes import Pool
from chuangwen_corpus.publish.limits import Watch
from chuangwen_corpus.publish.steps.load import LoadTask

early = import_module("chuangwen_corpus.publish.build")  # the function has the module's name


def test_the_bytes_of_pages_are_counted_as_far_as_they_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_bytes(bytes(300))
    (tmp_path / "sub/b.txt").write_bytes(bytes(500))
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    assert early.bytes_of(tmp_path, 10_000) == 800
    assert early.bytes_of(str(tmp_path), 600) == 600
    assert early.bytes_of(tmp_path / "a.txt", 10_000) == 300
    monkeypatch.setattr(early, "MANY", 2)
    assert early.bytes_of(tmp_path, 10_000) == 10_000
    assert early.bytes_of(tmp_path / "missing", 10) == early.bytes_of("s3://crawls/2026", 10) == 0


def test_the_front_of_a_build_loads_hardly_anything() -> None:
    code = "import sys, chuangwen_corpus as cw; cw.build; print('pyarrow.parquet' in sys.modules, 'chuangwen_corpus.pipeline' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "False"]


def test_the_segmenter_is_the_usual_one() -> None:
    assert inspect.signature(cw.build).parameters["segmenter"].default == annotate.DEFAULT_ENGINE


@pytest.mark.parametrize(
    "task",
    [
        LoadTask("rjieba", None, None),
        LoadTask("no such", ("time",), None),
        LoadTask("rjieba", ("no such",), None),
    ],
)
def test_what_is_wrong_with_the_arguments_is_not_said_while_loading(task: LoadTask) -> None:
    task.run(Watch())


@pytest.mark.slow
def test_no_more_processes_are_started_than_are_worth_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    monkeypatch.setattr(Pool, "start", lambda _pool, _task, count: started.append(count))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.txt").write_text("我局将全力以赴。\n" * 30_000, encoding="utf-8")  # 750,000 bytes
    for workers in (1, 2, 64):
        cw.build(tmp_path / "pages", tmp_path / f"out{workers}", workers=workers, layers=())
    cw.build(tmp_path / "pages", tmp_path / "kept", workers=2, layers=(), keep=True)
    assert started == [1, 1, 1]


def test_a_pool_starts_as_many_as_it_is_told() -> None:
    task = LoadTask("no such", (), None)
    for size, count, expected in ((1, 5, 0), (3, 1, 0), (3, 2, 2), (2, 9, 2)):
        with Pool(size) as pool:
            pool.start(task, count)
            assert len(pool._processes) == expected
