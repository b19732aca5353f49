from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import chuangwen_corpus as cw
from chuangwen_corpus.publish.counting import Counting
from chuangwen_corpus.read.inputs import InputFolder

PAGE = "在创建大会上的表态发言\n各位领导：\n我们将完成第{}项任务！请领导放心。"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Three files, eleven pages in an archive and nine in a dump, of which one line is broken; an archive that is none."""
    folder = tmp_path / "raw"
    folder.mkdir()
    for i in range(3):
        (folder / f"{i}.txt").write_text(PAGE.format(i), encoding="utf-8")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        for i in range(11):
            archive.writestr(f"{i}.txt", PAGE.format(100 + i))
    lines = [json.dumps({"text": PAGE.format(200 + i)}) for i in range(8)]
    (folder / "dump.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    (folder / "broken.zip").write_bytes(b"PK\3\4" + b"\0" * 50)
    return folder


def test_pages_in_archives_and_dumps_are_counted(raw: Path) -> None:
    folder = InputFolder.open(raw)
    told: list[tuple[int, int, str]] = []
    with Counting(folder, lambda *said: told.append(said)) as counting:
        counting._thread.join()
        counting.tell(1, "0.txt")
    assert told == [(0, 6, ""), (1, 3 + 11 + 9 + 1, "0.txt")]
    assert not counting._thread.is_alive()


def test_the_total_of_a_build_is_what_became_of_all_pages(raw: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    result = cw.build(raw, tmp_path / "out", workers=1, layers=(), progress=lambda *said: told.append(said))
    assert told[0] == (0, 6, "")
    assert told[-1][:2] == (24, 24)
    assert result.rows["documents"] + len(result.rejects) == 24
    assert [total for _, total, _ in told] == sorted(total for _, total, _ in told)


def test_nothing_is_counted_for_nobody(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = InputFolder.open(raw)
    monkeypatch.setattr(InputFolder, "count", lambda _: pytest.fail("counted"))
    with Counting(folder, None) as counting:
        counting.tell(1, "0.txt")
    assert not counting._thread.is_alive()
