"""Builds on a real Ray cluster of two nodes on this machine: the rows of the local engine, whatever is lost."""

from __future__ import annotations

import json
import os
import signal
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import chuangwen_corpus as cw
from builds import contents, stopped_after
from chuangwen_corpus.errors import BuildError
from chuangwen_corpus.publish.checkpoint import receipts
from chuangwen_corpus.publish.executors import ray as engine
from chuangwen_corpus.publish.validation.release import faults
from chuangwen_corpus.read import inputs
from conftest import ROOT
from corrected import entry as correction
from lethal import ASLEEP, FATAL, SLOW, STOPPED_ONCE
from sample_pages import nearly, speech

ray = pytest.importorskip("ray", reason="the extra ray is not installed")

# Ray's own threads and sockets outlive the tests.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning"),
    pytest.mark.xdist_group("ray"),
]


@pytest.fixture(scope="module")
def nodes() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    cluster.add_node(num_cpus=1)
    ray.init(
        address=cluster.address,
        log_to_driver=False,
        runtime_env={
            "worker_process_setup_hook": "lethal.install",
            # The package that is tested, not one that is installed.
            "env_vars": {"PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT / 'src'}"},
        },
    )
    yield cluster
    ray.shutdown()
    cluster.shutdown()


@pytest.fixture(autouse=True)
def small_partitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PARTITION_BYTES", 12_000)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raw = tmp_path_factory.mktemp("raw")
    for file in sorted((ROOT / "tests" / "golden" / "pages").iterdir())[:40]:
        (raw / file.name).write_bytes(file.read_bytes())
    (raw / "again.txt").write_bytes(next(raw.glob("poured_*.txt")).read_bytes())
    for name, seed in (("a-near.txt", 1), ("z-near.txt", 2)):
        (raw / name).write_text(nearly(speech(1), seed), encoding="utf-8")
    (raw / "broken.bin").write_bytes(bytes(100))
    (raw / "link.txt").symlink_to(raw / "nowhere")
    return raw


