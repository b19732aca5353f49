"""The commands that explore a corpus, as a user calls them."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

import chuangwen_corpus as cw
from commands import run
from conftest import ROOT

COMMANDS = (
    ("kwic", "创建"),
    ("frequencies",),
    ("collocates", "创建"),
    ("keyness", "--where", "speaker=教育系统"),
    ("dispersion", "创建,工作"),
    ("commitments",),
    ("directives",),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_csv_has_all_rows_in_a_file_and_on_standard_output(command: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    assert run(*command, "--csv", file) == ""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    assert list(csv.reader(io.StringIO(run(*command, "--csv", "-")))) == rows
    few = list(csv.reader(io.StringIO(run(*command, "--csv", "-", "--limit", "1"))))
    assert few == rows[:2]
    printed = run(*command, "--limit", "0")
    assert f"{len(rows) - 1} of {len(rows) - 1} " in printed
    if len(rows) > 21:
        assert f"20 of {len(rows) - 1} " in run(*command)


def test_commands_give_what_the_methods_give() -> None:
    corpus = cw.load()
    part = corpus.filter(speaker=["教育系统", "市文明办"])
    for arguments, found in (
        (["kwic", '[upos="VERB"]', "--sort", "left", "--by", "sentence", "--unit", "word", "--window", "3"],
         corpus.concordance('[upos="VERB"]', sort="left", by="sentence", unit="word", window=3)),
        (["kwic", "创.", "--regex", "--where", "speaker=教育系统", "-w", "speaker=市文明办"], part.concordance(regex="创.")),
        (["frequencies", "--of", "upos", "--by", "speaker", "--punctuation", "--least", "3"],
         corpus.frequencies("upos", by="speaker", punctuation=True, least=3)),
        (["collocates", "创建", "--left", "0", "--right", "3", "--least", "1", "--sort", "log_dice", "--by", "speech"],
         corpus.collocates("创建", window=(0, 3), least=1, sort="log_dice", by="speech")),
        (["keyness", "-w", "speaker=教育系统", "-w", "speaker=市文明办", "--sort", "log_ratio"], part.keyness(sort="log_ratio")),
        (["dispersion", "創建", "--by", "speaker"], corpus.dispersion("創建", by="speaker")),
        (["commitments", "--columns", "agent,predicate"], corpus.commitments().select(["agent", "predicate"])),
    ):  # fmt: skip
        assert run(*arguments, "--csv", "-").splitlines() == [
            line.removesuffix("\r") for line in found.to_csv().removesuffix("\n").split("\n")
        ]


def test_keyness_against_another_build(release: Path) -> None:
    text = run("keyness", "--reference", release)
    assert "key words (form)" in text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("kwic", ""), 2, "the query is empty"),
        (("kwic", "[x"), 2, "there is no attribute 'x'"),
        (("kwic", "(", "--regex"), 2, "is no regular expression"),
        (("kwic", "x", "no/such/build"), 2, "holds no release"),
        (("kwic", "x", "--where", "colour=red"), 2, "columns are speaker"),
        (("kwic", "x", "--where", "speaker"), 2, "Write COLUMN=VALUE"),
        (("kwic", "x", "--window", "-1"), 2, "window"),
        (("kwic",), 2, "Missing argument"),
        (("frequencies", "--of", "lemma"), 2, "form, xpos, upos"),
        (("frequencies", "--by", "colour"), 2, "speaker"),
        (("collocates", "创建", "--left", "0", "--right", "0"), 2, "is none"),
        (("collocates", "创建", "--sort", "x"), 2, "log_dice"),
        (("keyness",), 2, "no rest to compare with"),
        (("keyness", "-w", "speaker=nobody"), 2, "has no words"),
        (("dispersion", "创建,"), 2, "the word is empty"),
        (("commitments", "--columns", "x"), 2, "There are agent"),
        (("kwic", "x", "--csv", "no/such/folder/x.csv"), 74, "No such file"),
    ],
)
def test_errors_are_one_line(arguments: tuple[str, ...], code: int, said: str) -> None:
    text = run(*arguments, code=code)
    assert said in text
    assert text.startswith("chuangwen: ")
    assert len(text.splitlines()) == 1


def test_help_shows_a_pattern_as_it_is_typed() -> None:
    assert '[upos="VERB"] [form="工作"]' in " ".join(run("kwic", "-h").replace("│", " ").split())


def test_nothing_found_is_no_fault() -> None:
    assert "0 of 0 hits of 龟" in run("kwic", "龟")
    assert "0 of 0 rows" in run("collocates", "龟")


def test_hostile_text_acts_on_nothing(tmp_path: Path) -> None:
    """Cleaning drops such characters; a release of somebody else may hold them."""
    corpus = Path(shutil.copytree(ROOT / "build", tmp_path / "copy"))
    file = corpus / "parquet/documents.parquet"
    table = parquet.read_table(file)
    (text,) = table["text"].to_pylist()
    assert "今天召开" in text
    column = pa.array([text.replace("今天召开", "\x1b\u202e召开")], pa.string())
    parquet.write_table(
        table.set_column(table.column_names.index("text"), table.schema.field("text"), column), file
    )
    for csv_option in ((), ("--csv", "-")):
        said = run("kwic", "召开", corpus, *csv_option)
        assert "\\x1b\\u202e" in said
        assert "\x1b" not in said
        assert "\u202e" not in said
    run("kwic", "召开", corpus, "--csv", tmp_path / "hits.csv")
    assert "\x1b\u202e" in (tmp_path / "hits.csv").read_text(encoding="utf-8")
