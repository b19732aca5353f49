from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

import pages
from chuangwen_corpus.annotate import engine, lexicon, tokenize
from chuangwen_corpus.annotate.engines import SEPARATOR
from chuangwen_corpus.annotate.tags import upos
from chuangwen_corpus.errors import ChuangwenError
from chuangwen_corpus.parsing import parse
from conftest import ROOT, SEED

UD = {
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
}


def dictionary() -> list[tuple[str, str]]:
    import importlib.util

    folder = importlib.util.find_spec("jieba").submodule_search_locations[0]
    lines = (Path(folder) / "dict.txt").read_text(encoding="utf-8").splitlines()
    return [(line.split(" ")[0], line.split(" ")[2]) for line in lines]


def varied_runs(characters: int) -> list[str]:
    """Runs of Han: words of the dictionary and the lexicon, real prose shuffled, any character."""
    choose = random.Random(20201124)
    words = [word for word, _ in dictionary()]
    terms = [entry.term for entry in lexicon.segmenter_entries()]
    prose = re.findall("[\u4e00-\u9fd5]+", SEED.read_text(encoding="utf-8"))
    makers = (
        lambda: "".join(choose.choices(words, k=choose.randint(1, 12))),
        lambda: "".join(choose.choices(words + terms * 100, k=choose.randint(1, 8))),
        lambda: "".join(chr(choose.randint(0x4E00, 0x9FD5)) for _ in range(choose.randint(1, 10))),
        lambda: "".join(choose.sample(run := choose.choice(prose), len(run))),
        lambda: choose.choice(prose) + choose.choice(terms) + choose.choice(prose),
    )
    runs, length = [], 0
    while length < characters:
        run = re.sub("[^\u4e00-\u9fd5]", "", choose.choice(makers)())
        if run:
            runs.append(run)
            length += len(run)
    return runs


@pytest.mark.slow
def test_both_engines_give_the_same_words_and_tags() -> None:
    runs = varied_runs(750_000)
    assert sum(len(run.encode()) for run in runs) > 2_000_000
    assert engine("rjieba").tag(runs) == engine("jieba").tag(runs)


@pytest.mark.slow
def test_both_engines_give_the_same_corpus() -> None:
    fast, reference = parse(SEED), parse(SEED, engine="jieba")
    assert fast == reference


@given(pages.mixed)
def test_both_engines_agree_on_any_page(text: str) -> None:
    spans = [(0, len(text))]
    assert tokenize(text, spans, engine("rjieba")) == tokenize(text, spans, engine("jieba"))


@given(pages.mixed)
def test_tokens_cover_the_text(text: str) -> None:
    sentence, forms, xpos, universal, starts, ends = tokenize(text, [(0, len(text))], engine())
    assert "".join(forms) == "".join(text.split())
    assert all(text[s:e] == form for s, e, form in zip(starts, ends, forms, strict=True))
    assert len({len(column) for column in (sentence, forms, xpos, universal, starts, ends)}) == 1
    assert set(universal) <= UD


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20XX年xx区完成1.8万平方米", ["20XX", "年", "xx", "区", "完成", "1.8", "万平方米"]),
        ("二〇二〇年", ["二〇二〇", "年"]),
        ("党__、***市", ["党", "__", "、", "***", "市"]),
        ("GDP增长3.5%……", ["GDP", "增长", "3.5%", "……"]),
        ("a.b_c-d", ["a", ".", "b", "_", "c-d"]),
        ("創建文明城市", ["創建文明城市"]),
        ("𠮷野家㐂", ["𠮷", "野家", "㐂"]),
    ],
)
def test_what_is_not_han_is_cut_by_rule(text: str, expected: list[str]) -> None:
    assert tokenize(text, [(0, len(text))], engine())[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由区发改局牵头", ["由/p", "区/n"]),
        ("请乡派出所配合", ["请/v", "乡/n"]),
        ("再交一份答卷", ["再/d", "交/v"]),
        ("再次感谢大家", ["再次/d", "感谢/v"]),
    ],
)
def test_what_the_engine_glues_together_is_parted(text: str, expected: list[str]) -> None:
    _, forms, xpos, *_ = tokenize(text, [(0, len(text))], engine())
    assert [f"{form}/{tag}" for form, tag in zip(forms, xpos, strict=True)][:2] == expected


def test_the_lexicon() -> None:
    entries = lexicon.entries()
    assert len(entries) >= 300
    assert len({entry.term for entry in entries}) == len(entries)
    assert {entry.type for entry in entries} == set(lexicon.TYPES)
    tags = {tag for _, tag in dictionary()}
    for entry in entries:
        assert entry.tag in tags, entry
        assert entry.source
    for term in ("市文明办", "社会主义核心价值观", "集结号"):
        assert tokenize(term, [(0, len(term))], engine())[1] == [term]


def test_the_frequencies_of_the_lexicon_are_fresh(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import lexicon_frequencies
    finally:
        sys.path.pop(0)
    copy = tmp_path / "lexicon.tsv"
    text = lexicon_frequencies.LEXICON.read_text(encoding="utf-8")
    copy.write_text(text, encoding="utf-8")
    lexicon_frequencies.LEXICON, original = copy, lexicon_frequencies.LEXICON
    try:
        lexicon_frequencies.main()
    finally:
        lexicon_frequencies.LEXICON = original
    assert copy.read_text(encoding="utf-8") == text


def test_every_tag_of_the_dictionary_is_mapped_on_purpose() -> None:
    from chuangwen_corpus.annotate import tags

    assert {tag for _, tag in dictionary()} <= set(tags._BY_TAG)
    assert set(tags._BY_TAG.values()) <= UD
    assert upos("是", "v") == "AUX"
    assert upos("创建", "v") == "VERB"


def test_an_unknown_engine_is_a_clear_error() -> None:
    with pytest.raises(ChuangwenError, match="Choose one of rjieba, jieba"):
        engine("hanlp")


@pytest.mark.slow
def test_jieba_is_quiet_and_leaves_no_file(tmp_path: Path) -> None:
    code = "import chuangwen_corpus as cw; cw.parse('在大会上的发言\\n同志们：\\n我们努力完成任务！', engine='jieba')"
    import os

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=os.environ | {"TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}, cwd=tmp_path,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_the_separator_is_no_han() -> None:
    assert engine().tag(["我们", "他们"]) == [("我们", "r"), (SEPARATOR, "x"), ("他们", "r")]
