"""A crawl sifted by several processes: the pages that pass are those of a build without any cut, called the same."""

from __future__ import annotations

import gzip
import json
import pickle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import chuangwen_corpus as cw
from builds import contents, stopped_after
from chuangwen_corpus.errors import BuildError, ChuangwenError, MissingExtraError, SourceError
from chuangwen_corpus.genre.prefilter import may_be_of_genre
from chuangwen_corpus.publish.crawl import sift
from chuangwen_corpus.publish.executors import processes
from chuangwen_corpus.read import dumps
from chuangwen_corpus.read.inputs import InputFolder
from lethal import LethalSift

OURS = "第{}镇在创建全国文明城市大会上的表态发言\n各位领导：\n我们将全力以赴，做好第{}件事。请领导放心。\n"
OTHER = "第{}道菜的做法\n先把水烧开，再放盐。" + "小火慢炖，不要揭盖。" * 30


def text(number: int) -> str:
    return (OURS if number % 7 == 3 else OTHER).format(number, number)


def json_lines(file: Path, count: int) -> None:
    lines = []
    for number in range(count):
        lines.append(json.dumps({"text": text(number), "url": f"u{number}"}, ensure_ascii=number % 2 == 0))
        if number % 11 == 5:
            lines.append("")  # a line with nothing on it is no row
        if number % 50 == 20:
            lines.append("{broken")
    file.write_text("\n".join(lines), encoding="utf-8")


