"""A folder of pages against a folder of gold: which belong together, what is counted, what is written."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate import MEASURES, Share, evaluate, wilson, with_gold
from chuangwen_corpus.evaluate import pages as module
from commands import run

PAGE = "某局在创建大会上的表态发言\n各位领导：\n今天我代表我局作如下表态。\n请领导放心。\n"
GOLD: dict[str, Any] = {
    "kind": "text, short",
    "url_kind": "site of an authority",
    "speech_count": 1,
    "speeches": [
        {"title": "某局在创建大会上的表态发言", "opens": "今天我代表我局", "closes": "请领导放心。"}
    ],
    "keeps": ["如下表态"],
}


def folder(place: Path, **files: Any) -> Path:
    """A folder of files, written as JSON if they are no strings; `__` stands for the point of a name."""
    place.mkdir(exist_ok=True)
    for name, said in files.items():
        text = said if isinstance(said, str) else json.dumps(said)
        (place / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return place


def test_a_gold_file_has_the_name_of_the_page_or_its_stem(tmp_path: Path) -> None:
    both = folder(
        tmp_path / "both", a__txt=PAGE, b__html=PAGE, c=PAGE, a__txt__json=GOLD, b__json={}, c__json={}
    )
    assert [page.name for page, _ in with_gold(both, both)] == ["a.txt", "b.html", "c"]
    pages, gold = folder(tmp_path / "pages", a__txt=PAGE), folder(tmp_path / "gold", a__json=GOLD, a__md="")
    assert [(page.name, said.keeps) for page, said in with_gold(pages, gold)] == [("a.txt", ["如下表态"])]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "README",
        "a.expected.md",
        "a.gold",
        "a.src",
        "check.py",
        ".hidden",
        "sources.toml",
        "in/a.txt",
    ],
)
def test_what_lies_beside_pages_is_none(name: str, tmp_path: Path) -> None:
    place = folder(tmp_path, a__txt=PAGE, a__json={})
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text(PAGE, encoding="utf-8")
    assert [page.name for page, _ in with_gold(place, place)] == ["a.txt"]


@pytest.mark.parametrize(
    ("pages", "gold", "message"),
    [
        ({"a__txt": PAGE, "b__txt": PAGE}, {"a__json": {}}, r"b\.txt: has no gold in .*\(b\.txt\.json\)"),
        ({"a__txt": PAGE}, {"a__json": {}, "b__json": {}}, r"b\.json: is the gold of no page"),
        ({"a__txt": PAGE}, {"a__json": {}, "a__txt__json": {}}, r"a\.txt: has two gold files"),
        ({"a__txt": PAGE, "a__html": PAGE}, {"a__json": {}}, r"a\.json: is the gold of two pages, a\.html and a\.txt"),
        ({"a__txt": PAGE}, {"a__json": {"titel": "甲"}}, r"a\.json: titel: Extra inputs"),
        ({"README": PAGE}, {}, r"pages: holds no pages"),
    ],
)  # fmt: skip
def test_what_does_not_belong_together_is_an_error(
    pages: dict[str, Any], gold: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(ChuangwenError, match=message):
        evaluate(folder(tmp_path / "pages", **pages), folder(tmp_path / "gold", **gold))


def test_folders_that_are_not_there(tmp_path: Path) -> None:
    for pages, gold in ((tmp_path, tmp_path / "none"), (tmp_path / "none", tmp_path)):
        with pytest.raises(ChuangwenError, match=r"none: is no folder that can be read"):
            evaluate(pages, gold)


def test_each_page_is_judged_once_a_measure(tmp_path: Path) -> None:
    wrong = GOLD | {"keeps": ["没有的话", "也没有的话"], "kind": ""}
    place = folder(tmp_path, a__txt=PAGE, a__json=GOLD, b__txt=PAGE, b__json=wrong, c__txt=PAGE, c__json={})
    result = evaluate(place, place)
    assert result.figure("no words lost") == Share(1, 2)
    assert result.figure("speeches") == Share(2, 2)
    assert result.figure("restored") == Share(3, 3)
    assert result.figure("dates") == Share(0, 0)
    assert result.whole == Share(2, 3)
    assert list(result.differences()) == [
        "b.txt: no words lost: '没有的话' is lost",
        "b.txt: no words lost: '也没有的话' is lost",
    ]


JUDGED = {"speeches", "titles", "boundaries", "no words lost", "restored"}


def test_a_page_that_is_rejected_is_wrong_in_all_that_is_judged(tmp_path: Path) -> None:
    place = folder(tmp_path, a__json=GOLD, b__txt=PAGE, b__json=GOLD)
    (place / "a.txt").write_bytes(b"\x00\x01\x02" * 50)
    first, second = evaluate(place, place).pages
    assert first.judged == dict.fromkeys([m for m in MEASURES if m in JUDGED], False)
    assert all("is rejected (" in difference for _, difference in first.differences)
    assert second.right


@pytest.mark.parametrize("function", ["parse", "differences"])
def test_a_page_that_ends_in_an_exception_is_wrong_and_the_others_are_judged(
    function: str, tmp_path: Path
) -> None:
    place = folder(tmp_path, a__txt=PAGE, a__json=GOLD, b__txt=PAGE, b__json=GOLD)
    usual = getattr(module, function)
    with mock.patch.object(module, function, side_effect=[ValueError("a fault"), mock.DEFAULT], wraps=usual):
        first, second = evaluate(place, place).pages
    assert first.judged == dict.fromkeys([m for m in MEASURES if m in JUDGED], False)
    assert {difference for _, difference in first.differences} == {"the page ends in ValueError: a fault"}
    assert second.right


def test_bytes_that_do_not_come_back_are_seen(tmp_path: Path) -> None:
    place = folder(tmp_path, a__txt=PAGE, a__json=GOLD)
    with mock.patch("chuangwen_corpus.records.Document.restore", return_value=PAGE.encode() + b"\n"):
        page = evaluate(place, place).pages[0]
    assert [name for name, right in page.judged.items() if not right] == ["restored"]


def test_of_files_whose_text_is_taken_out_the_bytes_are_not_judged(tmp_path: Path) -> None:
    html = "".join(f"<p>{line}</p>" for line in PAGE.splitlines())
    saved = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{html}"
    place = folder(tmp_path, a__mhtml=saved, a__json={"speech_count": 1})
    assert evaluate(place, place).pages[0].judged == {"speeches": True}


def test_rows_hold_each_judgement_and_no_text(tmp_path: Path) -> None:
    place = folder(tmp_path / "in", a__txt=PAGE, a__json=GOLD, b__txt=PAGE, b__json={"keeps": ["没有的话"]})
    printed = run("evaluate", place, place, "--rows", tmp_path / "rows.csv")
    assert "b.txt: no words lost: '没有的话' is lost" in printed
    data = (tmp_path / "rows.csv").read_bytes()
    first, second = csv.DictReader(data.decode("utf-8").splitlines())
    assert list(first) == ["page", "kind", "url_kind", *(m.replace(" ", "_") for m in MEASURES), "right"]
    judged = {name.replace(" ", "_"): "1" for name in JUDGED}
    empty = dict.fromkeys(first, "")
    assert first == empty | judged | {
        "page": "a.txt", "kind": GOLD["kind"], "url_kind": GOLD["url_kind"], "right": "1",
    }  # fmt: skip
    assert second == empty | {"page": "b.txt", "no_words_lost": "0", "restored": "1", "right": "0"}
    assert not any(character >= "\u4e00" for character in data.decode("utf-8"))
    assert b"\r" not in data


def test_rows_that_cannot_be_written_and_rows_of_layers_are_errors(tmp_path: Path) -> None:
    place = folder(tmp_path / "in", a__txt=PAGE, a__json=GOLD)
    assert "is a folder" in run("evaluate", place, place, "--rows", tmp_path, code=2)
    assert "cannot be written" in run("evaluate", place, place, "--rows", tmp_path / "no/rows.csv", code=74)
    assert "--rows is for pages" in run(
        "evaluate", "--layers", place, "--rows", tmp_path / "rows.csv", code=2
    )


def test_rows_of_a_page_whose_name_is_no_unicode(tmp_path: Path) -> None:
    place = folder(tmp_path / "in")
    try:
        (place / "a\udcff.txt").write_text(PAGE, encoding="utf-8")
        (place / "a\udcff.json").write_text(json.dumps(GOLD), encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes Unicode only")
    run("evaluate", place, place, "--rows", tmp_path / "rows.csv")
    (row,) = csv.DictReader((tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines())
    assert (row["page"], row["right"]) == (r"a\udcff.txt", "1")


def test_how_many_differences_are_printed(tmp_path: Path) -> None:
    wrong = GOLD | {"keeps": ["没有的话", "也没有的话"]}
    place = folder(tmp_path, a__txt=PAGE, a__json=wrong)
    assert run("evaluate", place, place, "--most", "1").endswith(
        "… and 1 more difference (--most, --detail)\n"
    )
    assert "… and 2 more differences" in run("evaluate", place, place, "--most", "0")
    assert "--most" in run("evaluate", place, place, "--most", "-1", code=2)


def test_the_command_prints_a_table_and_the_differences(tmp_path: Path) -> None:
    wrong = GOLD | {"keeps": [f"没有的第{number}句" for number in range(40)]}
    place = folder(tmp_path, a__txt=PAGE, a__json=GOLD, b__txt=PAGE, b__json=wrong)
    printed = run("evaluate", place, place).splitlines()
    cells = {tuple(line.split()) for line in printed}
    assert ("no", "words", "lost", "1", "2", "0.500", "0.095–0.905") in cells
    assert ("restored", "2", "2", "1.000", "0.342–1.000") in cells
    assert ("dates", "0", "0") in cells
    assert ("all", "of", "a", "page", "1", "2", "0.500", "0.095–0.905") in cells
    assert printed[-1] == "… and 10 more differences (--most, --detail)"
    assert run("evaluate", place, place, "--detail").count("is lost") == 40
    assert run("evaluate", place, place, "--most", "2").count("is lost") == 2


@pytest.mark.parametrize(
    ("part", "of"), [(0, 10), (5, 10), (10, 10), (1, 1), (0, 1), (0, 79), (93, 100), (119, 120)]
)
def test_the_ends_of_an_interval_are_1_96_standard_errors_away(part: int, of: int) -> None:
    """Which is how Wilson defines them: standard errors of the end, not of the share found."""
    low, high = wilson(part, of)
    assert 0 <= low <= part / of <= high <= 1
    for end in (low, high):
        assert abs(part / of - end) == pytest.approx(1.96 * math.sqrt(end * (1 - end) / of), abs=1e-9)


def test_of_nothing_there_is_no_share() -> None:
    assert Share(0, 0).share is None
    assert Share(0, 0).interval is None
