from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from typer.main import get_command

from chuangwen_corpus import __version__, show
from chuangwen_corpus.cli.program import program
from chuangwen_corpus.errors import BuildError, ChuangwenError
from chuangwen_corpus.formats import FORMATS
from commands import called, run
from conftest import ROOT, SEED


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "seed.txt").write_bytes(SEED.read_bytes())
    return folder


def test_build_says_what_it_made(raw: Path, tmp_path: Path) -> None:
    text = run("build", raw, "--out", tmp_path / "out")
    assert re.search(r"tokens\W+1,467", text)
    assert "stray_space 4" in text
    assert "rejects" in text
    assert "is whole and sound" in run("validate", tmp_path / "out")


def test_strict_fails_on_a_reject(raw: Path, tmp_path: Path) -> None:
    (raw / "bad.bin").write_bytes(bytes(100))
    text = run("build", raw, "--out", tmp_path / "out")
    assert "rejected bad.bin: is no text" in text
    run("build", raw, "--out", tmp_path / "out", "--strict", code=1)


def test_show_a_page_and_a_build(release: Path) -> None:
    page = run("show", SEED, "--evidence")
    assert "三、突破难点补齐短板" in page
    assert "speaker 市文明办" in page
    assert "cut here because: marker +2" in page
    assert "truncated_text" in page
    build = run("show", release)
    assert "1,4" in build
    assert "某区在创建大会上的表态发言" in build
    released = run("show")
    assert "一、站位全局、上下联动，凝心聚力抓创建" in released


def test_show_both_sides(release: Path) -> None:
    text = run("show", SEED, "--source")
    assert "申明敬告" in text
    assert "夯实" in text  # the end of a long paragraph, which is folded and not cut off
    assert "punctuation.full_width" in text


def test_validate_says_faults(release: Path, tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copytree(release, tmp_path / "copy"))
    (copy / "csv/tokens.csv").unlink()
    assert "csv/tokens.csv: is in the manifest, but not there" in run("validate", copy, code=1)


def test_schema_writes_and_checks(tmp_path: Path) -> None:
    assert "document.json" in run("schema", "--root", tmp_path)
    run("schema", "--root", tmp_path, "--check")
    (tmp_path / "schemas/token.json").write_text("{}", encoding="utf-8")
    assert "token.json is stale" in run("schema", "--root", tmp_path, "--check", code=1)


def test_the_generated_files_are_fresh() -> None:
    run("schema", "--root", ROOT, "--check")


def test_version_and_help() -> None:
    assert run("--version").strip() == f"chuangwen-corpus {__version__}"
    text = run("--help")
    for command in ("build", "show", "validate", "schema"):
        assert command in text
        assert "Usage" in run(command, "--help")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "nowhere.txt"), "nowhere.txt: there is no such file"),
        (("build", "nowhere"), "nowhere: there is no such folder"),
        (("validate", "nowhere"), "holds no release"),
        (("build", ROOT / "raw", "--engine", "hanlp"), "there is no engine 'hanlp'"),
        (
            ("build", ROOT / "raw", "--address", "auto"),
            "Use engine='ray' (--engine ray), or leave out address.",
        ),
        (("build", ROOT / "raw", "--engine", "jieba", "--address", "auto"), "no cluster at 'auto'"),
    ],
)
def test_errors_are_one_clear_line(arguments: tuple, message: str) -> None:
    text = run(*arguments, code=2)
    assert message in text
    assert len(text.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--nothing",), "No such option: --nothing. See `chuangwen --help`."),
        (("nothing",), "No such command 'nothing'. See `chuangwen --help`."),
        (("show", "a", "b"), "Got unexpected extra argument(s) (b). See `chuangwen show --help`."),
        (("show", "--most", "x"), "Invalid value for '--most'"),
        (("build", "--workers", "0"), "Invalid value for '--workers'"),
        (("export",), "Missing argument"),
    ],
)
def test_a_wrong_command_line_is_one_clear_line(arguments: tuple, message: str) -> None:
    text = run(*arguments, code=2)
    assert text.startswith("chuangwen: ")
    assert message in text
    assert len(text.strip().splitlines()) == 1


