"""What is printed, written and aligned."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.cells import cell_len

from chuangwen_corpus import errors
from chuangwen_corpus.errors import ChuangwenError, MissingExtraError
from chuangwen_corpus.reuse import extra
from chuangwen_corpus.reuse.align import align
from chuangwen_corpus.reuse.find import find
from corpora_of_reuse import tables

ONE = "我们将对<b>南湖区</b>的十二条背街小巷逐条登记造册\x1b[31m。"
OTHER = "我們將對<b>XX区</b>的三十六条背街小巷逐条登记造册\x1b[31m！"


def test_an_alignment_gives_both_texts_back() -> None:
    for by in ("characters", "words"):
        found = align(ONE, OTHER, by)  # type: ignore[arg-type]
        assert (found.first, found.second) == (ONE, OTHER)
        for piece in found.pieces:
            assert ONE[piece.start_char :].startswith(piece.first)
            assert OTHER[piece.second_start_char :].startswith(piece.second)
        assert "将" not in "".join(piece.first for piece in found.changed)  # scripts are folded
    assert [(piece.first, piece.second) for piece in align("甲乙丙", "甲丁丙").changed] == [("乙", "丁")]
    assert align("", "").pieces == ()
    with pytest.raises(ValueError, match="by is 'letters'"):
        align("", "", "letters")  # type: ignore[arg-type]


def test_what_is_printed_does_nothing_to_a_terminal_or_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    found = find(tables([ONE], [OTHER]))
    assert len(found) == 1
    for text in (repr(found), repr(found.align(0)), repr(found.align(-1, "words"))):
        assert "\x1b" not in text
        assert max(map(cell_len, text.splitlines())) <= 80
    for text in (found._repr_html_(), found.align(0)._repr_html_()):
        assert "<b>" not in text
        assert "&lt;b&gt;" in text
    with pytest.raises(IndexError, match="there is no pair 1; there are 1"):
        found.align(1)


def test_tables_are_written_once(tmp_path: Path) -> None:
    found = find(tables([ONE], [OTHER]))
    files = found.write(tmp_path / "out")
    assert [file.name for file in files] == ["pairs.parquet", "clusters.parquet", "set_phrases.parquet"]
    assert pq.read_table(files[0])["second_text"].to_pylist() == [OTHER]
    with pytest.raises(ChuangwenError, match="is there already"):
        found.write(tmp_path / "out")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "find_spec", lambda name: None if name == "rapidfuzz" else object())
    with pytest.raises(
        MissingExtraError, match=r"needs rapidfuzz, .*pip install 'chuangwen-corpus\[reuse\]'"
    ):
        extra.check()


SAID = ["我们要把创建工作摆上突出位置，层层压实责任。", "各单位要对照标准逐项整改，确保按期达标。"]


@pytest.mark.parametrize("last", [["任务没有完成。"], [], ["任务已全部完成！", "谢谢大家！"]])
def test_speeches_that_differ_in_a_short_sentence_are_not_equal(last: list[str]) -> None:
    found = find(tables([*SAID, "任务已全部完成！"], [*SAID, *last]), "speech")
    assert found.pairs["kind"].to_pylist() == ["words"]
    same = find(tables([*SAID, "任务已全部完成！"], [*SAID, "（一）任务已全部完成。"]), "speech")
    assert same.pairs["kind"].to_pylist() == ["exact"]


@pytest.mark.parametrize("padding", ["", "，各单位要抓好落实" * 30])
def test_amounts_that_differ_in_a_decimal_point_are_not_equal(padding: str) -> None:
    one, two = (f"今年计划完成投资{amount}亿元用于背街小巷整治{padding}。" for amount in ("1.8", "18"))
    assert find(tables([one], [two])).pairs["kind"].to_pylist() == ["words"]
    assert find(tables([one], [one.replace("1.8", "１．８")])).pairs["kind"].to_pylist() == ["exact"]
