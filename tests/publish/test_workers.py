"""Builds over several processes: the same bytes, and no page lost with a worker."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from builds import contents, stopped_after
from chuangwen_corpus import tables
from chuangwen_corpus.annotate.keywords import Words
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.crawl import batches as batching
from chuangwen_corpus.publish.executors import processes
from chuangwen_corpus.publish.limits import Watch
from chuangwen_corpus.publish.steps import batch, keywords
from chuangwen_corpus.publish.steps import parse as parsing
from chuangwen_corpus.publish.steps.batch import PageBytes, Part, Settings
from chuangwen_corpus.publish.steps.stream import read_stream
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.publish.writers.tables import MOST_ROWS, ROW_GROUP_ROWS
from chuangwen_corpus.records import Source
from conftest import ROOT
from lethal import FATAL, Allocator, LethalKeywords
from sample_pages import nearly, speech

SETTINGS = Settings("rjieba", (), frozenset())
LETHAL = "import lethal; lethal.install()"


def page(i: int, text: str = "") -> PageBytes:
    data = f"第{i}个局在创建大会上的表态发言\n各位领导：\n{text}我们将全力以赴，做好第{i}件事。请领导放心。\n".encode()
    return PageBytes(f"{i}.txt", data, f"{i:064x}", Source(), f"{i:016x}")


def paths(parts: list[Part]) -> list[str | None]:
    return [path for part in parts for path, _, _ in part.sources]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for file in sorted((ROOT / "tests" / "golden" / "pages").iterdir()):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "again.txt").write_bytes((folder / "written_toc.txt").read_bytes())
    for name, seed in (("near.txt", 1), ("nearer.txt", 2)):
        (folder / name).write_text(nearly(speech(1), seed), encoding="utf-8")
    (folder / "broken.bin").write_bytes(bytes(100))
    (folder / "link.txt").symlink_to(folder / "nowhere")
    return folder


@pytest.mark.slow
def test_the_result_does_not_depend_on_workers_or_batches(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cw.build(pages, tmp_path / "one", workers=1)
    monkeypatch.setattr(batching, "BATCH_BYTES", 20_000)
    monkeypatch.setattr(keywords, "SPEECHES_A_TASK", 7)
    two = cw.build(pages, tmp_path / "two", workers=2)
    monkeypatch.setattr(batching, "BATCH_PAGES", 1)
    cw.build(pages, tmp_path / "three", workers=1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(tmp_path / "three")
    assert {(r.path, r.reason) for r in two.rejects} == {("broken.bin", "binary"), ("link.txt", "missing")}
    assert {row.kind for row in two.duplicates} >= {"bytes", "near"}
    assert list(faults(tmp_path / "two")) == []


@pytest.fixture
def two() -> Iterator[processes.Pool]:
    with processes.Pool(2) as pool:
        yield pool


@pytest.mark.slow
def test_parts_come_in_the_order_of_their_batches(two: processes.Pool) -> None:
    batches = [[page(i), page(i + 1)] for i in range(0, 40, 2)]
    parts = list(parsing.parse_batches(batches, SETTINGS, two))
    assert paths(parts) == [f"{i}.txt" for i in range(40)]
    assert len(two._processes) == 2


@pytest.mark.slow
def test_batches_are_not_taken_far_ahead(two: processes.Pool) -> None:
    taken = 0

    def batches():
        nonlocal taken
        for i in range(100):
            taken += 1
            yield [page(i)]

    parts = parsing.parse_batches(batches(), SETTINGS, two)
    next(parts)
    assert taken <= 2 * processes.AHEAD + 1
    parts.close()


@pytest.mark.slow
def test_a_page_that_ends_its_process_is_a_reject_and_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, two: processes.Pool
) -> None:
    popen = subprocess.Popen
    monkeypatch.setattr(
        processes.subprocess,
        "Popen",
        lambda command, **options: popen([*command[:2], f"{LETHAL}; {command[2]}"], **options),
    )
    batches = [[page(0), page(1)], [page(2), page(3, FATAL), page(4)], [page(5)]]
    parts = list(parsing.parse_batches(batches, SETTINGS, two))
    assert paths(parts) == ["0.txt", "1.txt", "2.txt", "4.txt", "5.txt"]
    (reject,) = [reject for part in parts for reject in part.rejects]
    assert (reject.path, reject.reason) == ("3.txt", "worker_lost")
    assert "exit code 9" in reject.message


@pytest.mark.slow
def test_a_worker_killed_from_outside_costs_nothing(two: processes.Pool) -> None:
    killed = []
    count = 6 * processes.AHEAD
    half = count // 2  # more than are taken ahead, so that processes are at work

    def batches():
        for i in range(count):
            if i == half:
                for process in list(pool_processes()):
                    process.kill()
                    killed.append(process)
            yield [page(10 * i + j) for j in range(3)]

    parts = list(parsing.parse_batches(batches(), SETTINGS, two))
    assert killed
    assert paths(parts) == [f"{10 * i + j}.txt" for i in range(count) for j in range(3)]
    assert not [reject for part in parts for reject in part.rejects]


@pytest.mark.slow
def test_keywords_outlive_their_workers(two: processes.Pool) -> None:
    speech = Words("0" * 16, "0" * 16 + ".sp1", 3, ("创建", "城市"), (2, 1), (1.0, 0.5))
    spread = {"创建": 4, "城市": 2}
    lost = LethalKeywords([speech], spread, 9, True, os.getpid())
    (weighed,) = two.map([lost])
    assert weighed == keywords.KeywordsTask([speech], spread, 9, True).run(Watch())
    rows = read_stream(weighed[0]).to_pylist()
    assert [(row["form"], row["frequency"], row["speech_frequency"]) for row in rows] == [
        ("创建", 2, 4),
        ("城市", 1, 2),
    ]


def pool_processes() -> list[subprocess.Popen[bytes]]:
    import gc

    return [
        p._process
        for p in gc.get_objects()
        if isinstance(p, processes._Process) and p._process is not None and p._process.poll() is None
    ]


@pytest.mark.slow
def test_an_error_of_the_build_ends_the_workers(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "BATCH_BYTES", 20_000)

    with pytest.raises(KeyboardInterrupt):
        cw.build(pages, tmp_path / "out", workers=2, progress=stopped_after(0))
    assert [p.name for p in tmp_path.iterdir()] == ["pages"]  # nothing of it is kept yet
    assert not pool_processes()


@pytest.mark.slow
def test_a_script_needs_no_guard(pages: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import chuangwen_corpus as cw\nfrom chuangwen_corpus.publish.crawl import batches\nbatches.BATCH_BYTES = 20_000\n"
        f"print(cw.build({str(pages)!r}, {str(tmp_path / 'out')!r}, workers=2).rows['documents'])\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert int(run.stdout) == len(list(pages.iterdir())) - 2
    assert run.stderr == ""


def test_no_workers_are_an_error(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="0 workers"):
        cw.build(pages, tmp_path / "out", workers=0)


def test_parts_are_joined_in_order() -> None:
    one, two = batch.parse_batch([page(0)], SETTINGS), batch.parse_batch([page(1)], SETTINGS)
    whole, both = Part.joined([one, two]), batch.parse_batch([page(0), page(1)], SETTINGS)
    assert b"".join(whole.json_lines) == b"".join(both.json_lines)
    assert whole.sources == both.sources
    for name, stream in whole.tables.items():
        assert stream.table.to_pylist() == both.tables[name].table.to_pylist()


def test_row_groups_are_bounded_where_rows_are_long() -> None:
    assert ROW_GROUP_ROWS.keys() <= tables.ROWS.keys()
    assert ROW_GROUP_ROWS["documents"] < ROW_GROUP_ROWS["sentences"] <= MOST_ROWS


def test_a_worker_takes_memory_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARROW_DEFAULT_MEMORY_POOL", raising=False)
    with processes.Pool(2) as pool:
        assert list(pool.map([Allocator()])) == [("system", "system")]
    monkeypatch.setenv(
        "ARROW_DEFAULT_MEMORY_POOL", "mimalloc"
    )  # a user's own choice stands, where Arrow reads it
    with processes.Pool(2) as pool:
        ((_, chosen),) = pool.map([Allocator()])
        assert chosen == "mimalloc"