def test_without_a_command_there_is_help() -> None:
    assert "Usage" in run(code=2)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Has `chuangwen show` raise."""
    monkeypatch.setenv("CHUANGWEN_DEBUG", "")

    def arrange(error: BaseException) -> None:
        monkeypatch.setattr(show, "table_of_tables", mock.Mock(side_effect=error))

    return arrange


class FaultsError(ChuangwenError):
    exit_code = 1


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ChuangwenError("is bad."), 2, "chuangwen: is bad."),
        (BuildError("two\nlines.", path="a\x1bb", hint="Or\r not."), 2, "chuangwen: a\\x1bb: two\\nlines. Or\\r not."),
        (FaultsError("has faults."), 1, "chuangwen: has faults."),
        (OSError(28, "No space left on device", "x.csv"), 74, "chuangwen: x.csv: No space left on device."),
        (OSError("odd"), 74, "chuangwen: odd."),
        (KeyError("[red]x"), 70, "chuangwen: unexpected KeyError: '[red]x'. This is a fault of chuangwen; please report it (--debug says where)."),
        (EOFError(), 70, "chuangwen: unexpected EOFError. This is a fault of chuangwen; please report it (--debug says where)."),
        (BrokenPipeError(32, "Broken pipe"), 74, "chuangwen: Broken pipe."),
        (KeyboardInterrupt(), 130, "chuangwen: stopped."),
    ],
)  # fmt: skip
def test_every_error_has_its_line_and_exit_code(
    failing: Callable[[BaseException], None], error: BaseException, code: int, line: str
) -> None:
    failing(error)
    assert run("show", code=code) == f"{line}\n"


@pytest.mark.parametrize("arguments", [("--debug", "show"), ("show", "--debug")])
def test_debug_prints_the_traceback(failing: Callable[[BaseException], None], arguments: tuple) -> None:
    failing(KeyError("x"))
    code, text = called(*arguments)
    assert code == 70
    assert re.fullmatch(r"Traceback[\s\S]*KeyError: 'x'\nchuangwen: unexpected KeyError.*\n", text)


WRITING = [
    ("build", ROOT / "raw", "--out"),
    ("build", ROOT / "raw", "--quiet", "--report"),
    ("browse", "--no-reuse", "--no-open", "--out"),
    ("export", "txt", SEED, "--out"),
    ("export", "sqlite", SEED, "--out"),
    ("sample", 1, "--out"),
    ("reuse", "--out"),
    ("kwic", "创建", "--csv"),
    ("diff", ROOT / "build", ROOT / "build", "--json"),
    ("plot", "structure", "--out"),
    ("evaluate", ROOT / "tests/golden/pages", ROOT / "tests/golden/gold", "--rows"),
    ("schema", "--root"),
]
"""Commands, up to the name of what is written."""
OF_FILES = ("--report", "--csv", "--json", "--rows")


@pytest.mark.parametrize("command", WRITING, ids=lambda command: f"{command[0]} {command[-1]}")
def test_what_cannot_be_written_has_one_exit_code(
    command: tuple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.svg").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.svg").mkdir()
    run(*command, "file.svg/below/x.svg", code=74)
    if command[-1] in OF_FILES or command[0] == "plot":
        run(*command, "nowhere/x.svg", code=74)
        assert "folder.svg" in run(*command, "folder.svg", code=2)
    else:
        run(*command, "file.svg", code=2)
    assert (tmp_path / "file.svg").read_text(encoding="utf-8") == "mine"
    assert not list((tmp_path / "folder.svg").iterdir())


def test_the_report_of_a_build_has_the_exit_code_of_the_command(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    report = tmp_path / "report.json"
    run("build", raw, "--out", tmp_path / "file/out", "--report", report, code=74)
    assert json.loads(report.read_text(encoding="utf-8"))["exit_code"] == 74


def test_a_tilde_is_home_in_every_argument(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, home = tmp_path / "work", tmp_path / "home"
    for folder in (work, home):
        folder.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    raw.rename(home / "raw")
    said = run("build", "~/raw", "--out", "~/corpus", "--report", "~/report.json", "--formats", "parquet")
    assert f"built {home / 'corpus'}" in said
    for command in (
        ("show", "~/raw/seed.txt"), ("check", "~/raw/seed.txt"), ("show", "~/corpus"), ("export", "txt", "~/raw/seed.txt", "--out", "~/txt"),
        ("kwic", "创建", "~/corpus", "--csv", "~/hits.csv"), ("keyness", "~/corpus", "--reference", "~/corpus"),
        ("diff", "~/corpus", "~/corpus", "--json", "~/diff.json"), ("sample", 1, "--out", "~/pages"), ("validate", "~/corpus"),
        ("browse", "~/corpus", "--no-reuse", "--no-open", "--out", "~/page"), ("reuse", "~/corpus", "--out", "~/reuse"),
        ("schema", "--root", "~/schema"), ("plot", "structure", "--out", "~/speech.svg"),
    ):  # fmt: skip
        run(*command)
    assert {"corpus", "report.json", "txt", "hits.csv", "diff.json", "pages", "page", "reuse", "schema", "speech.svg"} <= {
        file.name for file in home.iterdir()
    }  # fmt: skip
    assert not list(work.iterdir())


def test_every_argument_that_is_a_path_knows_of_home() -> None:
    named = {
        "raw",
        "output",
        "corrections",
        "lists",
        "report",
        "path",
        "source",
        "build",
        "old",
        "new",
        "json_file",
    }
    named |= {"csv", "reference", "file", "folders", "rows", "root", "project"}

    def parameters(command: Any) -> Iterator[Any]:
        for below in getattr(command, "commands", {}).values():
            yield from parameters(below)
        yield from command.params

    found = [
        one
        for one in parameters(get_command(program))
        if one.name in named and not getattr(one, "is_flag", False)
    ]
    assert {one.name for one in found} == named
    assert [one.name for one in found if one.callback is None] == []
    paths = [
        one for one in parameters(get_command(program)) if "Path" in type(getattr(one, "type", None)).__name__
    ]
    assert {one.name for one in paths} <= named


def test_layers_are_chosen_and_counted(raw: Path, tmp_path: Path) -> None:
    text = run("build", raw, "--out", tmp_path / "out", "--layers", "commitment, quantity")
    assert re.search(r"annotations\W+42 \(commitment 39, quantity 3\)", text)
    run("build", raw, "--out", tmp_path / "none", "--layers", "")
    assert "there is no layer 'nothing'" in run(
        "build", raw, "--out", tmp_path / "x", "--layers", "nothing", code=2
    )


def test_export_takes_a_build_a_page_or_nothing(raw: Path, tmp_path: Path) -> None:
    run("build", raw, "--out", tmp_path / "out")
    for source in ([tmp_path / "out"], [SEED], []):
        text = run("export", "conllu", *source, "--out", tmp_path / "conllu")
        assert "wrote 1 file" in text
    assert len(list((tmp_path / "conllu").iterdir())) == 1
    assert "no format 'word'" in run("export", "word", "--out", tmp_path / "word", code=2)


def test_export_offers_every_format() -> None:
    said = run("export", "--help")
    assert [form for form in FORMATS if not re.search(rf"FORMAT\b.*\b{form}\b", said)] == []
    assert [form for form in FORMATS if f"{form}: " not in said] == []


def test_layers_are_evaluated() -> None:
    text = run("evaluate", "--layers", ROOT / "tests" / "layers" / "unseen", "--most", "1")
    assert re.search(r"commitment\W+[01]\.\d{3}", text)
    assert "more differences" in text
    assert "a folder of pages and a folder of gold" in run("evaluate", ROOT / "tests", code=2)
