"""Passages with gold: what counts as right, what counts neither way, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.evaluate import evaluate_passages, totals, write_passage_rows
from commands import run

TEXT = "我镇将疏浚沟渠，加固塘坝16座。过去三年，我们坚决整治了沟渠。"
SPANS = [
    ["commitment", "我镇将疏浚沟渠", 1, {"predicate": "疏浚", "polarity": "positive", "agent": "我镇"}],
    ["commitment", "加固塘坝16座", 1, {"predicate": "加固", "polarity": "positive"}],
    ["quantity", ["16座", "塘坝16座"], 1, {}],
    ["time", "三年", 1, {"optional": True}],
]


def judged(folder: Path, spans: list[Any], **fields: Any) -> dict[str, Any]:
    gold = {"kind": "pledge", "unit": "青石镇", "date": None, "text": TEXT, "spans": spans} | fields
    (folder / "01.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return totals(evaluate_passages(folder))


def test_spans_and_values_that_are_right(tmp_path: Path) -> None:
    scores = judged(tmp_path, SPANS)
    commitment = scores["commitment"]
    assert (commitment.right, commitment.found, commitment.expected) == (2, 2, 2)
    assert commitment.values == {"predicate": (2, 2), "polarity": (2, 2), "agent": (1, 1)}
    assert (scores["quantity"].right, scores["quantity"].expected) == (1, 1)


def test_what_is_missed_and_what_is_too_much(tmp_path: Path) -> None:
    spans = [["commitment", "我们坚决整治了沟渠", 1, {"predicate": "整治", "polarity": "positive"}], SPANS[0]]
    score = judged(tmp_path, spans)["commitment"]
    assert (score.right, score.found, score.expected) == (1, 2, 2)
    assert score.differences == [
        "01: commitment: too many: 加固塘坝16座",
        "01: commitment: missed: 我们坚决整治了沟渠",
    ]


def test_a_wrong_value_is_named(tmp_path: Path) -> None:
    spans = [["commitment", "我镇将疏浚沟渠", 1, {"predicate": ["挖", "清"], "polarity": "negative"}]]
    score = judged(tmp_path, spans)["commitment"]
    assert score.values == {"predicate": (0, 1), "polarity": (0, 1)}
    assert "01: commitment: predicate of 我镇将疏浚沟渠: 疏浚, not ['挖', '清']" in score.differences


@pytest.mark.parametrize("text", ["过去三年", "三年"])
def test_an_optional_span_counts_neither_way(tmp_path: Path, text: str) -> None:
    score = judged(tmp_path, [["time", text, 1, {"optional": True}]])["time"]
    assert (score.right, score.found, score.expected) == (0, 0, 0)


def test_a_mobilisation_speech_tells_others(tmp_path: Path) -> None:
    scores = judged(tmp_path, [], kind="mobilisation", unit="县委书记", text="各乡镇要疏浚沟渠。")
    assert scores["directive"].found == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"spans": [["commitment", "没有的话", 1, {}]]}, "does not stand 1 times"),
        ({"spans": [["commitment", "沟渠", 3, {}]]}, "does not stand 3 times"),
        ({"spans": [["sentiment", "沟渠", 1, {}]]}, "no layer that is judged"),
        ({"spans": [["commitment", [], 1, {}]]}, "an empty list names no value that is right"),
        ({"spans": [["commitment", "", 1, {}]]}, "without a visible character"),
        ({"spans": [["commitment", ["沟渠", " "], 1, {}]]}, "without a visible character"),
        ({"kind": "song"}, "no gold of a passage"),
        ({"more": 1}, "no gold of a passage"),
    ],
)
def test_broken_gold_is_refused_with_its_path(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ChuangwenError, match=said) as caught:
        judged(tmp_path, **({"spans": SPANS} | change))
    assert str(caught.value.path).endswith("01.json")


def test_rows_have_counts_and_no_text(tmp_path: Path) -> None:
    judged(tmp_path, SPANS)
    write_passage_rows(tmp_path / "rows.csv", evaluate_passages(tmp_path))
    rows = list(csv.DictReader((tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()))
    commitment = next(row for row in rows if row["layer"] == "commitment")
    assert (commitment["passage"], commitment["right"], commitment["predicate_judged"]) == ("01", "2", "2")
    assert "沟渠" not in (tmp_path / "rows.csv").read_text(encoding="utf-8")


def test_the_command_prints_a_row_a_layer_and_writes_rows(tmp_path: Path) -> None:
    judged(tmp_path, SPANS)
    said = run("evaluate", "--passages", tmp_path, "--rows", tmp_path / "rows.csv")
    assert "commitment" in said
    assert "predicate 2/2" in said
    assert (tmp_path / "rows.csv").exists()


def test_folders_of_one_name_are_counted_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [tmp_path / "a" / "g", tmp_path / "b" / "g"]
    for place in places:
        place.mkdir(parents=True)
        judged(place, SPANS)
    monkeypatch.chdir(tmp_path)
    assert "2 passages" in run("evaluate", "--passages", "a/g", "b/g", "--rows", "rows.csv")
    assert passages_in(tmp_path / "rows.csv") == {"a/g/01", "b/g/01"}
    monkeypatch.chdir(places[0])
    run("evaluate", "--passages", ".", "--rows", tmp_path / "rows.csv")
    assert passages_in(tmp_path / "rows.csv") == {"01"}


def passages_in(rows: Path) -> set[str]:
    return {row["passage"] for row in csv.DictReader(rows.read_text(encoding="utf-8").splitlines())}


def test_a_folder_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    judged(tmp_path, SPANS)
    same = tmp_path / ".." / tmp_path.name
    assert "is given twice" in run("evaluate", "--passages", tmp_path, same, code=2)


def test_rows_of_a_folder_whose_name_is_no_unicode(tmp_path: Path) -> None:
    place = tmp_path / "g\udcff"
    try:
        place.mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this file system takes Unicode only")
    judged(place, SPANS)
    run("evaluate", "--passages", place, "--rows", tmp_path / "rows.csv")
    assert {name.rpartition("/g")[2] for name in passages_in(tmp_path / "rows.csv")} == {r"\udcff/01"}


def test_the_command_refuses_what_does_not_go_together(tmp_path: Path) -> None:
    judged(tmp_path, SPANS)
    assert "--layers is not for passages" in run("evaluate", "--passages", "--layers", tmp_path, code=2)
