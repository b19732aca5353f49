"""A folder of lists is read once and whole: every fault is named with its file and line, and nothing is guessed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.lists import patterns, read_lists, words
from chuangwen_corpus.lists.folder import MOST_BYTES
from chuangwen_corpus.parsing import parse

RULE = """\
[[rule]]
id = "{id}"
scope = "{scope}"
zone = "{zone}"
pattern = '{pattern}'
reason = "the library signs its pages"
example = "{example}"
counter_examples = ["{counter}"]
"""
SOUND = {
    "id": "bay_library",
    "scope": "line",
    "zone": "around",
    "pattern": "湾区文集[^。]{0,20}整理",
    "example": "湾区文集资料室整理",
    "counter": "湾区文集是大家的，请各单位自觉整理。",
}


def rule(**other: str) -> str:
    return RULE.format(**SOUND | other)


def folder(at: Path, **files: str | bytes) -> Path:
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (at / name.replace("__", ".")).write_bytes(data)
    return at


def said(at: Path) -> str:
    with pytest.raises(ChuangwenError) as caught:
        read_lists(at)
    assert caught.value.path == str(at)
    assert "docs/lists.md" in (caught.value.hint or "")
    return str(caught.value)


def test_what_is_read(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        salutations__txt="\ufeff# people\n社員 # of a commune\r\n轮值主席\n\n",
        titles__tsv="心里话\t讲话\n",
        places__txt="金沙湾\n",
        terms__tsv="湾区共建\tn # a name\n",
        furniture__toml=rule(),
        __DS_Store=b"\x00",
    )
    lists = read_lists(str(place))
    assert lists.salutations == {"社员", "轮值主席"}
    assert lists.titles == (("心里话", "讲话"),)
    assert lists.places == {"金沙湾"}
    assert lists.terms == (("湾区共建", "n"),)
    assert dict(lists.files) == {
        name: hashlib.sha256((place / name).read_bytes()).hexdigest()
        for name in ("furniture.toml", "places.txt", "salutations.txt", "terms.tsv", "titles.tsv")
    }
    (place / "places.txt").write_text("银沙湾\n", encoding="utf-8")
    assert read_lists(place) != lists


ROWS = {
    "no word": ("salutations.txt", "社员\n、\n", "salutations.txt:2: '、' is no word."),
    "one character": ("salutations.txt", "员\n", "salutations.txt:1: '员' is no word."),
    "a clause": ("places.txt", "# 1\n金沙湾，前海\n", "places.txt:2: '金沙湾，前海' is no word."),
    "no Chinese": ("places.txt", "bay\n", "places.txt:1: 'bay' is no word."),
    "too long": ("places.txt", "湾" * (words.LONGEST + 1), "places.txt:1:"),
    "a column too many": ("salutations.txt", "社员\t2\n", "salutations.txt:1: has 2 columns."),
    "a column too few": ("titles.tsv", "心里话 讲话\n", "titles.tsv:1: has 1 columns."),
    "twice": ("places.txt", "金沙湾\n\n金沙灣\n", "places.txt:3: '金沙灣' stands in line 1, too."),
    "no tag": ("terms.tsv", "湾区共建\tnoun\n", "terms.tsv:1: 'noun' is no tag of jieba's set."),
    "no segmenter is given it": ("terms.tsv", "5G共建\tn\n", "terms.tsv:1: '5G共建' has other than"),
    "no genre": ("titles.tsv", "心里话\t讲 话\n", "titles.tsv:1: '讲 话' is no name of a kind of speech."),
    "an empty genre": ("titles.tsv", "心里话\t\n", "titles.tsv:1: has 1 columns."),
    "no UTF-8": ("places.txt", "湾\n".encode("gb18030"), "places.txt:1: is not UTF-8."),
    "too large": ("places.txt", b"#" * (MOST_BYTES + 1), "places.txt: has 1,000,001 bytes"),
    "another file": ("place.txt", "金沙湾\n", "place.txt: is no list. Known are furniture.toml,"),
    "another case": ("Places.TXT", "金沙湾\n", "Places.TXT: is no list."),
    "no TOML": ("furniture.toml", "[[rule]]\nid = \n", "furniture.toml:2: is no valid TOML"),
    "nothing in it": ("furniture.toml", "", "furniture.toml: holds other than tables [[rule]]."),
    "another table": ("furniture.toml", "[rules]\n", "furniture.toml: holds other than tables [[rule]]."),
}


@pytest.mark.parametrize(("name", "data", "fault"), ROWS.values(), ids=ROWS)
def test_a_fault_is_named_with_its_line(tmp_path: Path, name: str, data: str | bytes, fault: str) -> None:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    assert fault in said(tmp_path)


@pytest.mark.parametrize("name", words.MOST)
def test_a_list_has_an_end(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(words.MOST, name, 2)
    value = "\tn" if name.endswith("tsv") else ""
    rows = [f"金沙{last}{value}" for last in "湾岛"]
    (tmp_path / name).write_text("\n".join(rows), encoding="utf-8")
    read_lists(tmp_path)
    (tmp_path / name).write_text("\n".join([*rows, f"金沙滩{value}"]), encoding="utf-8")
    assert f"{name}:3: is the first row beyond 2." in said(tmp_path)


FIRST = rule(id="first", pattern="湾滨文集", example="湾滨文集", counter="湾滨文集要整理好。")
RULES = {
    "an example of a rule of the package": (
        rule(pattern=".{0,9}[.]{3}", example="点击查看更多..."),
        "The rule 'action' does; give another example.",
    ),
    "an unknown field": (rule() + "note = 1\n", "is wrong in note"),
    "no counter-examples": (
        rule().replace('["' + SOUND["counter"] + '"]', "[]"),
        "is wrong in counter_examples",
    ),
    "a field is missing": (rule().replace("reason =", "# reason ="), "is wrong in reason"),
    "alternatives that differ in case": (rule(pattern="(?:ab|AB)+湾滨文学社.{0,20}"), "has a pattern that"),
    "another scope": (rule(scope="page"), "is wrong in scope"),
    "another zone": (rule(zone="body"), "is wrong in zone"),
    "an odd id": (rule(id="Bay"), "is wrong in id"),
    "an example of marks": (rule(example="————"), "is wrong in example (it has no letter)"),
    "too long a line": (rule() + "longest = 301\n", "is wrong in longest (it may be 300)"),
    "an id of the package": (rule(id="copyright"), "has the id of another rule."),
    "an example not seen": (rule(example="湾区文集"), "does not see its example '湾区文集'."),
    "an example that stays": (
        rule(pattern="在湾区文集大会上的讲话", example="在湾区文集大会上的讲话"),
        "but does not drop it.",
    ),
    "inline is for the zone page": (
        rule(scope="inline", example="湾区文集资料室整理", counter="湾区文集。"),
        "but does not drop it.",
    ),
    "a counter-example that is dropped": (
        rule(zone="page", scope="inline"),
        "is dropped ('湾区文集是大家的，请各单位自觉整理。'). The rule bay_library must be narrower",
    ),
    "a counter-example in two lines": (rule(counter="湾区\\n文集"), "has a counter-example that is no line"),
    "a pattern that is none": (rule(pattern="湾区("), "has a pattern that is no regular expression"),
    "a pattern without an end": (rule(pattern="(?:湾.+,?)+整理"), "has a pattern that may run on and on"),
}


@pytest.mark.parametrize(("toml", "fault"), RULES.values(), ids=RULES)
def test_a_fault_of_a_rule_names_file_rule_and_line(tmp_path: Path, toml: str, fault: str) -> None:
    text = said(folder(tmp_path, furniture__toml=FIRST + "\n" + toml))
    line = rule().count("\n") + 2
    assert f"furniture.toml:{line}: the rule " in text
    assert fault in text
    assert "'first'" not in text


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    text = said(
        folder(
            tmp_path,
            furniture__toml=rule(example="文集"),
            places__txt="、\n湾\n",
            titles__tsv="心里话\n",
            more__txt="",
        )
    )
    for place in ("furniture.toml:1", "places.txt:1", "places.txt:2", "titles.tsv:1", "more.txt"):
        assert f" {place}: " in text
    assert "5 faults" in text


def test_two_rules_have_two_ids(tmp_path: Path) -> None:
    assert said(folder(tmp_path, furniture__toml=rule() + rule())).count("has the id of another rule") == 2


@pytest.mark.parametrize(
    "kind", ["missing", "a file", "empty", "only hidden files", "a pipe", "a folder in it"]
)
def test_what_is_no_folder_of_lists(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "lists"
    if kind == "a file":
        place.write_text("社员", encoding="utf-8")
    elif kind != "missing":
        place.mkdir()
    if kind == "only hidden files":
        (place / ".hidden").touch()
    elif kind == "a pipe":
        os.mkfifo(place / "places.txt")
    elif kind == "a folder in it":
        (place / "places.txt").mkdir()
    with pytest.raises(ChuangwenError) as caught:
        read_lists(place)
    assert caught.value.hint


PAGE = "在全市创建大会上的讲话\n同志们：\n{}我们要把任务完成好。\n我们说到做到！\n{}\n"


@pytest.mark.parametrize(
    ("scope", "zone", "example"),
    [
        ("line", "page", "湾区文集室整理"),
        ("line", "around", "湾区文集室整理"),
        ("start", "around", "湾区文集室整理，一览无余"),
        ("list", "page", "湾区文集室整理"),
    ],
)
def test_a_rule_drops_what_it_sees_and_says_so(tmp_path: Path, scope: str, zone: str, example: str) -> None:
    toml = rule(scope=scope, zone=zone, example=example, counter="湾区的文集要整理好。")
    lists = read_lists(folder(tmp_path, furniture__toml=toml))
    page = PAGE.format("", example)
    assert "furniture.bay_library" not in parse(page, layers=()).edits.rule
    document = parse(page, layers=(), lists=lists)
    assert example not in document.text
    assert "furniture.bay_library" in document.edits.rule
    assert document.restore() == page.encode()


def test_a_pattern_may_end_in_a_comment(tmp_path: Path) -> None:
    commented = rule(pattern="湾区文集[^。]{0,20}整理 # signed")
    lists = read_lists(folder(tmp_path, furniture__toml=commented + FIRST))
    assert "湾区文集" not in parse(PAGE.format("", SOUND["example"]), layers=(), lists=lists).text


ENDLESS = (
    "(?:a+)+b", "(a|ab)*c", "(?:a?a){1,30}b", "(?:a?a)+b", "(?:.+,)+", ".*a.*b.*c", "(?:aa|aaa|b)+c", "(?=(?:a+)+b)a",
    "(?:(?:a|b)c?)+d", "(?:[ab]+x?)*y", "(?:a{1,9}){1,9}b", "(?>(?:a+)+)b",
)  # fmt: skip
ENDING = (
    "a+b", "(?:关注|点赞)+", ".*a.*b", r"(?:\d{4}年)?\d+字", "(?:ab)+c", "(?:[ab]c){1,30}", "[^,]{1,20}>[^,]{1,30}>", "a++b",
    "(?:本|该)(?:站|网)a{0,30}",
)  # fmt: skip


@pytest.mark.parametrize("pattern", ENDLESS)
@pytest.mark.parametrize("around", ["{}", "x{}", "(?:{})?x", "(?:x|{})"])
def test_a_pattern_that_may_run_on_is_refused(pattern: str, around: str) -> None:
    with pytest.raises(patterns.PatternError, match="on and on"):
        patterns.check(around.format(pattern), whole_lines=True)


@pytest.mark.parametrize("pattern", ENDING)
def test_a_pattern_that_ends_is_taken(pattern: str) -> None:
    patterns.check(pattern, whole_lines=True)


@pytest.mark.parametrize("repeat", ["*", "+", "{2,}", "*?", "{0,301}"])
def test_a_repeat_needs_a_limit_where_lines_have_none(repeat: str) -> None:
    with pytest.raises(patterns.PatternError, match="upper limit"):
        patterns.check(f"x[ab]{repeat}y", whole_lines=False)
    patterns.check("x[ab]{0,30}y", whole_lines=False)


@pytest.mark.parametrize(
    "pattern",
    [r"(a)\1", "(?P<name>a)", "(a)(?(1)b|c)", "a)|(b", "(?i)a", "[", "a{2,1}", "a*", "x?", "(?=a)", ""],
)  # fmt: skip
def test_a_pattern_that_cannot_stand_beside_others_is_refused(pattern: str) -> None:
    with pytest.raises(patterns.PatternError) as caught:
        patterns.check(pattern, whole_lines=True)
    assert caught.value.hint
