"""The command `check`: facts with evidence, what was dropped, where a fault is put right; and how pages are named."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from commands import run

PAGE = "某局在创建大会上的表态发言\n各位领导：\n我们将完成任务！\n谢谢大家！\n"
UNKNOWN = "金沙湾社区在创建大会上的心里话\n轮值主席：\n我社区将于6月底前完成整治。\n谢谢大家！\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_page_that_is_read_well(page: Path) -> None:
    said = run("check", page)
    assert re.search(r"1 +speaker +某局 +speaker\.", said)
    assert re.search(r"1 +genre +表态发言", said)
    assert "nothing was dropped" in said
    assert "titles.tsv" not in said
    assert "who gives speech" not in said


def test_what_is_missing_is_named_with_its_list(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(UNKNOWN, encoding="utf-8")
    said = run("check", file)
    for wanted in ("salutations.txt", "titles.tsv", "genre", "轮值主席"):
        assert wanted in said


def test_a_page_without_a_speech_ends_with_1(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("西红柿炒鸡蛋的做法\n先把鸡蛋打散。\n", encoding="utf-8")
    said = run("check", file, code=1)
    assert "no speech found" in said
    assert "--text-without-speech" in said


def test_the_entry_it_prints_is_a_correction_and_is_applied(page: Path) -> None:
    said = run("check", page)
    start = said.index("[[correction]]")
    lines = [line.strip() for line in said[start:].splitlines()]
    entry = "\n".join(lines[: next(i for i, line in enumerate(lines) if line.startswith("- "))])
    assert tomllib.loads(entry)["correction"][0].keys() == {
        "page",
        "speech",
        "field",
        "value",
        "was",
        "who",
        "why",
    }
    filled = entry.replace('field = "title"', 'field = "speaker"').replace(
        'value = "..."', 'value = "某市某局"'
    )
    (page.parent / "corrections.toml").write_text(
        re.sub(r'was = ".*"', 'was = "某局"', filled), encoding="utf-8"
    )
    assert re.search(r"1 +speaker +某市某局 +correction", run("check", page))
    (page.parent / "corrections.toml").write_text(
        re.sub(r'was = ".*"', 'was = "别的"', filled), encoding="utf-8"
    )
    assert "warning: a correction does not fit" in run("check", page)


def test_a_page_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PAGE.encode("gb18030"))))
    said = run("check", "-")
    assert "standard input" in said
    assert "gb18030" in said
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PAGE.encode())))
    assert "[我们将完成任务]commitment" in run("show", "-", "--layers", "commitment")


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    for command in (("check",), ("show",), ("export", "txt")):
        said = run(*command, "-", code=74)
        assert said == "chuangwen: standard input: is closed. Name the file of the page.\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end: str, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    text = "网站首页\n" + PAGE.replace("我们", "我们 ") + "\n\n上一篇：无\n下一篇：无\n版权所有 某某网\n"
    file.write_bytes(text.replace("\n", end).encode())
    said = run("check", file)
    dropped = said[said.index("dropped text") : said.index("where it is put right")]
    found = re.findall(r"^ *(\d+) +\S.*?(网站首页|上一篇|下一篇|版权所有)", dropped, re.MULTILINE)
    lines = text.split("\n")
    assert len(found) >= 3, said
    for line, words in found:
        assert words in lines[int(line) - 1]


def test_a_page_at_an_address_is_refused(page: Path) -> None:
    said = run("check", page.as_uri(), code=2)
    wanted = f"chuangwen: {page.as_uri()}: is an address; a page is named by its path. Copy it to this machine, or build it.\n"
    assert said == wanted
    for command in ("show", "export"):
        told = " ".join(re.sub("[│|]", " ", run(command, "--help")).split())
        assert "(path; - for standard input)" in told
        assert "(path or address)" in told


def test_what_is_no_page_is_said(tmp_path: Path, page: Path) -> None:
    assert "is a folder; one page is wanted. Name a file in it." in run("check", tmp_path, code=2)
    assert "there is no such file" in run("check", tmp_path / "none.txt", code=2)
    said = run("show", page, "--layers", "commitments", code=2)
    assert "Did you mean 'commitment'?" in said
    assert "各位领导" not in said
    assert "--table is for a build" in run("show", page, "--table", "tokens", code=2)


def test_tables_of_a_build(release: Path) -> None:
    assert "表态发言" in run("show", release, "--table", "speeches")
    some, every = (run("show", release, "--table", "tokens", "--most", n) for n in ("2", "0"))
    assert len(every.splitlines()) > len(some.splitlines()) + 10
    assert "Did you mean 'form'?" in run("show", release, "--table", "tokens", "--columns", "frm", code=2)


@pytest.mark.parametrize(
    "options",
    [
        ("PAGE", "--columns", "form"), ("PAGE", "--most", "3"), ("PAGE", "--table", "tokens"),
        ("BUILD", "--columns", "nothing"),
        *[("BUILD", "--table", "tokens", *more) for more in (["-s"], ["-e"], ["-d"], ["--layers", "time"])],
    ],
)  # fmt: skip
def test_an_option_that_would_do_nothing_is_refused(
    options: tuple[str, ...], page: Path, release: Path
) -> None:
    said = run("show", page if options[0] == "PAGE" else release, *options[1:], code=2)
    assert re.fullmatch(r"chuangwen: [^\n]+: --\w+ is for [^\n]+\. [A-Z][^\n]+\.\n", said)


def test_ten_documents_unless_more_are_asked_for(tmp_path: Path) -> None:
    for i in range(12):
        (tmp_path / f"{i}.txt").write_text(PAGE.replace("任务", f"第{i}件任务"), encoding="utf-8")
    run("build", tmp_path, "--out", tmp_path.parent / "twelve", "--formats", "parquet", "--layers", "")
    shown = [
        run("show", tmp_path.parent / "twelve", *most).count(".txt")
        for most in ((), ("--most", 2), ("--most", 0))
    ]
    assert shown == [10, 2, 12]


def test_what_a_row_is_is_said_whole(release: Path) -> None:
    said = run("show", release)
    assert "(source domain WAR: Lakoff and Johnson 1980, chapter 1) (experimental)" in said
    assert re.search(r"clean text +│?\n", said)  # of edits, whose summary goes on behind a colon


def test_where_the_data_lie() -> None:
    assert (Path(run("where").strip()) / "manifest.json").exists()


def test_a_quiet_build_says_what_is_amiss_alone(page: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    page.rename(pages / "page.txt")
    assert run("build", pages, "--out", tmp_path / "out", "--quiet") == ""
    (pages / "bad.bin").write_bytes(bytes(100))
    said = run("build", pages, "--out", tmp_path / "out", "-q")
    assert said.startswith("rejected bad.bin")
    (pages / "none.txt").write_text("这里没有发言。\n", encoding="utf-8")
    said = run("build", pages, "--out", tmp_path / "my corpus", "-q")
    assert f"chuangwen show '{tmp_path / 'my corpus'}' --most 0 names them" in said
    assert "there is no engine 'dask'. Choose local or ray" in run("build", pages, "--engine", "dask", code=2)