def parquet(file: Path, count: int) -> None:
    table = pa.table({"html": [text(number) for number in range(count)], "site": ["s"] * count})
    pq.write_table(table, file, row_group_size=10)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    raw = tmp_path / "crawl"
    (raw / "deep").mkdir(parents=True)
    json_lines(raw / "a.jsonl", 130)
    (raw / "b.jsonl.gz").write_bytes(gzip.compress((raw / "a.jsonl").read_bytes()))
    parquet(raw / "c.parquet", 95)
    for number in range(30):
        (raw / "deep" / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    (raw / "deep" / "gone.txt").symlink_to(raw / "nowhere")
    (raw / "deep" / "loop").symlink_to(raw)
    (raw / "z.txt").write_bytes((raw / "deep" / "03.txt").read_bytes())
    (raw / "sources.toml").write_text(
        '["a.jsonl"]\npublisher = "whole"\n["a.jsonl/000000004"]\npublisher = "one"\n', encoding="utf-8"
    )
    (raw / "withdrawn.toml").write_text(
        '["c.parquet/000000011"]\nreason = "asked for"\n["c.parquet/000000018"]\nreason = "asked for"\n',
        encoding="utf-8",
    )
    return raw


def passed(folder: InputFolder | sift.SiftedFolder, *, filtered: bool) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for page in folder.pages():
        try:
            data = page.read()
        except SourceError as error:
            found.append((page.path, error.reason, error.hint))
        else:
            if not filtered or may_be_of_genre(data):
                found.append((page.path, data, page.provenance))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("size", [200, 5_000, 1_000_000])
def test_what_passes_is_what_passes_without_cuts(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(sift, "STRETCH_BYTES", size)
    folder = InputFolder.open(crawl)
    whole = list(folder.pages())
    with processes.Pool(2) as two:
        found = sift.sifted(folder, two, tmp_path / "sifted")
        assert passed(found, filtered=False) == passed(folder, filtered=True)
        assert passed(found, filtered=False) == passed(found, filtered=False)  # as often as is wanted
        assert found.pages_seen == len(whole)
        assert found.count() == len(passed(folder, filtered=True))


@pytest.mark.parametrize("size", [1, 700, 10_000])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_ranges_of_lines_hold_every_line_once(tmp_path: Path, size: int, end: str) -> None:
    file = tmp_path / "d.jsonl"
    json_lines(file, 60)
    file.write_text(file.read_text(encoding="utf-8") + end, encoding="utf-8")
    (stretch,) = InputFolder.open(file).stretches(10**9)
    there = [page.read() for page, _ in stretch.pages() if page.path != "d.jsonl/000000022"]
    cut = list(InputFolder.open(file).stretches(size))
    assert len(cut) > 1 or size == 10_000
    ends = [stretch.within for stretch in cut if stretch.within]
    assert ends[0].start == 0
    assert ends[-1].end == file.stat().st_size
    assert [one.end for one in ends[:-1]] == [two.start for two in ends[1:]]
    read = []
    for stretch in cut:
        for page, _ in stretch.pages():
            try:
                read.append(page.read())
            except SourceError as error:
                assert error.reason == "bad_row"
    assert read == there


def test_a_broken_row_group_costs_its_range_and_no_number_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sift, "STRETCH_BYTES", 1)
    raw = tmp_path / "raw"
    raw.mkdir()
    file = raw / "c.parquet"
    parquet(file, 60)
    group = pq.ParquetFile(file).metadata.row_group(2)
    at = group.column(0).dictionary_page_offset or group.column(0).data_page_offset
    data = bytearray(file.read_bytes())
    data[at : at + 40] = bytes(40)
    file.write_bytes(data)
    with processes.Pool(1) as one:
        found = sift.sifted(InputFolder.open(raw), one, tmp_path / "sifted")
        there = passed(found, filtered=False)
    assert [row[:2] for row in there if row[1] == "broken_dump"] == [("c.parquet/000000021", "broken_dump")]
    numbers = [int(str(row[0]).rpartition("/")[2]) for row in there if row[1] != "broken_dump"]
    assert numbers == [n + 1 for n in range(60) if n % 7 == 3 and not 20 <= n < 30]


def test_files_that_cannot_be_cut_are_a_range(tmp_path: Path) -> None:
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no parquet")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    pq.write_table(pa.table({"html": pa.array([], pa.string())}), tmp_path / "none.parquet")
    pages = [page for stretch in InputFolder.open(tmp_path).stretches(100) for page, _ in stretch.pages()]
    assert [page.path for page in pages] == ["bad.parquet", "empty.jsonl"]
    with pytest.raises(SourceError, match="cannot be read"):
        pages[0].read()


@pytest.mark.slow
def test_a_file_that_ends_its_process_is_a_reject_and_costs_no_other(crawl: Path, tmp_path: Path) -> None:
    folder = InputFolder.open(crawl)
    (loose,) = [stretch for stretch in folder.stretches(10**9) if stretch.path.startswith("deep/")]
    with processes.Pool(2) as two:
        (seen,) = two.map([LethalSift(loose, tmp_path / "out")])
    rejects = {page.path: page for page, _ in sift.read_passed(tmp_path / "out")}
    assert seen == sift.Sifted(len(loose.files), len(loose.files) - len(rejects))
    with pytest.raises(SourceError, match=r"exit code 9.*None of its pages"):
        rejects["deep/05.txt"].read()
    assert rejects["deep/03.txt"].read() == text(3).encode()


@pytest.mark.slow
def test_a_crawl_gives_the_same_release_for_any_number_of_workers(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sift, "STRETCH_BYTES", 4_000)
    told: list[tuple[int, int, str]] = []
    one = cw.build(crawl, tmp_path / "one", only_genre=True, workers=1, layers=())
    two = cw.build(
        crawl, tmp_path / "two", only_genre=True, workers=2, layers=(), progress=lambda *a: told.append(a)
    )
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert one.other_genre == two.other_genre > 200
    reasons = {(r.path, r.reason) for r in two.rejects}
    assert ("c.parquet/000000011", "withdrawn") in reasons
    assert ("c.parquet/000000018", "withdrawn") in reasons
    assert ("a.jsonl/000000011", "withdrawn") in reasons  # the same bytes
    assert {
        ("deep/gone.txt", "missing"),
        ("deep/loop", "link_loop"),
        ("a.jsonl/000000022", "bad_row"),
    } <= reasons
    documents = cw.load(tmp_path / "two")["documents"].to_pylist()
    publishers = {row["path"]: row["source"]["publisher"] for row in documents}
    assert publishers["a.jsonl/000000004"] == "one"
    assert publishers["a.jsonl/000000026"] == "whole"
    assert any(path == "a.jsonl" for _, _, path in told)


@pytest.mark.slow
def test_what_no_process_can_do_ends_the_build_with_its_own_error(crawl: Path, tmp_path: Path) -> None:
    (stretch,) = InputFolder.open(crawl / "z.txt").stretches(100)
    with processes.Pool(2) as two, pytest.raises(FileNotFoundError, match="nowhere"):
        list(two.map([sift.SiftTask(stretch, tmp_path / "nowhere" / "out")]))


def test_a_full_disk_is_an_error_with_a_way_out(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sift, "_write", full)
    with pytest.raises(BuildError, match=r"No space left on device.*Make room"):
        cw.build(crawl, tmp_path / "out", only_genre=True, workers=1)
    assert [entry.name for entry in tmp_path.iterdir()] == ["crawl"]


@pytest.mark.slow
def test_a_stop_while_sifting_leaves_nothing(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sift, "STRETCH_BYTES", 4_000)

    with pytest.raises(KeyboardInterrupt):
        cw.build(crawl, tmp_path / "out", only_genre=True, workers=2, progress=stopped_after(0))
    assert [entry.name for entry in tmp_path.iterdir()] == ["crawl"]


@pytest.mark.parametrize(
    "error",
    [
        SourceError("too_large", "is too large.", path="a.txt", hint="Cut it."),
        MissingExtraError("x is not installed.", hint="pip install x."),
    ],
)
def test_errors_cross_processes_whole(error: ChuangwenError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_row_is_called_by_its_place_in_the_whole_dump() -> None:
    assert dumps.renumbered("deep/a.jsonl/000000007", 1000) == "deep/a.jsonl/000001007"
