"""A user's cues and terms for the layers: what they change, what is refused, that nothing is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.lists import read_lists
from chuangwen_corpus.parsing import parse

CUES = """form\tclass\tmodality\tstrength\texample\tcounter_example
拼命\tmarker\tresolve\tstrong\t我局拼命抓好整改。\t我局将【改变】拼命的做法。
豁出去\tmarker\tvow\tstrong\t我局豁出去抓好整改。
眼下那阵子\tpast\t\t\t眼下那阵子，我局坚决落实责任。
火线\tadverb\t\t\t我局将火线【推进】整改工作。
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / name.replace("_tsv", ".tsv")).write_text(text, encoding="utf-8")
    return tmp_path


def spans(sentence: str, layer: str, lists: object = None) -> list[str]:
    page = f"某局在创建大会上的表态发言\n各位代表：\n{sentence}\n以上是我的发言，谢谢大家。\n"
    found = parse(page, lists=lists).annotations  # type: ignore[arg-type]
    return [a.text for a in found if a.layer == layer]


@pytest.mark.parametrize("form", ["拼命", "豁出去"])
def test_a_marker_of_ones_own_makes_a_commitment(tmp_path: Path, form: str) -> None:
    lists = read_lists(folder(tmp_path, cues_tsv=CUES))
    sentence = f"我局{form}守住防线。"
    assert spans(sentence, "commitment", lists) == [f"我局{form}守住防线"]
    assert spans(sentence, "commitment") == []


def test_a_frame_of_ones_own_closes_the_scope(tmp_path: Path) -> None:
    lists = read_lists(folder(tmp_path, cues_tsv=CUES))
    sentence = "眼下那阵子，我局坚决守住防线。"
    assert spans(sentence, "commitment", lists) == []
    assert spans(sentence, "commitment") == ["我局坚决守住防线"]


def test_a_list_mark_of_ones_own_stands_outside_the_act(tmp_path: Path) -> None:
    text = "form\tclass\texample\n头一桩\tordinal\t头一桩我局坚决守住防线。\n"
    lists = read_lists(folder(tmp_path, cues_tsv=text))
    assert spans("头一桩我局坚决守住防线。", "commitment", lists) == ["我局坚决守住防线"]


@pytest.mark.parametrize(
    ("name", "text", "layer", "sentence", "span"),
    [
        ("policy_terms_tsv", "form\ttype\tprogramme\n湾区共建\tprogramme\t湾区\n", "policy_term", "我们将推进灣區共建。", "灣區共建"),
        ("war_metaphors_tsv", "form\tdomain\n滩头\tplace\n", "metaphor_war", "我们将拿下滩头。", "滩头"),
        ("four_character_tsv", "form\n湾通人和\n", "four_character", "我们将做到湾通人和。", "湾通人和"),
    ],
)  # fmt: skip
def test_terms_of_ones_own_are_found_in_both_scripts(
    tmp_path: Path, name: str, text: str, layer: str, sentence: str, span: str
) -> None:
    lists = read_lists(folder(tmp_path, **{name: text}))
    assert spans(sentence, layer, lists) == [span]
    assert spans(sentence, layer) == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("form\n拼命\n", 1, "does not name its columns"),
        ("form\tclass\tform\n", 1, "does not name its columns"),
        ("form\tclass\n拼命\tmarker\n", 2, "without modality and strength"),
        ("form\tclass\n拼命\tmarkers\n", 2, "'markers' is no class"),
        ("form\tclass\tmodality\tstrength\n拼命\tmarker\thope\tstrong\n", 2, "'hope' is no modality"),
        ("form\tclass\n，\tpast\n", 2, "is no form"),
        ("form\tclass\n那时\tpast\n\n那时\tpast\n", 4, "stands in line 2"),
        ("form\tclass\tnot_before\n那时\tpast\t(.+)+x\n", 2, "not_before"),
        ("form\tclass\tnot_before\n那时\tpast\t(\n", 2, "is no regular expression"),
        ("form\tclass\texample\n那时\tpast\t我局坚决落实责任。\n", 2, "does not hold it"),
        (
            "form\tclass\texample\n那时\tpast\t我局坚决落实那时责任。\n",
            2,
            "does nothing of what its class says",
        ),
        (
            "form\tclass\tcounter_example\n那时\tpast\t那时，我局坚决落实责任。\n",
            2,
            "does what its class says",
        ),
        ("form\tclass\n那时\tpast\tx\ty\n", 2, "has 4 columns, the header 2"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(ChuangwenError) as caught:
        read_lists(folder(tmp_path, cues_tsv=text))
    assert f"cues.tsv:{line}: " in str(caught.value)
    assert said in str(caught.value)


def test_a_cue_of_the_package_counts_as_the_user_says_it(tmp_path: Path) -> None:
    lists = read_lists(
        folder(tmp_path, cues_tsv="form\tclass\tmodality\tstrength\n力争\tmarker\tvow\tstrong\n")
    )
    page = "某局在创建大会上的表态发言\n各位代表：\n我局力争守住防线。\n以上是我的发言，谢谢大家。\n"
    found = [a for a in parse(page, lists=lists).annotations if a.layer == "commitment"]
    assert [(a.attributes["modality"], a.attributes["strength"]) for a in found] == [("vow", "strong")]