@pytest.fixture(scope="module")
def local(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> cw.Corpus:
    out = tmp_path_factory.mktemp("local") / "build"
    cw.build(pages, out, workers=1)
    return cw.load(out)


def assert_same_rows(one: cw.Corpus, two: cw.Corpus) -> None:
    for name in one.tables:
        assert two[name].to_pylist() == one[name].to_pylist(), name


def workers() -> list[int]:
    """The processes that are parsing."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if command.startswith(b"ray::") and b"write_partition" in command:
                found.append(int(entry.name))
    return found


def test_the_same_rows_as_on_this_machine(nodes, pages: Path, local: cw.Corpus, tmp_path: Path) -> None:
    result = cw.build(pages, tmp_path / "build", engine="ray")
    spread = cw.load(tmp_path / "build")
    assert len(list((tmp_path / "build/parquet/tokens").iterdir())) > 4
    assert_same_rows(local, spread)
    assert result.rows == local.tables.rows
    assert [d.document_id for d in spread.iter_documents()] == local.document_ids()
    assert list(faults(tmp_path / "build")) == []


def test_corrections_are_the_same_as_on_this_machine(nodes, pages: Path, tmp_path: Path) -> None:
    """With those that do not fit, and from receipts, too."""
    file = tmp_path / "my.toml"
    path = min(file.name for file in pages.glob("poured_*"))
    file.write_text(
        correction(page=path, value="没有印出来的题目")
        + correction(page=path, speech=99, field="speaker")
        + correction(page="x"),
        encoding="utf-8",
    )
    here = cw.build(pages, tmp_path / "here", workers=1, corrections=file)
    with pytest.raises(KeyboardInterrupt):
        cw.build(pages, tmp_path / "there", engine="ray", corrections=file, progress=stopped_after(20))
    there = cw.build(pages, tmp_path / "there", engine="ray", corrections=file, resume=True)
    assert there.warnings == here.warnings
    assert len(here.warnings) == 2
    assert_same_rows(cw.load(tmp_path / "here"), cw.load(tmp_path / "there"))
    assert cw.load(tmp_path / "there").manifest.corrections == cw.load(tmp_path / "here").manifest.corrections
    assert list(faults(tmp_path / "there")) == []


def test_lists_of_a_user_reach_every_node(nodes, tmp_path: Path) -> None:
    pages, own = tmp_path / "pages", tmp_path / "lists"
    pages.mkdir()
    own.mkdir()
    (own / "titles.tsv").write_text("心里话\t讲话\n", encoding="utf-8")
    for number in range(40):
        said = f"在第{number}次创建大会上的心里话\n同志们：\n" + "我们要把任务完成好，让群众满意。\n" * 30
        (pages / f"{number:02}.txt").write_text(said, encoding="utf-8")
    lists = cw.read_lists(own)
    for engine_name in ("local", "ray"):
        cw.build(pages, tmp_path / engine_name, engine=engine_name, lists=lists, layers=())
    local, cluster = cw.load(tmp_path / "local"), cw.load(tmp_path / "ray")
    assert cluster.speeches["genre"].to_pylist() == ["讲话"] * 40
    assert cluster.speeches.equals(local.speeches)
    assert cluster.manifest.lists == dict(lists.files)


def test_a_worker_and_a_node_are_lost_on_the_way(
    nodes, pages: Path, local: cw.Corpus, tmp_path: Path
) -> None:
    lost: list[str] = []
    second = nodes.add_node(num_cpus=1)

    def lose(done: int, total: int, path: str) -> None:
        if "worker" not in lost and (running := workers()):
            os.kill(running[0], signal.SIGKILL)
            lost.append("worker")
        elif "node" not in lost and done > 10:
            nodes.remove_node(second, allow_graceful=False)
            lost.append("node")

    cw.build(pages, tmp_path / "build", engine="ray", progress=lose)
    assert sorted(lost) == ["node", "worker"]
    assert_same_rows(local, cw.load(tmp_path / "build"))
    assert list(faults(tmp_path / "build")) == []


def test_a_page_that_ends_its_worker_is_a_reject(nodes, pages: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(engine, "TIMES", 1)
    raw = tmp_path / "raw"
    raw.mkdir()
    for file in sorted(pages.glob("poured_*"))[:4]:
        (raw / file.name).write_bytes(file.read_bytes())
    (raw / "fatal.txt").write_text(f"在创建大会上的表态发言\n同志们:\n{FATAL}。", encoding="utf-8")
    result = cw.build(raw, tmp_path / "build", engine="ray")
    assert [(reject.path, reject.reason) for reject in result.rejects] == [("fatal.txt", "worker_lost")]
    assert result.rows["documents"] == 4
    assert list(faults(tmp_path / "build")) == []


def test_a_page_that_takes_too_long_is_a_reject_and_a_stopped_worker_costs_none(
    nodes, pages: Path, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for file in sorted(pages.glob("poured_*"))[:2]:
        (raw / file.name).write_bytes(file.read_bytes())
    for name, text in (("asleep", ASLEEP), ("stopped", f"{STOPPED_ONCE}{tmp_path / 'once'}")):
        (raw / f"{name}.txt").write_text(
            f"在创建大会上的表态发言\n同志们:\n{text}。我们说到做到。", encoding="utf-8"
        )
    result = cw.build(raw, tmp_path / "build", engine="ray", recurring=False, time_limit=10.0)
    assert (tmp_path / "once").exists()
    assert [(reject.path, reject.reason) for reject in result.rejects] == [("asleep.txt", "time_limit")]
    assert result.rows["documents"] == 3
    assert list(faults(tmp_path / "build")) == []


def finished(unfinished: Path) -> list[str]:
    """The files of the partitions that a stopped build had done: what was under way when it stopped has no receipt."""
    files: list[str] = []
    for receipt in (unfinished / receipts.FOLDER).iterdir():
        with zipfile.ZipFile(receipt) as archive:
            files += json.loads(archive.read("files.json"))
    return files


def test_a_stop_ends_what_is_under_way(nodes, pages: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(engine, "PARTITION_BYTES", 1)
    raw, unfinished = tmp_path / "raw", tmp_path / ".build.building/release"
    raw.mkdir()
    first, *others = sorted(pages.glob("poured_*"))[:4]
    (raw / "0.txt").write_bytes(first.read_bytes())
    for file in others:
        (raw / file.name).write_bytes(file.read_bytes() + SLOW.encode())
    with pytest.raises(KeyboardInterrupt):
        cw.build(raw, tmp_path / "build", engine="ray", progress=stopped_after(1))
    before = contents(unfinished)
    assert before
    time.sleep(3)
    assert contents(unfinished) == before


def test_a_build_that_was_stopped_goes_on(nodes, pages: Path, local: cw.Corpus, tmp_path: Path) -> None:
    out, unfinished = tmp_path / "build", tmp_path / ".build.building/release"
    with pytest.raises(KeyboardInterrupt):
        cw.build(pages, out, engine="ray", progress=stopped_after(13))
    assert not out.exists()
    done = finished(unfinished)
    assert done
    times = {path: (unfinished / path).stat().st_mtime_ns for path in done}
    cw.build(pages, out, engine="ray", resume=True)
    assert {path: (out / path).stat().st_mtime_ns for path in times} == times
    assert_same_rows(local, cw.load(out))
    assert list(faults(out)) == []
    assert [entry.name for entry in tmp_path.iterdir()] == ["build"]
    assert not [file for file in out.rglob("*") if "receipts" in str(file)]


def test_what_has_changed_since_is_done_anew(nodes, pages: Path, tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "build"
    raw.mkdir()
    for file in sorted(pages.glob("poured_*"))[:16]:
        (raw / file.name).write_bytes(file.read_bytes())
    with pytest.raises(KeyboardInterrupt):
        cw.build(raw, out, engine="ray", progress=stopped_after(9))
    first = min(raw.iterdir())
    first.unlink()  # all partitions begin with another page, and there are fewer of them
    for file in sorted(raw.iterdir())[8:]:
        file.unlink()
    cw.build(raw, out, engine="ray", resume=True)
    cw.build(raw, tmp_path / "fresh", engine="ray")
    assert_same_rows(cw.load(tmp_path / "fresh"), cw.load(out))
    files = [{f.relative_to(b).as_posix() for f in b.rglob("*")} for b in (out, tmp_path / "fresh")]
    assert files[0] == files[1]


def test_a_crawl_is_sifted_before_it_is_spread(nodes, pages: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for file in sorted(pages.glob("poured_*"))[:4]:
        (raw / file.name).write_bytes(file.read_bytes())
    (raw / "other.txt").write_text("红烧肉的做法：先把水烧开，再放盐。", encoding="utf-8")
    result = cw.build(raw, tmp_path / "build", engine="ray", only_genre=True)
    assert (result.rows["documents"], result.other_genre) == (4, 1)
    assert cw.load(tmp_path / "build").manifest.other_genre == 1


def test_from_an_object_store_to_an_object_store(
    nodes, pages: Path, local: cw.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moto.server import ThreadedMotoServer
    from pyarrow import fs

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        s3 = fs.S3FileSystem(
            endpoint_override=f"{host}:{port}", scheme="http", access_key="key", secret_key="secret",
            region="us-east-1", allow_bucket_creation=True,
        )  # fmt: skip
        s3.create_dir("crawl")
        for file in pages.iterdir():
            if file.exists():
                with s3.open_output_stream(f"crawl/raw/{file.name}") as out:
                    out.write(file.read_bytes())
        query = f"endpoint_override={host}%3A{port}&scheme=http&region=us-east-1"
        raw, out = (f"s3://key:secret@crawl/{folder}?{query}" for folder in ("raw", "corpus"))
        with pytest.raises(KeyboardInterrupt):
            cw.build(raw, out, engine="ray", progress=stopped_after(13))
        with pytest.raises(BuildError, match="holds files already"):
            cw.build(raw, out, engine="ray")
        cw.build(raw, out, engine="ray", resume=True)
        stored = cw.load(out)
        left = s3.get_file_info(fs.FileSelector("crawl/corpus", recursive=True))
        assert not [info.path for info in left if "receipts" in info.path]
        for name in local.tables:
            rows = [row for row in local[name].to_pylist() if row.get("path") != "link.txt"]
            assert stored[name].to_pylist() == rows, name
        nouns = stored.scan("tokens", columns=["form"], filter=[("upos", "==", "NOUN")])
        assert nouns.num_rows == local.scan("tokens", filter=[("upos", "==", "NOUN")]).num_rows
        with pytest.raises(BuildError, match="holds a release"):
            cw.build(raw, out, engine="ray", resume=True)
        cw.build(raw, tmp_path / "fetched", workers=1)  # this machine reads addresses too
        assert cw.load(tmp_path / "fetched").tokens.equals(local.tokens)
        monkeypatch.setattr(inputs, "_FILES", 8)  # so that addresses go to more than one process
        sifted = cw.build(raw, tmp_path / "sifted", workers=2, only_genre=True, layers=())
        assert sifted.rows["tokens"] == local.tokens.num_rows
    finally:
        server.stop()


def test_no_cluster_is_an_error_with_a_way_out(tmp_path: Path, pages: Path) -> None:
    with pytest.raises(BuildError, match="writes to this machine only"):
        cw.build(pages, "s3://bucket/corpus")
